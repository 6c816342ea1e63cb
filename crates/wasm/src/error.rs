//! What a call that cannot be answered throws.

use js_sys::{Error, Reflect};
use preflight_core::api::Misuse;
use wasm_bindgen::JsValue;

/// An `Error` with a `code` for programs.
pub(crate) fn error(code: &str, message: &str) -> JsValue {
    let error = JsValue::from(Error::new(message));
    // Setting a property of an object that was just made cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error
}

/// The `Error` for a call that core does not answer.
pub(crate) fn misuse(misuse: &Misuse) -> JsValue {
    error(misuse.code(), &misuse.to_string())
}
