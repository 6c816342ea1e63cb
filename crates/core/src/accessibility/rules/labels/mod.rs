//! What labels say, and what they belong to.

pub(super) mod field_in_name;
pub(super) mod group;
pub(super) mod in_name;
pub(super) mod label_for;
pub(super) mod several;
pub(super) mod title_only;
mod words;

use super::html;
use crate::accessibility::Context;
use crate::dom::NodeId;

/// Whether a node says nothing to assistive technology.
fn is_hidden(context: &Context<'_>, id: NodeId) -> bool {
    context.is_aria_hidden(id) || !context.is_shown(id)
}

/// Whether a label says something, besides what stands in the field that it labels. What is hidden in it counts where it
/// is hidden itself.
fn says_something(context: &Context<'_>, label: NodeId, field: NodeId) -> bool {
    let document = context.document();
    let counts_hidden = is_hidden(context, label);
    document
        .descendants(label)
        .filter(|id| counts_hidden || !is_hidden(context, *id))
        .any(|id| match document.text(id) {
            Some(text) => {
                html::has_text(text) && !document.ancestors(id).any(|around| around == field)
            }
            None => {
                id != field && !context.name(id).is_empty() && document.html_name(id) == Some("img")
            }
        })
}
