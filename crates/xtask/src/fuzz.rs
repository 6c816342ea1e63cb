//! `cargo xtask fuzz`: runs the fuzz targets of core, each for a set time.
//!
//! Not part of the full test: it needs a nightly compiler, and a search that ends at random proves nothing by
//! ending well. The finds it does make become ordinary tests.

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::step;
use crate::{need, setup, workspace};

/// How long each target runs when nobody says.
pub(crate) const DEFAULT_SECONDS: u32 = 60;

/// The targets, one for each file in `crates/core/fuzz/fuzz_targets`.
const TARGETS: &[&str] = &["parse", "check", "sanitize", "fix"];

/// Reads the number of seconds, at least 1: libFuzzer takes 0 as "for ever".
pub(crate) fn parse_seconds(text: &str) -> Result<u32, Error> {
    match text.parse() {
        Ok(seconds) if seconds > 0 => Ok(seconds),
        _ => Err(Error::Seconds(text.to_owned())),
    }
}

/// Runs each target for `seconds`, and stops at the first find.
pub(crate) fn run(seconds: u32) -> Result<(), Error> {
    if !CommandLine::parse("rustup run nightly cargo --version").succeeds() {
        return Err(Error::NoNightly);
    }
    setup::provide(need::FUZZ)?;
    TARGETS.iter().try_for_each(|target| {
        step(&format!("fuzz target {target}"), || {
            workspace::create_directory(&workspace::root().join(corpus(target)))?;
            command(target, seconds).run()
        })
    })
}

/// Where a target keeps the inputs that reached new code, so that each search goes on from the last.
fn corpus(target: &str) -> String {
    format!("crates/core/fuzz/corpus/{target}")
}

/// The search for one target. It begins with the examples too: random bytes would hardly ever become a manifest.
///
/// No sanitizer, since they find faults of unsafe code and core has none; an input that takes 5 seconds is a find.
fn command(target: &str, seconds: u32) -> CommandLine {
    let corpus = corpus(target);
    CommandLine::parse(&format!(
        "cargo +nightly fuzz run --fuzz-dir crates/core/fuzz --sanitizer none {target} {corpus} examples -- \
         -dict=crates/core/fuzz/json.dict -timeout=5 -max_total_time={seconds}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_whole_and_positive() {
        assert!(matches!(parse_seconds("1"), Ok(1)));
        for text in ["0", "-1", "1.5", "60s", "", "99999999999"] {
            assert!(
                matches!(parse_seconds(text), Err(Error::Seconds(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn every_target_in_the_folder_is_run() -> std::io::Result<()> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(workspace::root().join("crates/core/fuzz/fuzz_targets"))? {
            files.push(entry?.file_name().to_string_lossy().into_owned());
        }
        files.sort();
        let mut targets: Vec<String> = TARGETS
            .iter()
            .map(|target| format!("{target}.rs"))
            .collect();
        targets.sort();
        assert_eq!(files, targets);
        Ok(())
    }
}
