//! Getting past what is no JSON, so that what follows can be judged.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexer;
use super::parser::Parser;
use super::rules;
use super::syntax_error::Replacement;
use super::tree::{Member, Span};

impl<'s> Parser<'s> {
    /// Passes a run of characters that can begin nothing.
    pub(super) fn skip_unexpected(&mut self) {
        let start = self.offset;
        let run = self.source[start..]
            .find(|character: char| {
                character.is_ascii_whitespace()
                    || character.is_ascii_alphanumeric()
                    || matches!(
                        character,
                        '"' | '\'' | '{' | '}' | '[' | ']' | ',' | ':' | '-'
                    )
            })
            .unwrap_or(self.source.len() - start);
        let first = self.source[start..]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
        self.offset = start + run.max(first);
        self.report(rules::UNEXPECTED_CHARACTER.at(Span::new(start, self.offset)));
    }

    /// Passes a whole nested value by its brackets alone, without recursion.
    pub(super) fn skip_nested(&mut self) {
        let mut level = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    // What is skipped is not judged: the depth is the fault to mend first.
                    self.offset = lexer::string(self.source, self.offset, b'"', &mut |_| {}).end;
                    continue;
                }
                b'{' | b'[' => level += 1,
                b'}' | b']' => {
                    level -= 1;
                    if level == 0 {
                        self.offset += 1;
                        return;
                    }
                }
                _ => {}
            }
            self.offset += 1;
        }
    }

    /// A key without quotes, as far as it can be meant to reach.
    pub(super) fn bare_key(&mut self) -> &'s str {
        let start = self.offset;
        let end = self.source[start..]
            .find(|character: char| {
                character.is_whitespace()
                    || matches!(
                        character,
                        ':' | ',' | '{' | '}' | '[' | ']' | '"' | '\'' | '='
                    )
            })
            .map_or(self.source.len(), |length| start + length);
        let word = &self.source[start..end];
        let comment = ["//", "/*"].iter().filter_map(|begin| word.find(begin));
        let end = comment.min().map_or(end, |length| start + length);
        // At least one character, or the reader would not get on.
        let first = self.source[start..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        self.offset = end.max(start + first);
        let span = Span::new(start, self.offset);
        let word = &self.source[span.range()];
        if word.chars().all(|character| {
            character.is_alphanumeric() || matches!(character, '_' | '-' | '$' | '.')
        }) {
            self.report_fixable(&rules::UNQUOTED_KEY, span, super::quote(word));
        } else {
            self.report(rules::UNQUOTED_KEY.at(span));
        }
        word
    }

    pub(super) fn comment(&mut self) {
        let start = self.offset;
        let rest = &self.source[start..];
        let length = if rest.starts_with("//") {
            let line = rest.split('\n').next().unwrap_or(rest);
            // The carriage return belongs to the line end.
            line.strip_suffix('\r').unwrap_or(line).len()
        } else {
            rest[2..].find("*/").map_or(rest.len(), |inside| inside + 4)
        };
        self.offset = start + length;
        let span = Span::new(start, self.offset);
        let replacement = without_comment(self.source, span);
        self.report(rules::COMMENT.at(span).mended_by(replacement));
    }

    /// Small objects are compared pair by pair; large ones through an ordered map, so that no choice of keys is slow.
    pub(super) fn report_duplicates(&mut self, members: &[Member<'s>]) {
        const SMALL: usize = 12;
        let mut again = Vec::new();
        if members.len() <= SMALL {
            for (position, member) in members.iter().enumerate() {
                if members[..position]
                    .iter()
                    .any(|earlier| earlier.key == member.key)
                {
                    again.push(position);
                }
            }
        } else {
            let mut seen = BTreeMap::new();
            for (position, member) in members.iter().enumerate() {
                if seen.insert(member.key.as_ref(), position).is_some() {
                    again.push(position);
                }
            }
        }
        for position in again {
            let member = &members[position];
            let message = format!(
                "The key {} stands twice in one object; readers disagree about which value counts.",
                super::pointer::shown_key(&member.key)
            );
            self.report(rules::DUPLICATE_KEY.with(member.key_origin.span(), message));
        }
    }
}

/// Takes a comment away: with the lines it has to itself, else with the blanks before it.
///
/// What the comment kept apart stays apart: `1/**/2` is no 12.
fn without_comment(source: &str, comment: Span) -> Replacement {
    const BLANKS: [char; 2] = [' ', '\t'];
    let Range { start, end } = comment.range();
    let from = source[..start].trim_end_matches(BLANKS).len();
    let rest = source[end..].trim_start_matches(BLANKS);
    let line_end = ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end));
    let before = &source[..from];
    let begins_line = matches!(before, "" | "\u{feff}") || before.ends_with('\n');
    let to = source.len() - rest.len();
    let (span, text) = match line_end {
        Some(line_end) if begins_line => (Span::new(from, to + line_end.len()), ""),
        _ if line_end.is_some() || rest.is_empty() => (Span::new(from, end), ""),
        // Blanks on both sides: those after the comment are enough.
        _ if to > end && !begins_line => (Span::new(from, end), ""),
        _ if to > end || from < start || begins_line => (comment, ""),
        _ => (comment, " "),
    };
    Replacement {
        span,
        text: text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn a_comment_goes_without_a_trace() {
        for (text, without) in [
            ("[1, // one\n2]", "[1,\n2]"),
            ("[1, // one\r\n2]", "[1,\r\n2]"),
            ("[\n  // one\n  1]", "[\n  1]"),
            ("[\r\n\t/* one\r\n two */ \r\n 1]", "[\r\n 1]"),
            ("// note\n[1]", "[1]"),
            ("\u{feff}// note\n[1]", "\u{feff}[1]"),
            ("/* note */ [1]", " [1]"),
            ("[1/**/2]", "[1 2]"),
            ("[1, /* two */ 2]", "[1, 2]"),
            ("[1, /* two */2]", "[1, 2]"),
            ("[1 /* two */, 2]", "[1 , 2]"),
            ("[1]\n// end", "[1]\n"),
            ("[1] // end", "[1]"),
            ("[1] /* open", "[1]"),
        ] {
            let errors = parse(text).errors;
            let mut replacements = errors.iter().filter_map(|error| error.replacement.as_ref());
            let replacement = replacements.next_back().expect("a comment can be mended");
            let mut mended = text.to_owned();
            mended.replace_range(replacement.span.range(), &replacement.text);
            assert_eq!(mended, without, "{text:?}");
        }
    }
}
