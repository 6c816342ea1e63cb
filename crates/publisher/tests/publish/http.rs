//! Just enough HTTP/1.1 to ask the sandbox, and to play a server that misbehaves.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::Value;

/// A request as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    /// The path without its query.
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Method and path, as a script tells requests apart.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.path())
    }
}

/// Reads a request; nothing where the client closed the connection.
pub(crate) fn read_request(stream: impl Read) -> io::Result<Option<Request>> {
    let mut reader = BufReader::new(stream);
    let Some((first, headers, body)) = read_message(&mut reader)? else {
        return Ok(None);
    };
    let mut words = first.split(' ').map(str::to_owned);
    Ok(Some(Request {
        method: words.next().unwrap_or_default(),
        target: words.next().unwrap_or_default(),
        headers,
        body,
    }))
}

/// Sends a request and reads the answer: its status and its body as JSON.
pub(crate) fn ask(
    base_url: &str,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (u16, Value) {
    let address = base_url.strip_prefix("http://").expect("plain HTTP");
    let address = address.trim_end_matches('/');
    let mut stream = TcpStream::connect(address).expect("a listening server");
    let headers = head(headers.iter().copied());
    write!(
        stream,
        "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
    .expect("the request is taken");
    let mut reader = BufReader::new(&stream);
    let (first, _, body) = read_message(&mut reader)
        .expect("a readable answer")
        .expect("an answer");
    let status = first.split(' ').nth(1).expect("a status");
    (
        status.parse().expect("a number"),
        serde_json::from_str(&body).expect("JSON"),
    )
}

/// Header lines.
pub(crate) fn head<'h>(headers: impl Iterator<Item = (&'h str, &'h str)>) -> String {
    headers.fold(String::new(), |mut lines, (name, value)| {
        lines.extend([name, ": ", value, "\r\n"]);
        lines
    })
}

type Message = (String, Vec<(String, String)>, String);

fn read_message(reader: &mut impl BufRead) -> io::Result<Option<Message>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let length = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8(body).map_err(io::Error::other)?;
    Ok(Some((first.trim_end().to_owned(), headers, body)))
}
