//! Whether people can perceive and use what is drawn.
//!
//! - [`color`]: colours as screens have them, and the lightness of the eye (OKLCH).
//! - [`contrast`]: WCAG's contrast ratio, and the ratios that success criteria ask for.
//! - [`repair`]: the nearest colour that has enough of it.

pub mod color;
pub mod contrast;
pub mod repair;
