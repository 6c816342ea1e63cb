//! A proxy that connects hosts of the world with servers of the tests: what it is asked to connect to is answered over
//! TLS by itself, and each request passed on in plain HTTP.

use std::io::{self, Read as _, Write as _};
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
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&seen);
        let route = Arc::new(route);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, route) = (Arc::clone(&shared), Arc::clone(&route));
                thread::spawn(move || {
                    let Ok(Some(request)) = read_request(&stream) else {
                        return;
                    };
                    let host = request.target.split(':').next().unwrap_or_default();
                    let connect = route(host);
                    seen.lock().expect("no test panicked here").push(request);
                    // The client may have gone, or have refused the certificate.
                    let _ = serve(stream, connect);
                });
            }
        });
        Self {
            url: format!("http://{address}"),
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

fn serve(mut client: TcpStream, connect: Connect) -> io::Result<()> {
    match connect {
        Connect::Refuse(status) => write!(
            client,
            "HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ),
        Connect::To(config, base_url) => {
            client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
            let connection = ServerConnection::new(config).map_err(io::Error::other)?;
            let mut client = StreamOwned::new(connection, client);
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
