//! Text as written, and as it reads.

use std::borrow::Cow;

use super::reference;

/// How text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Between tags: with character references; whoever builds the document decides about NULs.
    Data,
    /// In a title or a text area: with character references.
    Rcdata,
    /// In a script, a style sheet or a comment: as written.
    Raw,
    /// In a CDATA section: as written, NULs included.
    Cdata,
    /// In the value of an attribute: with character references, but for those that may be parts of a URL.
    Value,
}

impl Reading {
    fn has_references(self) -> bool {
        matches!(self, Self::Data | Self::Rcdata | Self::Value)
    }

    /// Whether a NUL stays one.
    pub(crate) fn keeps_nul(self) -> bool {
        matches!(self, Self::Data | Self::Cdata)
    }
}

/// A run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text<'t> {
    /// As written.
    pub(crate) source: &'t str,
    pub(crate) reading: Reading,
}

impl<'t> Text<'t> {
    /// As it reads.
    pub(crate) fn decoded(self) -> Cow<'t, str> {
        decoded(self.source, self.reading)
    }
}

/// A text as it reads: character references resolved, each line end one line feed, NULs replaced.
pub(super) fn decoded(source: &str, reading: Reading) -> Cow<'_, str> {
    let is_changed = |byte: &u8| match byte {
        b'&' => reading.has_references(),
        b'\0' => !reading.keeps_nul(),
        byte => *byte == b'\r',
    };
    let bytes = source.as_bytes();
    let Some(mut at) = bytes.iter().position(is_changed) else {
        return Cow::Borrowed(source);
    };
    let mut decoded = String::with_capacity(source.len());
    let mut start = 0;
    loop {
        decoded.push_str(&source[start..at]);
        start = at + 1;
        match bytes[at] {
            b'&' => match reference::resolve(&source[start..], reading == Reading::Value) {
                Some(reference) => {
                    decoded.push(reference.first);
                    decoded.extend(reference.second);
                    start += reference.length;
                }
                None => decoded.push('&'),
            },
            b'\r' => {
                decoded.push('\n');
                start += usize::from(bytes.get(start) == Some(&b'\n'));
            }
            _ => decoded.push('\u{fffd}'),
        }
        match bytes[start..].iter().position(is_changed) {
            Some(next) => at = start + next,
            None => break,
        }
    }
    decoded.push_str(&source[start..]);
    Cow::Owned(decoded)
}
