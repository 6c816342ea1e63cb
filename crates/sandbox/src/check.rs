//! The vocabulary of payload checks: each names the field, what was found and what is accepted.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// One field that is not acceptable.
#[derive(Debug)]
pub(crate) struct Violation {
    /// Where, as a path such as `preChatForm.fields[2].options`.
    pub(crate) field: String,
    /// What is wrong, to be read after the field.
    problem: String,
}

impl Violation {
    pub(crate) fn new(field: impl Into<String>, problem: impl Into<String>) -> Violation {
        Violation {
            field: field.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.field, self.problem)
    }
}

/// The outcome of a check.
pub(crate) type Checked = Result<(), Violation>;

/// Refuses with `problem` unless the condition `holds`.
pub(crate) fn ensure(holds: bool, field: &str, problem: impl FnOnce() -> String) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Violation::new(field, problem()))
    }
}

/// A size or count with an upper limit.
pub(crate) fn at_most(field: &str, actual: usize, limit: usize, unit: &str) -> Checked {
    ensure(actual <= limit, field, || {
        format!("has {actual} {unit}; the limit is {limit} {unit}")
    })
}

/// A number with both limits included.
pub(crate) fn between(field: &str, actual: f64, (low, high): (f64, f64)) -> Checked {
    ensure((low..=high).contains(&actual), field, || {
        format!("is {actual}; it must be from {low} to {high}")
    })
}

/// A word of a closed vocabulary.
pub(crate) fn one_of(field: &str, value: &str, accepted: &[&str]) -> Checked {
    ensure(accepted.contains(&value), field, || {
        format!("is \"{value}\"; it must be one of: {}", accepted.join(", "))
    })
}

/// A text with something in it.
pub(crate) fn not_empty(field: &str, value: &str) -> Checked {
    ensure(!value.is_empty(), field, || "must not be empty".to_owned())
}

/// An `https` URL or origin, judged by its scheme alone: which hosts are trusted is the organisation's policy.
pub(crate) fn https(field: &str, value: &str) -> Checked {
    let secure = value
        .get(..8)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
    ensure(secure && value.len() > 8, field, || {
        format!("is \"{value}\"; it must start with https://")
    })
}

/// A whole number, also when it is written `8.0`, as JSON Schema has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Integer(pub(crate) f64);

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if number.fract() == 0.0 {
            Ok(Integer(number))
        } else {
            Err(D::Error::custom(format_args!(
                "{number} is not a whole number"
            )))
        }
    }
}

/// For optional fields that may be absent but not `null`, which serde would take for absent.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
