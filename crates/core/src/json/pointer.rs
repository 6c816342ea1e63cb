//! JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) and the path a walk is at.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::excerpt::excerpt;

/// A JSON pointer: `""` is the whole document, `/components/0/text` a place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self(String::new())
    }

    /// Goes down to the member under `key`; `~` and `/` are escaped.
    pub fn push_key(&mut self, key: &str) {
        self.0.push('/');
        for character in key.chars() {
            match character {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }

    /// Goes down to the item at `index`.
    pub fn push_index(&mut self, index: usize) {
        use fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!(self.0, "/{index}");
    }

    /// The keys and indices it is made of, as they are without escapes.
    pub fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // The whole document is an empty pointer, not one empty name.
        let names = self.0.strip_prefix('/').map(unescaped);
        names.into_iter().flatten()
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Pointer {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One step down a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment<'t> {
    /// Into an object.
    Key(&'t str),
    /// Into an array.
    Index(usize),
}

/// The path from the root to where a walk is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'t> {
    /// What a message calls the root itself, as the beginning of a sentence.
    root: &'static str,
    segments: Vec<Segment<'t>>,
}

impl<'t> Path<'t> {
    /// The root of a document.
    pub fn document() -> Self {
        Self {
            root: "The document",
            segments: Vec::new(),
        }
    }

    /// The root of a payload.
    pub fn payload() -> Self {
        Self {
            root: "The payload",
            segments: Vec::new(),
        }
    }

    /// A path of object keys.
    pub fn of(keys: &[&'t str]) -> Self {
        Self {
            segments: keys.iter().map(|key| Segment::Key(key)).collect(),
            ..Self::document()
        }
    }

    /// Goes down one step.
    pub fn push(&mut self, segment: Segment<'t>) {
        self.segments.push(segment);
    }

    /// Goes back up one step.
    pub fn pop(&mut self) {
        self.segments.pop();
    }

    /// Runs `work` one step further down.
    pub fn within<R>(&mut self, segment: Segment<'t>, work: impl FnOnce(&mut Self) -> R) -> R {
        self.push(segment);
        let result = work(self);
        self.pop();
        result
    }

    /// This path with one more key.
    #[must_use]
    pub fn key(&self, key: &'t str) -> Self {
        let mut path = self.clone();
        path.push(Segment::Key(key));
        path
    }

    /// This path with one more index.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut path = self.clone();
        path.push(Segment::Index(index));
        path
    }

    /// The path as a JSON pointer.
    pub fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for segment in &self.segments {
            match segment {
                Segment::Key(key) => pointer.push_key(key),
                Segment::Index(index) => pointer.push_index(*index),
            }
        }
        pointer
    }
}

/// The way people write it in a message: `preChatForm.fields[3].label`; the root has a name of its own.
impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.segments.is_empty() {
            return formatter.write_str(self.root);
        }
        for (position, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(formatter, "[{index}]")?,
                Segment::Key(key) if is_plain_name(key) => {
                    if position > 0 {
                        formatter.write_str(".")?;
                    }
                    formatter.write_str(key)?;
                }
                Segment::Key(key) => write!(formatter, "[{}]", shown_key(key))?,
            }
        }
        Ok(())
    }
}

fn is_plain_name(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= LONGEST_SHOWN_KEY
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b':'))
}

/// A hostile key may be a megabyte long; a message shows its beginning.
const LONGEST_SHOWN_KEY: usize = 80;

/// A name from a document, as [`shown_key`] shows it but without quotes.
pub(crate) fn shown_bare(name: &str) -> String {
    let shown = shown_key(name);
    shown[1..shown.len() - 1].to_owned()
}

/// Text from a document, quoted, cut to a length a message can hold, and with nothing in it that cannot be seen.
pub(crate) fn shown_key(text: &str) -> String {
    let quoted = super::quote(&excerpt(text, LONGEST_SHOWN_KEY));
    if !quoted.contains(is_unseen) {
        return quoted;
    }
    let mut shown = String::with_capacity(quoted.len());
    for character in quoted.chars() {
        if is_unseen(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Characters that reorder or hide what stands around them: controls, bidirectional marks, zero widths.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

/// The names in the text of a pointer after its first slash.
pub(crate) fn unescaped(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').map(|name| {
        if name.contains('~') {
            Cow::Owned(name.replace("~1", "/").replace("~0", "~"))
        } else {
            Cow::Borrowed(name)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_as_rfc_6901_says() {
        let path = Path::of(&["a/b", "m~n"]).index(2);
        assert_eq!(path.pointer().as_str(), "/a~1b/m~0n/2");
    }

    #[test]
    fn shows_what_hides() {
        assert_eq!(shown_key("a\u{202e}b\u{200b}"), "\"a\\u{202e}b\\u{200b}\"");
    }

    #[test]
    fn reads_like_a_person_writes_it() {
        let path = Path::of(&["preChatForm", "fields"]).index(3).key("a b");
        assert_eq!(path.to_string(), "preChatForm.fields[3][\"a b\"]");
        assert_eq!(Path::payload().to_string(), "The payload");
    }
}
