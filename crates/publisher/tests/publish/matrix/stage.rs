//! A server, a journal, an audit and manifests, and the one question that each row of the matrix asks: what is there now?

use std::cell::Cell;
use std::process::Command;

use serde_json::{Value, json};

use crate::certificates::Authority;
use crate::chaos::Chaos;
use crate::journal::{JournalFile, states};
use crate::manifests::{
    CHANNELS, CONFIGURATIONS, Folder, INTEGRATIONS, MESSAGES, WEBHOOKS, channel, example,
};
use crate::support::{AuditFile, Run, Sandbox};
use crate::tunnel::Proxy;

/// How many seconds of the sandbox and the program pass in one.
const SCALE: u32 = 50;

/// What a run leaves behind, everywhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends<'e> {
    pub(crate) exit: i32,
    /// Requests since the last look: method, what it is for, status; `lost` where there was no whole answer.
    pub(crate) requests: &'e [&'e str],
    /// What the server holds, by kind, with the status of what has one.
    pub(crate) server: &'e [&'e str],
    /// Kind and state of each item.
    pub(crate) journal: &'e [&'e str],
    /// What was concluded since the last look: event and outcome.
    pub(crate) audit: &'e [&'e str],
}

/// Everything a row needs.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) journal: JournalFile,
    pub(crate) audit: AuditFile,
    pub(crate) folder: Folder,
    requests_seen: Cell<usize>,
    lines_seen: Cell<usize>,
}

impl Stage {
    /// With the example of a kind, and these faults.
    pub(crate) fn of(kind: &str, faults: &Value) -> Self {
        let stage = Self::empty(&json!({ "faults": faults }));
        stage.folder.write("manifest.json", &example(kind));
        stage
    }

    /// With so many channels.
    pub(crate) fn of_channels(count: usize, faults: &Value) -> Self {
        let stage = Self::empty(&json!({ "faults": faults }));
        stage.add_channels(count);
        stage
    }

    /// Without manifests, and with a scenario.
    pub(crate) fn empty(scenario: &Value) -> Self {
        let mut scenario = scenario.clone();
        scenario["timeScale"] = json!(SCALE);
        Self {
            sandbox: Sandbox::with(&scenario),
            journal: JournalFile::new(),
            audit: AuditFile::new(),
            folder: Folder::new(),
            requests_seen: Cell::new(0),
            lines_seen: Cell::new(0),
        }
    }

    pub(crate) fn add_channels(&self, count: usize) {
        for number in 0..count {
            let name = format!("channel-{number:03}");
            self.folder.write(&format!("{name}.json"), &channel(&name));
        }
    }

    /// The program, publishing the folder an item at a time, as fast as the sandbox.
    pub(crate) fn command(&self) -> Command {
        let mut command = self.in_real_time();
        command.args(["--time-scale", &SCALE.to_string()]);
        command
    }

    /// The program, publishing the folder an item at a time.
    pub(crate) fn in_real_time(&self) -> Command {
        let mut command = self.sandbox.publish(&[self.folder.path()]);
        self.with_files(&mut command);
        command
    }

    /// The program, publishing the folder to the platform by way of a proxy, where this authority is trusted.
    pub(crate) fn to_the_platform(&self, proxy: &Proxy, trusted: &Authority) -> Command {
        let mut command = self.in_real_time();
        command
            .env_remove("GENESYS_API_URL")
            .env_remove("GENESYS_LOGIN_URL")
            .env("PREFLIGHT_CA_CERTIFICATE", trusted.file())
            .env("PREFLIGHT_PROXY", &proxy.url);
        command
    }

    /// The program, publishing the folder through a proxy that stands before the API; the login service is well.
    pub(crate) fn through(&self, chaos: &Chaos) -> Command {
        let mut command = self.command();
        command.env("GENESYS_API_URL", chaos.base_url());
        command
    }

    fn with_files(&self, command: &mut Command) {
        command
            .env("PREFLIGHT_CONCURRENCY", "1")
            .env("PREFLIGHT_JOURNAL", self.journal.path())
            .env("PREFLIGHT_AUDIT", self.audit.path());
    }

    pub(crate) fn publish(&self) -> Run {
        Run::of(&mut self.command())
    }

