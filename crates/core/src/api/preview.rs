//! Drawing.

use super::{Misuse, PreviewOptions};
use crate::inspect::{self, Inspection};
use crate::view::{self, RenderTree};

/// Draws the payload that a text says or builds; none where there is no payload of a known kind.
pub fn preview(text: &str, options: &PreviewOptions) -> Result<Option<RenderTree>, Misuse> {
    options.with(|options, settings| view::render(text, options, settings))
}

/// Tells what a screen reader says of that drawing, and how its colours stand; none where nothing is drawn.
pub fn inspect(text: &str, options: &PreviewOptions) -> Result<Option<Inspection>, Misuse> {
    options.with(|options, settings| inspect::inspect(text, options, settings))
}

/// The style sheet of every preview. What differs between previews is in its custom properties, whose values
/// [`RenderTree::theme`] has.
pub fn stylesheet() -> String {
    view::stylesheet()
}
