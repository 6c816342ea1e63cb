//! What there is: rules, limits, policy, schemas, forms, versions.

use preflight_core::api;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{arguments, instance};

/// Every rule, by area.
#[wasm_bindgen(unchecked_return_type = "RuleInfo[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    instance::answer(|| Ok(api::rules()))
}

/// Every limit under a policy.
#[wasm_bindgen(unchecked_return_type = "LimitInfo[]")]
pub fn limits(
    #[wasm_bindgen(unchecked_optional_param_type = "PolicyFile | null")] policy: &JsValue,
) -> Result<JsValue, JsValue> {
    let policy = arguments::optional("policy", policy)?;
    instance::answer(|| api::limits(policy.as_ref()))
}

/// The policy in force: the default, or with what a team made different.
#[wasm_bindgen(unchecked_return_type = "PolicyInfo")]
pub fn policy(
    #[wasm_bindgen(unchecked_optional_param_type = "PolicyFile | null")] policy: &JsValue,
) -> Result<JsValue, JsValue> {
    let policy = arguments::optional("policy", policy)?;
    instance::answer(|| api::policy(policy.as_ref()))
}

/// The JSON Schema (draft 2020-12) of manifests of every kind or, where a kind is named, of its `payload` (the default),
/// `spec` or `target`.
#[wasm_bindgen(unchecked_return_type = "Record<string, unknown>")]
pub fn schema(
    #[wasm_bindgen(unchecked_optional_param_type = "Kind | null")] kind: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "'payload' | 'spec' | 'target' | null")]
    part: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PolicyFile | null")] policy: &JsValue,
) -> Result<JsValue, JsValue> {
    let kind = arguments::optional_text("kind", kind)?;
    let part = arguments::optional_text("part", part)?;
    let policy = arguments::optional("policy", policy)?;
    instance::answer(|| api::schema(kind.as_deref(), part.as_deref(), policy.as_ref()))
}

/// The shape tables of a kind, from which forms are made.
#[wasm_bindgen(unchecked_return_type = "Form")]
pub fn form(
    #[wasm_bindgen(unchecked_param_type = "Kind")] kind: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "PolicyFile | null")] policy: &JsValue,
) -> Result<JsValue, JsValue> {
    let kind = arguments::text("kind", kind)?;
    let policy = arguments::optional("policy", policy)?;
    instance::answer(|| api::form(&kind, policy.as_ref()))
}

/// The versions of what answers, and the kinds it knows.
#[wasm_bindgen(unchecked_return_type = "VersionInfo")]
pub fn version() -> Result<JsValue, JsValue> {
    instance::answer(|| Ok(api::version()))
}