    /// The program, going on with the batch.
    pub(crate) fn resuming(&self) -> Command {
        let mut command = self.sandbox.command("resume");
        command.args(["--format", "json", "--time-scale", &SCALE.to_string()]);
        self.with_files(&mut command);
        command
    }

    /// Goes on with the batch, with all faults gone.
    pub(crate) fn resume(&self) -> Run {
        self.sandbox.set_faults(&json!([]));
        Run::of(&mut self.resuming())
    }

    /// Compares what is there with what has to be.
    #[track_caller]
    pub(crate) fn ends(&self, run: &Run, expected: &Ends<'_>) {
        self.compare(run, expected, |_| {});
    }

    /// The same where several items are under way, so that requests and events come in any order.
    #[track_caller]
    pub(crate) fn ends_in_any_order(&self, run: &Run, expected: &Ends<'_>) {
        self.compare(run, expected, |list| list.sort_unstable());
    }

    /// The same where a look-up may be lost on its way and repeated.
    #[track_caller]
    pub(crate) fn ends_with_repeated_looks(&self, run: &Run, expected: &Ends<'_>) {
        self.compare(run, expected, Vec::dedup);
    }

    #[track_caller]
    fn compare(&self, run: &Run, expected: &Ends<'_>, arrange: impl Fn(&mut Vec<String>)) {
        let arranged = |mut list: Vec<String>| {
            arrange(&mut list);
            list
        };
        let wanted = |list: &[&str]| arranged(list.iter().map(ToString::to_string).collect());
        let found = (
            ("exit", run.exit),
            ("requests", arranged(self.requests())),
            ("server", arranged(self.server())),
            ("journal", arranged(states(&self.journal))),
            ("audit", arranged(self.concluded())),
        );
        let wanted = (
            ("exit", Some(expected.exit)),
            ("requests", wanted(expected.requests)),
            ("server", wanted(expected.server)),
            ("journal", wanted(expected.journal)),
            ("audit", wanted(expected.audit)),
        );
        assert_eq!(found, wanted, "{run:?}");
    }

    /// The requests since the last look.
    fn requests(&self) -> Vec<String> {
        let state = self.sandbox.state();
        let requests = state["requests"].as_array().expect("requests");
        let new = &requests[self.requests_seen.get()..];
        self.requests_seen.set(requests.len());
        let mut lines: Vec<String> = new
            .iter()
            .map(|request| {
                let text = |name: &str| request[name].as_str().unwrap_or_default();
                let status = request["status"].as_u64();
                let status = status.map_or_else(|| "lost".to_owned(), |status| status.to_string());
                format!("{} {} {status}", text("method"), called(text("path")))
            })
            .collect();
        // How often a job is looked at depends on how long it takes.
        lines.dedup_by(|line, before| line == before && line.starts_with("GET job "));
        lines
    }

    fn server(&self) -> Vec<String> {
        let objects = self.sandbox.objects();
        objects
            .iter()
            .map(|object| {
                let kind = object["kind"].as_str().expect("a kind");
                match object["status"].as_str() {
                    Some(status) => format!("{kind} {status}"),
                    None => kind.to_owned(),
                }
            })
            .collect()
    }

    fn concluded(&self) -> Vec<String> {
        let lines = self.audit.lines();
        let new = &lines[self.lines_seen.get()..];
        self.lines_seen.set(lines.len());
        new.iter()
            .filter_map(|line| {
                let event = line["event"].as_str().expect("an event");
                Some(format!("{event} {}", line["outcome"].as_str()?))
            })
            .collect()
    }
}

/// What rows call a path.
fn called(path: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("/oauth/token", "token"),
        (CHANNELS, "channels"),
        (CONFIGURATIONS, "configurations"),
        (MESSAGES, "messages"),
        (WEBHOOKS, "webhooks"),
        ("/api/v2/async-jobs", "jobs"),
        (INTEGRATIONS, "integrations"),
    ];
    const UNDER: &[(&str, &str)] = &[
        ("/api/v2/async-jobs/", "job"),
        ("/api/v2/integrations/", "integration"),
        (
            "/api/v2/conversations/messaging/participants/",
            "participant",
        ),
    ];
    let exact = NAMES.iter().find(|(other, _)| *other == path);
    let under = UNDER.iter().find(|(prefix, _)| path.starts_with(prefix));
    exact.or(under).map_or(path, |(_, name)| name)
}
