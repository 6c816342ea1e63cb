//! Lines of a file of any size, as their bytes.

use std::io::{self, BufRead, Read as _};

/// The most of a line that is held at once. No line that a publish writes comes near it.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Reads line by line.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    bytes: Vec<u8>,
    goes_on: bool,
}

/// A line, or part of one that is longer than any of ours.
#[derive(Debug)]
pub(super) struct Piece<'l> {
    /// With the end of the line, where it has one.
    pub(super) bytes: &'l [u8],
    /// Whether a line begins here.
    pub(super) begins: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            goes_on: false,
        }
    }

    /// The next one; none at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        self.bytes.clear();
        let mut limited = self.reader.by_ref().take(LONGEST);
        if limited.read_until(b'\n', &mut self.bytes)? == 0 {
            return Ok(None);
        }
        let begins = !self.goes_on;
        self.goes_on = !self.bytes.ends_with(b"\n");
        Ok(Some(Piece {
            bytes: &self.bytes,
            begins,
        }))
    }
}

impl<'l> Piece<'l> {
    /// The line without its end, and whether it has one; none where it is only part of a line.
    pub(super) fn line(&self) -> Option<(&'l [u8], bool)> {
        let whole = self.bytes.strip_suffix(b"\n");
        self.begins
            .then_some((whole.unwrap_or(self.bytes), whole.is_some()))
    }
}
