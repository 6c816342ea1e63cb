//! How the tests run the program.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use crate::http;

/// A secret that no output may hold.
pub(crate) const SECRET: &str = "planted-secret-7Q";
/// A token that no output may hold.
pub(crate) const TOKEN: &str = "planted-token-4X";

/// The program, without anything of the machine it is tested on.
pub(crate) fn preflight() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preflight"));
    command
        .env_clear()
        // A proxy of the machine must not see what is meant for this one.
        .env("http_proxy", "http://127.0.0.1:9")
        // Nothing is left behind, and nothing waits for limits that no server of a test has.
        .env("PREFLIGHT_AUDIT", "none")
        .env("PREFLIGHT_JOURNAL", "none")
        .env("PREFLIGHT_RATE_LIMIT", "1000000000")
        .env("PREFLIGHT_CARD_RATE_LIMIT", "1000000000")
        .stdin(Stdio::null());
    command
}

/// The program publishing to a server at `base_url`.
pub(crate) fn publish_to(base_url: &str, paths: &[&Path]) -> Command {
    publish_as("json", base_url, paths)
}

/// The program publishing to a server at `base_url`, with a report in that format.
fn publish_as(format: &str, base_url: &str, paths: &[&Path]) -> Command {
    let mut command = preflight();
    command
        .arg("publish")
        .args(paths)
        .args(["--format", format])
        .env("GENESYS_API_URL", base_url)
        .env("GENESYS_LOGIN_URL", base_url)
        .env("GENESYS_CLIENT_ID", "sandbox-client")
        .env("GENESYS_CLIENT_SECRET", SECRET);
    command
}

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) exit: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Runs to the end. Whatever is printed, secrets are not.
    pub(crate) fn of(command: &mut Command) -> Self {
        Self::from(command.output().expect("the program runs"))
    }

    pub(crate) fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let run = Self {
            exit: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        for planted in [SECRET, TOKEN] {
            let printed = run.stdout.contains(planted) || run.stderr.contains(planted);
            assert!(!printed, "{planted} was printed: {run:?}");
        }
        run
    }

    /// The JSON report.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The items' outcomes.
    pub(crate) fn outcomes(&self) -> Vec<String> {
        let report = self.json();
        let items = report["items"].as_array().expect("items");
        items
            .iter()
            .map(|item| item["outcome"].as_str().expect("an outcome").to_owned())
            .collect()
    }

    /// The only item.
    pub(crate) fn item(&self) -> Value {
        let report = self.json();
        let items = report["items"].as_array().expect("items");
        assert_eq!(items.len(), 1, "{report}");
        items[0].clone()
    }

    /// Asserts exit code and outcome of the only item.
    #[track_caller]
    pub(crate) fn expect(&self, exit: i32, outcome: &str) -> Value {
        let item = self.item();
        assert_eq!(
            (self.exit, item["outcome"].as_str()),
            (Some(exit), Some(outcome)),
            "{self:?}"
        );
        item
    }
}

/// What a person sees of a run.
pub(crate) fn for_people(run: &Run) -> String {
    format!("{}---\n{}", run.stdout, run.stderr)
}

/// How snapshots leave out what differs from run to run: ports, times, waits, and the words of the system.
pub(crate) fn steady() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    for (pattern, stable) in [
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
        (r"\d+\.\d s", "N s"),
        (
            r"An attempt took .*",
            "An attempt took N ms (median), N ms (95 %), N ms (99 %)",
        ),
        (r" +\d+ ms", " N ms"),
        (r" +\d+ attempts?", " N attempts"),
        (r"\(\d+ attempts\)", "(N attempts)"),
        (r"(?m)^.*; trying again in .*\n", ""),
        (r"Correlation id: [0-9a-f-]+", "Correlation id: ID"),
        (r"Connection refused \(os error \d+\)", "Connection refused"),
        (
            r"(lookup address information): .*",
            "$1: (the system's words)",
        ),
    ] {
        settings.add_filter(pattern, stable);
    }
    settings
}

/// Compares what a person sees with what was seen before.
#[track_caller]
pub(crate) fn told(name: &str, run: &Run) {
    steady().bind(|| insta::assert_snapshot!(name, for_people(run)));
}

/// `preflight sandbox` in a process of its own.
#[derive(Debug)]
pub(crate) struct Sandbox {
    child: Child,
    pub(crate) base_url: String,
}

impl Sandbox {
    /// One without limits and faults.
    pub(crate) fn start() -> Self {
        Self::with(&json!({}))
    }

    /// One that behaves as a scenario says; without limits unless it names some.
    pub(crate) fn with(scenario: &Value) -> Self {
        Self::at("0", scenario)
    }

    /// The same server, which has forgotten everything.
    pub(crate) fn emptied(self) -> Self {
        let port = self.base_url.rsplit(':').next().expect("a port").to_owned();
        drop(self);
        Self::at(&port, &json!({}))
    }

