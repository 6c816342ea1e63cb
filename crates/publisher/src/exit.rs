//! Exit codes, as a table: what a release job branches on, what `--help` and the man page print.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    #[default]
    Done = 0,
    Findings = 1,
    Failure = 2,
    Partial = 3,
    Authentication = 4,
    Temporary = 5,
    Ambiguous = 6,
    Conflict = 7,
    UnsafePlan = 8,
    ChangesPending = 10,
    Interrupted = 130,
    Terminated = 143,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) exit: Exit,
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
}

impl Entry {
    /// The number the process ends with.
    pub(crate) fn code(&self) -> u8 {
        self.exit as u8
    }
}

const fn entry(exit: Exit, name: &'static str, meaning: &'static str) -> Entry {
    Entry {
        exit,
        name,
        meaning,
    }
}

/// Every exit code, by number.
pub(crate) const TABLE: &[Entry] = &[
    entry(
        Exit::Done,
        "done",
        "Everything is done, or there was nothing to do.",
    ),
    entry(
        Exit::Findings,
        "findings",
        "A finding blocks at least one document, or an audit does not agree with itself.",
    ),
    entry(
        Exit::Failure,
        "failure",
        "Wrong usage or configuration, or a failed read or write.",
    ),
    entry(
        Exit::Partial,
        "partial",
        "Some items failed for good; the others are published.",
    ),
    entry(
        Exit::Authentication,
        "authentication",
        "Credentials are missing or wrong, or lack a permission.",
    ),
    entry(
        Exit::Temporary,
        "temporary",
        "The service was busy or away; run the command again.",
    ),
    entry(
        Exit::Ambiguous,
        "ambiguous",
        "Some items may or may not have arrived; look first.",
    ),
    entry(
        Exit::Conflict,
        "conflict",
        "The server holds something else than was expected, or a plan is stale.",
    ),
    entry(
        Exit::UnsafePlan,
        "unsafe-plan",
        "Refused: the changes would touch too much at once.",
    ),
    entry(
        Exit::ChangesPending,
        "changes-pending",
        "Changes are waiting (where a detailed code is asked for).",
    ),
    entry(
        Exit::Interrupted,
        "interrupted",
        "Stopped by SIGINT (Ctrl-C).",
    ),
    entry(Exit::Terminated, "terminated", "Stopped by SIGTERM."),
];

/// Which code counts when several hold, the first one first.
///
/// A signal tells how the process ended, so it goes before what the process found. Then comes what makes the rest
/// unreliable (failure, authentication), then what needs a person, then what a second run may mend.
const PRIORITY: &[Exit] = &[
    Exit::Terminated,
    Exit::Interrupted,
    Exit::Failure,
    Exit::Authentication,
    Exit::UnsafePlan,
    Exit::Ambiguous,
    Exit::Partial,
    Exit::Conflict,
    Exit::Temporary,
    Exit::Findings,
    Exit::ChangesPending,
    Exit::Done,
];

impl Exit {
    /// The code that counts when all of `exits` hold; [`Exit::Done`] where there are none.
    pub(crate) fn worst(exits: impl IntoIterator<Item = Self>) -> Self {
        exits.into_iter().fold(Self::Done, |worst, exit| {
            if exit.rank() < worst.rank() {
                exit
            } else {
                worst
            }
        })
    }

    fn rank(self) -> usize {
        PRIORITY
            .iter()
            .position(|exit| *exit == self)
            .unwrap_or(PRIORITY.len())
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_sorted() {
        let codes: Vec<u8> = TABLE.iter().map(Entry::code).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 130, 143]);
        for row in TABLE {
            assert!(row.exit.rank() < PRIORITY.len(), "{} has no rank", row.name);
            assert!(row.meaning.ends_with('.'), "{}", row.meaning);
        }
        assert_eq!(TABLE.len(), PRIORITY.len());
    }

    #[test]
    fn the_documented_priority_holds() {
        let documented = [
            Exit::Failure,
            Exit::Authentication,
            Exit::Ambiguous,
            Exit::Partial,
            Exit::Conflict,
            Exit::Temporary,
            Exit::Findings,
            Exit::Done,
        ];
        for (rank, exit) in documented.iter().enumerate() {
            for lesser in &documented[rank..] {
                assert_eq!(Exit::worst([*lesser, *exit]), *exit);
                assert_eq!(Exit::worst([*exit, *lesser]), *exit);
            }
        }
        assert_eq!(Exit::worst([]), Exit::Done);
    }
}
