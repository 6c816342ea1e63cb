//! The compiler for WebAssembly, and what goes with it.
//!
//! Usually the toolchain in use has the target, or rustup adds it. Where rustup's server cannot be reached, Debian helps:
//! it packages a recent compiler without this target, and the sources to build its standard library from.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::need::Need;
use crate::progress::say;
use crate::{need, rust, setup, workspace};

use super::{TARGET, WASM_BINDGEN, cache, standard_library};

/// A compiler that has the target.
#[derive(Debug)]
pub(crate) struct Toolchain {
    /// Directories that come before those of PATH.
    first_on_path: Vec<PathBuf>,
    /// More that its commands are told.
    environment: Vec<(&'static str, String)>,
}

impl Toolchain {
    /// Installs what is missing.
    pub(crate) fn provide() -> Result<Self, Error> {
        setup::provide(needs())?;
        let wasm_bindgen = wasm_bindgen()?;
        let mut toolchain = Self {
            first_on_path: vec![wasm_bindgen],
            environment: vec![
                (
                    "CARGO_TARGET_DIR",
                    workspace::target().join("wasm").display().to_string(),
                ),
                ("CARGO_ENCODED_RUSTFLAGS", flags()),
            ],
        };
        let identity = if in_use() {
            rust::version("rustc")?
        } else {
            toolchain.use_debian()?
        };
        keep_artefacts_of(&identity)?;
        Ok(toolchain)
    }

    /// A command that it runs.
    pub(crate) fn command(&self, text: &str) -> CommandLine {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let directories = self
            .first_on_path
            .iter()
            .cloned()
            .chain(std::env::split_paths(&inherited));
        // Only a name with a separator in it cannot be joined, and these were split at separators.
        let path = std::env::join_paths(directories).unwrap_or(inherited);
        self.environment.iter().fold(
            CommandLine::parse(text).env("PATH", &path.to_string_lossy()),
            |command, (name, value)| command.env(name, value),
        )
    }

    /// Takes Debian's compiler in place of the one in use; tells them apart from others by the text that is returned.
    fn use_debian(&mut self) -> Result<String, Error> {
        let linker = linker()?;
        let (folder, identity) = standard_library::provide()?;
        self.first_on_path.insert(0, folder.join("bin"));
        self.environment.extend([
            ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker),
            // clippy finds the standard library by itself, and would look where its own compiler is.
            ("SYSROOT", folder.join("sysroot").display().to_string()),
        ]);
        Ok(identity)
    }
}

/// How much code, as LLVM counts it, may be put where it is called. At opt-level "z" it would be 5, and checks would
/// take half as long again: what walks texts is made of closures.
const INLINED: &str = "-Cllvm-args=-inline-threshold=20";

/// The compiler's flags, separated so that folders may have spaces in their names.
fn flags() -> String {
    let folders = rust::registry()
        .into_iter()
        .chain([workspace::root().to_owned()]);
    let flags: Vec<String> = folders
        .map(|folder| rust::without(&folder))
        .chain([INLINED.to_owned()])
        .collect();
    flags.join("\u{1f}")
}

/// What has to be installed. All of it is known at once, so that nobody who lacks the rights is told after a compilation.
pub(crate) fn needs() -> impl Iterator<Item = &'static Need> {
    let debian = if in_use() { &[] } else { need::DEBIAN_RUST };
    need::WASM.iter().chain(debian)
}

/// Whether the compiler in use compiles to WebAssembly, or does since rustup was asked.
fn in_use() -> bool {
    static IN_USE: LazyLock<bool> = LazyLock::new(|| {
        rust::has_target(TARGET) || (standard_library::made().is_none() && added_by_rustup())
    });
    *IN_USE
}

fn added_by_rustup() -> bool {
    let added = rust::add_target(TARGET, "compiling to WebAssembly");
    if !added {
        say(&format!(
            "rustup cannot add {TARGET}; Debian's compiler is used instead"
        ));
    }
    added
}

/// The linker, which Debian's compiler does not bring: rustup's toolchains do.
fn linker() -> Result<String, Error> {
    let bundled = rust::programs()?.join("rust-lld");
    if bundled.is_file() {
        return Ok(bundled.display().to_string());
    }
    setup::provide(need::LINKER)?;
    Ok("wasm-ld".to_owned())
}

/// The folder with `wasm-bindgen` in exactly the version of the crate: the two share a format that changes with every
/// version, so whatever else is installed on this machine is left as it is.
fn wasm_bindgen() -> Result<PathBuf, Error> {
    let root = cache()?.join(format!("wasm-bindgen-{WASM_BINDGEN}"));
    let folder = root.join("bin");
    if !folder.join("wasm-bindgen-test-runner").is_file() {
        say(&format!(
            "missing: wasm-bindgen {WASM_BINDGEN}, used for binding the module to JavaScript"
        ));
        // Not `--locked`: the lock file it was published with asks for versions that its own makers took back.
        setup::run_announced(
            &setup::install_program()
                .arg("wasm-bindgen-cli")
                .arg("--version")
                .arg(WASM_BINDGEN)
                .arg("--root")
                .arg(&root),
        )?;
    }
    Ok(folder)
}

/// Drops what another standard library left in the target directory: cargo does not see that it is another.
fn keep_artefacts_of(identity: &str) -> Result<(), Error> {
    let folder = workspace::target().join("wasm");
    let stamp = folder.join("compiler");
    if !is_written(&stamp, identity) {
        workspace::empty_directory(&folder)?;
        workspace::write(&stamp, identity)?;
    }
    Ok(())
}

/// Whether a file holds just this text.
pub(crate) fn is_written(path: &Path, text: &str) -> bool {
    workspace::read(path).is_ok_and(|written| written == text)
}
