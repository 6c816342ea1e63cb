//! Reading an audit as a stranger would: whether every line is what it was when it was written.
//!
//! One pass, one line in memory at a time; beside it only the last number of each run.

mod problem;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::chain::{Hash, Link};
use super::events;
use super::lines::{Lines, Piece};
use super::seal::{Seal, Unchained};
pub(crate) use problem::{Kind, Problem, TABLE as PROBLEMS};

/// What a file came to.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    /// All lines of it.
    pub(crate) lines: usize,
    /// Those of the chain, seals included.
    pub(crate) chained: usize,
    pub(crate) runs: usize,
    pub(crate) seals: usize,
    /// Those that seals speak for.
    pub(crate) sealed_lines: usize,
    /// The hash of the last line of the chain.
    pub(crate) head: Option<Hash>,
    /// The heads that were given.
    pub(crate) heads: Vec<Head>,
    /// What does not agree, in the order of the lines; the first ones of many.
    pub(crate) problems: Vec<Problem>,
    pub(crate) omitted_problems: usize,
}

/// A head that somebody kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) hash: Hash,
    /// The number of the line that has this hash.
    pub(crate) line: Option<usize>,
}

impl Verified {
    /// Whether everything agrees.
    pub(crate) fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }

    fn tell(&mut self, line: impl Into<Option<usize>>, kind: Kind, message: String) {
        const MOST_TOLD: usize = 100;
        if self.problems.len() < MOST_TOLD {
            self.problems.push(Problem {
                line: line.into(),
                kind,
                message,
            });
        } else {
            self.omitted_problems += 1;
        }
    }
}

/// Walks through a file, and looks for lines with the hashes in `heads`.
pub(crate) fn verify(file: impl BufRead, heads: &[Hash]) -> io::Result<Verified> {
    let mut walk = Walk {
        verified: Verified {
            heads: heads
                .iter()
                .map(|hash| Head {
                    hash: *hash,
                    line: None,
                })
                .collect(),
            ..Verified::default()
        },
        runs: HashMap::new(),
        loose: Loose::default(),
    };
    let mut lines = Lines::new(file);
    while let Some(piece) = lines.next()? {
        walk.piece(&piece);
    }
    Ok(walk.end())
}

#[derive(Debug)]
struct Walk {
    verified: Verified,
    /// The last number of each run.
    runs: HashMap<Box<str>, u64>,
    loose: Loose,
}

/// What stands since the last line of the chain and is not part of it.
#[derive(Debug, Default)]
struct Loose {
    bytes: Unchained,
    /// The number of its first line.
    first: usize,
    /// The number of the first line in it that a crash cannot have cut off, since nothing of it is missing.
    whole: Option<usize>,
}

/// What a line says, as far as it is looked at.
#[derive(Debug, Deserialize)]
struct Said<'l> {
    #[serde(borrow)]
    run: Cow<'l, str>,
    sequence: Option<u64>,
    #[serde(borrow)]
    event: Cow<'l, str>,
    #[serde(borrow)]
    data: Option<&'l RawValue>,
}

impl Said<'_> {
    fn seal(&self) -> Option<Seal> {
        let data = self.data.filter(|_| self.event == events::SEALED.0)?;
        serde_json::from_str(data.get()).ok()
    }
}

impl Walk {
    fn piece(&mut self, piece: &Piece<'_>) {
        self.verified.lines += usize::from(piece.begins);
        let whole = piece.line().and_then(|(line, ended)| ended.then_some(line));
        match whole.and_then(|text| Some((text, Link::read(text)?))) {
            Some((text, link)) => self.link(text, link),
            None => self.loose(piece, whole),
        }
    }

    /// Takes what is no line of the chain.
    fn loose(&mut self, piece: &Piece<'_>, line: Option<&[u8]>) {
        let loose = &mut self.loose;
        if loose.bytes.is_empty() {
            loose.first = self.verified.lines;
        }
        if line.is_some_and(is_object) {
            loose.whole.get_or_insert(self.verified.lines);
        }
        loose.bytes.add(piece.bytes);
    }

    /// Takes a line that has the form of the chain.
    fn link(&mut self, text: &[u8], link: Link<'_>) {
        let number = self.verified.lines;
        let computed = link.computed();
        let is_unchanged = link.hash == computed;
        let said: Option<Said<'_>> = serde_json::from_slice(text).ok();
        if !is_unchanged {
            self.verified.tell(
                number,
                Kind::Changed,
                format!(
                    "This line was changed after it was written: it says that its hash is {}, but its bytes give {computed}",
                    link.hash
                ),
            );
        } else if said.is_none() {
            self.verified.tell(
                number,
                Kind::Foreign,
                "This line is no JSON object with run and event, which every line that a publish writes is".to_owned(),
            );
        }
        let seal = said.as_ref().and_then(Said::seal);
        if self.is_joined(seal) {
            self.prev(number, link.prev);
        }
        if let Some(said) = &said {
            self.sequence(number, said);
        }
        self.verified.chained += 1;
        self.verified.head = Some(link.hash);
        for head in &mut self.verified.heads {
            if is_unchanged && head.hash == link.hash {
                head.line.get_or_insert(number);
            }
        }
    }

