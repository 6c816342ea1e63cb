//! A publisher that is killed at every point at which it writes something, and what the next one makes of it.
//!
//! `strace` ends the process with SIGKILL as it enters the n-th call of the system that writes or synchronises, for every
//! n until the run comes to its end. One sweep goes over what the journal writes (each transition of each item, before
//! and after it is durable), one over what leaves on sockets and into the audit.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::journal::{JournalFile, states};
use crate::manifests::{Folder, KINDS, MESSAGES, example};
use crate::support::{AuditFile, Run, Sandbox, preflight};

const STRACE: &str = "/usr/bin/strace";

/// The command, killed as it enters the `n`-th of these calls of the system; an unharmed one where it makes fewer.
fn killed_at(command: &Command, calls: &str, n: usize) -> Command {
    harmed(command, calls, &format!("signal=KILL:when={n}"))
}

/// The command, with these calls of the system answered otherwise.
fn harmed(command: &Command, calls: &str, how: &str) -> Command {
    let mut traced = Command::new(STRACE);
    traced.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            traced.env(name, value);
        }
    }
    traced
        .args(["-f", "-qq", "-o", "/dev/null"])
        .args(["-e", &format!("trace={calls}")])
        .args(["-e", &format!("inject={calls}:{how}")])
        .arg(command.get_program())
        .args(command.get_args());
    traced
}

/// A server, a journal, an audit, and a manifest of each kind.
struct Stage {
    sandbox: Sandbox,
    journal: JournalFile,
    audit: AuditFile,
    folder: Folder,
}

impl Stage {
    fn set() -> Self {
        let folder = Folder::new();
        for kind in KINDS {
            folder.write(&format!("{kind}.json"), &example(kind));
        }
        Self {
            sandbox: Sandbox::start(),
            journal: JournalFile::new(),
            audit: AuditFile::new(),
            folder,
        }
    }

    /// One after the other, so that the n-th call is the same one each time.
    fn publish(&self) -> Command {
        let mut command = self.sandbox.publish(&[self.folder.path()]);
        command.args(["--concurrency", "1"]);
        self.with_files(command)
    }

    fn resume(&self) -> Command {
        let mut command = self.sandbox.command("resume");
        command.args(["--format", "json"]);
        self.with_files(command)
    }

    fn with_files(&self, mut command: Command) -> Command {
        command
            .args(["--time-scale", "1000"])
            .env("PREFLIGHT_JOURNAL", self.journal.path())
            .env("PREFLIGHT_AUDIT", self.audit.path());
        command
    }

    /// What the server holds of a kind.
    fn held(&self, kind: &str) -> Vec<Value> {
        let mut objects = self.sandbox.objects();
        objects.retain(|object| object["kind"] == kind);
        objects
    }
}

/// Whether the program came to its end by itself.
fn survived(run: &std::process::Output) -> bool {
    // strace ends the way its program did.
    run.status.code().is_some()
}

/// Whether the audit says how an item of that kind ended; a line may be torn.
fn is_concluded(audit: &AuditFile, kind: &str) -> bool {
    audit
        .text()
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .any(|line| line["kind"] == kind && line["outcome"].is_string())
}

