//! Where a chain goes on: the last line of it in a file, and what stands after that.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use super::chain::{Hash, Link};
use super::lines::Lines;
use super::seal::Unchained;

/// A place in a file up to which the chain is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Its bytes up to there.
    pub(super) end: u64,
    /// The hash of the last line of the chain before it.
    pub(super) head: Hash,
}

impl Known {
    /// The start of every file.
    pub(super) const START: Self = Self {
        end: 0,
        head: Hash::OF_NOTHING,
    };
}

/// How a file ends.
#[derive(Debug)]
pub(super) struct Tail {
    /// The hash of the last line of the chain.
    pub(super) head: Hash,
    /// What stands after it: the part of a line that a crash left, or lines of an older version.
    pub(super) unchained: Unchained,
    /// Whether the last line has no end, although it may be whole.
    pub(super) is_open: bool,
}

/// Reads how the first `length` bytes of a file end, of which some may be known.
///
/// The last line of the chain stands among the last bytes, unless somebody else wrote much after it: then all that is not
/// known is read.
pub(super) fn read(file: &mut (impl Read + Seek), known: Known, length: u64) -> io::Result<Tail> {
    const REACH: u64 = 64 * 1024;
    // A file that became shorter is another file.
    let known = if known.end > length {
        Known::START
    } else {
        known
    };
    let near = length.saturating_sub(REACH);
    if near > known.end {
        let mut reader = part(file, near, length)?;
        // Where reading begins is seldom where a line begins.
        reader.skip_until(b'\n')?;
        if let Some(tail) = scan(reader, None)? {
            return Ok(tail);
        }
    }
    let reader = part(file, known.end, length)?;
    let tail = scan(reader, Some(known.head))?;
    tail.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

fn part(file: &mut (impl Read + Seek), from: u64, to: u64) -> io::Result<impl BufRead> {
    file.seek(SeekFrom::Start(from))?;
    Ok(BufReader::new(file.take(to - from)))
}

/// Reads to the end; none where no line of a chain is found and none is known.
fn scan(reader: impl BufRead, known: Option<Hash>) -> io::Result<Option<Tail>> {
    let mut lines = Lines::new(reader);
    let mut head = known;
    let mut unchained = Unchained::default();
    let mut is_open = false;
    while let Some(piece) = lines.next()? {
        is_open = !piece.bytes.ends_with(b"\n");
        let link = piece.line().and_then(|(line, ended)| {
            // A line without an end is whole if its hash is right: then nothing but the end is lost.
            Link::read(line).filter(|link| ended || link.hash == link.computed())
        });
        match link {
            Some(link) => {
                head = Some(link.hash);
                unchained = Unchained::default();
            }
            None => unchained.add(piece.bytes),
        }
    }
    Ok(head.map(|head| Tail {
        head,
        unchained,
        is_open,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::chain;
    use serde_json::json;
    use std::io::Cursor;

    /// Lines of a chain, each with a member of so many bytes.
    fn chained(sizes: &[usize], head: Hash) -> (Vec<u8>, Hash) {
        let mut lines = Vec::new();
        for size in sizes {
            chain::push(&mut lines, &json!({ "a": "x".repeat(*size) })).expect("it is JSON");
        }
        let head = chain::tie(&mut lines, head);
        (lines, head)
    }

    fn tail(file: &[u8], known: Known) -> Tail {
        let length = file.len() as u64;
        read(&mut Cursor::new(file), known, length).expect("it is read")
    }

    #[test]
    fn the_last_line_of_the_chain_is_found_whatever_follows_it() {
        let (short, head) = chained(&[10, 10], Hash::OF_NOTHING);
        let (long, long_head) = chained(&[10, 100_000], Hash::OF_NOTHING);
        let old = b"{\"schemaVersion\":1}\n".repeat(10_000);
        let cases: &[(&str, Vec<u8>, Hash, usize, bool)] = &[
            ("nothing", Vec::new(), Hash::OF_NOTHING, 0, false),
            ("a chain", short.clone(), head, 0, false),
            ("a long line", long, long_head, 0, false),
            (
                "a cut line",
                [&short[..], b"{\"pre"].concat(),
                head,
                1,
                true,
            ),
            (
                "a cut line, ended",
                [&short[..], b"{\"pre\n"].concat(),
                head,
                1,
                false,
            ),
            (
                "two cut lines",
                [&short[..], b"{\"pre\n{\"prev"].concat(),
                head,
                2,
                true,
            ),
            ("no end", short[..short.len() - 1].to_vec(), head, 0, true),
            ("old lines", old.clone(), Hash::OF_NOTHING, 10_000, false),
            (
                "a chain before much else",
                [&short[..], &old].concat(),
                head,
                10_000,
                false,
            ),
            (
                "a chain after much else",
                [&old[..], &short].concat(),
                head,
                0,
                false,
            ),
        ];
        for (name, file, head, lines, is_open) in cases {
            let tail = tail(file, Known::START);
            assert_eq!(
                (tail.head, tail.unchained.seal().lines, tail.is_open),
                (*head, *lines, *is_open),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_known_is_not_read_again() {
        let (ours, head) = chained(&[10, 10], Hash::OF_NOTHING);
        let known = Known {
            end: ours.len() as u64,
            head,
        };
        let (theirs, their_head) = chained(&[10, 10], head);
        let blank = vec![b' '; ours.len()];
        assert_eq!(
            tail(&[&blank[..], &theirs].concat(), known).head,
            their_head
        );
        let cut = tail(&[&blank[..], b"{\"p"].concat(), known);
        assert_eq!((cut.head, cut.unchained.seal().bytes), (head, 3));
        // Somebody emptied the file.
        let (another, another_head) = chained(&[1], Hash::OF_NOTHING);
        assert_eq!(tail(&another, known).head, another_head);
    }
}