    /// Whether the line before this one in the chain is known, which it is not after lines that nothing speaks for.
    fn is_joined(&mut self, seal: Option<Seal>) -> bool {
        let number = self.verified.lines;
        let loose = std::mem::take(&mut self.loose);
        let stands = loose.bytes.seal();
        let Some(says) = seal else {
            if loose.bytes.is_empty() {
                return true;
            }
            self.verified.tell(
                loose.first,
                Kind::Unsealed,
                format!(
                    "{} from here on in no chain, and line {number} is no seal of that",
                    stand(&stands)
                ),
            );
            return false;
        };
        self.verified.seals += 1;
        if says != stands {
            self.verified.tell(
                number,
                Kind::Seal,
                format!(
                    "This line seals {} lines of {} bytes with the SHA-256 {}; before it stand {} of {} with {}",
                    says.lines, says.bytes, says.sha256, stands.lines, stands.bytes, stands.sha256
                ),
            );
            return false;
        }
        self.verified.sealed_lines += stands.lines;
        if let Some(whole) = loose.whole.filter(|_| self.verified.chained > 0) {
            self.verified.tell(
                whole,
                Kind::Foreign,
                format!(
                    "This line is not of the chain, although nothing of it is missing; line {number} only seals that it was there"
                ),
            );
        }
        true
    }

    /// Whether a line was written after the one that stands before it.
    fn prev(&mut self, number: usize, prev: Hash) {
        let message = match self.verified.head {
            Some(head) if head != prev => format!(
                "This line was written after a line with the hash {prev}, but the one before it has {head}: something \
                 between them was taken out, put in or moved"
            ),
            None if prev != Hash::OF_NOTHING => format!(
                "This line was written after a line with the hash {prev}, which is missing: the beginning was cut off"
            ),
            _ => return,
        };
        self.verified.tell(number, Kind::Link, message);
    }

    /// Whether a run goes on where it was.
    fn sequence(&mut self, number: usize, said: &Said<'_>) {
        let last = match self.runs.get_mut(&*said.run) {
            Some(last) => last,
            None => self.runs.entry(said.run.as_ref().into()).or_default(),
        };
        // A seal is no step of a run.
        let Some(sequence) = said.sequence else {
            return;
        };
        let expected = last.saturating_add(1);
        *last = sequence;
        if sequence == expected {
            return;
        }
        let run = &said.run;
        let message = match sequence.checked_sub(expected) {
            Some(1) => {
                format!("Line {expected} of the run {run} is missing: here it is at {sequence}")
            }
            Some(_) => format!(
                "Lines {expected} to {} of the run {run} are missing: here it is at {sequence}",
                sequence - 1
            ),
            None => format!(
                "Line {sequence} of the run {run} is not in its place: {expected} was to come"
            ),
        };
        self.verified.tell(number, Kind::Sequence, message);
    }

    fn end(mut self) -> Verified {
        let loose = std::mem::take(&mut self.loose);
        let verified = &mut self.verified;
        verified.runs = self.runs.len();
        if verified.chained == 0 && verified.lines > 0 {
            verified.tell(
                1,
                Kind::NoChain,
                "No line is part of a chain, so nothing is proven: an older version wrote this. The next publish to this \
                 file seals what is there"
                    .to_owned(),
            );
        } else if loose.bytes.is_open() {
            verified.tell(
                verified.lines,
                Kind::Cut,
                "This line has no end, as a crash leaves it. The next publish to this file seals it; until then nothing \
                 tells it from one that was cut off later"
                    .to_owned(),
            );
        } else if !loose.bytes.is_empty() {
            verified.tell(
                loose.first,
                Kind::Unsealed,
                format!("{} from here on in no chain", stand(&loose.bytes.seal())),
            );
        }
        for index in 0..verified.heads.len() {
            let Head { hash, line } = verified.heads[index];
            if line.is_none() {
                verified.tell(
                    None,
                    Kind::Head,
                    format!(
                        "No line has the hash {hash}: what was written up to it was cut off or rewritten, or it is the \
                         head of another audit"
                    ),
                );
            }
        }
        self.verified
    }
}

fn stand(seal: &Seal) -> String {
    if seal.lines == 1 {
        "1 line stands".to_owned()
    } else {
        format!("{} lines stand", seal.lines)
    }
}

/// Whether a line is a whole JSON object, which no part of one is.
fn is_object(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}
