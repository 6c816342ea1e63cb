//! A collector: OTLP over HTTP with protobuf, as its specification has it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::protobuf::Message;

/// What it does with what it is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Manner {
    Takes,
    /// It answers with this status.
    Refuses(u16),
    /// It never answers.
    Silent,
}

/// Something that was sent.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// A collector on a port of its own.
#[derive(Debug)]
pub(crate) struct Collector {
    pub(crate) url: String,
    sent: Arc<Mutex<Vec<Sent>>>,
}

/// A span, as far as it is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) trace: String,
    pub(crate) id: String,
    pub(crate) parent: String,
    pub(crate) name: String,
    /// 1 is internal, 3 a client's.
    pub(crate) kind: u64,
    /// Nanoseconds since 1970.
    pub(crate) times: (u64, u64),
    pub(crate) attributes: BTreeMap<String, String>,
    /// 2 is an error.
    pub(crate) status: u64,
}

impl Collector {
    pub(crate) fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let sent = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&sent);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                thread::spawn(move || serve(stream, manner, &kept));
            }
        });
        Self { url, sent }
    }

    /// Everything it was sent.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().expect("no panic").clone()
    }

    fn messages(&self, path: &str) -> Vec<Message> {
        let sent = self.sent();
        let of_path = sent.iter().filter(|sent| sent.path == path);
        of_path.map(|sent| Message::of(&sent.body)).collect()
    }

    /// The attributes of who sent traces.
    pub(crate) fn resource(&self) -> BTreeMap<String, String> {
        let message = self.messages("/v1/traces").pop().expect("a trace");
        attributes(&message.one(1).one(1).all(1))
    }

    /// Every span.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let messages = self.messages("/v1/traces");
        messages
            .iter()
            .flat_map(|message| message.all(1))
            .flat_map(|resource| resource.all(2))
            .flat_map(|scope| scope.all(2))
            .map(|span| Span {
                trace: span.hex(1),
                id: span.hex(2),
                parent: span.hex(4),
                name: span.text(5).expect("a name"),
                kind: span.number(6).expect("a kind"),
                times: (
                    span.number(7).expect("a time"),
                    span.number(8).expect("a time"),
                ),
                attributes: attributes(&span.all(9)),
                status: span.one(15).number(3).unwrap_or_default(),
            })
            .collect()
    }

    /// Every measurement: the metric's name, what it is told apart by, and the number (of a histogram, how many).
    pub(crate) fn measurements(&self) -> Vec<(String, BTreeMap<String, String>, u64)> {
        let messages = self.messages("/v1/metrics");
        let metrics = messages
            .iter()
            .flat_map(|message| message.all(1))
            .flat_map(|resource| resource.all(2))
            .flat_map(|scope| scope.all(2));
        let mut found = Vec::new();
        for metric in metrics {
            let name = metric.text(1).expect("a name");
            for point in [5, 7].iter().flat_map(|sort| metric.one(*sort).all(1)) {
                let number = point.number(6).expect("a whole number");
                found.push((name.clone(), attributes(&point.all(7)), number));
            }
            for point in metric.one(9).all(1) {
                let count = point.number(4).expect("a count");
                found.push((name.clone(), attributes(&point.all(9)), count));
            }
        }
        found
    }
}

/// Names and values, these as text.
fn attributes(pairs: &[Message]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|pair| {
            let value = pair.one(2);
            let text = value
                .text(1)
                .or_else(|| value.number(2).map(|flag| (flag == 1).to_string()))
                .or_else(|| value.number(3).map(|number| number.to_string()));
            (pair.text(1).expect("a key"), text.unwrap_or_default())
        })
        .collect()
}

fn serve(stream: TcpStream, manner: Manner, kept: &Mutex<Vec<Sent>>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 {
            return;
        }
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = BTreeMap::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).expect("a header");
            let Some((name, value)) = header.trim_end().split_once(": ") else {
                break;
            };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let length = headers["content-length"].parse().expect("a length");
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        kept.lock().expect("no panic").push(Sent {
            path,
            headers,
            body,
        });
        let status = match manner {
            Manner::Takes => 200,
            Manner::Refuses(status) => status,
            Manner::Silent => loop {
                thread::park();
            },
        };
        let answer = format!("HTTP/1.1 {status} -\r\nContent-Length: 0\r\n\r\n");
        if reader.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
