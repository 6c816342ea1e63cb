//! The words of messages about shapes.

use super::table::Shape;
use crate::json::Value;

/// What a shape asks for, with its article.
pub(crate) fn expected(shape: Shape) -> String {
    match shape {
        Shape::Text(_) | Shape::Choice(_) => "a string".to_owned(),
        Shape::Number(number) if number.integer => "an integer".to_owned(),
        Shape::Number(_) => "a number".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::List(_) => "an array".to_owned(),
        Shape::Object(_) | Shape::Map(_) | Shape::Tagged(_) => "an object".to_owned(),
        Shape::Either(shapes) => shapes
            .iter()
            .map(|shape| expected(*shape))
            .collect::<Vec<_>>()
            .join(" or "),
        Shape::Any => "any value".to_owned(),
    }
}

pub(crate) fn type_name(value: &Value<'_>) -> &'static str {
    match value {
        Value::Invalid => "unreadable",
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

pub(super) fn shortened(digits: &str) -> &str {
    const LONGEST: usize = 40;
    digits.get(..LONGEST).unwrap_or(digits)
}

/// `1 button`, `2 buttons`; tables use nouns whose plural is formed by `s`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

pub(super) fn quoted_list(choices: impl Iterator<Item = &'static str>) -> String {
    let quoted: Vec<String> = choices.map(|choice| format!("\"{choice}\"")).collect();
    match quoted.as_slice() {
        [] => "a known value".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
