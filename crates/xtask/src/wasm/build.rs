//! The package's files: compiled, bound, made small, and measured.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::fresh::Inputs;
use crate::progress::{print, say, step};
use crate::workspace::{self, at};

use super::toolchain::Toolchain;

/// Where the files go; git ignores it.
const PACKAGE: &str = "crates/wasm/pkg";

/// Only features that browsers have had for years, which is what the compiler assumes as well; `--all-features` would write
/// what Node 20 refuses. The low memory is the end of the stack, which a program that has not overflowed it does not reach.
const WASM_OPT: &str = "node crates/wasm/node_modules/binaryen/bin/wasm-opt -Oz --low-memory-unused \
     --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals \
     --enable-reference-types --enable-multivalue \
     --strip-debug --strip-producers --strip-target-features";

/// Which version of `wasm-opt` it is.
const WASM_OPT_VERSION: &str = "crates/wasm/package-lock.json";

/// Builds the package's files.
pub(crate) fn run(toolchain: &Toolchain) -> Result<(), Error> {
    step("wasm-pack", || {
        toolchain
            .command(
                "wasm-pack --log-level error build crates/wasm --mode no-install --target web --profile wasm --no-opt \
                 --no-pack --out-name preflight -- --locked",
            )
            .run()
    })?;
    step("wasm-opt", || make_small(&module()))
}

/// Says how large the module is, as it is and as servers send it.
pub(crate) fn say_size() -> Result<(), Error> {
    let printed = CommandLine::parse("node crates/wasm/size.mjs")
        .arg(module())
        .capture()?;
    print(&String::from_utf8_lossy(&printed));
    Ok(())
}

fn module() -> PathBuf {
    workspace::root().join(PACKAGE).join("preflight_bg.wasm")
}

/// Makes a module small. What came of the last one is kept, since most changes are not of what is in the module.
fn make_small(module: &Path) -> Result<(), Error> {
    let version = workspace::root().join(WASM_OPT_VERSION);
    let inputs = Inputs::of(&[
        &fs::read(module).map_err(at(module))?,
        WASM_OPT.as_bytes(),
        &fs::read(&version).map_err(at(&version))?,
    ]);
    let folder = workspace::target().join("wasm/small");
    let small = folder.join("preflight_bg.wasm");
    if inputs.made(&folder) {
        say("It was made small before.");
    } else {
        workspace::empty_directory(&folder)?;
        CommandLine::parse(WASM_OPT)
            .arg(module)
            .arg("--output")
            .arg(&small)
            .run()?;
        inputs.mark(&folder)?;
    }
    fs::copy(&small, module).map(drop).map_err(at(&small))
}
