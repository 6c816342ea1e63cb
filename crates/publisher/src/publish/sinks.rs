//! What is told elsewhere after a publish: events for analytics, and hooks for a session's new variables.
//!
//! All of it is best effort: what cannot be told is reported with the item, and neither undoes nor hides what was
//! published. Values of variables go to the personalization hook, which is what it is for, and nowhere else.

use std::process::Stdio;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use preflight_core::{Kind, Target, VerifiedPayload};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use url::Url;

use super::connection::Connection;
use super::outcome::{Conclusion, Outcome, SideEffect};
use super::signature::SigningKey;
use super::trace::Trace;
use super::trouble;
use crate::config::{Hook, masked};
use crate::date;

/// The most time that telling one of them may take. From the guides.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The environment variables that a command must not inherit.
const KEPT_BACK: &[&str] = &[
    "GENESYS_CLIENT_ID",
    "GENESYS_CLIENT_SECRET",
    "PREFLIGHT_WEBHOOK_SECRET",
];
/// Who tells that a channel is there. The guide's own word.
const CHANNEL_SOURCE: &str = "genesys-webmessaging-provisioner";

/// Where things are told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sinks {
    /// Delivered cards and new channels.
    pub(crate) webhook: Option<Url>,
    /// What signs what is told to URLs.
    pub(crate) key: Option<SigningKey>,
    /// That a session has a new context.
    pub(crate) context_refresh: Option<Hook>,
    /// The variables of a session.
    pub(crate) personalization: Option<Hook>,
}

/// Something to tell.
struct Message<'m> {
    side_effect: &'static str,
    event: &'static str,
    hook: &'m Hook,
    body: Value,
}

impl Sinks {
    /// The URLs that are told.
    pub(super) fn urls(&self) -> impl Iterator<Item = &Url> {
        let hooks = [&self.context_refresh, &self.personalization];
        let of_hooks = hooks.into_iter().flatten().filter_map(|hook| match hook {
            Hook::Url(url) => Some(url),
            Hook::Command(_) => None,
        });
        self.webhook.iter().chain(of_hooks)
    }

    /// Tells what became of a payload.
    pub(super) async fn tell(
        &self,
        connection: &Connection,
        payload: &VerifiedPayload,
        conclusion: &Conclusion,
        trace: &mut Trace,
        dry_run: bool,
    ) -> Vec<SideEffect> {
        if !self.wants(payload.kind()) {
            return Vec::new();
        }
        let webhook = self.webhook.clone().map(Hook::Url);
        let mut effects = Vec::new();
        for message in self.messages(webhook.as_ref(), payload, conclusion, trace) {
            if dry_run {
                if let (Hook::Url(url), Some(planned)) =
                    (message.hook, self.planned(connection, &message))
                {
                    tracing::debug!("{} would be told", masked(url));
                    trace.planned.push(planned);
                }
                continue;
            }
            let id = message_id(trace, message.side_effect);
            let told = tokio::time::timeout(TIMEOUT, self.send(connection, &message, &id))
                .await
                .unwrap_or_else(|_| Err(format!("no answer within {} s", TIMEOUT.as_secs())));
            effects.push(SideEffect {
                name: message.side_effect,
                outcome: if told.is_ok() { "sent" } else { "failed" },
                detail: Some(match told {
                    Ok(()) => message.event.to_owned(),
                    Err(why) => format!(
                        "{} to {}: {}",
                        message.event,
                        message.hook.shown(),
                        trace.hidden.hide(&why)
                    ),
                }),
            });
        }
        effects
    }

    /// Whether anything is told of a kind.
    fn wants(&self, kind: Kind) -> bool {
        match kind {
            Kind::RichCard | Kind::Channel => self.webhook.is_some(),
            Kind::ParticipantVariables => {
                self.context_refresh.is_some() || self.personalization.is_some()
            }
            Kind::WidgetConfiguration | Kind::AgentWidget => false,
        }
    }

    fn messages<'m>(
        &'m self,
        webhook: Option<&'m Hook>,
        payload: &VerifiedPayload,
        conclusion: &Conclusion,
        trace: &Trace,
    ) -> Vec<Message<'m>> {
        let to_webhook = |event, body| {
            webhook.map(|hook| Message {
                side_effect: "event",
                event,
                hook,
                body,
            })
        };
        match (payload.kind(), conclusion.outcome) {
            (Kind::RichCard, outcome) => card(payload, conclusion, trace, outcome)
                .and_then(|(event, body)| to_webhook(event, body))
                .into_iter()
                .collect(),
            (Kind::Channel, Outcome::Published) => {
                let event = "channel.provisioned";
                let body = json!({
                    "event": event,
                    "channelId": conclusion.remote_id,
                    "timestamp": now(),
                    "source": CHANNEL_SOURCE,
                });
                to_webhook(event, body).into_iter().collect()
            }
            (Kind::ParticipantVariables, Outcome::Updated) => self.variables(payload),
            _ => Vec::new(),
        }
    }

    fn variables(&self, payload: &VerifiedPayload) -> Vec<Message<'_>> {
        let Target::Participant {
            participant,
            session,
        } = payload.target()
        else {
            return Vec::new();
        };
        let content: Value = serde_json::from_str(payload.json()).unwrap_or_default();
        let body = |event: &str| {
            json!({
                "event": event,
                "participantId": participant,
                "sessionId": session,
                "timestamp": now(),
            })
        };
        let refresh = self.context_refresh.as_ref().map(|hook| Message {
            side_effect: "context-refresh",
            event: "context.refresh",
            hook,
            body: body("context.refresh"),
        });
        let personalization = self.personalization.as_ref().map(|hook| {
            let event = "personalization.sync";
            let mut body = body(event);
            body["attributes"] = content["attributes"].clone();
            Message {
                side_effect: "personalization",
                event,
                hook,
                body,
            }
        });
        refresh.into_iter().chain(personalization).collect()
    }
}

