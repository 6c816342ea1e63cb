//! Verdicts: check, build, fix; and what changed between two versions.

use preflight_core::api::{self, CheckOptions};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{arguments, instance};

/// Judges a document: every finding at once. A document as wrong as it likes gets a report, never an exception.
///
/// Without `options.kind` the text is a manifest, which names its kind; with it, a bare payload.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    instance::answer(|| api::check(&text, &options))
}

/// Judges a document, and gives the report as JSON text: the same bytes as the command line's and every other machine's.
#[wasm_bindgen(js_name = reportText)]
pub fn report_text(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<String, JsValue> {
    let (text, options) = document(text, options)?;
    instance::text(|| api::check(&text, &options).map(|report| report.to_json()))
}

/// Judges documents that are published together, each by itself and all by what must not stand in two of them.
#[wasm_bindgen(js_name = checkSet, unchecked_return_type = "CheckedDocument[]")]
pub fn check_set(
    #[wasm_bindgen(unchecked_param_type = "SetDocument[]")] documents: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let documents = arguments::documents("documents", documents)?;
    let options = check_options(options)?;
    instance::answer(|| api::check_set(&documents, &options))
}

/// Tells what changed between two versions of a document, as people see it: payloads as they are built, whatever the order of
/// their keys, else the texts as they are written.
#[wasm_bindgen(unchecked_return_type = "Comparison")]
pub fn compare(
    #[wasm_bindgen(unchecked_param_type = "string")] before: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] after: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let before = arguments::text("before", before)?;
    let after = arguments::text("after", after)?;
    let options = check_options(options)?;
    instance::answer(|| api::compare(&before, &after, &options))
}

/// Builds the payload of a document, and judges it.
#[wasm_bindgen(unchecked_return_type = "Built")]
pub fn build(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    instance::answer(|| api::build(&text, &options))
}

/// Makes every fix that is `"safe"` (the default: what a person sees stays the same), or `"unsafe"` ones as well.
#[wasm_bindgen(unchecked_return_type = "Fixed")]
pub fn fix(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Safety | null")] safety: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    let safety = arguments::optional_text("safety", safety)?;
    instance::answer(|| api::fix(&text, safety.as_deref(), &options))
}

/// Makes one fix of the document's report, safe or not. Its id is the finding's rule, `@`, and where the finding begins
/// in UTF-16 code units: `` `${finding.rule}@${finding.span.start.utf16}` ``.
#[wasm_bindgen(js_name = fixOne, unchecked_return_type = "Fixed")]
pub fn fix_one(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (text, options) = document(text, options)?;
    let id = arguments::text("id", id)?;
    instance::answer(|| api::fix_one(&text, &id, &options))
}

/// The arguments of nearly every call.
pub(crate) fn document(
    text: &JsValue,
    options: &JsValue,
) -> Result<(String, CheckOptions), JsValue> {
    Ok((arguments::text("text", text)?, check_options(options)?))
}

fn check_options(options: &JsValue) -> Result<CheckOptions, JsValue> {
    arguments::optional("options", options).map(Option::unwrap_or_default)
}
