//! What editors ask.

use super::{CheckOptions, Misuse};
use crate::editor::{self, Completion, Hover, Outline};

/// Tells what may be put at an offset, counted in UTF-16 code units.
pub fn complete(
    text: &str,
    offset: usize,
    options: &CheckOptions,
) -> Result<Vec<Completion>, Misuse> {
    within(text, offset)?;
    options.with(|options| editor::complete(text, offset, options))
}

/// Tells what stands at an offset, counted in UTF-16 code units; none where no table knows the place.
pub fn hover(text: &str, offset: usize, options: &CheckOptions) -> Result<Option<Hover>, Misuse> {
    within(text, offset)?;
    options.with(|options| editor::hover(text, offset, options))
}

/// Outlines a document.
pub fn symbols(text: &str, options: &CheckOptions) -> Result<Outline, Misuse> {
    options.with(|options| editor::symbols(text, options))
}

fn within(text: &str, offset: usize) -> Result<(), Misuse> {
    // A text has at least a third as many units as bytes, so most offsets are within it at a glance.
    if offset <= text.len() / 3 {
        return Ok(());
    }
    let length = text.encode_utf16().count();
    if offset > length {
        return Err(Misuse::OffsetOutOfRange { offset, length });
    }
    Ok(())
}
