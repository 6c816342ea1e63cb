//! The program as it is released: static, and without what a program that aborts on a panic never reads.

use std::path::PathBuf;

use super::TARGET;
use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::step;
use crate::{rust, workspace};

const BUILD: &str = "cargo build --release --locked --package preflight --target";

/// Leaves out the tables for unwinding, a tenth of the program. Fat LTO brings them back whatever the compiler is told, since
/// the standard library has them; the C code has its own.
const LINKER_SCRIPT: &str = "crates/publisher/no-unwinding.ld";

/// How it is linked. The linker is the one that the toolchain brings: GNU's refuses to leave those tables out.
const LINKING: &[&str] = &[
    "-Clink-arg=-fuse-ld=lld",
    "-Clink-arg=-Wl,--no-eh-frame-hdr",
    // Addresses that are moved when the program starts, in a sixtieth of the space.
    "-Clink-arg=-Wl,--pack-dyn-relocs=relr",
];

/// What C code is told the time and day of its compilation are: nothing, or no two builds would be the same.
const NO_TIME: &str = r#"-Wno-builtin-macro-redefined -D__DATE__="" -D__TIME__="""#;

/// Builds it, and tells where it is.
pub(super) fn run() -> Result<PathBuf, Error> {
    if !rust::has_target(TARGET) && !rust::add_target(TARGET, "building a static program") {
        return Err(Error::NoTarget(TARGET));
    }
    let flags = flags()?;
    step("a static build", || {
        CommandLine::parse(BUILD)
            .arg(TARGET)
            .env("CARGO_ENCODED_RUSTFLAGS", &flags.join("\u{1f}"))
            .env("CFLAGS_x86_64_unknown_linux_musl", NO_TIME)
            .run()
    })?;
    Ok(workspace::target().join(TARGET).join("release/preflight"))
}

fn flags() -> Result<Vec<String>, Error> {
    let folders = rust::registry()
        .into_iter()
        .chain([workspace::root().to_owned()]);
    let script = workspace::root().join(LINKER_SCRIPT);
    let mut flags: Vec<String> = folders.map(|folder| rust::without(&folder)).collect();
    flags.extend(LINKING.iter().map(|&flag| flag.to_owned()));
    flags.push(format!(
        "-Clink-arg=-B{}",
        rust::programs()?.join("gcc-ld").display()
    ));
    flags.push(format!("-Clink-arg=-Wl,-T,{}", script.display()));
    Ok(flags)
}
