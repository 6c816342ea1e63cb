use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::audit::Audit;
use crate::audit::record::Record;

/// An audit with everything that one can hold: lines of an older version, a line that a crash cut off, two runs that wrote
/// at the same time.
static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    fs::write(&path, "{\"schemaVersion\":1,\"run\":\"old\"}\n".repeat(2)).expect("it is written");
    write(&path, "first", 3);
    let mut bytes = fs::read(&path).expect("it is read");
    bytes.extend_from_slice(b"{\"prev\":\"0123456789abcdef");
    fs::write(&path, bytes).expect("it is written");
    let [second, third] =
        ["second", "third"].map(|run| Audit::open(&path, run.to_owned()).expect("it is opened"));
    for audit in [&second, &third, &third, &second] {
        audit.write(|| Record::sample("id")).expect("it is written");
    }
    fs::read(&path).expect("it is read")
});

fn write(path: &Path, run: &str, lines: usize) {
    let audit = Audit::open(path, run.to_owned()).expect("it is opened");
    for _ in 0..lines {
        audit.write(|| Record::sample("id")).expect("it is written");
    }
}

fn check(bytes: &[u8], heads: &[Hash]) -> Verified {
    verify(bytes, heads).expect("it is read")
}

fn kinds(bytes: &[u8]) -> Vec<(Option<usize>, Kind)> {
    let verified = check(bytes, &[]);
    verified
        .problems
        .iter()
        .map(|problem| (problem.line, problem.kind))
        .collect()
}

/// Where each line stands, its end included.
fn lines(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            range
        })
        .collect()
}

/// The file without the lines from one number to another, from 1.
fn without(numbers: Range<usize>) -> Vec<u8> {
    let lines = lines(&FILE);
    let (from, to) = (lines[numbers.start - 1].start, lines[numbers.end - 1].start);
    [&FILE[..from], &FILE[to..]].concat()
}

#[test]
fn an_audit_that_nobody_touched_is_proven() {
    let verified = check(&FILE, &[]);
    assert!(verified.is_ok(), "{:?}", verified.problems);
    // 1 and 2 are old, 3 seals them, 7 was cut off, 8 seals it.
    assert_eq!(
        (
            verified.lines,
            verified.chained,
            verified.runs,
            verified.seals,
            verified.sealed_lines
        ),
        (12, 9, 3, 2, 3)
    );
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    use Kind::{Cut, Foreign, Link, NoChain, Seal, Sequence, Unsealed};
    let lines = lines(&FILE);
    let line = |number: usize| &FILE[lines[number - 1].clone()];
    let whole = b"{\"run\":\"x\"}\n";
    for (name, bytes, expected) in [
        (
            "a line is taken out",
            without(5..6),
            vec![(Some(5), Link), (Some(5), Sequence)],
        ),
        (
            "two lines change places",
            [
                &FILE[..lines[3].start],
                line(5),
                line(4),
                &FILE[lines[4].end..],
            ]
            .concat(),
            vec![
                (Some(4), Link),
                (Some(4), Sequence),
                (Some(5), Link),
                (Some(5), Sequence),
                (Some(6), Link),
                (Some(6), Sequence),
            ],
        ),
        (
            "a line comes twice",
            [&FILE[..], line(12)].concat(),
            vec![(Some(13), Link), (Some(13), Sequence)],
        ),
        (
            "the old lines are gone",
            without(1..3),
            vec![(Some(1), Seal)],
        ),
        (
            "the beginning is cut off",
            without(1..5),
            vec![(Some(1), Link), (Some(1), Sequence)],
        ),
        (
            "an old line is taken out",
            without(1..2),
            vec![(Some(2), Seal)],
        ),
        (
            "what was cut off is taken out",
            without(7..8),
            vec![(Some(7), Seal)],
        ),
        (
            "a seal is taken out",
            without(8..9),
            vec![(Some(7), Unsealed)],
        ),
        (
            "a line is put in",
            [&FILE[..lines[4].start], whole, &FILE[lines[4].start..]].concat(),
            vec![(Some(5), Unsealed)],
        ),
        (
            "a line is added",
            [&FILE[..], whole].concat(),
            vec![(Some(13), Unsealed)],
        ),
        (
            "the last line has no end",
            FILE[..FILE.len() - 1].to_vec(),
            vec![(Some(12), Cut)],
        ),
        (
            "only old lines",
            FILE[..lines[1].end].to_vec(),
            vec![(Some(1), NoChain)],
        ),
        ("nothing", Vec::new(), vec![]),
    ] {
        assert_eq!(kinds(&bytes), expected, "{name}");
    }
    // What somebody adds is sealed by the next run, and yet no line of ours.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    fs::write(&path, [&FILE[..], whole].concat()).expect("it is written");
    write(&path, "fourth", 1);
    let sealed = fs::read(&path).expect("it is read");
    assert_eq!(kinds(&sealed), [(Some(13), Foreign)]);
}

#[test]
fn every_changed_byte_is_found() {
    let mut bytes = FILE.clone();
    for place in 0..bytes.len() {
        // The least change, and the one between upper and lower case.
        for change in [0x01, 0x20] {
            bytes[place] ^= change;
            assert!(!check(&bytes, &[]).is_ok(), "byte {place} ^ {change}");
            bytes[place] ^= change;
        }
    }
}

