//! Colours.

use preflight_core::api;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{arguments, instance};

/// Judges a colour on another, both as CSS writes them: their contrast ratio, and which thresholds of WCAG 2.2 it meets.
#[wasm_bindgen(unchecked_return_type = "Contrast")]
pub fn contrast(
    #[wasm_bindgen(unchecked_param_type = "string")] foreground: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] background: &JsValue,
) -> Result<JsValue, JsValue> {
    let foreground = arguments::text("foreground", foreground)?;
    let background = arguments::text("background", background)?;
    instance::answer(|| api::contrast(&foreground, &background))
}

/// The colour nearest to one, its hue kept, that reaches a threshold on every background; the colour itself where it
/// does, `null` where no colour of its hue does.
#[wasm_bindgen(js_name = suggestColor, unchecked_return_type = "Suggestion | null")]
pub fn suggest_color(
    #[wasm_bindgen(unchecked_param_type = "string")] color: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string[]")] backgrounds: &JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "'text' | 'large-text' | 'text-enhanced' | 'large-text-enhanced' | 'non-text' | null"
    )]
    threshold: &JsValue,
) -> Result<JsValue, JsValue> {
    let color = arguments::text("color", color)?;
    let backgrounds = arguments::texts("backgrounds", backgrounds)?;
    let threshold = arguments::optional_text("threshold", threshold)?;
    instance::answer(|| api::suggest_color(&color, &backgrounds, threshold.as_deref()))
}
