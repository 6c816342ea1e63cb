//! Getting past what is no JSON, so that what follows can be judged.

use std::collections::BTreeMap;

use super::lexer;
use super::parser::Parser;
use super::rules;
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

    pub(super) fn comment(&mut self) {
        let start = self.offset;
        let rest = &self.source[start..];
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else {
            rest[2..].find("*/").map_or(rest.len(), |inside| inside + 4)
        };
        self.offset = start + length;
        // A space keeps apart what the comment kept apart: `1/**/2` is no 12.
        self.report_fixable(&rules::COMMENT, Span::new(start, self.offset), " ");
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
