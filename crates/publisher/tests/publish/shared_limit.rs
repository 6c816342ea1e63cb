//! Several publishers of one journal use a limit up together, and overdraw it no more than one alone.

use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::manifests::{Folder, MESSAGES, example};
use crate::support::{Run, Sandbox, all};

/// How many seconds of the sandbox and the programs pass in one.
const SCALE: u32 = 10;
const PER_MINUTE: usize = 300;

/// Publishers at work on cards of their own.
struct Publishers {
    sandbox: Sandbox,
    /// The folder of the journal.
    journal: TempDir,
    folders: Vec<Folder>,
}

impl Publishers {
    fn new(publishers: usize, cards: usize) -> Self {
        let folder = |publisher| {
            let folder = Folder::new();
            for number in 0..cards {
                let mut card = example("rich-card");
                card["id"] = json!(format!("card-{publisher}-{number}"));
                folder.write(&format!("{number}.json"), &card);
            }
            folder
        };
        Self {
            sandbox: Sandbox::with(&json!({
                "timeScale": SCALE,
                "rateLimits": [{ "perMinute": PER_MINUTE }],
            })),
            journal: in_memory(),
            folders: (0..publishers).map(folder).collect(),
        }
    }

    /// Starts all of them.
    fn start(&self) -> Vec<Child> {
        self.folders
            .iter()
            .map(|folder| {
                self.sandbox
                    .publish(&[folder.path()])
                    .args(["--concurrency", "8", "--time-scale", &SCALE.to_string()])
                    .env("PREFLIGHT_JOURNAL", self.journal.path().join("journal.db"))
                    .env_remove("PREFLIGHT_RATE_LIMIT")
                    .env_remove("PREFLIGHT_CARD_RATE_LIMIT")
                    .stdout(Stdio::piped())
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the program runs")
            })
            .collect()
    }

    fn sent(&self) -> usize {
        self.sandbox.count("POST", MESSAGES)
    }

    /// Asserts that no request was refused, and that they took hardly longer than so many had to.
    #[track_caller]
    fn used_the_limit_up(&self) {
        let limit = self.sandbox.state()["rateLimits"][0].clone();
        assert_eq!(limit["refused"], 0, "{limit}");
        let times = self.sandbox.times(&format!("POST {MESSAGES}"));
        // The first window begins with the first request, and each full one has to end before the next can.
        let windows = u32::try_from(times.len().div_ceil(PER_MINUTE) - 1).expect("few");
        let least = f64::from(windows) * 60.0;
        let took = times.last().expect("a request") - times[0];
        println!("{} requests took {took} s, {least} s at best", times.len());
        assert!(
            windows > 0 && took <= least * 1.1,
            "{took} s, {least} s at best"
        );
    }
}

/// A folder in memory where the system has one, since it is the pace that is measured and not the disk.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a folder")
}

#[track_caller]
fn delivers_all(child: Child) {
    let run = Run::from(child.wait_with_output().expect("it ends"));
    assert_eq!(run.exit, Some(0), "{}", run.stderr);
    assert!(run.outcomes().iter().all(|outcome| outcome == "delivered"));
}

#[test]
fn publishers_that_start_together_use_the_limit_up_and_are_not_refused_once() {
    // Few are left for the last window, so that it matters little how fast this machine is.
    all([(2, 155), (4, 80)], |(number, cards)| {
        let publishers = Publishers::new(number, cards);
        for child in publishers.start() {
            delivers_all(child);
        }
        assert_eq!(publishers.sent(), number * cards);
        publishers.used_the_limit_up();
    });
}

#[test]
fn what_a_killed_publisher_would_have_sent_is_there_for_the_others() {
    let publishers = Publishers::new(3, 150);
    let mut children = publishers.start();
    while publishers.sent() < 100 {
        thread::sleep(Duration::from_millis(10));
    }
    let mut killed = children.remove(0);
    killed.kill().expect("it is at work");
    killed.wait().expect("it ends");
    for child in children {
        delivers_all(child);
    }
    let sent = publishers.sent();
    assert!((301..450).contains(&sent), "{sent}");
    publishers.used_the_limit_up();
}
