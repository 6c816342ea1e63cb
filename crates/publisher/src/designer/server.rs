//! HTTP on the loopback address: whom it answers, with which headers.
//!
//! Any page in any browser of this machine can send requests here. What keeps them out is that a name that somebody else
//! points to this address is refused, that nothing says others may read the answers, and that the document needs a token.

use std::future::Future;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use tokio::net::TcpListener;

use super::assets::{Asset, Assets};
use super::session::{DOCUMENT, Session};
use super::{Error, media_types};

/// The port that is taken where it is free: drafts are kept by the browser for an address, which has the port in it.
pub(crate) const PREFERRED_PORT: u16 = 7733;

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Port {
    /// [`PREFERRED_PORT`], or any free one.
    Preferred,
    /// This one; 0 for any free one.
    Exactly(u16),
}

/// Headers of every answer. The page itself says what it may load; that nobody may frame it can only be said here.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", "frame-ancestors 'none'"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
];

/// A designer that has its address but does not answer yet.
#[derive(Debug)]
pub(crate) struct Server {
    listener: TcpListener,
    port: u16,
    site: Arc<Site>,
}

#[derive(Debug)]
struct Site {
    assets: Assets,
    session: Session,
    /// What browsers call this server.
    hosts: [String; 2],
}

impl Server {
    /// Takes an address.
    pub(crate) async fn bind(port: Port, assets: Assets, session: Session) -> Result<Self, Error> {
        let listener = listen(port).await?;
        let port = listener
            .local_addr()
            .map_err(|source| Error::Listen { port: 0, source })?
            .port();
        Ok(Self {
            listener,
            port,
            site: Arc::new(Site {
                assets,
                session,
                hosts: hosts(port),
            }),
        })
    }

    /// The address that opens the page with its document.
    pub(crate) fn address(&self) -> String {
        let fragment = self.site.session.fragment();
        format!("http://127.0.0.1:{}/{fragment}", self.port)
    }

    /// Serves until `shutdown` completes and the requests begun by then are answered.
    pub(crate) async fn serve(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let routes = Router::new().fallback(answer).with_state(self.site);
        axum::serve(self.listener, routes)
            .with_graceful_shutdown(shutdown)
            .await
    }
}

/// What browsers call a server on this port. They leave out the one that HTTP has by itself.
fn hosts(port: u16) -> [String; 2] {
    const OF_HTTP: u16 = 80;
    ["127.0.0.1", "localhost"].map(|name| match port {
        OF_HTTP => name.to_owned(),
        port => format!("{name}:{port}"),
    })
}

async fn listen(port: Port) -> Result<TcpListener, Error> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let port = match port {
        Port::Preferred => match bind(PREFERRED_PORT).await {
            Ok(listener) => return Ok(listener),
            Err(_) => 0,
        },
        Port::Exactly(port) => port,
    };
    bind(port)
        .await
        .map_err(|source| Error::Listen { port, source })
}

async fn answer(State(site): State<Arc<Site>>, request: Request<Body>) -> Response<Body> {
    let is_document = request.uri().path() == DOCUMENT;
    let mut response = match site.host(&request) {
        None => said(
            StatusCode::MISDIRECTED_REQUEST,
            "This is the designer of preflight; open the address that it printed.",
        ),
        Some(host) if is_document => {
            let origin = format!("http://{host}");
            site.session.respond(request, &origin).await
        }
        Some(_) => file(request.method(), site.assets.get(request.uri().path())),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let caching = if is_document { "no-store" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

impl Site {
    /// The host that a request is for, where that is this server. A name that leads here by somebody else's doing (DNS
    /// rebinding) is not.
    fn host(&self, request: &Request<Body>) -> Option<&str> {
        let mut named = request.headers().get_all(HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return None;
        };
        let host = self.hosts.iter().find(|ours| host == ours.as_str())?;
        // A request can name a host in its first line as well.
        let agrees = request
            .uri()
            .authority()
            .is_none_or(|authority| authority.as_str() == host);
        agrees.then_some(host.as_str())
    }
}

/// A file of the page.
fn file(method: &Method, asset: Option<&Asset>) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        let mut response = said(
            StatusCode::METHOD_NOT_ALLOWED,
            "The files of the page can only be read.",
        );
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
        return response;
    }
    let Some(asset) = asset else {
        return said(StatusCode::NOT_FOUND, "There is no such file.");
    };
    let mut response = Response::new(Body::from(asset.bytes.clone()));
    let media_type = HeaderValue::from_static(asset.media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

/// An answer in words.
pub(super) fn said(status: StatusCode, words: impl Into<String>) -> Response<Body> {
    let mut response = Response::new(Body::from(words.into() + "\n"));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static(media_types::of("answer.txt")),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The default port of a scheme is no part of a Host or an Origin (WHATWG URL, which the crate implements).
    #[test]
    fn hosts_are_called_as_browsers_call_them() {
        for port in [80, 443, PREFERRED_PORT] {
            for (name, host) in ["127.0.0.1", "localhost"].iter().zip(hosts(port)) {
                let address = format!("http://{name}:{port}/");
                let origin = url::Url::parse(&address).expect("an address").origin();
                assert_eq!(origin.ascii_serialization(), format!("http://{host}"));
            }
        }
    }
}
