//! `cargo xtask`: set-up, generated files and tests, the parts cargo alone cannot do.
//!
//! One command, `cargo xtask test`, is the whole truth about whether the workspace is right; CI runs that and
//! nothing else. It is written with the standard library only, because it is compiled before anything else.

mod command_line;
mod designer;
mod error;
mod fresh;
mod fuzz;
mod generate;
mod need;
mod progress;
mod publishing;
mod release;
mod rust;
mod setup;
mod shell_checks;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

use error::Error;
use publishing::Options;

const HELP: &str = "\
Set-up, generated files and tests: the parts cargo alone cannot do.

Usage: cargo xtask <COMMAND>

Commands:
  test            Run the full test: set-up, then every check, stopping at the first that fails
  setup           Install the tools that the checks use; what is already there is left alone
  wasm            Build the WebAssembly module, say how large it is, and make the npm package of it, in web/package;
                  a compiler for it is installed where there is none
  measure-wasm    Build them, then measure size, checks and memory in Chromium, beside ajv, DOMPurify and axe-core
  designer [FILE] Build the module, the package and the designer's page where they are not built from what is here, and
                  open the page with FILE in it
  measure-designer
                  Build them, then measure what the page costs in Chromium
  release         Build the program as it is handed out: static, with the designer's page, manual and licences, as an archive
                  with its checksum; what is missing is installed
  generate        Rewrite the committed files that are generated from the code
  fuzz [SECONDS]  Run each fuzz target for SECONDS (default 60); needs a nightly toolchain
  compare-clients [--cards N] [--concurrency N] [--runs N]
                  Measure `preflight publish` beside other HTTP clients that make the same posts: 3 runs of
                  10000 cards, 64 at the same time, unless told otherwise
  bench-publisher [--cards N] [--concurrency N] [--runs N]
                  Measure `preflight publish` beside what was aimed at: throughput, processor time, memory, start-up,
                  size, batches under a rate limit; then what compare-clients does
  help            Print this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            progress::say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), Error> {
    match words {
        ["test"] => test::run(),
        ["setup"] => setup::run(),
        ["wasm"] => wasm::run(),
        ["measure-wasm"] => wasm::measure(),
        ["designer"] => designer::run(None),
        ["designer", file] if !file.starts_with('-') => designer::run(Some(file)),
        ["measure-designer"] => designer::measure(),
        ["release"] => release::run(),
        ["generate"] => generate::run(),
        ["fuzz"] => fuzz::run(fuzz::DEFAULT_SECONDS),
        ["fuzz", seconds] => fuzz::run(fuzz::parse_seconds(seconds)?),
        ["compare-clients", options @ ..] => match Options::parse(options)? {
            Some(options) => publishing::compare_clients(&options),
            None => Err(Error::Usage(words.join(" "))),
        },
        ["bench-publisher", options @ ..] => match Options::parse(options)? {
            Some(options) => publishing::bench(&options),
            None => Err(Error::Usage(words.join(" "))),
        },
        ["help" | "--help" | "-h"] => {
            progress::print(HELP);
            Ok(())
        }
        _ => Err(Error::Usage(words.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_commands_and_extra_words_are_refused() {
        for words in [
            &[][..],
            &["tset"],
            &["test", "--quick"],
            &["fuzz", "10", "20"],
            &["designer", "a.json", "b.json"],
            &["designer", "--port"],
            &["measure-designer", "now"],
            &["release", "0.2.0"],
            &["compare-clients", "--cards"],
            &["bench-publisher", "fast"],
        ] {
            assert!(matches!(run(words), Err(Error::Usage(_))), "{words:?}");
        }
    }
}
