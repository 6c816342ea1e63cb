use std::fs;
use std::thread;

use super::*;
use crate::audit::verify::{Verified, verify};

fn verified(path: &Path) -> Verified {
    let bytes = fs::read(path).expect("it is read");
    verify(&bytes[..], &[]).expect("it is read")
}

fn open(path: &Path, run: &str) -> Audit {
    Audit::open(path, run.to_owned()).expect("it is opened")
}

#[test]
fn the_head_of_a_run_is_the_hash_of_its_last_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    let audit = open(&path, "run");
    assert_eq!(
        audit
            .written()
            .expect("a file")
            .head
            .map(|head| head.to_string()),
        Some(chain::Hash::OF_NOTHING.to_string())
    );
    let record = Record::sample("id");
    audit.note(&record, SystemTime::now()).expect("it is kept");
    assert!(fs::read(&path).expect("it is read").is_empty(), "it waits");
    let head = audit.written().expect("a file").head;
    assert_eq!(verified(&path).head, head);
    audit.note(&record, SystemTime::now()).expect("it is kept");
    audit.sync().expect("it is written");
    let after = verified(&path);
    assert_eq!((after.chained, after.is_ok()), (2, true));
    assert_ne!(after.head, head);
    assert!(Audit::nowhere().written().is_none());
}

#[test]
fn a_line_cut_off_anywhere_is_sealed_by_the_next_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    let audit = open(&path, "first");
    audit.write(|| Record::sample("a")).expect("it is written");
    let kept = fs::read(&path).expect("it is read").len();
    audit.write(|| Record::sample("b")).expect("it is written");
    drop(audit);
    let whole = fs::read(&path).expect("it is read");
    for length in kept..=whole.len() {
        fs::write(&path, &whole[..length]).expect("it is written");
        open(&path, "second")
            .write(|| Record::sample("c"))
            .expect("it is written");
        let after = verified(&path);
        assert!(after.is_ok(), "cut at {length}: {:?}", after.problems);
        // Nothing but its end is missing of the line, or nothing at all.
        let is_whole = length + 1 >= whole.len();
        let is_gone = length == kept;
        assert_eq!(
            (after.seals, after.chained),
            (
                usize::from(!is_whole && !is_gone),
                2 + usize::from(!is_gone)
            ),
            "cut at {length}"
        );
        let bytes = fs::read(&path).expect("it is read");
        assert!(bytes.starts_with(&whole[..length]), "cut at {length}");
    }
}

#[test]
fn a_crash_while_sealing_is_sealed_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    open(&path, "first")
        .write(|| Record::sample("a"))
        .expect("it is written");
    let mut cut = fs::read(&path).expect("it is read");
    cut.extend_from_slice(b"{\"prev\":\"01");
    fs::write(&path, &cut).expect("it is written");
    drop(open(&path, "second"));
    let sealed = fs::read(&path).expect("it is read");
    for length in cut.len()..=sealed.len() {
        fs::write(&path, &sealed[..length]).expect("it is written");
        drop(open(&path, "third"));
        let after = verified(&path);
        assert!(after.is_ok(), "cut at {length}: {:?}", after.problems);
    }
}

#[test]
fn what_an_older_version_wrote_is_carried_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    let old = "{\"schemaVersion\":1,\"run\":\"old\"}\n".repeat(5_000);
    for end in ["", "{\"schemaVersion\":1,\"ru"] {
        fs::write(&path, format!("{old}{end}")).expect("it is written");
        open(&path, "new")
            .write(|| Record::sample("a"))
            .expect("it is written");
        let after = verified(&path);
        assert!(after.is_ok(), "{:?}", after.problems);
        let lines = 5_000 + usize::from(!end.is_empty());
        assert_eq!((after.chained, after.sealed_lines), (2, lines));
    }
}

#[test]
fn many_publishers_write_one_chain() {
    const PUBLISHERS: usize = 4;
    const LINES: usize = 200;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    thread::scope(|scope| {
        for run in 0..PUBLISHERS {
            let path = &path;
            scope.spawn(move || {
                let audit = open(path, &run.to_string());
                for line in 0..LINES {
                    let record = Record::sample("a");
                    // Some of them wait, and are written together.
                    if line % 3 == 0 {
                        audit.note(&record, SystemTime::now()).expect("it is kept");
                    } else {
                        audit.write(|| record).expect("it is written");
                    }
                }
                audit.finish().expect("it is written");
            });
        }
    });
    let after = verified(&path);
    assert!(after.is_ok(), "{:?}", after.problems);
    assert_eq!(
        (after.chained, after.runs),
        (PUBLISHERS * LINES, PUBLISHERS)
    );
}

#[test]
fn a_run_goes_on_after_a_line_that_another_one_left_half_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    let audit = open(&path, "first");
    audit.write(|| Record::sample("a")).expect("it is written");
    let mut bytes = fs::read(&path).expect("it is read");
    bytes.extend_from_slice(b"{\"prev\":\"01");
    fs::write(&path, bytes).expect("it is written");
    audit.write(|| Record::sample("b")).expect("it is written");
    let after = verified(&path);
    assert!(after.is_ok(), "{:?}", after.problems);
    assert_eq!((after.chained, after.seals), (3, 1));
}
