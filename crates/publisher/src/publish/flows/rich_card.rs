//! `rich-card`: one POST into a conversation.
//!
//! Messages cannot be looked up, so a card is never sent a second time once it may have arrived: a guest would read it
//! twice. The messageId goes along as Idempotency-Key for servers that honour it, but nothing is built on that, since
//! the platform does not promise it.

use preflight_core::{Target, VerifiedPayload};
use reqwest::header::{CACHE_CONTROL, HeaderValue, PRAGMA};

use super::super::client::{Call, Error, IDEMPOTENCY_KEY};
use super::super::endpoints::{self, Name};
use super::super::outcome::{Conclusion, Outcome};
use super::super::trace::Trace;
use super::Context;

pub(super) const CALLS: &[Name] = &[Name::SendCard];

/// The member of the target that a card needs and this one lacks.
pub(super) fn missing_target(payload: &VerifiedPayload) -> Option<&'static str> {
    match payload.target() {
        Target::Conversation(conversation) if !conversation.is_empty() => None,
        _ => Some("conversationId"),
    }
}

pub(super) async fn publish(
    context: &Context,
    payload: &VerifiedPayload,
    trace: &mut Trace,
) -> Result<Conclusion, Error> {
    let body = payload.body();
    let mut headers = vec![
        (
            CACHE_CONTROL,
            HeaderValue::from_static("no-cache, no-store, must-revalidate"),
        ),
        (PRAGMA, HeaderValue::from_static("no-cache")),
    ];
    headers.extend(
        payload
            .natural_key()
            .and_then(|message| HeaderValue::try_from(header_text(message)).ok())
            .map(|key| (IDEMPOTENCY_KEY, key)),
    );
    let call = Call {
        headers: &headers,
        body: Some(body),
        ..Call::default()
    };
    let answer = context.client.call(Name::SendCard, call, trace).await?;
    Ok(Conclusion::good(
        Outcome::Delivered,
        answer.id().map(str::to_owned),
    ))
}

/// A messageId as a header can carry it; two different ones stay different.
fn header_text(message: &str) -> String {
    let plain = message
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'%');
    if plain {
        message.to_owned()
    } else {
        endpoints::encoded(message)
    }
}
