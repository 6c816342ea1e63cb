//! The tokenizer: what comes next, and where it ends.

use std::borrow::Cow;

use super::attribute::inside;
use super::text::{Reading, Text};
use super::token::{Kind, Token, is_space, name};
use super::{comment, doctype, script};

/// How what follows a start tag is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// As markup.
    Data,
    /// As text with character references, up to the end tag: `title`, `textarea`.
    Rcdata,
    /// As text, up to the end tag: `style`, `iframe`.
    Rawtext,
    /// As a script.
    Script,
    /// As text, for good: `plaintext`.
    Plaintext,
}

impl Content {
    /// How a browser where scripts may run reads what an HTML element holds.
    pub(crate) fn of(element: &str) -> Self {
        match element {
            "textarea" | "title" => Self::Rcdata,
            "iframe" | "noembed" | "noframes" | "noscript" | "style" | "xmp" => Self::Rawtext,
            "script" => Self::Script,
            "plaintext" => Self::Plaintext,
            _ => Self::Data,
        }
    }
}

/// Reads a text token by token.
#[derive(Debug)]
pub(crate) struct Tokenizer<'t> {
    text: &'t str,
    /// The place after the last token.
    at: usize,
    content: Content,
    /// The name of the last start tag; only its end tag ends text that is no markup.
    last_start: Cow<'t, str>,
}

impl<'t> Tokenizer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            content: Content::Data,
            last_start: Cow::Borrowed(""),
        }
    }

    /// Leaves the byte order mark out that a text may begin with.
    pub(crate) fn without_byte_order_mark(mut self) -> Self {
        const MARK: char = '\u{feff}';
        if self.text.starts_with(MARK) {
            self.at = MARK.len_utf8();
        }
        self
    }

    /// Says how what follows the start tag just read is to be read; that depends on the document around it.
    pub(crate) fn read_as(&mut self, content: Content) {
        self.content = content;
    }

    /// The next token. `is_foreign` tells whether the current element is SVG or `MathML`: only there are CDATA sections.
    pub(crate) fn next(&mut self, is_foreign: impl FnOnce() -> bool) -> Option<Token<'t>> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        let kind = match self.content {
            Content::Data if begins_markup(self.text, start) => self.markup(start, is_foreign),
            Content::Data => self.text_to(text_end(self.text, start), Reading::Data),
            Content::Plaintext => self.text_to(self.text.len(), Reading::Raw),
            content => match self.content_end(content, start) {
                Some(end) if end == start => {
                    self.content = Content::Data;
                    self.end_tag(start)
                }
                end => {
                    let reading = match content {
                        Content::Rcdata => Reading::Rcdata,
                        _ => Reading::Raw,
                    };
                    self.text_to(end.unwrap_or(self.text.len()), reading)
                }
            },
        };
        let range = start..self.at;
        Some(Token { range, kind })
    }

    /// The place of the end tag that ends what is no markup.
    fn content_end(&self, content: Content, start: usize) -> Option<usize> {
        if content == Content::Script {
            return script::end(self.text, start, &self.last_start);
        }
        let name = self.last_start.as_bytes();
        let is_end = |at: &usize| {
            let after = &self.text.as_bytes()[at + 1..];
            after.first() == Some(&b'/') && !name.is_empty() && script::is_word(&after[1..], name)
        };
        self.text[start..]
            .match_indices('<')
            .map(|(at, _)| start + at)
            .find(is_end)
    }

    fn text_to(&mut self, end: usize, reading: Reading) -> Kind<'t> {
        let source = &self.text[self.at..end];
        self.at = end;
        Kind::Text(Text { source, reading })
    }

    fn markup(&mut self, start: usize, is_foreign: impl FnOnce() -> bool) -> Kind<'t> {
        match self.text.as_bytes()[start + 1] {
            b'/' => self.end_tag(start),
            b'!' => self.declaration(start, is_foreign),
            b'?' => self.bogus_comment(start + 1),
            _ => self.start_tag(start),
        }
    }

    fn start_tag(&mut self, start: usize) -> Kind<'t> {
        let (name, rest) = self.name(start + 1);
        let Some(inside) = inside(self.text, rest) else {
            return self.unfinished();
        };
        self.at = inside.end;
        self.last_start = name.clone();
        Kind::Start {
            name,
            attributes: inside.attributes,
            self_closing: inside.self_closing,
        }
    }

    fn end_tag(&mut self, start: usize) -> Kind<'t> {
        let name_at = start + 2;
        match self.text.as_bytes().get(name_at) {
            Some(b'>') => {
                self.at = name_at + 1;
                Kind::NamelessEnd
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let (name, rest) = self.name(name_at);
                let Some(inside) = inside(self.text, rest) else {
                    return self.unfinished();
                };
                self.at = inside.end;
                Kind::End { name }
            }
            _ => self.bogus_comment(name_at),
        }
    }

    /// The name of a tag, and the place after it.
    fn name(&self, start: usize) -> (Cow<'t, str>, usize) {
        let is_end = |byte: u8| is_space(byte) || matches!(byte, b'/' | b'>');
        let rest = &self.text[start..];
        let length = rest.bytes().position(is_end).unwrap_or(rest.len());
        (name(&rest[..length]), start + length)
    }

    fn unfinished(&mut self) -> Kind<'t> {
        self.at = self.text.len();
        Kind::Unfinished
    }

    /// What begins with `<!`.
    fn declaration(&mut self, start: usize, is_foreign: impl FnOnce() -> bool) -> Kind<'t> {
        const DOCTYPE: &str = "doctype";
        const CDATA: &str = "[CDATA[";
        let inside_at = start + 2;
        let inside = &self.text[inside_at..];
        if let Some(source) = inside.strip_prefix("--") {
            let (source, end) = comment::comment(source);
            self.at = inside_at + 2 + end;
            return Kind::Comment(Text {
                source,
                reading: Reading::Raw,
            });
        }
        let keyword = inside.get(..DOCTYPE.len());
        if keyword.is_some_and(|keyword| keyword.eq_ignore_ascii_case(DOCTYPE)) {
            let (doctype, end) = doctype::doctype(&inside[DOCTYPE.len()..]);
            self.at = inside_at + DOCTYPE.len() + end;
            return Kind::Doctype(doctype);
        }
        if let Some(section) = inside.strip_prefix(CDATA).filter(|_| is_foreign()) {
            let (source, end) = match section.find("]]>") {
                Some(end) => (&section[..end], end + 3),
                None => (section, section.len()),
            };
            self.at = inside_at + CDATA.len() + end;
            return Kind::Text(Text {
                source,
                reading: Reading::Cdata,
            });
        }
        self.bogus_comment(inside_at)
    }

    fn bogus_comment(&mut self, start: usize) -> Kind<'t> {
        let (source, end) = comment::bogus(&self.text[start..]);
        self.at = start + end;
        Kind::Comment(Text {
            source,
            reading: Reading::Raw,
        })
    }
}

/// Where the text ends that begins at `start`.
fn text_end(text: &str, start: usize) -> usize {
    text[start..]
        .match_indices('<')
        .map(|(at, _)| start + at)
        .find(|at| begins_markup(text, *at))
        .unwrap_or(text.len())
}

/// Whether the `<` at a place, if there is one, is more than a character.
fn begins_markup(text: &str, at: usize) -> bool {
    let Some([b'<', after @ ..]) = text.as_bytes().get(at..) else {
        return false;
    };
    match after {
        [b'/', rest @ ..] => !rest.is_empty(),
        [first, ..] => first.is_ascii_alphabetic() || matches!(first, b'!' | b'?'),
        [] => false,
    }
}
