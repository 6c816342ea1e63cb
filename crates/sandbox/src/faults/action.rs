//! What happens to a request that meets a fault.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::header::{CONTENT_LENGTH, HeaderName, TRANSFER_ENCODING};
use axum::http::{HeaderMap, StatusCode};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::header;
use crate::check::present;
use crate::error::Detail;

/// The longest latency, in virtual seconds: a day.
const LONGEST: f64 = 86_400.0;

/// The `then` of a fault. [`checked`] lets through only what makes sense together.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Action {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    latency_seconds: Option<f64>,
    /// Whether the request is carried out although its answer is not the usual one.
    #[serde(default)]
    pub(crate) applied: bool,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    /// Any JSON, `null` too.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    body: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Field>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    html: Option<u16>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    drop: Option<DropPoint>,
}

/// A field the platform finds fault with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Field {
    field_name: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    message: Option<String>,
}

/// When the connection is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DropPoint {
    BeforeBody,
    AfterBody,
    MidAnswer,
}

/// What the client gets to see.
#[derive(Debug)]
pub(crate) enum Answer<'a> {
    /// What the sandbox says anyway.
    Usual,
    /// The platform's refusal, or whatever else was scripted.
    Scripted(Scripted<'a>),
    /// A page of a proxy in front of the platform.
    Html(StatusCode),
    Dropped(DropPoint),
}

/// An answer with a status of its own.
#[derive(Debug)]
pub(crate) struct Scripted<'a> {
    pub(crate) status: StatusCode,
    pub(crate) body: Option<&'a Value>,
    action: &'a Action,
}

impl Scripted<'_> {
    /// What the platform's error body says about single fields.
    pub(crate) fn details(&self, code: &str) -> Vec<Detail> {
        let detail = |field: &Field| Detail {
            error_code: code.to_owned().into(),
            field_name: field.field_name.clone(),
            message: field.message.clone(),
        };
        self.action.fields.iter().map(detail).collect()
    }

    /// The scripted headers; `date` makes the dates in them.
    pub(crate) fn headers(&self, date: impl Fn(i64) -> String) -> HeaderMap {
        let headers = self.action.headers.iter();
        headers
            .filter_map(|(name, value)| {
                // Both were checked when the scenario was read.
                Some((name.parse().ok()?, header::expand(value, &date).ok()?))
            })
            .collect()
    }
}

impl Action {
    /// How long the request waits, in virtual time.
    pub(crate) fn latency(&self) -> Duration {
        Duration::from_secs_f64(self.latency_seconds.unwrap_or_default())
    }

    pub(crate) fn answer(&self) -> Answer<'_> {
        let status = |code: u16| StatusCode::from_u16(code).unwrap_or_default();
        match (self.status, self.html, self.drop) {
            (Some(code), ..) => Answer::Scripted(Scripted {
                status: status(code),
                body: self.body.as_ref(),
                action: self,
            }),
            (_, Some(code), _) => Answer::Html(status(code)),
            (.., Some(drop)) => Answer::Dropped(drop),
            (None, None, None) => Answer::Usual,
        }
    }

    fn check(&self) -> Result<(), String> {
        let latency = self.latency_seconds.unwrap_or_default();
        if !(0.0..=LONGEST).contains(&latency) {
            return Err(format!(
                "latencySeconds is {latency}; it must be from 0 to {LONGEST}"
            ));
        }
        for (name, code) in [("status", self.status), ("html", self.html)] {
            if let Some(code) = code.filter(|code| !(200..=599).contains(code)) {
                return Err(format!("{name} is {code}; it must be from 200 to 599"));
            }
        }
        let answers = [
            ("status", self.status.is_some()),
            ("html", self.html.is_some()),
            ("drop", self.drop.is_some()),
        ];
        let given: Vec<_> = answers.iter().filter(|(_, given)| *given).collect();
        if let [(first, _), (second, _), ..] = given[..] {
            return Err(format!(
                "{first} and {second} are two answers; a request gets one, so leave one out"
            ));
        }
        let parts = [
            ("headers", !self.headers.is_empty()),
            ("body", self.body.is_some()),
            ("fields", !self.fields.is_empty()),
        ];
        if let (None, Some((part, _))) = (self.status, parts.iter().find(|(_, given)| *given)) {
            return Err(format!(
                "{part} is only for an answer with a status; add one"
            ));
        }
        if self.body.is_some() && !self.fields.is_empty() {
            return Err(
                "fields go into the platform's error body, which body replaces; leave one out"
                    .to_owned(),
            );
        }
        if self.applied && self.drop == Some(DropPoint::BeforeBody) {
            return Err(
                "a request dropped before-body cannot be applied; drop it after-body".to_owned(),
            );
        }
        self.headers.iter().try_for_each(check_header)
    }
}

fn check_header((name, value): (&String, &String)) -> Result<(), String> {
    let parsed: HeaderName = name
        .parse()
        .map_err(|_| format!("headers: \"{name}\" is not the name of a header"))?;
    if parsed == CONTENT_LENGTH || parsed == TRANSFER_ENCODING {
        return Err(format!(
            "headers: {name} is the sandbox's own; for an answer that breaks off, use drop: mid-answer"
        ));
    }
    header::expand(value, |_| String::new())
        .map(drop)
        .map_err(|problem| format!("headers: {name}: {problem}"))
}

/// Reads an action and checks that its members go together.
pub(crate) fn checked<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Action, D::Error> {
    let action = Action::deserialize(deserializer)?;
    action.check().map_err(D::Error::custom)?;
    Ok(action)
}
