//! A dry run: every request is made as it would be sent, kept for people to read, and answered by a server that has
//! nothing yet and agrees to everything.

use reqwest::header::AUTHORIZATION;
use serde::Serialize;
use serde_json::{Value, json};

use super::connection::Answer;
use super::endpoints::{Endpoint, Name};
use crate::redact::REDACTED;

/// What stands for an id that only the server could give.
pub(super) const NEW_ID: &str = "NEW-ID";

/// A request that would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PlannedRequest {
    pub(crate) method: String,
    pub(crate) url: String,
    /// Credentials are hidden.
    pub(crate) headers: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
}

impl PlannedRequest {
    /// What would be sent, without credentials. The body is shown as `show` has it.
    pub(super) fn of(request: &reqwest::Request, show: impl Fn(&str) -> String) -> Self {
        let headers = request
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes());
                let value = match value.split_once(' ') {
                    Some((scheme, _)) if name == AUTHORIZATION => format!("{scheme} {REDACTED}"),
                    _ => value.into_owned(),
                };
                (name.to_string(), value)
            })
            .collect();
        let body = request
            .body()
            .and_then(reqwest::Body::as_bytes)
            .map(|bytes| show(&String::from_utf8_lossy(bytes)));
        Self {
            method: request.method().to_string(),
            url: request.url().to_string(),
            headers,
            body,
        }
    }
}

/// What a server would answer that has nothing yet and agrees to everything.
pub(super) fn answer(endpoint: &Endpoint) -> Answer {
    let json = match endpoint.name {
        Name::ListConfigurations
        | Name::ListWebhooks
        | Name::ListIntegrations
        | Name::FindChannels => json!({"entities": [], "pageCount": 1}),
        Name::WatchPreview => json!({"id": NEW_ID, "status": "completed"}),
        Name::CreateConfiguration
        | Name::CreatePreview
        | Name::RegisterWebhook
        | Name::SendCard
        | Name::CreateIntegration
        | Name::CreateChannel => json!({"id": NEW_ID}),
        Name::UpdateIntegration | Name::UpdateParticipant => Value::Null,
        Name::WhoAmI | Name::LookAtSession => json!({}),
    };
    Answer { status: 200, json }
}
