//! What a program must be before it is handed out: static, small, silent about this machine, and able to work.

use std::fs;
use std::path::Path;

use super::VERSION;
use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::say;
use crate::rust;
use crate::workspace::{self, at};

/// The most that it may have; `docs/benchmarks.md` tells what it has.
const MOST_BYTES: usize = 8_000_000;

/// What it has to do: judge a manifest, and publish one of each kind over HTTP.
const WORK: &[&[&str]] = &[
    &["check", "examples/rich-card.json"],
    &["publish", "examples", "--sandbox"],
];

/// Looks at it, and tries it.
pub(super) fn run(program: &Path) -> Result<(), Error> {
    let bytes = fs::read(program).map_err(at(program))?;
    let headers = CommandLine::parse("LC_ALL=C readelf --wide --program-headers --dynamic")
        .arg(program)
        .capture()?;
    let problems = [
        not_static(&String::from_utf8_lossy(&headers)),
        too_large(bytes.len()),
        folder_in(&bytes),
        another_version(&CommandLine::of(program).arg("--version").capture()?),
    ];
    if let Some(seen) = problems.into_iter().flatten().next() {
        return Err(Error::Unexpected {
            what: program.display().to_string(),
            seen,
        });
    }
    let audit = workspace::scratch().join("release");
    workspace::empty_directory(&audit)?;
    for words in WORK {
        let command = words
            .iter()
            .fold(CommandLine::of(program), CommandLine::arg)
            .env(
                "PREFLIGHT_AUDIT",
                &audit.join("audit.jsonl").to_string_lossy(),
            );
        command.capture()?;
        say(&format!("it ran `preflight {}`", words.join(" ")));
    }
    say(&format!(
        "it is static, and {} bytes of {MOST_BYTES}",
        bytes.len()
    ));
    Ok(())
}

/// What it wants of the machine it runs on: a loader, shared libraries.
fn not_static(headers: &str) -> Option<String> {
    let mut lines = headers.lines().map(str::trim);
    if !headers.lines().any(|line| line.trim().starts_with("LOAD ")) {
        return Some("it has no program headers".to_owned());
    }
    lines
        .find(|line| line.starts_with("INTERP ") || line.contains("(NEEDED)"))
        .map(|line| format!("it is not static: {line}"))
}

fn too_large(bytes: usize) -> Option<String> {
    (bytes > MOST_BYTES).then(|| format!("it has {bytes} bytes, and {MOST_BYTES} is the most"))
}

/// Names of folders that only this machine has.
fn folder_in(program: &[u8]) -> Option<String> {
    let folders = rust::registry()
        .into_iter()
        .chain([workspace::root().to_owned()]);
    folders
        .map(|folder| folder.display().to_string())
        .find(|folder| holds(program, folder.as_bytes()))
        .map(|folder| format!("it names {folder}"))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn another_version(printed: &[u8]) -> Option<String> {
    let printed = String::from_utf8_lossy(printed);
    let expected = format!("preflight {VERSION}");
    (printed.trim() != expected).then(|| format!("it says that it is {}", printed.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As readelf tells them of a program that is linked statically and may be loaded anywhere.
    const STATIC: &str = "
Program Headers:
  Type           Offset   VirtAddr           PhysAddr           FileSiz  MemSiz   Flg Align
  LOAD           0x000000 0x0000000000000000 0x0000000000000000 0x1a2340 0x1a2340 R   0x1000
  DYNAMIC        0x6e1230 0x00000000006e3230 0x00000000006e3230 0x000120 0x000120 RW  0x8

Dynamic section at offset 0x6e1230 contains 14 entries:
 0x000000006ffffffb (FLAGS_1)            Flags: NOW PIE
";

    #[test]
    fn a_static_program_has_neither_a_loader_nor_libraries() {
        assert_eq!(not_static(STATIC), None);
        let loader = "  INTERP         0x000318 0x0000000000000318 0x00000000 0x00001c R 0x1";
        assert!(not_static(&format!("{STATIC}{loader}\n")).is_some());
        let library = " 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]";
        assert!(not_static(&format!("{STATIC}{library}\n")).is_some());
        assert!(
            not_static("").is_some(),
            "what has no headers is no program"
        );
    }

    /// Tests are linked as the machine links everything.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[test]
    fn the_program_that_runs_this_is_not_static() {
        let program = std::env::current_exe().expect("its path");
        let headers = CommandLine::parse("LC_ALL=C readelf --wide --program-headers --dynamic")
            .arg(program)
            .capture()
            .expect("readelf comes with the linker");
        assert!(not_static(&String::from_utf8_lossy(&headers)).is_some());
    }

    #[test]
    fn the_limit_is_the_last_size_that_is_allowed() {
        assert_eq!(too_large(MOST_BYTES), None);
        assert!(too_large(MOST_BYTES + 1).is_some());
    }

    #[test]
    fn folders_of_this_machine_are_found_anywhere() {
        assert_eq!(folder_in(b"src/main.rs"), None);
        let named = format!("\0{}/src/main.rs", workspace::root().display());
        assert!(folder_in(named.as_bytes()).is_some());
    }

    #[test]
    fn another_version_is_refused() {
        assert_eq!(
            another_version(format!("preflight {VERSION}\n").as_bytes()),
            None
        );
        assert!(another_version(b"preflight 0.0.1\n").is_some());
        assert!(another_version(b"").is_some());
    }
}
