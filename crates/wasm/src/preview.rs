//! Drawing.

use preflight_core::api::{self, PreviewOptions};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{arguments, instance};

/// Draws the payload that a text says or builds, as a tree for a page to make elements of; `null` where there is no
/// payload of a known kind.
#[wasm_bindgen(unchecked_return_type = "RenderTree | null")]
pub fn preview(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = drawing(text, options)?;
    instance::answer(|| api::preview(&text, &options))
}

/// Tells what a screen reader says of that drawing, line by line, and how its colours stand two by two; `null` where
/// `preview` is.
#[wasm_bindgen(unchecked_return_type = "Inspection | null")]
pub fn inspect(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PreviewOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = drawing(text, options)?;
    instance::answer(|| api::inspect(&text, &options))
}

/// The style sheet of every preview. What differs between previews is in its custom properties, whose values
/// `RenderTree.theme` has.
#[wasm_bindgen]
pub fn stylesheet() -> Result<String, JsValue> {
    instance::text(|| Ok(api::stylesheet()))
}

/// A text, and how to draw it.
fn drawing(text: &JsValue, options: &JsValue) -> Result<(String, PreviewOptions), JsValue> {
    let text = arguments::text("text", text)?;
    let options = arguments::optional("options", options)?.unwrap_or_default();
    Ok((text, options))
}
