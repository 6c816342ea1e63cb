//! What the page of this session may do, and no other: read the document, and save it.

use std::borrow::Cow;

use axum::body::{Body, to_bytes};
use axum::http::header::{ALLOW, CONTENT_TYPE, ETAG, IF_MATCH, ORIGIN};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use preflight_core::{MAX_DOCUMENT_BYTES, Policy, VERSION};
use serde::Serialize;
use serde_json::value::RawValue;

use super::document::{Opened, Refusal};
use super::server::said;
use super::token::Token;
use super::{Error, media_types};

/// Where the document is.
pub(super) const DOCUMENT: &str = "/session/document";

/// The header that carries the token. A page of another origin may not send it unless we allowed that, and we never do.
const TOKEN: HeaderName = HeaderName::from_static("x-preflight-session");

/// Which pages asked, as browsers say it; no page can make it up.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A document, and who may see it.
#[derive(Debug)]
pub(crate) struct Session {
    opened: Opened,
    token: Token,
    policy: Box<RawValue>,
    policy_digest: String,
}

/// What `GET` answers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    name: Option<String>,
    path: Option<Cow<'a, str>>,
    text: &'a str,
    /// Of a bare payload; null for manifests and where it is not known.
    kind: Option<&'static str>,
    policy: &'a RawValue,
    policy_digest: &'a str,
    core_version: &'static str,
    etag: Option<String>,
}

impl Session {
    /// A session of its own secret.
    pub(crate) fn new(opened: Opened, policy: &Policy) -> Result<Self, Error> {
        Ok(Self {
            opened,
            token: Token::new()?,
            // Core writes JSON, so this cannot fail; without a policy the page takes its own and shows its digest.
            policy: RawValue::from_string(policy.to_json()).unwrap_or_default(),
            policy_digest: policy.digest().to_owned(),
        })
    }

    /// What follows the address of the page, so that the page has the token and no server or log sees it.
    pub(super) fn fragment(&self) -> String {
        format!("#session={}", self.token.expose())
    }

    /// Answers a request for the document; `origin` is the server's own.
    pub(super) async fn respond(&self, request: Request<Body>, origin: &str) -> Response<Body> {
        let (head, body) = request.into_parts();
        let is_save = head.method == Method::PUT;
        if !is_save && head.method != Method::GET {
            let mut response = said(
                StatusCode::METHOD_NOT_ALLOWED,
                "The document can be read (GET) and saved (PUT).",
            );
            let allowed = HeaderValue::from_static("GET, PUT");
            response.headers_mut().insert(ALLOW, allowed);
            return response;
        }
        if let Err(reason) = self.admit(&head.headers, is_save, origin) {
            return said(StatusCode::FORBIDDEN, reason);
        }
        if is_save {
            self.save(&head.headers, body).await
        } else {
            self.read()
        }
    }

    /// Whether the request comes from the page that this program opened.
    fn admit(&self, headers: &HeaderMap, is_save: bool, origin: &str) -> Result<(), &'static str> {
        let token = only(headers, &TOKEN).unwrap_or_default();
        if !self.token.is(token.as_bytes()) {
            return Err(
                "This is not the page that preflight opened; open the address that it printed.",
            );
        }
        let from_elsewhere = headers
            .get(FETCH_SITE)
            .is_some_and(|site| site != "same-origin");
        // Browsers name the origin of every PUT; of a GET to the same origin they do not.
        let origin_is_ours = match only(headers, &ORIGIN) {
            Some(named) => named == origin,
            None => !is_save && !headers.contains_key(ORIGIN),
        };
        if from_elsewhere || !origin_is_ours {
            return Err("Only the page itself may ask for its document.");
        }
        Ok(())
    }

    fn read(&self) -> Response<Body> {
        let text = match self.opened.read() {
            Ok(text) => text,
            Err(refusal) => return self.refused(refusal),
        };
        let answer = Answer {
            name: self.opened.name(),
            path: self.opened.path().map(|path| path.to_string_lossy()),
            text: &text.text,
            kind: self.opened.kind().map(preflight_core::Kind::name),
            policy: &self.policy,
            policy_digest: &self.policy_digest,
            core_version: VERSION,
            etag: text.tag.clone(),
        };
        let Ok(json) = serde_json::to_string(&answer) else {
            return said(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The document cannot be written as JSON.",
            );
        };
        let mut response = Response::new(Body::from(json));
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static(media_types::of("document.json")),
        );
        tag(headers, text.tag);
        response
    }

    async fn save(&self, headers: &HeaderMap, body: Body) -> Response<Body> {
        if self.opened.path().is_none() {
            return self.refused(Refusal::NoFile);
        }
        let Some(if_match) = only(headers, &IF_MATCH) else {
            return said(
                StatusCode::PRECONDITION_REQUIRED,
                "Say with If-Match which version is replaced, or * for any.",
            );
        };
        let Ok(bytes) = to_bytes(body, MAX_DOCUMENT_BYTES).await else {
            return said(
                StatusCode::PAYLOAD_TOO_LARGE,
                "The text is longer than 1 MiB, the most that is read; nothing was saved.",
            );
        };
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return said(
                StatusCode::BAD_REQUEST,
                "The text is not UTF-8; nothing was saved.",
            );
        };
        // The runtime has one thread and nothing is waited for from here on, so no two saves are made at the same time.
        match self.opened.save(if_match, text) {
            Ok(saved) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::NO_CONTENT;
                tag(response.headers_mut(), Some(saved));
                response
            }
            Err(refusal) => self.refused(refusal),
        }
    }

    fn refused(&self, refusal: Refusal) -> Response<Body> {
        let name = self.opened.name().unwrap_or_default();
        match refusal {
            Refusal::NoFile => said(
                StatusCode::NOT_FOUND,
                "There is no file to save to; start `preflight designer FILE`, or download the text.",
            ),
            Refusal::Changed => said(
                StatusCode::PRECONDITION_FAILED,
                format!(
                    "{name} was changed by something else since it was read; nothing was saved."
                ),
            ),
            Refusal::Problem(problem) => said(StatusCode::CONFLICT, format!("{name}: {problem}.")),
            Refusal::NotText(reason) => said(StatusCode::CONFLICT, format!("{name}: {reason}.")),
        }
    }
}

/// The value of a header that was sent once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

fn tag(headers: &mut HeaderMap, tag: Option<String>) {
    if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(tag).ok()) {
        headers.insert(ETAG, tag);
    }
}
