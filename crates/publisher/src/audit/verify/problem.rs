//! What can be wrong with an audit, as a table.

use std::fmt;

use serde::Serialize;

/// What does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Changed,
    Link,
    Sequence,
    Unsealed,
    Foreign,
    Seal,
    Cut,
    NoChain,
    Head,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
}

const fn row(kind: Kind, name: &'static str, meaning: &'static str) -> Row {
    Row {
        kind,
        name,
        meaning,
    }
}

/// Every kind.
pub(crate) const TABLE: &[Row] = &[
    row(
        Kind::Changed,
        "changed",
        "The bytes of the line do not have the hash that it says: it was changed after it was written.",
    ),
    row(
        Kind::Link,
        "link",
        "The line was written after another line than the one before it: lines were taken out, put in or moved.",
    ),
    row(
        Kind::Sequence,
        "sequence",
        "A run's `sequence` does not go on: lines of it are missing, or not in their place.",
    ),
    row(
        Kind::Unsealed,
        "unsealed",
        "Lines stand in the chain without being part of it, and no seal follows them.",
    ),
    row(
        Kind::Foreign,
        "foreign",
        "A whole line is not of the chain, although the chain had begun: no publish of this version wrote it.",
    ),
    row(
        Kind::Seal,
        "seal",
        "A seal says something else of the lines before it than what stands there.",
    ),
    row(
        Kind::Cut,
        "cut",
        "The last line has no end, as after a crash. The next publish to this file seals it; until then it is not proven.",
    ),
    row(
        Kind::NoChain,
        "no-chain",
        "No line is part of a chain: an older version wrote the file. The next publish to it seals them.",
    ),
    row(
        Kind::Head,
        "head",
        "No line has the hash that was given with `--head`: what it stood for was cut off or rewritten.",
    ),
];

impl Kind {
    /// Its name, as reports have it.
    pub(crate) fn name(self) -> &'static str {
        TABLE
            .iter()
            .find(|row| row.kind == self)
            .map_or("", |row| row.name)
    }
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One thing that does not agree.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Problem {
    /// The number of the line, from 1; absent where it is not about a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<usize>,
    pub(crate) kind: Kind,
    /// What does not agree with what.
    pub(crate) message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.kind.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = TABLE.iter().map(|row| row.kind.name()).collect();
        assert_eq!(names.len(), TABLE.len());
        for row in TABLE {
            assert_eq!(row.kind.name(), row.name);
            assert!(row.meaning.ends_with('.'), "{}", row.meaning);
        }
    }
}
