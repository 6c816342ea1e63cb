//! A call as a request: where it goes, and the headers and the body it has.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Body, Request};
use url::Url;

use super::endpoints::{Endpoint, Name, Table};
use crate::gather::Gather as _;

/// The header by which a request is found again in the logs of both sides.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-genesys-request-id");
/// The header by which a server that honours it (draft-ietf-httpapi-idempotency-key-header) carries out a request once,
/// however often it is sent.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Headers of a request, and some that the HTTP library adds.
const HEADERS: usize = 12;

/// A call, still without authorisation.
#[derive(Debug, Default)]
pub(super) struct Call<'c> {
    /// What fills the variable segment of the path.
    pub(super) segment: &'c str,
    pub(super) query: &'c [(&'static str, String)],
    pub(super) headers: &'c [(HeaderName, HeaderValue)],
    /// JSON, sent byte for byte.
    pub(super) body: Option<Cow<'c, str>>,
}

/// One request with what its attempts have in common.
pub(super) struct Prepared<'r> {
    pub(super) endpoint: &'static Endpoint,
    pub(super) url: Url,
    pub(super) label: String,
    pub(super) body: Option<Bytes>,
    pub(super) call: &'r Call<'r>,
}

/// Makes a request as it is sent.
pub(super) fn build(
    prepared: &Prepared<'_>,
    authorization: HeaderValue,
    request_id: &str,
    key: impl FnOnce(&Endpoint) -> String,
) -> Request {
    let call = prepared.call;
    let mut url = prepared.url.clone();
    if !call.query.is_empty() {
        url.query_pairs_mut().extend_pairs(call.query);
    }
    let mut request = Request::new(prepared.endpoint.method.clone(), url);
    let mut headers = HeaderMap::with_capacity(HEADERS);
    headers.insert(AUTHORIZATION, authorization);
    headers.insert(ACCEPT, JSON);
    insert(&mut headers, REQUEST_ID, request_id.to_owned());
    for (name, value) in call.headers {
        headers.insert(name, value.clone());
    }
    // A card has a key of its own, which outlives its batch.
    if !prepared.endpoint.repeatable && !headers.contains_key(IDEMPOTENCY_KEY) {
        insert(&mut headers, IDEMPOTENCY_KEY, key(prepared.endpoint));
    }
    if prepared.body.is_some() {
        headers.insert(CONTENT_TYPE, JSON);
    }
    // The bytes themselves are not copied: each attempt has the same.
    *request.body_mut() = prepared.body.clone().map(Body::from);
    *request.headers_mut() = headers;
    request
}

/// Adds a header whose value is ours, of letters, digits and dashes.
fn insert(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}

/// Where calls go. Those that go to one place have its URL made once: making one costs more than sending a header.
#[derive(Debug)]
pub(super) struct Urls {
    base: Url,
    known: BTreeMap<Name, Url>,
}

impl Urls {
    /// Those of a table's calls to the host of `base`.
    pub(super) fn new(table: &Table, base: &Url) -> Self {
        Self {
            base: base.clone(),
            known: table
                .rows()
                .iter()
                .filter(|endpoint| !endpoint.has_segment())
                .map(|endpoint| (endpoint.name, endpoint.url(base, "")))
                .gather(),
        }
    }

    /// That of a call; `segment` fills the variable part of its path.
    pub(super) fn of(&self, endpoint: &Endpoint, segment: &str) -> Url {
        match self.known.get(&endpoint.name) {
            Some(url) => url.clone(),
            None => endpoint.url(&self.base, segment),
        }
    }
}

/// A new id in the form of a version 4 UUID (RFC 9562). It only has to be unlike the others, so a fast generator does.
pub(crate) fn request_id() -> String {
    let bits = fastrand::u128(..);
    let version = 0x4 << 76;
    let variant = 0x2 << 62;
    let bits = bits & !(0xf << 76 | 0x3 << 62) | version | variant;
    let mut id = String::with_capacity(36);
    for place in (0..32).rev() {
        if matches!(place, 23 | 19 | 15 | 11) {
            id.push('-');
        }
        let digit = (bits >> (4 * place) & 0xf) as u32;
        id.extend(char::from_digit(digit, 16));
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_shaped_like_a_uuid() {
        for _ in 0..100 {
            let id = request_id();
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
            assert_eq!(&id[14..15], "4", "{id}");
            assert!("89ab".contains(&id[19..20]), "{id}");
        }
        assert_ne!(request_id(), request_id());
    }
}
