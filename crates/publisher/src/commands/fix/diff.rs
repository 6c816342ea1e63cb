//! Unified diffs, as `git apply` and `patch` read them.

use std::borrow::Cow;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use clap::builder::styling::{AnsiColor, Style};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline, group_diff_ops};

use crate::report::visible;

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// How long to look for the smallest diff; beyond, a larger one does.
const PATIENCE: Duration = Duration::from_secs(1);

/// Two versions of a file.
pub(super) struct Diff<'f> {
    /// The name of the file, from [`name`].
    pub(super) name: Vec<u8>,
    pub(super) old: &'f [u8],
    pub(super) new: &'f [u8],
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A program: every byte as it is.
    Exact,
    /// A person: coloured, and without what a terminal would obey.
    ForPeople,
}

/// The name of a file in a diff: the file that would be written, from here if it is below.
///
/// Tools that apply diffs follow no links and leave no folder, so a link stands for the file it leads to.
pub(super) fn name(path: &Path) -> Vec<u8> {
    let canonical = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let below = env::current_dir()
        .and_then(fs::canonicalize)
        .ok()
        .and_then(|here| canonical.strip_prefix(here).ok().map(Path::to_owned));
    let name = below.unwrap_or(canonical);
    let bytes = name.as_os_str().as_encoded_bytes();
    bytes.strip_prefix(b"/").unwrap_or(bytes).to_vec()
}

/// Writes a diff. Styles are for the stream to remove.
pub(super) fn write(out: &mut impl Write, diff: &Diff<'_>, look: Look) -> io::Result<()> {
    let (old, new) = (lines(diff.old), lines(diff.new));
    let bold = Style::new().bold();
    let mut line = |style: Style, bytes: &[u8]| match look {
        Look::Exact => out.write_all(bytes),
        Look::ForPeople => writeln!(out, "{style}{}{style:#}", for_people(bytes)),
    };
    for (sign, side) in [("--- ", b'a'), ("+++ ", b'b')] {
        line(
            bold,
            &[sign.as_bytes(), &header(side, &diff.name), b"\n"].concat(),
        )?;
    }
    for hunk in group_diff_ops(changes(&old, &new), CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
            continue;
        };
        let ranges = format!(
            "@@ -{} +{} @@\n",
            range(first.old_range().start, last.old_range().end),
            range(first.new_range().start, last.new_range().end)
        );
        line(AnsiColor::Cyan.on_default(), ranges.as_bytes())?;
        for change in &hunk {
            let (removed, added) = match change {
                DiffOp::Equal { .. } => {
                    for same in &old[change.old_range()] {
                        line(Style::new(), &signed(b' ', same))?;
                    }
                    continue;
                }
                _ => (&old[change.old_range()], &new[change.new_range()]),
            };
            for text in removed {
                line(AnsiColor::Red.on_default(), &signed(b'-', text))?;
            }
            for text in added {
                line(AnsiColor::Green.on_default(), &signed(b'+', text))?;
            }
        }
    }
    Ok(())
}

/// Lines with their ends. Only a line feed ends a line for the tools that apply a diff.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// What was changed. Fixes rarely add or remove a line, so lines are compared by number where that is possible: it is
/// quick for any number of changes, where looking for the smallest diff is not.
fn changes(old: &[&[u8]], new: &[&[u8]]) -> Vec<DiffOp> {
    if old.len() != new.len() {
        let deadline = Instant::now() + PATIENCE;
        return capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(deadline));
    }
    let mut changes = Vec::new();
    let mut index = 0;
    while index < old.len() {
        let same = old[index] == new[index];
        let len = (index..old.len())
            .take_while(|at| (old[*at] == new[*at]) == same)
            .count();
        changes.push(if same {
            DiffOp::Equal {
                old_index: index,
                new_index: index,
                len,
            }
        } else {
            DiffOp::Replace {
                old_index: index,
                old_len: len,
                new_index: index,
                new_len: len,
            }
        });
        index += len;
    }
    changes
}

/// Lines `start..end`, counted from 0, as a hunk names them.
fn range(start: usize, end: usize) -> String {
    match end - start {
        // The line before which there is nothing.
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        length => format!("{},{length}", start + 1),
    }
}

fn signed(sign: u8, line: &[u8]) -> Vec<u8> {
    let mut signed = Vec::with_capacity(line.len() + 32);
    signed.push(sign);
    signed.extend_from_slice(line);
    if !line.ends_with(b"\n") {
        signed.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
    signed
}

/// A name as git writes it: in quotes with escapes where it holds signs that would be misread, and with a tab behind it
/// where it holds a space.
fn header(side: u8, name: &[u8]) -> Vec<u8> {
    let mut plain = vec![side, b'/'];
    plain.extend_from_slice(name);
    let readable = std::str::from_utf8(&plain)
        .is_ok_and(|text| matches!(visible(text), Cow::Borrowed(_)) && !text.contains(['"', '\\']));
    if readable {
        if plain.contains(&b' ') {
            plain.push(b'\t');
        }
        return plain;
    }
    let mut quoted = vec![b'"'];
    for byte in plain {
        match byte {
            b'"' | b'\\' => quoted.extend([b'\\', byte]),
            b' '..=b'~' => quoted.push(byte),
            _ => quoted.extend(format!("\\{byte:03o}").bytes()),
        }
    }
    quoted.push(b'"');
    quoted
}

/// A line without its end, fit for a terminal. The carriage return of a line end would only be noise.
fn for_people(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end_matches('\n');
    let parts: Vec<Cow<'_, str>> = text
        .split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .map(|line| {
            let cells: Vec<Cow<'_, str>> = line.split('\t').map(visible).collect();
            cells.join("\t").into()
        })
        .collect();
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(name: &str, old: &str, new: &str) -> String {
        let mut out = Vec::new();
        let diff = Diff {
            name: name.as_bytes().to_vec(),
            old: old.as_bytes(),
            new: new.as_bytes(),
        };
        write(&mut out, &diff, Look::Exact).expect("a Vec takes everything");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn reads_as_a_unified_diff() {
        assert_eq!(
            exact(
                "x.json",
                "1\n2\n3\n4\n5\n6\n7\n8\n",
                "1\n2\n3\n4\nfive\n6\n7\n8\n"
            ),
            "--- a/x.json\n+++ b/x.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
        assert_eq!(
            exact("x", "// note\n[1]\n", "[1]\n"),
            "--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-// note\n [1]\n"
        );
        assert_eq!(
            exact("x", "[1,]", "[1]"),
            "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-[1,]\n\\ No newline at end of file\n+[1]\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn names_are_written_as_git_writes_them() {
        for (name, header_line) in [
            ("a/b.json", "a/a/b.json"),
            ("größe.json", "a/größe.json"),
            ("my card.json", "a/my card.json\t"),
            ("say \"hi\".json", "\"a/say \\\"hi\\\".json\""),
            ("tab\there", "\"a/tab\\011here\""),
            ("\u{202e}x", "\"a/\\342\\200\\256x\""),
        ] {
            assert_eq!(
                String::from_utf8(header(b'a', name.as_bytes())).expect("text"),
                header_line
            );
        }
        assert_eq!(header(b'b', b"\xff"), b"\"b/\\377\"");
    }

    #[test]
    fn nothing_a_terminal_obeys_is_shown_to_people() {
        assert_eq!(for_people(b"+\t\"\x1b[2J\"\r\n"), "+\t\"\u{241b}[2J\"");
        assert_eq!(
            for_people(b"-x\n\\ No newline at end of file\n"),
            "-x\n\\ No newline at end of file"
        );
    }
}
