//! What editors ask. Offsets are counted in UTF-16 code units, as in JavaScript.

use preflight_core::api;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::checks::document;
use crate::{arguments, instance};

/// What may be put at an offset.
#[wasm_bindgen(unchecked_return_type = "Completion[]")]
pub fn complete(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    let offset = arguments::offset("offset", offset)?;
    instance::answer(|| api::complete(&text, offset, &options))
}

/// What stands at an offset; `null` where no table knows the place.
#[wasm_bindgen(unchecked_return_type = "Hover | null")]
pub fn hover(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "number")] offset: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    let offset = arguments::offset("offset", offset)?;
    instance::answer(|| api::hover(&text, offset, &options))
}

/// Outlines a document.
#[wasm_bindgen(unchecked_return_type = "Outline")]
pub fn symbols(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    instance::answer(|| api::symbols(&text, &options))
}
