//! Rows 31 and 43: what happens on the machine that publishes.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::stage::{Ends, Stage};
use crate::chaos::{Chaos, Fault};
use crate::manifests::CHANNELS;
use crate::support::{Run, all, signal};

/// No test can move the clock of the machine, so this one looks at who reads it: of all that publishes, only what turns a
/// date of the server into a wait or says when a run began, and what stamps lines. Every wait is on the monotonic clock.
/// What runs share is tested with clocks as numbers (`decide::share`).
#[test]
fn row_31_the_clock_jumps() {
    fn readers(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                readers(&path, found);
            } else if fs::read_to_string(&path)
                .expect("a source")
                .contains("SystemTime::now")
            {
                found.push(
                    path.file_name()
                        .expect("a name")
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    let mut found = Vec::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/publish");
    readers(&sources, &mut found);
    found.sort();
    assert_eq!(found, ["clock.rs", "sinks.rs"]);

    // A server whose clock is an hour behind asks for no wait, and is given the usual one; one that is an hour ahead
    // asks for an hour.
    for (date, exit) in [("{http-date-3600}", 0), ("{http-date+360000}", 5)] {
        let stage = Stage::of(
            "channel",
            &json!([{"method": "POST", "path": CHANNELS, "then": {
                "status": 429, "headers": {"Retry-After": date},
            }}]),
        );
        let requests = [
            "POST token 200",
            "GET channels 200",
            "POST channels 429",
            "POST channels 200",
        ];
        let expected = match exit {
            0 => Ends {
                exit,
                requests: &requests,
                server: &["channel"],
                journal: &["channel done"],
                audit: &["channel_provision_success published"],
            },
            _ => Ends {
                exit,
                requests: &requests[..3],
                server: &[],
                journal: &["channel validated"],
                audit: &["channel_provision_failure failed"],
            },
        };
        stage.ends(&stage.publish(), &expected);
    }
}

/// A creation is held on its way until the program has said that it heard the signal.
#[cfg(unix)]
#[test]
fn row_43_stopped_by_a_signal() {
    all([("INT", 130), ("TERM", 143)], |(name, exit)| {
        let stage = Stage::of_channels(3, &json!([]));
        let (release, held) = mpsc::channel::<()>();
        let held = Mutex::new(held);
        let creation = format!("POST {CHANNELS}");
        let line = creation.clone();
        let chaos = Chaos::start(&stage.sandbox.base_url, move |incoming| {
            if incoming.line == line {
                // Whoever held it has gone, or lets go.
                let _ = held.lock().expect("no test panicked here").recv();
            }
            Fault::Pass
        });
        let mut child = stage
            .through(&chaos)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        while chaos.count(&creation) == 0 {
            thread::sleep(Duration::from_millis(10));
        }
        signal(name, child.id());
        let mut told = BufReader::new(child.stderr.take().expect("a pipe"));
        let mut said = String::new();
        while !said.contains("no further item is begun") {
            said.clear();
            assert_ne!(told.read_line(&mut said).expect("text"), 0, "it ended");
        }
        drop(release);
        told.read_to_end(&mut Vec::new()).expect("text");
        let run = Run::from(child.wait_with_output().expect("it ends"));
        stage.ends(
            &run,
            &Ends {
                exit,
                requests: &["POST token 200", "GET channels 200", "POST channels 200"],
                server: &["channel"],
                journal: &["channel done", "channel validated", "channel validated"],
                audit: &[
                    "channel_provision_success published",
                    "channel_provision_failure skipped",
                    "channel_provision_failure skipped",
                ],
            },
        );
        let mut resume = stage.resuming();
        resume.env("GENESYS_API_URL", chaos.base_url());
        stage.ends(
            &Run::of(&mut resume),
            &Ends {
                exit: 0,
                requests: &[
                    "POST token 200",
                    "GET channels 200",
                    "POST channels 200",
                    "GET channels 200",
                    "POST channels 200",
                ],
                server: &["channel"; 3],
                journal: &["channel done"; 3],
                audit: &["channel_provision_success published"; 2],
            },
        );
    });
}
