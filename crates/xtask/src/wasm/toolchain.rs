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
use crate::{need, setup, workspace};

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
            version("rustc")?
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

/// The compiler's flags, separated so that folders may have spaces in their names: panics tell the file they came from, and
/// the folders of this machine are nobody's business.
fn flags() -> String {
    let folders = registry().into_iter().chain([workspace::root().to_owned()]);
    let flags: Vec<String> = folders
        .map(|folder| without(&folder))
        .chain([INLINED.to_owned()])
        .collect();
    flags.join("\u{1f}")
}

/// The flag that leaves a folder out of the names of files.
pub(super) fn without(folder: &Path) -> String {
    format!("--remap-path-prefix={}=", folder.display())
}

/// Where cargo keeps the sources of crates.
pub(super) fn registry() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
        .map(|cargo| cargo.join("registry/src"))
}

/// What has to be installed. All of it is known at once, so that nobody who lacks the rights is told after a compilation.
pub(crate) fn needs() -> impl Iterator<Item = &'static Need> {
    let debian = if in_use() { &[] } else { need::DEBIAN_RUST };
    need::WASM.iter().chain(debian)
}

/// Whether the compiler in use compiles to WebAssembly, or does since rustup was asked.
fn in_use() -> bool {
    static IN_USE: LazyLock<bool> =
        LazyLock::new(|| has_target() || (standard_library::made().is_none() && added_by_rustup()));
    *IN_USE
}

/// Whether the compiler in use has the target.
fn has_target() -> bool {
    sysroot().is_ok_and(|sysroot| sysroot.join("lib/rustlib").join(TARGET).is_dir())
}

fn sysroot() -> Result<PathBuf, Error> {
    let printed = CommandLine::parse("rustc --print sysroot").capture()?;
    Ok(PathBuf::from(String::from_utf8_lossy(&printed).trim()))
}

/// Which compiler this is, to the commit.
pub(crate) fn version(rustc: &str) -> Result<String, Error> {
    let printed = CommandLine::of(rustc).arg("-vV").capture()?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

/// Asks rustup once, without a second try: where its server is out of reach, waiting does not bring it nearer.
fn added_by_rustup() -> bool {
    if !need::on_path("rustup") {
        return false;
    }
    say(&format!(
        "missing: the target {TARGET}, used for compiling to WebAssembly; asking rustup for it"
    ));
    let added = CommandLine::parse("RUSTUP_MAX_RETRIES=0 timeout 60 rustup target add")
        .arg(TARGET)
        .succeeds();
    if !added {
        say(&format!(
            "rustup cannot add {TARGET}; Debian's compiler is used instead"
        ));
    }
    added && has_target()
}

/// The linker, which Debian's compiler does not bring: rustup's toolchains do.
fn linker() -> Result<String, Error> {
    let host = version("rustc")?;
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or_default();
    let bundled = sysroot()?.join(format!("lib/rustlib/{host}/bin/rust-lld"));
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
