//! Calls that end as no call should, for the tests of what comes after.

use std::hint::black_box;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::instance;

/// Panics.
///
/// # Panics
/// Always.
#[wasm_bindgen(js_name = faultPanic)]
pub fn panic() -> Result<JsValue, JsValue> {
    instance::answer(|| -> Result<(), _> { panic!("as it was told to") })
}

/// Comes upon an instruction that traps.
#[wasm_bindgen(js_name = faultUnreachable)]
pub fn unreachable() -> Result<JsValue, JsValue> {
    instance::answer(|| -> Result<(), _> { core::arch::wasm32::unreachable() })
}

/// Calls itself until there is no stack left: the engine's, as its frames are small.
#[wasm_bindgen(js_name = faultCalls)]
pub fn calls() -> Result<JsValue, JsValue> {
    instance::answer(|| Ok(deep::<1>(1)))
}

/// Calls itself until there is no stack left: that in memory, as its frames are large.
#[wasm_bindgen(js_name = faultFrames)]
pub fn frames() -> Result<JsValue, JsValue> {
    instance::answer(|| Ok(deep::<10_000>(1)))
}

#[expect(
    unconditional_recursion,
    reason = "the stack is there to be used up, and nothing else stops it"
)]
fn deep<const SIZE: usize>(depth: u32) -> u32 {
    let frame = black_box([depth; SIZE]);
    deep::<SIZE>(black_box(depth + 1)) + frame[0]
}