/// Kills a publish at every one of these calls, goes on with what it left, and looks at the server. Says how many calls
/// there were, and how often the card's fate was unknown.
fn sweep(calls: &str) -> (usize, usize) {
    let mut unknown = 0;
    for n in 1.. {
        let stage = Stage::set();
        let first = killed_at(&stage.publish(), calls, n)
            .output()
            .expect("strace runs");
        if survived(&first) {
            let run = Run::from(first);
            assert_eq!(run.exit, Some(0), "{run:?}");
            return (n - 1, unknown);
        }
        let before = stage.sandbox.count("POST", MESSAGES);
        // Where the batch was not in the journal yet, nothing was sent, and there is nothing to go on with.
        let has_batch = !states(&stage.journal).is_empty();
        let next = if has_batch {
            Run::of(&mut stage.resume())
        } else {
            assert_eq!(before, 0, "{calls} {n}");
            Run::of(&mut stage.publish())
        };
        let left = states(&stage.journal);
        let is_ambiguous = left.iter().any(|state| state == "rich-card ambiguous");
        unknown += usize::from(is_ambiguous);
        let context = format!("killed at {calls} number {n}: {left:?} {next:?}");
        let expected = if is_ambiguous { 6 } else { 0 };
        assert_eq!(next.exit, Some(expected), "{context}");
        let done = left.iter().filter(|state| state.ends_with(" done")).count();
        assert_eq!(done, KINDS.len() - usize::from(is_ambiguous), "{context}");

        if has_batch {
            for kind in KINDS {
                assert!(is_concluded(&stage.audit, kind), "{kind}, {context}");
            }
        }
        let proof = Run::of(
            preflight()
                .args(["audit", "verify"])
                .arg(stage.audit.path()),
        );
        assert_eq!(proof.exit, Some(0), "{proof:?}, {context}");

        for kind in ["agent-widget", "channel", "widget-configuration"] {
            assert_eq!(stage.held(kind).len(), 1, "{kind}, {context}");
        }
        assert_eq!(stage.held("agent-widget")[0]["status"], "active");
        assert_eq!(stage.held("participant-variables").len(), 1, "{context}");
        let cards = stage.sandbox.count("POST", MESSAGES);
        assert!(cards <= 1, "{context}");
        assert!(cards == 1 || is_ambiguous, "{context}");
        assert!(
            before == 0 || cards == before,
            "a card was sent twice, {context}"
        );
    }
    unreachable!("a publish ends")
}

#[test]
fn killed_at_every_write_of_the_journal() {
    assert!(Path::new(STRACE).exists(), "strace is not installed");
    let (points, unknown) = sweep("fsync,fdatasync,pwrite64");
    println!("{points} points, the card's fate unknown at {unknown} of them");
    // Each of five items is claimed, sending and done; the batch is taken up before all of them.
    assert!(points >= 20, "{points}");
}

#[test]
fn killed_at_every_write_to_a_socket_or_the_audit() {
    assert!(Path::new(STRACE).exists(), "strace is not installed");
    let (points, unknown) = sweep("write,writev,sendto,sendmsg");
    println!("{points} points, the card's fate unknown at {unknown} of them");
    assert!(points >= 20, "{points}");
}

#[test]
fn what_cannot_be_made_durable_is_not_sent() {
    assert!(Path::new(STRACE).exists(), "strace is not installed");
    for (calls, error) in [("fsync", "EIO"), ("pwrite64", "ENOSPC")] {
        for n in 1.. {
            let stage = Stage::set();
            let how = format!("error={error}:when={n}+");
            let output = harmed(&stage.publish(), calls, &how)
                .output()
                .expect("strace runs");
            let run = Run::from(output);
            if run.exit == Some(0) {
                println!("{calls}: {n} points");
                assert!(n > 5, "{calls}: {n}");
                break;
            }
            let context = format!("{calls} from number {n}: {run:?}");
            assert_eq!(run.exit, Some(2), "{context}");
            let told = format!("{}{}", run.stdout, run.stderr);
            assert!(told.contains("the journal cannot be used"), "{context}");
            // What reached the server is known as sent, whatever else could not be written.
            let left = states(&stage.journal);
            for kind in KINDS {
                let sent = !stage.held(kind).is_empty();
                let known = left.iter().any(|state| {
                    [" sending", " done", " ambiguous"]
                        .iter()
                        .any(|end| *state == format!("{kind}{end}"))
                });
                assert!(known || !sent, "{kind}: {left:?}, {context}");
            }
            let cards = stage.sandbox.count("POST", MESSAGES);
            let again = Run::of(&mut stage.publish());
            assert!(matches!(again.exit, Some(0 | 6)), "{again:?}, {context}");
            for kind in ["agent-widget", "channel", "widget-configuration"] {
                assert_eq!(stage.held(kind).len(), 1, "{kind}, {context}");
            }
            let after = stage.sandbox.count("POST", MESSAGES);
            assert!(after <= 1 && (cards == 0 || after == cards), "{context}");
        }
    }
}
