//! Arguments as JavaScript gives them, which may be anything.

use js_sys::{Array, JSON, Reflect};
use preflight_core::api::{Misuse, SetDocument};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::error::error;

/// A text.
pub(crate) fn text(name: &str, value: &JsValue) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| bad(name, "a string"))
}

/// A text that may be left out.
pub(crate) fn optional_text(name: &str, value: &JsValue) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    text(name, value).map(Some)
}

/// A place in a text.
pub(crate) fn offset(name: &str, value: &JsValue) -> Result<usize, JsValue> {
    /// Longer than any text can be.
    const MOST: f64 = 4_294_967_295.0;
    match value.as_f64() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the guard leaves whole numbers of 32 bits"
        )]
        Some(number) if (0.0..=MOST).contains(&number) && number.fract() == 0.0 => {
            Ok(number as usize)
        }
        _ => Err(bad(name, "a whole number from 0")),
    }
}

/// Several texts.
pub(crate) fn texts(name: &str, value: &JsValue) -> Result<Vec<String>, JsValue> {
    let array = array(name, value)?;
    array
        .iter()
        .map(|value| text(name, &value).map_err(|_| bad(name, "an array of strings")))
        .collect()
}

/// Documents that are published together.
pub(crate) fn documents(name: &str, value: &JsValue) -> Result<Vec<SetDocument>, JsValue> {
    let field = |document: &JsValue, field: &str| {
        let value = Reflect::get(document, &field.into()).ok();
        value
            .and_then(|value| value.as_string())
            .ok_or_else(|| bad(name, "an array of objects with a `name` and a `text`"))
    };
    array(name, value)?
        .iter()
        .map(|document| {
            Ok(SetDocument {
                name: field(&document, "name")?,
                text: field(&document, "text")?,
            })
        })
        .collect()
}

/// Options, or a policy, that may be left out.
///
/// They go through JSON because readers of JavaScript objects ask for the keys they know, and would never notice one
/// that is misspelt.
pub(crate) fn optional<T: DeserializeOwned>(
    name: &str,
    value: &JsValue,
) -> Result<Option<T>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let unreadable = |reason: &str| {
        let message = format!("The argument `{name}` cannot be read: {reason}.");
        error(Misuse::BAD_OPTIONS, &message)
    };
    // An array would be read as well, as the options in order.
    if !value.is_object() || Array::is_array(value) {
        return Err(error(
            Misuse::BAD_OPTIONS,
            &format!("The argument `{name}` must be an object."),
        ));
    }
    let json = JSON::stringify(value)
        .ok()
        .and_then(|json| json.as_string())
        .ok_or_else(|| unreadable("it holds what JSON cannot say"))?;
    serde_json::from_str(&json)
        .map(Some)
        .map_err(|reason| unreadable(without_place(&reason.to_string())))
}

/// What is wrong with a text of JSON, without the place: nobody has seen that text.
fn without_place(reason: &str) -> &str {
    reason
        .rsplit_once(" at line ")
        .map_or(reason, |(reason, _)| reason)
}

fn array(name: &str, value: &JsValue) -> Result<Array, JsValue> {
    value
        .dyn_ref::<Array>()
        .cloned()
        .ok_or_else(|| bad(name, "an array"))
}

fn bad(name: &str, expected: &str) -> JsValue {
    error(
        "bad-argument",
        &format!("The argument `{name}` must be {expected}."),
    )
}
