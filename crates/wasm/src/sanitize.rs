//! Cleaning a text.

use preflight_core::api::{self, SanitizeOptions};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{arguments, instance};

/// Takes out of a text what its readers must not meet, and tells what that was.
#[wasm_bindgen(unchecked_return_type = "Sanitized")]
pub fn sanitize(
    #[wasm_bindgen(unchecked_param_type = "string")] html: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "SanitizeOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let html = arguments::text("html", html)?;
    let options: SanitizeOptions = arguments::optional("options", options)?.unwrap_or_default();
    instance::answer(|| api::sanitize(&html, &options))
}
