//! Roles: those of WAI-ARIA 1.2 with its modules for publishing (DPUB-ARIA 1.1) and graphics (Graphics-ARIA 1.0), those
//! that browsers take from the draft of 1.3, and those of elements that have no counterpart in WAI-ARIA.
//!
//! - `table`: what each role is, requires, supports and holds.
//! - `implicit`: the roles that elements have of themselves.
//! - `allowed`: the roles that authors may give to elements.

pub(crate) mod allowed;
pub(super) mod implicit;
mod table;

pub use table::Role;

use super::attribute::{Attribute, Attributes};

/// The sort of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Only there to order the others; authors must not use it.
    Abstract,
    /// Something to act on.
    Widget,
    /// A widget that holds widgets and manages the focus among them.
    Composite,
    /// A part of a page.
    Structure,
    /// A part of a page that people jump to.
    Landmark,
    /// A region that tells of its changes.
    Live,
    /// A window.
    Window,
    /// A part of a publication.
    Publication,
    /// What an element is that WAI-ARIA has no word for; authors cannot use it.
    Platform,
}

/// Where a role's name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Naming {
    /// Only from what the author says of it.
    Author,
    /// From its contents too.
    Contents,
    /// Nowhere: it must not be named.
    Prohibited,
}

/// What a role is.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// The role.
    pub role: Role,
    /// Its name, as browsers tell it.
    pub name: &'static str,
    /// Its sort.
    pub kind: Kind,
    /// Where its name comes from.
    pub naming: Naming,
    /// What it must have.
    pub required: Attributes,
    /// What it may have besides what every element may; what it must have included.
    pub supported: Attributes,
    /// What it must not have.
    pub prohibited: Attributes,
    /// The values that hold where an attribute is absent.
    pub implicit: &'static [(Attribute, &'static str)],
    /// What it may hold, where it is made to hold something; one of them is needed unless it is still loading.
    pub owns: &'static [Role],
    /// What has to hold it.
    pub inside: &'static [Role],
    /// Whether assistive technology is told nothing of what it holds but its text.
    pub has_presentational_children: bool,
    /// Whether WAI-ARIA advises against it.
    pub is_deprecated: bool,
}

impl Role {
    /// What it is.
    pub fn definition(self) -> &'static Definition {
        &table::ROLES[self as usize]
    }

    /// The role of this name; names are compared without regard to case, as browsers do.
    pub fn from_name(name: &str) -> Option<Self> {
        let synonym = table::SYNONYMS
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, role)| *role);
        synonym.or_else(|| {
            table::ROLES
                .iter()
                .filter(|definition| definition.kind != Kind::Platform)
                .find(|definition| definition.name.eq_ignore_ascii_case(name))
                .map(|definition| definition.role)
        })
    }

    /// The role of this name, where authors may use it.
    pub fn concrete(name: &str) -> Option<Self> {
        Self::from_name(name).filter(|role| role.definition().kind != Kind::Abstract)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    /// Whether it may have this attribute: because every element may, or because it supports it.
    pub fn supports(self, attribute: Attribute) -> bool {
        attribute.is_global() || self.definition().supported.contains(attribute)
    }

    /// Whether it must not have this attribute.
    pub fn prohibits(self, attribute: Attribute) -> bool {
        self.definition().prohibited.contains(attribute)
    }

    /// Whether it is something to act on.
    pub fn is_widget(self) -> bool {
        matches!(self.definition().kind, Kind::Widget | Kind::Composite)
    }

    /// Whether it is a landmark.
    pub fn is_landmark(self) -> bool {
        self.definition().kind == Kind::Landmark
    }

    /// Whether it names itself by its contents.
    pub fn is_named_from_contents(self) -> bool {
        self.definition().naming == Naming::Contents
    }

    /// Whether assistive technology is told nothing of what it holds but its text.
    pub fn has_presentational_children(self) -> bool {
        self.definition().has_presentational_children
    }

    /// Whether it says nothing about the element: `generic` or `none`.
    pub fn is_generic(self) -> bool {
        matches!(self, Self::Generic | Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enumeration() {
        for (place, definition) in table::ROLES.iter().enumerate() {
            assert_eq!(definition.role as usize, place, "{}", definition.name);
            if definition.kind != Kind::Platform {
                assert_eq!(Role::from_name(definition.name), Some(definition.role));
            }
        }
    }

    #[test]
    fn names_are_read_as_browsers_do() {
        for (name, role) in [
            ("button", Some(Role::Button)),
            ("BUTTON", Some(Role::Button)),
            ("presentation", Some(Role::None)),
            ("none", Some(Role::None)),
            ("img", Some(Role::Image)),
            ("doc-toc", Some(Role::DocToc)),
            ("graphics-symbol", Some(Role::GraphicsSymbol)),
            ("lnik", None),
            ("widget", None),
            ("Date", None),
            ("", None),
        ] {
            assert_eq!(Role::concrete(name), role, "{name}");
        }
    }

    #[test]
    fn what_a_role_requires_it_supports_and_what_it_prohibits_it_does_not() {
        for definition in table::ROLES {
            let all = definition.supported.and(definition.required);
            assert_eq!(all, definition.supported, "{}", definition.name);
            for attribute in definition.prohibited.iter() {
                assert!(!all.contains(attribute), "{}", definition.name);
            }
        }
    }
}