/// What analytics hear of a card: the guide's own event, and nothing of one that was not tried.
fn card(
    payload: &VerifiedPayload,
    conclusion: &Conclusion,
    trace: &Trace,
    outcome: Outcome,
) -> Option<(&'static str, Value)> {
    let (event, status) = match outcome {
        Outcome::Delivered => ("card_render_success", "delivered"),
        Outcome::Failed => ("card_render_failure", "failed"),
        Outcome::Ambiguous => ("card_render_failure", "ambiguous"),
        _ => return None,
    };
    let content: Value = serde_json::from_str(payload.json()).unwrap_or_default();
    let mut body = json!({
        "event": event,
        "conversationId": payload.target().conversation(),
        "messageId": content["messageId"],
        "templateId": content["templateMatrix"]["templateId"],
        "timestamp": now(),
        "status": status,
    });
    if let Some(last) = trace.deciding().last() {
        body["latency_ms"] = json!((last.latency.as_secs_f64() * 1e5).round() / 1e2);
    }
    if let Some(problem) = &conclusion.problem {
        body["error"] = json!(problem.message);
    }
    Some((event, body))
}

fn now() -> String {
    date::timestamp(SystemTime::now())
}

/// The id of a message: the same whenever it is sent for the same item of the same batch, so that a listener that got it
/// before a crash drops the second copy.
fn message_id(trace: &Trace, side_effect: &str) -> String {
    let digest = trace.origin.key(side_effect.as_bytes());
    format!("msg_{digest}")
}

impl Sinks {
    fn planned(
        &self,
        connection: &Connection,
        message: &Message<'_>,
    ) -> Option<super::PlannedRequest> {
        let Hook::Url(url) = message.hook else {
            return None;
        };
        let request = self.request(connection, url, &message.body, "NEW-MESSAGE-ID", 0);
        // The values of variables are not shown, and neither is the path of the URL, which may be a key.
        let mut planned =
            super::PlannedRequest::of(&request.build().ok()?, |body| match message.side_effect {
                "personalization" => crate::redact::REDACTED.to_owned(),
                _ => body.to_owned(),
            });
        planned.url = masked(url);
        Some(planned)
    }

    async fn send(
        &self,
        connection: &Connection,
        message: &Message<'_>,
        id: &str,
    ) -> Result<(), String> {
        match message.hook {
            Hook::Url(url) => {
                let seconds = SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .unwrap_or_default()
                    .as_secs();
                // The URL itself is kept out of the words: it may hold a key.
                let answer = self
                    .request(connection, url, &message.body, id, seconds)
                    .send()
                    .await
                    .map_err(|error| trouble::cause_of(&error.without_url()))?;
                let status = answer.status();
                if status.is_success() {
                    Ok(())
                } else {
                    Err(format!("answered with {}", status.as_u16()))
                }
            }
            Hook::Command(command) => run(command, &message.body).await,
        }
    }

    fn request(
        &self,
        connection: &Connection,
        url: &Url,
        body: &Value,
        id: &str,
        seconds: u64,
    ) -> reqwest::RequestBuilder {
        let body = body.to_string();
        let mut request = connection
            .http()
            .post(url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id);
        if let Some(key) = &self.key {
            request = request
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", key.sign(id, seconds, &body));
        }
        request.body(body)
    }
}

/// Runs a command of the shell with the message on its standard input.
async fn run(command: &str, body: &Value) -> Result<(), String> {
    let mut shell = if cfg!(windows) {
        let mut shell = Command::new("cmd");
        shell.arg("/C");
        shell
    } else {
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c");
        shell
    };
    for name in KEPT_BACK {
        shell.env_remove(name);
    }
    let mut child = shell
        .arg(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        // A command that takes too long is not left behind.
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("it cannot be run: {error}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input has no need of it.
        let _ = stdin.write_all(body.to_string().as_bytes()).await;
    }
    let mut words = String::new();
    if let Some(stderr) = child.stderr.take() {
        const MOST: u64 = 4_096;
        let _ = stderr.take(MOST).read_to_string(&mut words).await;
    }
    let status = child
        .wait()
        .await
        .map_err(|error| format!("it cannot be waited for: {error}"))?;
    if status.success() {
        return Ok(());
    }
    let said = trouble::quoted(&words);
    let separator = if said.is_empty() { "" } else { ": " };
    Err(format!("it ended with {status}{separator}{said}"))
}
