//! What `data` of a line holds: members in the order of their names, written without a tree of values in between, since an
//! audit has four lines an item.

use std::borrow::Cow;
use std::time::Duration;

use preflight_core::finding::Facts;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::publish::Attempted;
use crate::publish::endpoints::Endpoint;

/// The members of a line's `data`.
#[derive(Debug, Default)]
pub(super) struct Data<'r>(Vec<(&'static str, Member<'r>)>);

/// What a member says.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Member<'r> {
    Nothing,
    Flag(bool),
    Count(u64),
    Number(f64),
    Text(Cow<'r, str>),
    Texts(Vec<Cow<'r, str>>),
    Facts(&'r Facts),
    Attempts(Vec<Attempt<'r>>),
    Other(Value),
}

/// One attempt of the request that decided.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Attempt<'r> {
    #[serde(serialize_with = "displayed")]
    call: &'static Endpoint,
    latency_ms: f64,
    number: u32,
    request_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<&'static str>,
}

impl<'r> Data<'r> {
    /// Adds a member.
    pub(super) fn set(&mut self, name: &'static str, member: impl Into<Member<'r>>) {
        let place = self.0.partition_point(|(before, _)| *before < name);
        self.0.insert(place, (name, member.into()));
    }

    /// It with a member.
    pub(super) fn with(mut self, name: &'static str, member: impl Into<Member<'r>>) -> Self {
        self.set(name, member);
        self
    }
}

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, member)| (name, member)))
    }
}

impl<'r> From<&'r Attempted> for Attempt<'r> {
    fn from(attempted: &'r Attempted) -> Self {
        Self {
            call: attempted.endpoint,
            latency_ms: milliseconds(attempted.latency),
            number: attempted.number,
            request_id: &attempted.request_id,
            status: attempted.status,
            trouble: attempted.trouble,
        }
    }
}

impl<'r> From<&'r str> for Member<'r> {
    fn from(text: &'r str) -> Self {
        Self::Text(text.into())
    }
}

impl<'r> From<&'r String> for Member<'r> {
    fn from(text: &'r String) -> Self {
        Self::Text(text.into())
    }
}

impl<'r> From<Cow<'r, str>> for Member<'r> {
    fn from(text: Cow<'r, str>) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Member<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<usize> for Member<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<f64> for Member<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Duration> for Member<'_> {
    fn from(duration: Duration) -> Self {
        Self::Number(milliseconds(duration))
    }
}

impl<M: Into<Self>> From<Option<M>> for Member<'_> {
    fn from(member: Option<M>) -> Self {
        member.map_or(Self::Nothing, Into::into)
    }
}

/// Milliseconds to the microsecond.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn displayed<S: Serializer>(
    endpoint: &&'static Endpoint,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(endpoint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_in_the_order_of_their_names() {
        let data = Data::default()
            .with("successRate", 1.0)
            .with("remoteId", None::<&str>)
            .with("variable_count", 2_usize)
            .with("keys", Member::Texts(vec!["a\"".into()]))
            .with("valid", true)
            .with("latencyMs", Duration::from_nanos(1_234_567_800));
        let expected = r#"{"keys":["a\""],"latencyMs":1234.568,"remoteId":null,"successRate":1.0,"valid":true,"variable_count":2}"#;
        assert_eq!(serde_json::to_string(&data).ok().as_deref(), Some(expected));
    }
}
