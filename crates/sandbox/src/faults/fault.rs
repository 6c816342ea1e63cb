//! One fault as a scenario writes it.

use std::num::NonZeroU64;

use axum::http::Method;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::action::{self, Action};
use super::chance::Chance;
use super::pattern::Pattern;
use crate::check::present;

/// Which requests, how often, and what then.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Fault {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) name: Option<String>,
    #[serde(
        default,
        deserialize_with = "method",
        serialize_with = "method_name",
        skip_serializing_if = "Option::is_none"
    )]
    method: Option<Method>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    path: Option<Pattern>,
    /// How many matching requests go through first.
    #[serde(default)]
    pub(crate) skip: u64,
    /// How many requests meet it; `null` for every one from then on.
    #[serde(default = "once")]
    times: Option<NonZeroU64>,
    #[serde(
        default,
        deserialize_with = "probability",
        skip_serializing_if = "Option::is_none"
    )]
    probability: Option<f64>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    seed: Option<u64>,
    #[serde(deserialize_with = "action::checked")]
    pub(crate) then: Action,
}

/// Reads faults and checks that their members go together.
pub(crate) fn checked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Fault>, D::Error> {
    let faults = Vec::<Fault>::deserialize(deserializer)?;
    for (index, fault) in faults.iter().enumerate() {
        if fault.seed.is_some() && fault.probability.is_none() {
            return Err(D::Error::custom(format_args!(
                "faults[{index}] has a seed, which is only for a probability; add one or leave it out"
            )));
        }
    }
    Ok(faults)
}

impl Fault {
    pub(crate) fn matches(&self, method: &Method, path: &str) -> bool {
        self.method.as_ref().is_none_or(|wanted| wanted == method)
            && self.path.as_ref().is_none_or(|wanted| wanted.matches(path))
    }

    /// Whether it can still fire after it fired so often.
    pub(crate) fn has_shots(&self, fired: u64) -> bool {
        self.times.is_none_or(|times| fired < times.get())
    }

    pub(crate) fn chance(&self) -> Option<Chance> {
        let probability = self.probability?;
        Some(Chance::new(probability, self.seed.unwrap_or_default()))
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an absent `times` is one, a null one is for ever"
)]
fn once() -> Option<NonZeroU64> {
    Some(NonZeroU64::MIN)
}

const METHODS: [Method; 7] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::HEAD,
    Method::OPTIONS,
];

fn method<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Method>, D::Error> {
    let name = String::deserialize(deserializer)?;
    let found = METHODS.into_iter().find(|method| method.as_str() == name);
    found.map(Some).ok_or_else(|| {
        let known = METHODS.map(|method| method.to_string()).join(", ");
        D::Error::custom(format_args!(
            "\"{name}\" is not a method; it must be one of: {known}"
        ))
    })
}

#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn method_name<S: Serializer>(method: &Option<Method>, serializer: S) -> Result<S::Ok, S::Error> {
    method.as_ref().map(Method::as_str).serialize(serializer)
}

fn probability<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let probability = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&probability) {
        Ok(Some(probability))
    } else {
        Err(D::Error::custom(format_args!(
            "{probability} is not a probability; it must be from 0 to 1"
        )))
    }
}
