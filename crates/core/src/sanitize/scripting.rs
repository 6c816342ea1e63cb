//! Text that reaches across frames: `postMessage(`, `window.opener` and their spellings.
//!
//! As text it is harmless; it is refused because nothing a guest or agent is meant to read holds it, and because a page
//! that puts text where scripts run would run it. Only calls and member accesses count: "open a new window" is prose.

use super::problem::{Found, Problem};
use super::text::Character;
use crate::finding::declare::rules;

rules! {
    /// A text holds no code that reaches across frames: `postMessage(`, `window.opener`, `window["opener"]`.
    ///
    /// As text it is harmless; it is refused because nothing a guest or agent is meant to read holds it, and because a page
    /// that puts text where scripts run would run it (guide 001 blocks it). A team that writes about code lowers the rule
    /// in its policy.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "window.opener.location"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Please close the window. Parents may wait."
    /// ```
    pub(crate) CROSS_FRAME = "script/cross-frame", Error, Security,
        "A text holds code that reaches across frames.";
}

/// Objects whose members reach other windows.
const WINDOWS: &[&str] = &["window", "self", "globalThis", "top", "parent", "frames"];

/// Members by which a window reaches another.
const MEMBERS: &[&str] = &[
    "opener",
    "parent",
    "top",
    "frames",
    "frameElement",
    "postMessage",
];

const CALL: &str = "postMessage";

/// Reports what reaches across frames.
pub(crate) fn find(characters: &[Character], found: &mut Found) {
    let mut at = 0;
    while at < characters.len() {
        if !begins_word(characters, at) {
            at += 1;
            continue;
        }
        let end = word_end(characters, at);
        let matched = call(characters, at, end).or_else(|| member(characters, at, end));
        if let Some(end) = matched {
            found.add_some(|| {
                let code: String = characters[at..end].iter().map(|one| one.value).collect();
                Problem {
                    rule: &CROSS_FRAME,
                    range: characters[at].start..characters[end - 1].end,
                    predicate: format!(
                        "holds {}, code that reaches across frames",
                        crate::json::shown_key(&code)
                    ),
                    help: "Reword it, or lower script/cross-frame in the policy where such text is meant.".to_owned(),
                    removal: None,
                }
            });
            at = end;
        } else {
            at = end;
        }
    }
}

/// Whether a text could hold any of it; decides whether a closer look is worth it.
pub(crate) fn may_hold(text: &str) -> bool {
    text.contains(CALL) || MEMBERS.iter().any(|member| text.contains(member))
}

fn is_word(value: char) -> bool {
    value.is_alphanumeric() || matches!(value, '_' | '$')
}

fn begins_word(characters: &[Character], at: usize) -> bool {
    is_word(characters[at].value) && (at == 0 || !is_word(characters[at - 1].value))
}

fn word_end(characters: &[Character], from: usize) -> usize {
    let length = characters[from..]
        .iter()
        .position(|character| !is_word(character.value));
    length.map_or(characters.len(), |length| from + length)
}

fn is(characters: &[Character], word: &str) -> bool {
    word.chars()
        .eq(characters.iter().map(|character| character.value))
}

fn is_one_of(characters: &[Character], words: &[&str]) -> bool {
    words.iter().any(|word| is(characters, word))
}

fn value(characters: &[Character], at: usize) -> Option<char> {
    characters.get(at).map(|character| character.value)
}

/// The next character that is not white space.
fn after_space(characters: &[Character], mut at: usize) -> usize {
    while value(characters, at).is_some_and(char::is_whitespace) {
        at += 1;
    }
    at
}

/// `postMessage(`, with or without white space, or as an optional call.
fn call(characters: &[Character], at: usize, end: usize) -> Option<usize> {
    if !is(&characters[at..end], CALL) {
        return None;
    }
    let mut next = after_space(characters, end);
    if value(characters, next) == Some('?') && value(characters, next + 1) == Some('.') {
        next = after_space(characters, next + 2);
    }
    (value(characters, next) == Some('(')).then_some(next + 1)
}

/// `window.opener`, `window?.opener`, `window["opener"]`.
fn member(characters: &[Character], at: usize, end: usize) -> Option<usize> {
    let object = &characters[at..end];
    if !is_one_of(object, WINDOWS) {
        return None;
    }
    let mut next = after_space(characters, end);
    let spaced = next > end;
    if value(characters, next) == Some('?') && value(characters, next + 1) == Some('.') {
        next += 1;
    }
    match value(characters, next)? {
        '.' => {
            let mut name = next + 1;
            // "Close the window. parent" is prose; code that puts a space after the dot puts one before it, too.
            if spaced || value(characters, name) == Some('\n') {
                name = after_space(characters, name);
            }
            if value(characters, name) == Some('[') {
                return bracketed(characters, name);
            }
            named(characters, name, object)
        }
        '[' => bracketed(characters, next),
        _ => None,
    }
}

fn named(characters: &[Character], name: usize, object: &[Character]) -> Option<usize> {
    if !value(characters, name).is_some_and(is_word) {
        return None;
    }
    let end = word_end(characters, name);
    let member = &characters[name..end];
    // "top.parent" could be a file name; what begins at the window itself is code.
    let from_window = is_one_of(object, &["window", "self", "globalThis"]);
    (is_one_of(member, MEMBERS) && (from_window || is(member, "opener") || is(member, CALL)))
        .then_some(end)
}

/// `["opener"]`, in any quotes.
fn bracketed(characters: &[Character], bracket: usize) -> Option<usize> {
    let open = after_space(characters, bracket + 1);
    let quote = value(characters, open).filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let end = word_end(characters, open + 1);
    let closed = value(characters, end) == Some(quote);
    let bracket = after_space(characters, end + 1);
    (closed
        && is_one_of(&characters[open + 1..end], MEMBERS)
        && value(characters, bracket) == Some(']'))
    .then_some(bracket + 1)
}

#[cfg(test)]
mod tests {
    use super::super::text::characters;
    use super::*;

    fn found(text: &str) -> bool {
        let characters: Vec<Character> = characters(text, 0).collect();
        let mut found = Found::new(8);
        find(&characters, &mut found);
        !found.is_empty()
    }

    #[test]
    fn calls_and_members_are_code() {
        for text in [
            "postMessage('x', '*')",
            "parent.postMessage (data)",
            "window.opener",
            "x=window?.opener.location",
            "window [ 'opener' ]",
            "window[\"postMessage\"](1)",
            "self.parent.document",
            "globalThis.top",
            "window\n.opener",
            "frames.opener",
        ] {
            assert!(found(text), "{text}");
        }
    }

    #[test]
    fn prose_is_not_code() {
        for text in [
            "Please close the window. Parents can wait outside.",
            "Close the window. parent",
            "post message (optional)",
            "The window opener broke",
            "windows.opener",
            "our window.display",
            "postMessage is a function",
            "Shop window: top seller",
            "self-service",
            "top.parent",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
