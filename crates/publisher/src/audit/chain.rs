//! The chain: how each line is tied to the one before it. Arithmetic on bytes, nothing else.
//!
//! A line is an envelope around what it says:
//!
//! ```text
//! {"prev":"<64 digits>", ...what it says... ,"hash":"<64 digits>"}
//! ```
//! `hash` is the SHA-256 of the line's bytes before `,"hash":"`, `prev` the `hash` of the line before, and that of the
//! first line the SHA-256 of nothing. Both stand at fixed places, so whoever checks a line needs no JSON parser, and what
//! a line says may change without changing the chain. That a line has a hash of its own, and not only that of the line
//! before, tells a line that was changed from one that was taken out, and protects the last line too.

use std::fmt;
use std::io::BufRead as _;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

const OPENING: &[u8] = b"{\"prev\":\"";
/// Between `prev` and what the line says.
const OPENED: &[u8] = b"\",";
/// Before the digits of `hash`: what it is the hash of ends here.
const CLOSING: &[u8] = b",\"hash\":\"";
const CLOSED: &[u8] = b"\"}";
/// Digits of a hash.
const DIGITS: usize = 64;

/// A SHA-256 as lower-case hexadecimal digits, which is how it stands in a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Hash([u8; DIGITS]);

impl Hash {
    /// That of no bytes: what comes before the first line.
    pub(crate) const OF_NOTHING: Self =
        Self(*b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    /// What a hasher came to.
    pub(super) fn from_hasher(hasher: Sha256) -> Self {
        const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";
        let mut digits = [0; DIGITS];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(hasher.finalize()) {
            pair[0] = HEXADECIMAL[usize::from(byte >> 4)];
            pair[1] = HEXADECIMAL[usize::from(byte & 15)];
        }
        Self(digits)
    }

    /// The hash of bytes.
    fn of(bytes: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(bytes);
        Self::from_hasher(hasher)
    }

    /// As it is written: upper-case digits are none of a line's.
    fn read(digits: &[u8]) -> Option<Self> {
        let is_digit = |digit: &u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        let digits = <[u8; DIGITS]>::try_from(digits).ok()?;
        digits.iter().all(is_digit).then_some(Self(digits))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why a text is no hash.
#[derive(Debug, thiserror::Error)]
#[error("a head is 64 hexadecimal digits, as the end of a publish prints it")]
pub(crate) struct NoHash;

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        Self::read(text.trim().to_ascii_lowercase().as_bytes()).ok_or(NoHash)
    }
}

/// A line that has the form of the chain; whether it is right is another question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'l> {
    /// The `hash` that it says the line before it has.
    pub(super) prev: Hash,
    /// The hash that it says it has itself.
    pub(super) hash: Hash,
    covered: &'l [u8],
}

impl<'l> Link<'l> {
    /// Reads a line, given without its end.
    pub(super) fn read(line: &'l [u8]) -> Option<Self> {
        let (covered, end) = line.split_at_checked(line.len().checked_sub(CLOSING_LENGTH)?)?;
        let hash = end.strip_prefix(CLOSING)?.strip_suffix(CLOSED)?;
        let (prev, body) = covered.strip_prefix(OPENING)?.split_at_checked(DIGITS)?;
        body.strip_prefix(OPENED)?;
        Some(Self {
            prev: Hash::read(prev)?,
            hash: Hash::read(hash)?,
            covered,
        })
    }

    /// The hash that its bytes have.
    pub(super) fn computed(&self) -> Hash {
        Hash::of(self.covered)
    }
}

const CLOSING_LENGTH: usize = CLOSING.len() + DIGITS + CLOSED.len();

/// Adds a line that says `body`, an object with members, and leaves room for its hashes.
pub(super) fn push(lines: &mut Vec<u8>, body: &impl Serialize) -> serde_json::Result<()> {
    const ROOM: [u8; DIGITS] = [b'0'; DIGITS];
    let start = lines.len();
    lines.extend_from_slice(OPENING);
    lines.extend_from_slice(&ROOM);
    lines.push(b'"');
    let brace = lines.len();
    if let Err(error) = serde_json::to_writer(&mut *lines, body) {
        lines.truncate(start);
        return Err(error);
    }
    // The object's members go on after `prev`, and before `hash`.
    lines[brace] = b',';
    lines.pop();
    lines.extend_from_slice(CLOSING);
    lines.extend_from_slice(&ROOM);
    lines.extend_from_slice(CLOSED);
    lines.push(b'\n');
    Ok(())
}

