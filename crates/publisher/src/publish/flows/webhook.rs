//! The webhook by which the platform tells a design system of updated configurations: found, or registered once.

use serde_json::{Value, json};
use url::Url;

use super::super::client::{Call, Error};
use super::super::endpoints::Name;
use super::super::outcome::SideEffect;
use super::super::trace::Trace;
use super::{Context, lookup};

pub(super) const CALLS: &[Name] = &[Name::ListWebhooks, Name::RegisterWebhook];

/// The name by which, together with its URI, the webhook is found again.
const NAME: &str = "DesignSystem_Sync_WebMessaging";

/// Makes sure that the webhook is there; nothing where none is wanted.
///
/// All items of a batch share the result: the first looks and registers, and those that come meanwhile wait for it.
pub(super) async fn ensure(context: &Context, trace: &mut Trace) -> Option<SideEffect> {
    let uri = context.webhook_uri.as_ref()?;
    let mut first = false;
    let shared = context
        .webhook
        .get_or_init(|| {
            first = true;
            find_or_register(context, uri, trace)
        })
        .await;
    let mut effect = shared.clone();
    if !first && effect.outcome == "registered" {
        effect.outcome = "reused";
    }
    Some(effect)
}

async fn find_or_register(context: &Context, uri: &Url, trace: &mut Trace) -> SideEffect {
    let (outcome, detail) = match run(context, uri, trace).await {
        Ok((outcome, id)) => (outcome, id),
        Err(error) => ("failed", Some(error.to_string())),
    };
    SideEffect {
        name: "webhook",
        outcome,
        detail,
    }
}

async fn run(
    context: &Context,
    uri: &Url,
    trace: &mut Trace,
) -> Result<(&'static str, Option<String>), Error> {
    if let Some(found) = find(context, uri, trace).await? {
        return Ok(("reused", id(&found)));
    }
    let body = body(uri).to_string();
    let call = Call {
        body: Some(body.into()),
        ..Call::default()
    };
    let client = &context.client;
    match client.call(Name::RegisterWebhook, call, trace).await {
        Ok(answer) => Ok(("registered", id(&answer.json))),
        Err(Error::Unknown { trouble, unknown }) => {
            client.clock.sleep(unknown.look_after).await;
            match find(context, uri, trace).await? {
                Some(found) => Ok(("registered", id(&found))),
                // A second run looks again; a second webhook would report everything twice.
                None => Err(Error::Unknown { trouble, unknown }),
            }
        }
        Err(error) => Err(error),
    }
}

async fn find(context: &Context, uri: &Url, trace: &mut Trace) -> Result<Option<Value>, Error> {
    let is_ours = |webhook: &Value| {
        webhook.get("name").and_then(Value::as_str) == Some(NAME)
            && webhook.get("uri").and_then(Value::as_str) == Some(uri.as_str())
    };
    let client = &context.client;
    let webhooks = lookup::list(client, Name::ListWebhooks, None, is_ours, trace).await?;
    Ok(webhooks.into_iter().find(is_ours))
}

fn id(webhook: &Value) -> Option<String> {
    webhook.get("id")?.as_str().map(str::to_owned)
}

fn body(uri: &Url) -> Value {
    json!({
        "name": NAME,
        "description": "Synchronizes widget configuration updates to external design registry",
        "enabled": true,
        "uri": uri.as_str(),
        "eventSubscriptions": ["webmessaging.configuration.updated"],
        "httpHeaders": {
            "Content-Type": "application/json",
            "X-Source": "GenesysCloud-WebMessaging",
        },
        "retryPolicy": {"maxRetries": 5, "retryIntervalMs": 10_000},
    })
}
