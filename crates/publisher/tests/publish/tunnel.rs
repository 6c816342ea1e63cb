//! A proxy that connects hosts of the world with servers of the tests: what it is asked to connect to is answered over
//! TLS by itself, and each request passed on in plain HTTP.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::http::{Request, head, read_request};

/// What the proxy does when it is asked to connect.
#[derive(Clone)]
pub(crate) enum Connect {
    /// Plays a server of that host, which passes requests on to this base URL.
    To(Arc<ServerConfig>, String),
    /// Answers with another status than 200.
    Refuse(u16),
}

/// A proxy; it runs as long as the process lives.
pub(crate) struct Proxy {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Proxy {
    /// Starts one that connects by `route`, which is told the host.
    pub(crate) fn start(route: impl Fn(&str) -> Connect + Send + Sync + 'static) -> Self {
        Self::serve(None, route)
    }

    /// Starts one that is spoken to over TLS itself.
    pub(crate) fn encrypted(
        own: Arc<ServerConfig>,
        route: impl Fn(&str) -> Connect + Send + Sync + 'static,
    ) -> Self {
        Self::serve(Some(own), route)
    }

    fn serve(
        own: Option<Arc<ServerConfig>>,
        route: impl Fn(&str) -> Connect + Send + Sync + 'static,
    ) -> Self {
        let scheme = if own.is_some() { "https" } else { "http" };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&seen);
        let route = Arc::new(route);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, route) = (Arc::clone(&shared), Arc::clone(&route));
                let own = own.clone();
                thread::spawn(move || {
                    // The client may have gone, or have refused the certificate.
                    let _ = match own {
                        Some(own) => {
                            accept(own, stream).and_then(|client| serve(client, &seen, &*route))
                        }
                        None => serve(stream, &seen, &*route),
                    };
                });
            }
        });
        Self {
            url: format!("{scheme}://{address}"),
            seen,
        }
    }

    /// Every request so far.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("no test panicked here").clone()
    }

    /// Where it was asked to connect to, each once.
    pub(crate) fn targets(&self) -> Vec<String> {
        let mut targets: Vec<String> = self
            .seen()
            .into_iter()
            .map(|request| format!("{} {}", request.method, request.target))
            .collect();
        targets.sort();
        targets.dedup();
        targets
    }
}

fn accept<S: Read + Write>(
    config: Arc<ServerConfig>,
    client: S,
) -> io::Result<StreamOwned<ServerConnection, S>> {
    let connection = ServerConnection::new(config).map_err(io::Error::other)?;
    Ok(StreamOwned::new(connection, client))
}

fn serve(
    mut client: impl Read + Write,
    seen: &Mutex<Vec<Request>>,
    route: &impl Fn(&str) -> Connect,
) -> io::Result<()> {
    let Some(request) = read_request(&mut client)? else {
        return Ok(());
    };
    let host = request.target.split(':').next().unwrap_or_default();
    let connect = route(host);
    seen.lock().expect("no test panicked here").push(request);
    match connect {
        Connect::Refuse(status) => {
            write!(
                client,
                "HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )?;
            client.flush()
        }
        Connect::To(config, base_url) => {
            client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
            client.flush()?;
            let mut client = accept(config, client)?;
            if let Some(request) = read_request(&mut client)? {
                client.write_all(&pass_on(&request, &base_url)?)?;
            }
            client.conn.send_close_notify();
            client.flush()
        }
    }
}

/// Makes the same request of a server, and gives its answer byte for byte.
fn pass_on(request: &Request, base_url: &str) -> io::Result<Vec<u8>> {
    let address = base_url.strip_prefix("http://").expect("plain HTTP");
    let mut server = TcpStream::connect(address.trim_end_matches('/'))?;
    let headers = head(
        request
            .headers
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("connection"))
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    write!(
        server,
        "{} {} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n{}",
        request.method, request.target, request.body
    )?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    Ok(answer)
}
