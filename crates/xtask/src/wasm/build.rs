//! The package's files: compiled, bound, made small, and measured.

use std::path::PathBuf;

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::{print, step};
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

/// Builds the package's files, and says how large the module is.
pub(crate) fn run(toolchain: &Toolchain) -> Result<(), Error> {
    step("wasm-pack", || {
        toolchain
            .command(
                "wasm-pack --log-level error build crates/wasm --mode no-install --target web --profile wasm --no-opt \
                 --no-pack --out-name preflight -- --locked",
            )
            .run()
    })?;
    let module = workspace::root().join(PACKAGE).join("preflight_bg.wasm");
    let small = module.with_extension("small");
    step("wasm-opt", || {
        CommandLine::parse(WASM_OPT)
            .arg(&module)
            .arg("--output")
            .arg(&small)
            .run()?;
        std::fs::rename(&small, &module).map_err(at(&small))
    })?;
    print(&size(&module)?);
    Ok(())
}

/// The size of the module as it is and as servers send it.
fn size(module: &PathBuf) -> Result<String, Error> {
    let printed = CommandLine::parse("node crates/wasm/size.mjs")
        .arg(module)
        .capture()?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}
