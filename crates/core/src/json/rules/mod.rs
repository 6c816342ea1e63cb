//! The rules of area `json`: what can be wrong with the text itself.

mod encoding;
mod structure;
mod values;

pub(crate) use encoding::{BYTE_ORDER_MARK, DEPTH, EMPTY, INVALID_UTF8, TOO_LARGE};
pub(crate) use structure::{
    BAD_KEY, COMMENT, DUPLICATE_KEY, EXTRA_COMMA, MISSING_COLON, MISSING_COMMA, TRAILING_COMMA,
    TRAILING_CONTENT, UNCLOSED_ARRAY, UNCLOSED_OBJECT, UNQUOTED_KEY,
};
pub(crate) use values::{
    BAD_ESCAPE, CONTROL_CHARACTER, LONE_SURROGATE, MISSING_VALUE, NOT_A_NUMBER, NUMBER_FORMAT,
    NUMBER_RANGE, SINGLE_QUOTES, UNCLOSED_STRING, UNEXPECTED_CHARACTER, UNKNOWN_WORD,
};

use crate::finding::{Page, Rule};

/// Every rule of the area.
pub(crate) const RULES: &[&[&Rule]] = &[encoding::RULES, values::RULES, structure::RULES];

/// Their pages, in the same order.
pub(crate) const PAGES: &[&[Page]] = &[encoding::PAGES, values::PAGES, structure::PAGES];
