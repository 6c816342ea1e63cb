//! `cargo xtask wasm`: the WebAssembly module, its JavaScript and its declarations, and the npm package made of them.
//!
//! wasm-pack compiles and binds, `wasm-opt` makes the module small. All that this needs is installed as for the tests,
//! and what takes minutes to make is kept outside `target/`, so that a fresh clone on the same machine is quick.

mod build;
mod package;
mod standard_library;
mod test;
mod toolchain;

use std::path::PathBuf;

use crate::error::Error;
use crate::workspace;

use toolchain::Toolchain;

pub(crate) use test::run as test;
pub(crate) use toolchain::needs;

/// The target, as rustc names it.
const TARGET: &str = "wasm32-unknown-unknown";

/// The version of the `wasm-bindgen` crate and of the program that must go with it; `Cargo.toml` pins the crate to it.
const WASM_BINDGEN: &str = "0.2.130";

/// `cargo xtask wasm`.
pub(crate) fn run() -> Result<(), Error> {
    build::run(&Toolchain::provide()?)?;
    build::say_size()?;
    package::build()
}

/// `cargo xtask measure-wasm`.
pub(crate) fn measure() -> Result<(), Error> {
    run()?;
    package::measure()
}

/// Makes ready what the build and the tests use.
pub(crate) fn set_up() -> Result<(), Error> {
    Toolchain::provide().map(drop)
}

/// Where things are kept that no clone should make twice.
fn cache() -> Result<PathBuf, Error> {
    workspace::cache().map(|folder| folder.join("wasm"))
}