/// Ties lines that [`push`] added to the one before them, whose hash is `prev`; gives the hash of the last one.
pub(super) fn tie(mut lines: &mut [u8], mut prev: Hash) -> Hash {
    while !lines.is_empty() {
        let (line, rest) = lines.split_at_mut(length(lines));
        lines = rest;
        let Some(end) = line.len().checked_sub(CLOSING_LENGTH + 1) else {
            // Only the end of a line that a crash cut off.
            continue;
        };
        line[OPENING.len()..][..DIGITS].copy_from_slice(&prev.0);
        let (covered, closing) = line.split_at_mut(end);
        prev = Hash::of(covered);
        closing[CLOSING.len()..][..DIGITS].copy_from_slice(&prev.0);
    }
    prev
}

/// The bytes of the first line, its end included. The system looks for it many bytes at a time.
fn length(mut lines: &[u8]) -> usize {
    let all = lines.len();
    lines.skip_until(b'\n').unwrap_or(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// What `printf '%s' '{"prev":"e3b0...b855","a":1' | sha256sum` prints, and the same of the line after it.
    const FIRST: &str = "dd485c1942dc3782a2c6fea74f67de477c86294786473c852eaf25ec7a7bb68b";
    const SECOND: &str = "252458030120fd7c8ff6584213a79b640f8506fb8d5eaa84ef334ff59f4b73c3";

    fn lines() -> (Vec<u8>, Hash) {
        let mut lines = Vec::new();
        push(&mut lines, &json!({ "a": 1 })).expect("it is JSON");
        push(&mut lines, &json!({ "b": [{}] })).expect("it is JSON");
        let head = tie(&mut lines, Hash::OF_NOTHING);
        (lines, head)
    }

    #[test]
    fn lines_are_what_sha256sum_says() {
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let expected = format!(
            "{{\"prev\":\"{nothing}\",\"a\":1,\"hash\":\"{FIRST}\"}}\n\
             {{\"prev\":\"{FIRST}\",\"b\":[{{}}],\"hash\":\"{SECOND}\"}}\n"
        );
        let (lines, head) = lines();
        assert_eq!(String::from_utf8_lossy(&lines), expected);
        assert_eq!(head.to_string(), SECOND);
    }

    #[test]
    fn the_hash_of_nothing_is_that() {
        assert_eq!(Hash::of(b""), Hash::OF_NOTHING);
    }

    #[test]
    fn lines_tied_at_once_are_those_tied_one_by_one() {
        let (together, head) = lines();
        let mut prev = Hash::OF_NOTHING;
        let mut apart = Vec::new();
        for body in [json!({ "a": 1 }), json!({ "b": [{}] })] {
            let mut line = Vec::new();
            push(&mut line, &body).expect("it is JSON");
            prev = tie(&mut line, prev);
            apart.extend(line);
        }
        assert_eq!((apart, prev), (together, head));
    }

    #[test]
    fn a_line_is_read_back() {
        let (lines, head) = lines();
        let mut prev = Hash::OF_NOTHING;
        for line in lines.trim_ascii_end().split(|byte| *byte == b'\n') {
            let link = Link::read(line).expect("a line of the chain");
            assert_eq!((link.prev, link.hash), (prev, link.computed()));
            prev = link.hash;
        }
        assert_eq!(prev, head);
    }

    #[test]
    fn what_is_no_line_of_a_chain_is_not_taken_for_one() {
        let (lines, _) = lines();
        let line = lines.split(|byte| *byte == b'\n').next().expect("a line");
        assert!(Link::read(line).is_some());
        for end in 0..line.len() {
            assert!(Link::read(&line[..end]).is_none(), "cut off at {end}");
        }
        let text = str::from_utf8(line).expect("text");
        for other in [
            text.replace("e3b0c442", "E3B0C442"),
            text.replace("\"prev\"", "\"Prev\""),
            text.replace("\"hash\"", "\"Hash\""),
            format!("{text} "),
            format!(" {text}"),
        ] {
            assert!(Link::read(other.as_bytes()).is_none(), "{other}");
        }
    }

    #[test]
    fn heads_are_read_as_they_are_printed() {
        let (_, head) = lines();
        let printed = head.to_string();
        assert_eq!(printed.parse::<Hash>().ok(), Some(head));
        assert_eq!(printed.to_uppercase().parse::<Hash>().ok(), Some(head));
        for wrong in [
            "",
            "abc",
            &printed[1..],
            &printed.replace(&printed[..1], "g"),
        ] {
            assert!(wrong.parse::<Hash>().is_err(), "{wrong}");
        }
    }
}
