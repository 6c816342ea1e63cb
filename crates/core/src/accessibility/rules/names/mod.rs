//! What people act on or look at has an accessible name.

pub(super) mod button;
pub(super) mod dialog;
pub(super) mod field;
pub(super) mod heading;
pub(super) mod image;
pub(super) mod link;
pub(super) mod other;
pub(super) mod summary;

use crate::accessibility::Context;
use crate::accessibility::check::Verdicts;
use crate::dom::NodeId;

/// What is said of an element without a name: what is wrong, and the next step.
type Nameless = (&'static str, &'static str);

/// Judges every element that assistive technology is told of and that `applies`: it needs a name.
fn judge(
    context: &Context<'_>,
    verdicts: &mut Verdicts,
    (message, help): Nameless,
    applies: impl Fn(NodeId) -> bool,
) {
    for id in context.telling().iter().copied() {
        if !context.is_exposed(id) || !applies(id) {
            continue;
        }
        if context.name(id).is_empty() {
            verdicts.fail(id, message, help);
        } else {
            verdicts.pass(id);
        }
    }
}
