//! Carries out the action of a fault.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::action::{Answer, DropPoint, Scripted};
use super::{Action, Fired};
use crate::connection::{Cut, Line};
use crate::error::PlatformError;
use crate::exchange::{self, Platform};
use crate::{Service, limits};

/// What a client gets, and what the record of its request says.
#[derive(Debug)]
pub(crate) struct Injected {
    pub(crate) response: Response,
    /// `None` when no whole answer is sent.
    pub(crate) status: Option<StatusCode>,
}

impl From<Response> for Injected {
    fn from(response: Response) -> Self {
        Injected {
            status: Some(response.status()),
            response,
        }
    }
}

/// Does to `request` what the fault says.
pub(crate) async fn inject(
    fired: &Fired,
    request: Request,
    next: Next,
    line: &Line,
    service: &Service,
    platform: Platform,
) -> Injected {
    let action: &Action = &fired.action;
    let answer = action.answer();
    let latency = service.clock.real(action.latency());
    let usual = if action.applied {
        // Before the wait: a client that gives up meanwhile ends the exchange, and must not undo what it no
        // longer sees.
        let usual = exchange::usual(request, next).await;
        wait(latency).await;
        usual
    } else {
        wait(latency).await;
        match answer {
            Answer::Dropped(DropPoint::BeforeBody) => return dropped(line, Cut::Reset),
            Answer::Usual => exchange::usual(request, next).await,
            Answer::Scripted(_) | Answer::Html(_) | Answer::Dropped(_) => {
                // What is wrong with a body does not matter to an answer that was made up without it.
                let _ = exchange::read(request.into_body()).await;
                Response::default()
            }
        }
    };

    match answer {
        Answer::Usual => platform.finish(usual).into(),
        Answer::Scripted(scripted) => {
            let mut response = platform.finish(render(&scripted, fired));
            for (name, value) in &scripted.headers(|seconds| service.clock.http_date(seconds)) {
                response.headers_mut().insert(name, value.clone());
            }
            response.into()
        }
        Answer::Html(status) => page(status).into(),
        Answer::Dropped(DropPoint::MidAnswer) => half(line, platform.finish(usual)).await,
        Answer::Dropped(_) => dropped(line, Cut::Close),
    }
}

async fn wait(latency: Duration) {
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
}

fn dropped(line: &Line, cut: Cut) -> Injected {
    line.cut(cut);
    Injected {
        response: Response::default(),
        status: None,
    }
}

/// The scripted answer without its headers.
fn render(scripted: &Scripted<'_>, fired: &Fired) -> Response {
    let status = scripted.status;
    match scripted.body {
        Some(body) => (status, Json(body)).into_response(),
        None if status.as_u16() < 400 => status.into_response(),
        None => PlatformError::scripted(status, &fired.label, |code| scripted.details(code))
            .into_response(),
    }
}

/// What a proxy says when it, and not the platform, answers.
fn page(status: StatusCode) -> Response {
    let page = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n\
         </body>\r\n</html>\r\n"
    );
    (status, Html(page)).into_response()
}

/// The answer of which half is sent when the request was not carried out.
const MADE_UP: &str = r#"{"id":"00000000-0000-4000-8000-000000000000"}"#;

/// Sends the head of an answer and half of its body.
async fn half(line: &Line, whole: Response) -> Injected {
    let (mut parts, body) = whole.into_parts();
    let mut bytes = to_bytes(body, limits::DISCARDED_BYTES)
        .await
        .unwrap_or_default();
    if bytes.is_empty() {
        parts
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        parts.headers.remove(CONTENT_LENGTH);
        bytes = MADE_UP.into();
    }
    line.cut(Cut::MidAnswer(bytes.len() / 2));
    Injected {
        response: Response::from_parts(parts, Body::from(bytes)),
        status: None,
    }
}