    fn at(port: &str, scenario: &Value) -> Self {
        let mut whole = json!({ "rateLimits": [] });
        for (name, value) in scenario.as_object().expect("a scenario") {
            whole[name] = value.clone();
        }
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), whole.to_string()).expect("it is written");
        let mut child = preflight()
            .args(["sandbox", "--port", port])
            .arg("--scenario")
            .arg(file.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let stdout = child.stdout.take().expect("a pipe");
        let mut base_url = String::new();
        BufReader::new(stdout)
            .read_line(&mut base_url)
            .expect("the base URL");
        Self {
            child,
            base_url: base_url.trim().to_owned(),
        }
    }

    /// The program publishing to this sandbox.
    pub(crate) fn publish(&self, paths: &[&Path]) -> Command {
        self.publish_as("json", paths)
    }

    /// The program publishing to this sandbox, with a report in that format.
    pub(crate) fn publish_as(&self, format: &str, paths: &[&Path]) -> Command {
        let mut command = publish_as(format, &self.base_url, paths);
        command.env("GENESYS_CLIENT_SECRET", "sandbox-secret");
        command
    }

    /// Another command of the program, with the settings that lead to this sandbox.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = preflight();
        command
            .arg(name)
            .env("GENESYS_API_URL", &self.base_url)
            .env("GENESYS_LOGIN_URL", &self.base_url)
            .env("GENESYS_CLIENT_ID", "sandbox-client")
            .env("GENESYS_CLIENT_SECRET", "sandbox-secret");
        command
    }

    pub(crate) fn state(&self) -> Value {
        http::ask(&self.base_url, "GET /sandbox/state", &[], "").1
    }

    /// Puts other faults in place of those it has.
    pub(crate) fn set_faults(&self, faults: &Value) {
        let body = json!({ "faults": faults }).to_string();
        let kind = [("Content-Type", "application/json")];
        let (status, answer) = http::ask(&self.base_url, "PUT /sandbox/faults", &kind, &body);
        assert_eq!(status, 200, "{answer}");
    }

    /// Every request so far: method, path and status.
    pub(crate) fn requests(&self) -> Vec<String> {
        let state = self.state();
        let requests = state["requests"].as_array().expect("requests");
        requests
            .iter()
            .map(|request| {
                let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
                format!("{} {} {}", text("method"), text("path"), request["status"])
            })
            .collect()
    }

    /// When requests with this method and path came, in the sandbox's seconds.
    pub(crate) fn times(&self, line: &str) -> Vec<f64> {
        let state = self.state();
        let requests = state["requests"].as_array().expect("requests");
        requests
            .iter()
            .filter(|request| {
                format!(
                    "{} {}",
                    request["method"].as_str().unwrap_or_default(),
                    request["path"].as_str().unwrap_or_default()
                ) == line
            })
            .map(|request| request["atSeconds"].as_f64().expect("a time"))
            .collect()
    }

    /// The objects it holds.
    pub(crate) fn objects(&self) -> Vec<Value> {
        self.state()["objects"].as_array().expect("objects").clone()
    }

    /// How many requests came with this method and path.
    pub(crate) fn count(&self, method: &str, path: &str) -> usize {
        let state = self.state();
        let requests = state["requests"].as_array().expect("requests");
        requests
            .iter()
            .filter(|request| request["method"] == method && request["path"] == path)
            .count()
    }

    /// Makes a call as another client would, and gives the JSON of its answer.
    pub(crate) fn call(&self, line: &str, body: &str) -> Value {
        let form = "grant_type=client_credentials";
        let basic = (
            "Authorization",
            "Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=",
        );
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        let (_, token) = http::ask(&self.base_url, "POST /oauth/token", &[basic, kind], form);
        let bearer = format!(
            "Bearer {}",
            token["access_token"].as_str().expect("a token")
        );
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Content-Type", "application/json"),
        ];
        let (status, answer) = http::ask(&self.base_url, line, &headers, body);
        assert_eq!(status, 200, "{answer}");
        answer
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end, and gives its exit code.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process this test started.
#[cfg(unix)]
pub(crate) fn signal(name: &str, process: u32) {
    let status = Command::new("kill")
        .args([format!("-{name}"), process.to_string()])
        .status()
        .expect("kill");
    assert!(status.success());
}

/// An audit of a test.
#[derive(Debug)]
pub(crate) struct AuditFile(tempfile::TempDir);

impl AuditFile {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("audit.jsonl")
    }

    /// Everything in it.
    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap_or_default()
    }

    /// Its lines.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let text = self.text();
        text.lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
            })
            .collect()
    }

    /// Its events, with the outcome of those that have one.
    pub(crate) fn events(&self) -> Vec<String> {
        self.lines()
            .iter()
            .map(|line| {
                let event = line["event"].as_str().expect("an event");
                match line["outcome"].as_str() {
                    Some(outcome) => format!("{event} {outcome}"),
                    None => event.to_owned(),
                }
            })
            .collect()
    }

    /// The only line with this event.
    pub(crate) fn line(&self, event: &str) -> Value {
        let lines = self.lines();
        let mut found = lines.iter().filter(|line| line["event"] == event);
        let line = found
            .next()
            .unwrap_or_else(|| panic!("{event} in {lines:?}"));
        assert!(found.next().is_none(), "{event} once in {lines:?}");
        line.clone()
    }
}

/// The folder of examples.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// Runs the cases of a table at the same time: most of what they take is waiting.
pub(crate) fn all<T: Send>(cases: impl IntoIterator<Item = T>, test: impl Fn(T) + Sync) {
    let test = &test;
    std::thread::scope(|scope| {
        for case in cases {
            scope.spawn(move || test(case));
        }
    });
}
