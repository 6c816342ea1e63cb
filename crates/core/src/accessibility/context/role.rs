//! The role of an element: what its author says where that holds, else what the element is of itself.

use super::Context;
use super::survey::{Flags, NEAR};
use crate::accessibility::attribute::Attribute;
use crate::accessibility::name;
use crate::accessibility::role::{Role, implicit};
use crate::dom::NodeId;

/// What is known of a role.
#[derive(Debug, Clone, Copy)]
pub(super) enum Known {
    /// Not yet.
    No,
    /// It is being worked out, and asks for itself: a region may be named by what it holds.
    Asked,
    /// This.
    Role(Role),
}

impl Context<'_> {
    /// The role that assistive technology is told.
    pub fn role(&self, id: NodeId) -> Role {
        let cell = &self.roles[id.index()];
        match cell.get() {
            Known::Role(role) => role,
            Known::Asked => Role::Generic,
            Known::No => {
                cell.set(Known::Asked);
                let role = self
                    .explicit_role(id)
                    .unwrap_or_else(|| self.implicit_role(id));
                cell.set(Known::Role(role));
                role
            }
        }
    }

    /// The role that the element has of itself.
    pub fn implicit_role(&self, id: NodeId) -> Role {
        implicit::role(self, id)
    }

    /// The role that the author gives the element and that holds: the first known one in `role`, unless the element has
    /// to have its own. None where it has its own.
    pub fn explicit_role(&self, id: NodeId) -> Option<Role> {
        let value = self.document().attribute(id, "role")?;
        for role in value.split_ascii_whitespace().filter_map(Role::concrete) {
            match role {
                // Landmarks without a name are too many to tell: the next role holds (WAI-ARIA, section 9.1).
                Role::Region | Role::Form if !self.is_named_by_author(id) => {}
                // What says nothing about an element must not hide what people need (section 7).
                Role::None if self.must_be_told(id) => return None,
                // Nor does what is an item of nothing: the next role holds, or the element's own.
                Role::ListItem | Role::Option | Role::TreeItem if !self.is_in_place(id, role) => {}
                Role::Directory => return Some(Role::List),
                _ => return Some(role),
            }
        }
        None
    }

    /// The role that the author writes: the first known one in `role`, whether it holds or not.
    pub fn written_role(&self, id: NodeId) -> Option<Role> {
        let value = self.document().attribute(id, "role")?;
        value.split_ascii_whitespace().find_map(Role::concrete)
    }

    /// Whether an element cannot be made presentational: it can have the focus, or says something that every role may.
    pub fn must_be_told(&self, id: NodeId) -> bool {
        self.can_focus(id) || self.has_global_attribute(id)
    }

    /// Whether the element has an attribute that every role may have, other than `aria-hidden`.
    pub(crate) fn has_global_attribute(&self, id: NodeId) -> bool {
        self.document().element(id).is_some_and(|element| {
            element.attributes().any(|(name, _)| {
                name.starts_with("aria-")
                    && Attribute::from_name(name).is_some_and(|attribute| {
                        attribute.is_global() && attribute != Attribute::Hidden
                    })
            })
        })
    }

    /// Whether the author names the element: by `aria-labelledby`, `aria-label` or `title`.
    pub(crate) fn is_named_by_author(&self, id: NodeId) -> bool {
        let document = self.document();
        let says = |name: &str| {
            document
                .attribute(id, name)
                .is_some_and(|value| !value.trim().is_empty())
        };
        says("aria-label") || says("title") || name::is_labelled(self, id)
    }

    /// Whether an item stands in what it is an item of. Asked of the nodes near by only, and of what is written there,
    /// not of their roles, which may depend on where they stand themselves.
    fn is_in_place(&self, id: NodeId, role: Role) -> bool {
        let inside = role.definition().inside;
        let mut at = id;
        for _ in 0..NEAR {
            let Some(around) = self.owner(at).or_else(|| self.document().parent(at)) else {
                return false;
            };
            let told = self.written_role(around).unwrap_or_else(|| {
                match self.document().html_name(around) {
                    Some("ul" | "ol" | "menu" | "dir") => Role::List,
                    Some("select" | "datalist") => Role::ListBox,
                    Some("optgroup" | "fieldset" | "details") => Role::Group,
                    _ => Role::Generic,
                }
            });
            if inside.contains(&told) {
                return true;
            }
            at = around;
        }
        // Too deep to tell.
        true
    }

    /// Whether it stands in an article, an aside, a nav or a section.
    pub(crate) fn is_in_section(&self, id: NodeId) -> bool {
        self.flags(id).contains(Flags::IN_SECTION)
    }

    /// Whether it stands in the main part.
    pub(crate) fn is_in_main(&self, id: NodeId) -> bool {
        self.flags(id).contains(Flags::IN_MAIN)
    }

    /// Which one a node is among what its parent holds, from 0.
    pub(crate) fn place(&self, id: NodeId) -> usize {
        self.survey.places[id.index()] as usize
    }

    /// The nearest elements around a node, at most thirty-two: enough for the table of a cell, and no more than that
    /// for each of many nodes of a deep document.
    pub(crate) fn near_ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.document().ancestors(id).take(NEAR)
    }
}
