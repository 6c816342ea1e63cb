//! What follows from several properties together, once each is computed.

use super::keyword::{Display, Float, Overflow, Position};
use super::property::Style;
use super::value::Computed;

/// What follows from several properties together (CSS Display 3, section 2.7).
pub(super) fn adjust(style: &mut Style, around: &Style) {
    // What is scrolled or hidden in one direction cannot be visible in the other (CSS Overflow 3, section 3.1).
    let scrolls = |overflow: Computed<Overflow>| {
        overflow
            .known()
            .is_some_and(|overflow| !matches!(overflow, Overflow::Visible | Overflow::Clip))
    };
    let (across, down) = (style.overflow_x, style.overflow_y);
    if scrolls(down) && across.is(Overflow::Visible) {
        style.overflow_x = Computed::Known(Overflow::Auto);
    }
    if scrolls(across) && down.is(Overflow::Visible) {
        style.overflow_y = Computed::Known(Overflow::Auto);
    }
    let blocks = style.position.is(Position::Absolute)
        || style.position.is(Position::Fixed)
        || style
            .float
            .known()
            .is_some_and(|float| float != Float::None)
        || matches!(
            around.display.known(),
            Some(Display::Flex | Display::InlineFlex | Display::Grid | Display::InlineGrid)
        );
    if blocks && let Computed::Known(display) = style.display {
        style.display = Computed::Known(match display {
            Display::InlineFlex => Display::Flex,
            Display::InlineGrid => Display::Grid,
            Display::InlineTable => Display::Table,
            Display::Inline
            | Display::InlineBlock
            | Display::TableCell
            | Display::TableRow
            | Display::TableRowGroup
            | Display::TableHeaderGroup
            | Display::TableFooterGroup
            | Display::TableColumn
            | Display::TableColumnGroup
            | Display::TableCaption => Display::Block,
            other => other,
        });
    }
}
