//! What WAI-ARIA asks of the roles, states and properties that authors write.

pub(super) mod attribute;
pub(super) mod decorative;
pub(super) mod hidden_focus;
pub(super) mod ids;
pub(super) mod nested;
pub(super) mod owned;
pub(super) mod permitted;
pub(super) mod reference;
pub(super) mod required;
pub(super) mod role;
pub(super) mod value;

use crate::accessibility::attribute::Attribute;
use crate::accessibility::{Context, Role};
use crate::dom::{Element, Namespace, NodeId};

/// The states and properties of an element that WAI-ARIA knows, with their values.
fn attributes<'d>(context: &Context<'d>, id: NodeId) -> impl Iterator<Item = (Attribute, &'d str)> {
    context
        .document()
        .element(id)
        .into_iter()
        .flat_map(Element::attributes)
        .filter(|(name, _)| name.starts_with("aria-"))
        .filter_map(|(name, value)| Some((Attribute::from_name(name)?, value)))
}

/// Whether the element is one of HTML or SVG: of others WAI-ARIA says nothing.
fn is_judged(context: &Context<'_>, id: NodeId) -> bool {
    context
        .document()
        .element(id)
        .is_some_and(|element| element.namespace != Namespace::MathMl)
}

/// Whether the element is one that a page defines itself, of which nobody knows what it is.
fn is_custom(context: &Context<'_>, id: NodeId) -> bool {
    context
        .document()
        .html_name(id)
        .is_some_and(|name| name.contains('-'))
}

/// Whether all that is written in `role` is unknown: of such an element that is said, and no more.
fn has_only_unknown_roles(context: &Context<'_>, id: NodeId) -> bool {
    context
        .document()
        .attribute(id, "role")
        .is_some_and(|role| !role.trim().is_empty())
        && context.written_role(id).is_none()
}

/// Whether a node stands between two others without coming between them for assistive technology: it says nothing of
/// itself.
fn is_transparent(context: &Context<'_>, id: NodeId) -> bool {
    if context.document().element(id).is_none() {
        return true;
    }
    match context.role(id) {
        Role::None => true,
        Role::Generic => !context.has_global_attribute(id) && context.tab_index(id).is_none(),
        _ => false,
    }
}

/// A role as it is said to people: `the role button`.
fn said(role: Role) -> String {
    format!("the role {}", role.name())
}

/// Some words as they are said to people: `a, b or c`.
fn any_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The names of some roles as they are said to people.
fn any_role(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    any_of(&names)
}
