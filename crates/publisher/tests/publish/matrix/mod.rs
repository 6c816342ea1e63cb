//! The fault matrix: what can go wrong between the program and the platform, row by row, and what the program then does.
//!
//! [`rows`] is the table. The tests of its rows ask the same five things each ([`stage::Ends`]): the requests the server
//! saw, what it holds, the states in the journal, what the audit concludes, and the exit code.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use preflight_tests::assert_generated;
use rows::{ROWS, Verdict};

mod answers;
mod authorisation;
mod batch;
mod local;
mod refusals;
mod rows;
mod server_errors;
mod stage;
mod throttling;
mod transport;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publish")
}

#[test]
fn every_row_is_there_once_and_names_tests_that_are() {
    let numbers: Vec<usize> = ROWS.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=46).collect::<Vec<_>>());
    for row in ROWS {
        assert!(!row.tests.is_empty(), "{row:?}");
        for test in row.tests {
            let (module, function) = test.rsplit_once("::").expect("a module");
            let path = here().join(format!("{}.rs", module.replace("::", "/")));
            let source = fs::read_to_string(&path).expect("the module's source");
            let is_test = source
                .split("#[test]")
                .skip(1)
                .any(|after| after.trim_start().starts_with(&format!("fn {function}()")));
            assert!(is_test, "row {}: {test} is no test", row.number);
        }
    }
}

/// The other way round: a test that is called after a row is in the table.
#[test]
fn every_test_of_a_row_is_in_the_table() {
    for entry in fs::read_dir(here().join("matrix")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let module = path.file_stem().expect("a name").to_string_lossy();
        let source = fs::read_to_string(&path).expect("a source");
        for after in source.split("\nfn row_").skip(1) {
            let name = after.split('(').next().expect("a name");
            let test = format!("matrix::{module}::row_{name}");
            let row = ROWS.iter().find(|row| row.tests.contains(&test.as_str()));
            let number = row.map(|row| format!("{:02}", row.number));
            assert_eq!(number.as_deref(), name.get(..2), "{test}");
        }
    }
}

/// The table as a page of the documentation.
fn page() -> String {
    let mut page = String::from(
        "# What can go wrong\n\n\
         Each row is a fault between the program and the platform, and a test that causes it: the real binary, against \
         the sandbox, through a proxy that breaks connections where the fault is below HTTP. Each test asks for the \
         requests that the server saw, what it holds, the states in the journal, what the audit concludes, and the \
         exit code. The tests are in `crates/publisher/tests/publish`.\n\n\
         | | fault | what happens | tests |\n|---|---|---|---|\n",
    );
    for row in ROWS {
        let note = match row.verdict {
            Verdict::Held => String::new(),
            Verdict::Otherwise(reason) => format!(" **Otherwise:** {reason}"),
            Verdict::NotApplicable(reason) => format!(" **Does not apply:** {reason}"),
        };
        let tests: Vec<String> = row.tests.iter().map(|test| format!("`{test}`")).collect();
        writeln!(
            page,
            "| {} | {} | {}{note} | {} |",
            row.number,
            row.fault,
            row.expected,
            tests.join(", ")
        )
        .expect("memory");
    }
    page
}

#[test]
fn the_page_is_generated() {
    assert_generated("docs/faults.md", &page());
}