#[test]
fn a_changed_line_is_told_as_that_and_nothing_else() {
    let last = lines(&FILE).pop().expect("a line");
    for number in [3, 4, 9, 12] {
        let line = lines(&FILE)[number - 1].clone();
        let mut bytes = FILE.clone();
        let place = line.start
            + bytes[line]
                .windows(2)
                .position(|at| at == b"Z\"")
                .expect("Z");
        bytes[place - 1] ^= 1;
        assert_eq!(kinds(&bytes), [(Some(number), Kind::Changed)]);
    }
    assert_eq!(last.end, FILE.len());
}

#[test]
fn a_head_proves_that_nothing_was_cut_off() {
    let whole = check(&FILE, &[]);
    let head = whole.head.expect("a head");
    let found = check(&FILE, &[head, Hash::OF_NOTHING]);
    assert_eq!(found.heads[0].line, Some(12));
    assert_eq!(found.heads[1].line, None);
    assert_eq!(found.problems.len(), 1);
    for line in lines(&FILE) {
        let cut = check(&FILE[..line.start], &[head]);
        let missing = cut.problems.last().expect("it is found");
        assert_eq!(missing.kind, Kind::Head);
    }
    // What comes after it changes nothing.
    let before = check(&FILE[..lines(&FILE)[4].end], &[])
        .head
        .expect("a head");
    let later = check(&FILE, &[before]);
    assert!(later.is_ok());
    assert_eq!(later.heads[0].line, Some(5));
}

#[test]
fn a_new_chain_that_agrees_with_itself_has_other_heads() {
    let head = check(&FILE, &[]).head.expect("a head");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("audit.jsonl");
    write(&path, "first", 12);
    let forged = fs::read(&path).expect("it is read");
    assert!(check(&forged, &[]).is_ok());
    assert!(!check(&forged, &[head]).is_ok());
}

#[test]
fn many_problems_are_counted_and_some_told() {
    let verified = check(&b"{\"prev\":\"\n".repeat(1000), &[]);
    assert_eq!((verified.problems.len(), verified.lines), (1, 1000));
    let line = &FILE[lines(&FILE)[3].clone()];
    let verified = check(&line.repeat(500), &[]);
    assert_eq!(verified.problems.len(), 100);
    assert!(verified.omitted_problems > 800);
}

/// What somebody does to a file.
#[derive(Debug, Clone)]
enum Tampering {
    Change(prop::sample::Index, u8),
    PutIn(prop::sample::Index, u8),
    TakeOut(prop::sample::Index),
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Copy(prop::sample::Index, prop::sample::Index),
    Insert(prop::sample::Index, String),
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        (index(), 1..=u8::MAX).prop_map(|(place, change)| Tampering::Change(place, change)),
        (index(), any::<u8>()).prop_map(|(place, byte)| Tampering::PutIn(place, byte)),
        index().prop_map(Tampering::TakeOut),
        index().prop_map(Tampering::Cut),
        (index(), index()).prop_map(|(from, to)| Tampering::Remove(from, to)),
        (index(), index()).prop_map(|(one, other)| Tampering::Swap(one, other)),
        (index(), index()).prop_map(|(line, to)| Tampering::Copy(line, to)),
        (index(), "\\PC{0,40}").prop_map(|(to, text)| Tampering::Insert(to, text)),
    ]
}

fn tampered(bytes: &[u8], tampering: &Tampering) -> Vec<u8> {
    let mut result = bytes.to_vec();
    let ranges = lines(bytes);
    let mut texts: Vec<&[u8]> = ranges.iter().map(|range| &bytes[range.clone()]).collect();
    match tampering {
        Tampering::Change(place, change) => result[place.index(bytes.len())] ^= change,
        Tampering::PutIn(place, byte) => result.insert(place.index(bytes.len() + 1), *byte),
        Tampering::TakeOut(place) => {
            result.remove(place.index(bytes.len()));
        }
        Tampering::Cut(place) => result.truncate(place.index(bytes.len())),
        Tampering::Remove(from, to) => {
            let (from, to) = (from.index(texts.len()), to.index(texts.len()));
            texts.drain(from.min(to)..=from.max(to));
            return texts.concat();
        }
        Tampering::Swap(one, other) => {
            texts.swap(one.index(ranges.len()), other.index(ranges.len()));
            return texts.concat();
        }
        Tampering::Copy(line, to) => {
            texts.insert(to.index(ranges.len() + 1), texts[line.index(ranges.len())]);
            return texts.concat();
        }
        Tampering::Insert(to, text) => {
            let text = format!("{text}\n");
            texts.insert(to.index(ranges.len() + 1), text.as_bytes());
            return texts.concat();
        }
    }
    result
}

proptest! {
    #[test]
    fn whatever_is_done_to_a_file_is_found(first in tampering(), second in prop::option::of(tampering())) {
        let mut bytes = tampered(&FILE, &first);
        if let Some(second) = second.filter(|_| !bytes.is_empty()) {
            bytes = tampered(&bytes, &second);
        }
        let head = check(&FILE, &[]).head.expect("a head");
        let is_same = bytes == *FILE;
        prop_assert_eq!(check(&bytes, &[head]).is_ok(), is_same);
        // The file alone does not tell that whole lines are missing at its end.
        let is_shorter = FILE.starts_with(&bytes) && bytes.last().is_none_or(|byte| *byte == b'\n');
        if !is_shorter {
            prop_assert!(!check(&bytes, &[]).is_ok());
        }
    }
}
