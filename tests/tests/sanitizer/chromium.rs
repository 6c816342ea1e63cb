//! Chromium as an oracle: its own sanitizer has nothing to do after ours, and nothing that comes out of ours runs.
//!
//! The test serves one page on loopback and waits for what its script (`chromium.js`) reports. No other host can be
//! reached from the browser.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use preflight_core::Policy;
use preflight_core::sanitize::clean;
use preflight_core::shape::TextMode;
use serde_json::{Value as Json, json};

use crate::corpus;
use crate::other_modes::{as_markdown, drawn};

const PAGE: &str = "<!doctype html><meta charset=utf-8><body><script src=/script defer></script>";
const SCRIPT: &str = include_str!("chromium.js");

/// The whole run takes a tenth of it on two shared cores that have nothing else to do.
const PATIENCE: Duration = Duration::from_secs(420);

#[test]
fn nothing_runs_in_chromium_and_its_sanitizer_agrees() {
    if corpus::rows().is_empty() {
        return;
    }
    let Some(browser) = browser() else {
        return;
    };
    let report = browse(&browser, &texts());
    println!(
        "{}\n{}\n{}",
        report["browser"], report["counts"], report["times"]
    );
    assert_eq!(report["broken"], Json::Null, "the page failed");
    for part in ["html", "markdown"] {
        for what in ["changed", "fired", "silent"] {
            assert_eq!(report[part][what], json!([]), "{part}, {what}");
        }
    }
    assert_eq!(
        report["html"]["loaded"],
        json!([]),
        "cleaned HTML loads nothing"
    );
    // Had nothing fired there either, the frames would prove nothing.
    let count = |what: &str| {
        let texts = report["control"][what].as_array().into_iter().flatten();
        texts
            .map(|told| told["text"].to_string())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let (fired, loaded) = (count("fired"), count("loaded"));
    println!("as they are, {fired} fired and {loaded} loaded something");
    assert!(fired >= 20, "only {fired} of the attacks ran as they are");
    assert!(
        loaded >= 8,
        "only {loaded} of the attacks loaded anything as they are"
    );
}

/// The texts for the page, each once.
fn texts() -> Json {
    let policy = Policy::default();
    let rows = corpus::rows();
    let cleaned = |text: &str, mode| clean(text, mode, &policy).text;
    let html: BTreeSet<String> = rows
        .iter()
        .map(|row| cleaned(&row.payload, TextMode::Html))
        .collect();
    let markdown: BTreeSet<String> = rows
        .iter()
        .flat_map(|row| as_markdown(&row.payload))
        .flat_map(|attack| drawn(&cleaned(&attack, TextMode::Markdown)).collect::<Vec<_>>())
        .collect();
    // Made to run by themselves, and to show that they did.
    let control: Vec<&str> = rows
        .iter()
        .filter(|row| {
            ["h5sc", "owasp-evasion", "dompurify", "bluemonday"].contains(&row.source.as_str())
        })
        .map(|row| row.payload.as_str())
        .collect();
    json!({"html": html, "markdown": markdown, "control": control})
}

/// The browser; in CI it has to be there.
fn browser() -> Option<String> {
    let name = std::env::var("PREFLIGHT_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let runs = Command::new(&name)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match runs {
        Ok(status) if status.success() => Some(name),
        _ => {
            let why = format!("`{name} --version` fails; `cargo xtask setup` installs it");
            assert!(
                std::env::var_os("CI").is_none_or(|value| value != "true"),
                "{why}"
            );
            preflight_tests::not_run("sanitizer in Chromium", &why);
            None
        }
    }
}

/// Opens the page in a new browser and waits for its report.
fn browse(browser: &str, texts: &Json) -> Json {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (sender, receiver) = channel();
    let texts = texts.to_string();
    // Ends with the process.
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (texts, sender) = (texts.clone(), sender.clone());
            std::thread::spawn(move || serve(&stream, &texts, &sender));
        }
    });
    let profile = tempfile::tempdir().expect("a folder for the profile");
    let running = Running(
        Command::new(browser)
            // Root has no sandbox of Chromium's; the page runs scripts, and none of them is made to break out.
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            .arg("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("http://{address}/"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a browser that starts"),
    );
    let report = receiver.recv_timeout(PATIENCE);
    drop(running);
    let report = report.expect("a report from the page in time");
    serde_json::from_str(&report).expect("a report in JSON")
}

/// A browser that ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Answers one request. What a text asks for by a relative address is found nowhere.
fn serve(stream: &TcpStream, texts: &str, reports: &Sender<String>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let header = header.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let (status, kind, body) = match path.as_str() {
        "/" => ("200 OK", "text/html", PAGE),
        "/script" => ("200 OK", "text/javascript; charset=utf-8", SCRIPT),
        "/texts" => ("200 OK", "application/json", texts),
        "/result" => {
            let mut report = vec![0; length];
            reader.read_exact(&mut report).ok()?;
            reports.send(String::from_utf8(report).ok()?).ok()?;
            ("204 No Content", "text/plain", "")
        }
        _ => ("404 Not Found", "text/plain", ""),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()
}
