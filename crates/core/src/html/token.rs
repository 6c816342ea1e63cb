//! What HTML consists of.

use std::borrow::Cow;
use std::ops::Range;

use super::text::Text;

/// A token, with the bytes that write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind<'t>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind<'t> {
    /// A start tag.
    Start {
        /// In lower case.
        name: Cow<'t, str>,
        /// As written, in the order of the text, duplicates included.
        attributes: Vec<Attribute<'t>>,
        /// Whether it ends with `/>`.
        self_closing: bool,
    },
    /// An end tag; the standard drops its attributes.
    End {
        /// In lower case.
        name: Cow<'t, str>,
    },
    /// `</>`, of which nothing is left.
    NamelessEnd,
    /// Text, as long as it goes: no text follows it, but for that of a CDATA section or after an end tag without a name.
    Text(Text<'t>),
    /// A comment, or what is read as one: `<?`, `<!` and `</` before what they cannot begin.
    Comment(Text<'t>),
    /// A document type.
    Doctype(Doctype),
    /// A tag that the end of the text cuts off, which is dropped.
    Unfinished,
}

/// An attribute as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute<'t> {
    /// In lower case.
    pub(crate) name: Cow<'t, str>,
    /// With character references resolved; empty where there is none.
    pub(crate) value: Cow<'t, str>,
    /// From the name to the end of the value, quotes included.
    pub(crate) range: Range<usize>,
    /// The value without its quotes; where there is none, the place after the name.
    pub(crate) value_range: Range<usize>,
    /// Whether an attribute before it has the same name, so that this one is dropped.
    pub(crate) duplicate: bool,
}

/// A document type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Doctype {
    /// In lower case.
    pub(crate) name: Option<String>,
    pub(crate) public_id: Option<String>,
    pub(crate) system_id: Option<String>,
    /// Whether it is so broken that browsers lay the page out as pages of the last century expect.
    pub(crate) force_quirks: bool,
}

/// A name as the standard reads it: in lower case, NUL replaced.
pub(super) fn name(source: &str) -> Cow<'_, str> {
    let is_changed = |byte: u8| byte == 0 || byte.is_ascii_uppercase();
    if source.bytes().any(is_changed) {
        Cow::Owned(source.to_ascii_lowercase().replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(source)
    }
}

/// Whether a byte is white space to the standard, which reads a carriage return as a line feed.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}
