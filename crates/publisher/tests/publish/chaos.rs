//! A TCP proxy between the program and the sandbox that does to connections what networks do. It knows just enough of
//! HTTP/1.1 to tell which request it does it to.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens to a request, or to the connection it comes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    Pass,
    /// The connection is reset with not a byte of the request read.
    Reset,
    /// Of the request's body so many bytes are read, none are passed on, and the connection is reset.
    CutRequest(usize),
    /// The server gets the request; of its answer so many bytes pass, then the connection is reset.
    CutAnswer(usize),
    /// The server gets the request after so long.
    Delay(Duration),
    /// The answer passes a byte at a time, with so long between two of them.
    Drip(Duration),
    /// The request and its answer pass, then the connection is closed.
    CloseAfter,
}

/// A request that is about to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Incoming {
    /// Method and path.
    pub(crate) line: String,
    /// How many requests with the same line came before.
    pub(crate) before: usize,
    /// Whether the connection has carried another request.
    pub(crate) reused: bool,
}

type Rule = dyn Fn(&Incoming) -> Fault + Send + Sync;

/// The proxy; it runs as long as the process lives.
pub(crate) struct Chaos {
    address: SocketAddr,
    upstream: String,
    rule: Arc<Rule>,
    seen: Arc<Mutex<Vec<Incoming>>>,
}

impl Chaos {
    /// One in front of a server that does as `rule` says.
    pub(crate) fn start(
        upstream: &str,
        rule: impl Fn(&Incoming) -> Fault + Send + Sync + 'static,
    ) -> Self {
        let chaos = Self::closed(upstream, rule);
        chaos.open();
        chaos
    }

    /// One that refuses every connection until it is opened.
    pub(crate) fn closed(
        upstream: &str,
        rule: impl Fn(&Incoming) -> Fault + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        Self {
            address: listener.local_addr().expect("an address"),
            upstream: upstream
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned(),
            rule: Arc::new(rule),
            seen: Arc::default(),
        }
    }

    /// Accepts connections from now on.
    pub(crate) fn open(&self) {
        let listener = TcpListener::bind(self.address).expect("the port is still free");
        let (upstream, rule) = (self.upstream.clone(), Arc::clone(&self.rule));
        let seen = Arc::clone(&self.seen);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (upstream, rule) = (upstream.clone(), Arc::clone(&rule));
                let seen = Arc::clone(&seen);
                // Either side may have gone.
                thread::spawn(move || serve(&client, &upstream, &*rule, &seen));
            }
        });
    }

    /// Where it listens.
    pub(crate) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many requests with this method and path came, whatever became of them.
    pub(crate) fn count(&self, line: &str) -> usize {
        let seen = self.seen.lock().expect("no test panicked here");
        seen.iter().filter(|incoming| incoming.line == line).count()
    }
}

fn serve(
    mut client: &TcpStream,
    upstream: &str,
    rule: &Rule,
    seen: &Mutex<Vec<Incoming>>,
) -> io::Result<()> {
    let mut server = TcpStream::connect(upstream)?;
    client.set_nodelay(true)?;
    for number in 0.. {
        let Some(line) = first_line(client)? else {
            break;
        };
        let incoming = {
            let mut seen = seen.lock().expect("no test panicked here");
            let before = seen.iter().filter(|other| other.line == line).count();
            let reused = number > 0;
            let incoming = Incoming {
                line,
                before,
                reused,
            };
            seen.push(incoming.clone());
            incoming
        };
        let fault = rule(&incoming);
        if fault == Fault::Reset {
            return reset(client);
        }
        let (head, length) = read_head(client)?;
        if let Fault::CutRequest(bytes) = fault {
            client.read_exact(&mut vec![0; bytes.min(length)])?;
            return reset(client);
        }
        let body = read_body(client, length)?;
        if let Fault::Delay(wait) = fault {
            thread::sleep(wait);
        }
        server.write_all(&head)?;
        server.write_all(&body)?;
        let (mut answer, length) = read_head(&server)?;
        answer.extend(read_body(&server, length)?);
        match fault {
            Fault::CutAnswer(bytes) => {
                client.write_all(&answer[..bytes.min(answer.len())])?;
                return reset(client);
            }
            Fault::Drip(pause) => {
                for byte in answer {
                    client.write_all(&[byte])?;
                    thread::sleep(pause);
                }
            }
            _ => client.write_all(&answer)?,
        }
        if fault == Fault::CloseAfter {
            break;
        }
    }
    Ok(())
}

/// Ends a connection with RST.
fn reset(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))
}

/// Waits for a request and gives its method and path, with nothing of it read; none where the connection ends.
fn first_line(stream: &TcpStream) -> io::Result<Option<String>> {
    let mut bytes = [0; 4_096];
    loop {
        let length = stream.peek(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes[..length]);
        if let Some((line, _)) = text.split_once("\r\n") {
            let mut words = line.split(' ');
            let method = words.next().unwrap_or_default();
            let target = words.next().unwrap_or_default();
            let path = target.split('?').next().unwrap_or_default();
            return Ok(Some(format!("{method} {path}")));
        }
        if length == 0 {
            return Ok(None);
        }
    }
}

/// The head of a message, and the length of its body.
fn read_head(mut stream: &TcpStream) -> io::Result<(Vec<u8>, usize)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let text = String::from_utf8_lossy(&head).to_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .and_then(|length| length.trim().parse().ok())
        .unwrap_or(0);
    Ok((head, length))
}

fn read_body(mut stream: &TcpStream, length: usize) -> io::Result<Vec<u8>> {
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(body)
}
