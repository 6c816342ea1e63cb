//! Icons: drawn in the colour of the text around them, and nothing to assistive technology.

use super::Pen;
use crate::dom::NodeId;

/// An icon.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Icon {
    /// A speech bubble.
    Chat,
    /// A cross.
    Close,
}

impl Icon {
    /// Its path, in a square of 24.
    fn path(self) -> &'static str {
        match self {
            Self::Chat => "M4 5h16v11H11l-5 4v-4H4z",
            Self::Close => "M6 6l12 12M18 6L6 18",
        }
    }

    /// Draws it.
    pub(crate) fn draw(self, pen: &mut Pen, parent: NodeId) {
        let svg = pen.document.add_svg_element(parent, "svg");
        for (name, value) in [
            ("class", "icon"),
            ("viewBox", "0 0 24 24"),
            ("aria-hidden", "true"),
            ("focusable", "false"),
        ] {
            pen.set(svg, name, value);
        }
        let path = pen.document.add_svg_element(svg, "path");
        pen.set(path, "d", self.path());
    }
}
