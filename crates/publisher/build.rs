//! Leaves out of a released program what unwinds the stack, which is a tenth of it: a panic aborts.
//!
//! The compiler is no help, since the standard library brings the tables along, so it is done by the linker; and by the one
//! that comes with the toolchain, since GNU's refuses. Where that one is not there, or somebody chose another, the program
//! is a little larger and otherwise the same.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCRIPT: &str = "no-unwinding.ld";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={SCRIPT}");
    if let Some(linker) = linker().filter(|_| is_wanted()) {
        let script = Path::new(&variable("CARGO_MANIFEST_DIR")).join(SCRIPT);
        for argument in [
            "-fuse-ld=lld".to_owned(),
            format!("-B{}", linker.display()),
            format!("-Wl,-T,{}", script.display()),
            "-Wl,--no-eh-frame-hdr".to_owned(),
        ] {
            println!("cargo::rustc-link-arg-bins={argument}");
        }
    }
}

/// Whether it is a program for people, of which nobody wants to see the stack, linked as the toolchain does it. Cargo does not
/// tell whether its panics abort; the profile says so, unless somebody overrides it.
fn is_wanted() -> bool {
    let is_released = variable("PROFILE") == "release" && variable("DEBUG") == "false";
    let is_usual = !variable("CARGO_ENCODED_RUSTFLAGS").contains("link")
        && env::var_os("RUSTC_LINKER").is_none()
        && env::var_os("CARGO_PROFILE_RELEASE_PANIC").is_none();
    is_released && is_usual
}

/// The folder of the toolchain's own linker, where it links programs for this machine's system.
fn linker() -> Option<PathBuf> {
    let target = variable("TARGET");
    if target != "x86_64-unknown-linux-gnu" || variable("HOST") != target {
        return None;
    }
    let printed = Command::new(env::var_os("RUSTC")?)
        .args(["--print", "sysroot"])
        .output()
        .ok()?;
    let root = String::from_utf8(printed.stdout).ok()?;
    let folder = Path::new(root.trim())
        .join("lib/rustlib")
        .join(target)
        .join("bin/gcc-ld");
    folder.join("ld.lld").exists().then_some(folder)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
