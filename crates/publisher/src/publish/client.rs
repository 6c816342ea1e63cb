//! A call to the API: authorised, identified, and repeated as far as the retry policy allows.

use std::time::Instant;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use url::Url;

use super::auth::{self, Auth};
use super::connection::{Answer, Connection, REQUEST_TIMEOUT};
use super::endpoints::{Endpoint, Name, Table};
use super::retry::{self, Attempt, Decision, Unknown};
use super::trouble::Trouble;

/// The header by which a request is found again in the logs of both sides.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-genesys-request-id");

/// Why a call failed.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Error {
    /// It could not be authorised.
    #[error(transparent)]
    Auth(#[from] auth::Error),
    /// It did not work.
    #[error("{trouble}{}", after(*attempts))]
    Failed {
        endpoint: &'static Endpoint,
        trouble: Trouble,
        attempts: u32,
    },
    /// Nobody knows whether it worked.
    #[error("{trouble}, so it is not known whether it took effect")]
    Unknown { trouble: Trouble, unknown: Unknown },
}

fn after(attempts: u32) -> String {
    match attempts {
        0 | 1 => String::new(),
        _ => format!(" ({attempts} attempts)"),
    }
}

impl Error {
    /// What went wrong underneath.
    pub(crate) fn trouble(&self) -> &Trouble {
        match self {
            Self::Auth(error) => error.trouble(),
            Self::Failed { trouble, .. } | Self::Unknown { trouble, .. } => trouble,
        }
    }

    /// The status that decided it, where it was a plain refusal.
    pub(super) fn refused_with(&self) -> Option<u16> {
        match self {
            Self::Failed { trouble, .. } => Some(trouble.refusal()?.status),
            Self::Auth(_) | Self::Unknown { .. } => None,
        }
    }
}

/// A call, still without authorisation.
#[derive(Debug, Default)]
pub(super) struct Call<'c> {
    /// What fills the variable segment of the path.
    pub(super) segment: &'c str,
    pub(super) query: &'c [(&'static str, String)],
    pub(super) headers: &'c [(HeaderName, HeaderValue)],
    /// JSON, sent byte for byte.
    pub(super) body: Option<&'c str>,
}

/// What the calls of one item leave behind.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// The most attempts that one call took; 0 where none was made.
    pub(crate) attempts: u32,
    /// The id of the last request.
    pub(crate) request_id: Option<String>,
}

/// The API, for one batch.
#[derive(Debug)]
pub(crate) struct Client {
    connection: Connection,
    auth: Auth,
    api_url: Url,
    table: &'static Table,
}

impl Client {
    pub(crate) fn new(
        connection: Connection,
        auth: Auth,
        api_url: Url,
        table: &'static Table,
    ) -> Self {
        Self {
            connection,
            auth,
            api_url,
            table,
        }
    }

    /// The row of the endpoint table.
    pub(super) fn endpoint(&self, name: Name) -> &'static Endpoint {
        self.table.get(name)
    }

    /// The trouble with a good answer to a call that `missing` is not in.
    pub(super) fn lacks(&self, name: Name, status: u16, missing: &'static str) -> Trouble {
        let endpoint = self.endpoint(name);
        Trouble::Incomplete {
            call: label(endpoint, &endpoint.url(&self.api_url, "…")),
            status,
            missing,
        }
    }

    /// The failure of a call whose answer is useless without `missing`.
    pub(super) fn incomplete(&self, name: Name, status: u16, missing: &'static str) -> Error {
        Error::Failed {
            endpoint: self.endpoint(name),
            trouble: self.lacks(name, status, missing),
            attempts: 1,
        }
    }

    /// Makes a call, and makes it again as long as that helps and does no harm.
    pub(super) async fn call(
        &self,
        name: Name,
        call: Call<'_>,
        trace: &mut Trace,
    ) -> Result<Answer, Error> {
        let endpoint = self.endpoint(name);
        let url = endpoint.url(&self.api_url, call.segment);
        let label = label(endpoint, &url);
        let started = Instant::now();
        let mut attempts = 0;
        let mut renewed = false;
        loop {
            let token = self.auth.token(&self.connection).await?;
            attempts += 1;
            let request_id = request_id();
            trace.attempts = trace.attempts.max(attempts);
            trace.request_id = Some(request_id.clone());
            let mut request = self
                .connection
                .http()
                .request(endpoint.method.clone(), url.clone())
                .bearer_auth(token.expose())
                .header(ACCEPT, "application/json")
                .header(REQUEST_ID, request_id);
            if !call.query.is_empty() {
                request = request.query(call.query);
            }
            for (name, value) in call.headers {
                request = request.header(name, value);
            }
            if let Some(body) = call.body {
                request = request
                    .header(CONTENT_TYPE, "application/json")
                    .body(body.to_owned());
            }
            let trouble = match Connection::send(request, &label, REQUEST_TIMEOUT).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble.redacted(|text| {
                    self.auth
                        .redact(&text.replace(token.expose(), "[redacted]"))
                }),
            };
            if trouble
                .refusal()
                .is_some_and(|refusal| refusal.status == 401)
            {
                if renewed {
                    return Err(auth::Error::Token(trouble).into());
                }
                // A token may be withdrawn before its time; the request was not acted upon.
                self.auth.forget(&token).await;
                renewed = true;
                continue;
            }
            let attempt = Attempt {
                number: attempts,
                elapsed: started.elapsed(),
                repeatable: endpoint.repeatable,
            };
            match retry::decide(trouble.event(), attempt, fastrand::f64()) {
                Decision::RetryAfter(wait) => {
                    tracing::warn!(
                        family = %endpoint.family,
                        "{trouble}; trying again in {:.1} s",
                        wait.as_secs_f32()
                    );
                    tokio::time::sleep(wait).await;
                }
                Decision::Ambiguous(unknown) => return Err(Error::Unknown { trouble, unknown }),
                Decision::Done | Decision::Fail => {
                    return Err(Error::Failed {
                        endpoint,
                        trouble,
                        attempts,
                    });
                }
            }
        }
    }
}

/// What errors call a call. The URL holds no secret: a base URL has neither user nor password, and there is no query yet.
fn label(endpoint: &Endpoint, url: &Url) -> String {
    format!("{} {url}", endpoint.method)
}

/// A new id in the form of a version 4 UUID (RFC 9562). It only has to be unlike the others, so a fast generator does.
fn request_id() -> String {
    let bits = fastrand::u128(..);
    let version = 0x4 << 76;
    let variant = 0x2 << 62;
    let bits = bits & !(0xf << 76 | 0x3 << 62) | version | variant;
    let hex = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
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
