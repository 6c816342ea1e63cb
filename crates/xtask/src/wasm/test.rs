//! The tests of the WebAssembly module: in Node, in Chromium, against core itself, and in the npm package.

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::workspace;

use super::toolchain::Toolchain;
use super::{build, package};

/// What runs under the compiler for WebAssembly.
const SUITES: &[&str] = &[
    "cargo clippy --package preflight-wasm --target wasm32-unknown-unknown --all-targets --no-deps --locked -- \
     -D warnings",
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_TIMEOUT=600 \
     cargo test --package preflight-wasm --lib --target wasm32-unknown-unknown --locked",
    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner WASM_BINDGEN_TEST_TIMEOUT=600 \
     WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60 WASM_BINDGEN_USE_BROWSER=1 \
     cargo test --package preflight-wasm --lib --target wasm32-unknown-unknown --locked",
];

/// What runs the finished module beside core.
const PARITY: &str = "PREFLIGHT_WASM=crates/wasm/pkg PREFLIGHT_NOT_RUN=target/not-run \
                      cargo test --workspace --test parity --locked";

/// Runs all of them.
pub(crate) fn run() -> Result<(), Error> {
    let toolchain = Toolchain::provide()?;
    for suite in SUITES {
        toolchain.command(suite).run()?;
    }
    faults(&toolchain)?;
    build::run(&toolchain)?;
    CommandLine::parse(PARITY).run()?;
    package::build()?;
    package::test()
}

/// Tests what comes after a fault, with a module that has calls which fail on purpose. It is the one of the suites, which
/// is quick to build, not the one of the package: they differ in how they are optimised, not in how they end.
fn faults(toolchain: &Toolchain) -> Result<(), Error> {
    let target = workspace::target().join("wasm");
    let folder = target.join("faults");
    toolchain
        .command(
            "cargo build --package preflight-wasm --lib --features fault --target wasm32-unknown-unknown --locked",
        )
        .run()?;
    toolchain
        .command("wasm-bindgen --target web --out-name preflight --out-dir")
        .arg(&folder)
        .arg(target.join("wasm32-unknown-unknown/debug/preflight_wasm.wasm"))
        .run()?;
    CommandLine::parse("node --test tests/wasm/faults.test.mjs")
        .env("PREFLIGHT_WASM", &folder.to_string_lossy())
        .run()
}
