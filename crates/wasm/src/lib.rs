//! Preflight's core for JavaScript and TypeScript: bindings, no decision of their own.
//!
//! Every function hands text and options to [`preflight_core::api`] and its answer back as a plain object. What core
//! says about a payload is an answer, never an exception. A call that cannot be answered throws an `Error` whose `code`
//! stays the same between versions; the codes are those of [`preflight_core::api::Misuse`], and three of the bindings:
//!
//! - `bad-argument`: an argument is missing, or of another type than is declared;
//! - `bad-options`: options, or a policy, that cannot be read;
//! - `trap`: a fault of our own stopped this call or the one before it. The next call gets a new instance of the module.
//!
//! What the engine stops by itself, as when a stack overflows, throws an error of the engine, without a code. Whoever
//! catches one has to call [`instance::restart`]. Without that, the next call throws `trap` before the module works again;
//! and where the stack in memory was used up, every call throws from then on.
//!
//! The TypeScript declarations in `types.d.ts` are generated from the Rust types, doc comments included.

mod arguments;
pub mod catalog;
pub mod checks;
pub mod color;
pub mod editing;
mod error;
#[cfg(all(feature = "fault", target_arch = "wasm32"))]
pub mod fault;
pub mod instance;
pub mod preview;
pub mod sanitize;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
