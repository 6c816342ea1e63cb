//! Links read back what was written, by us and by others, and nothing else is read.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use preflight_core::kinds;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::*;

/// What Node's zlib, which is not ours, makes of lines of `{"unpack": DATA}` and `{"pack": TEXT, "level": N}`.
const NODE: &str = r#"
const zlib = require("node:zlib");
const lines = require("node:fs").readFileSync(0, "utf8").trimEnd().split("\n");
for (const line of lines) {
  const { unpack, pack, level } = JSON.parse(line);
  const made = unpack === undefined
    ? zlib.deflateRawSync(Buffer.from(pack, "utf8"), { level }).toString("base64url")
    : new TextDecoder("utf-8", { fatal: true }).decode(zlib.inflateRawSync(Buffer.from(unpack, "base64url")));
  console.log(JSON.stringify(made));
}
"#;

fn document(text: &str) -> SharedDocument {
    SharedDocument {
        text: text.to_owned(),
        kind: None,
        policy_digest: Some("0123456789abcdef".repeat(4)),
        core_version: Some("0.1.0".to_owned()),
        name: None,
    }
}

fn link(json: &str) -> String {
    let packed = compress_to_vec(json.as_bytes(), COMPRESSION);
    format!("#preflight1={}", URL_SAFE_NO_PAD.encode(packed))
}

fn data(link: &str) -> &str {
    link.split_once('=').expect("a link has a sign").1
}

/// Any text; a kind or none; a name as files have them, or none.
fn documents() -> impl Strategy<Value = SharedDocument> {
    let text = prop_oneof![
        any::<String>(),
        "[ -~\n\t]{0,2000}",
        // What compresses well, and what does not.
        (0..40_usize, "[a-z]{1,9}").prop_map(|(times, word)| word.repeat(times * 50)),
        proptest::collection::vec(any::<char>(), 0..3_000)
            .prop_map(|characters| characters.into_iter().collect()),
    ];
    let kind = proptest::option::of(proptest::sample::select(kinds::ALL));
    let name = proptest::option::of("[a-zA-Z0-9é._ -]{1,40}");
    (text, kind, name).prop_map(|(text, kind, name)| SharedDocument {
        kind,
        name,
        ..document(&text)
    })
}

fn samples(count: usize) -> Vec<SharedDocument> {
    let mut runner = TestRunner::deterministic();
    let documents = documents();
    (0..count)
        .map(|_| {
            documents
                .new_tree(&mut runner)
                .expect("a document")
                .current()
        })
        .collect()
}

proptest! {
    #[test]
    fn what_is_shared_is_what_is_read(document in documents()) {
        let fragment = document.to_fragment().expect("JSON");
        let data = data(&fragment);
        prop_assert!(data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        prop_assert_eq!(document.to_fragment().expect("JSON"), fragment.clone());
        for link in [fragment.clone(), format!("https://designer.example/a/b?c{fragment}")] {
            prop_assert_eq!(of_path(Path::new(&link)), Some(link.as_str()));
            prop_assert_eq!(SharedDocument::from_link(&link), Ok(document.clone()));
        }
    }

    #[test]
    fn no_link_is_a_panic(data in "[A-Za-z0-9_-]{0,400}", bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = SharedDocument::from_link(&format!("#preflight1={data}"));
        let _ = SharedDocument::from_link(&format!("#preflight1={}", URL_SAFE_NO_PAD.encode(&bytes)));
        if let Ok(json) = std::str::from_utf8(&bytes) {
            let _ = SharedDocument::from_link(&link(json));
        }
    }

    #[test]
    fn a_link_without_its_end_or_with_more_behind_it_is_refused(document in documents(), part in 0.0..1.0_f64) {
        let fragment = document.to_fragment().expect("JSON");
        let whole = data(&fragment).len();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let kept = (whole as f64 * part) as usize;
        let cut = &fragment[..fragment.len() - whole + kept];
        prop_assert!(SharedDocument::from_link(cut).is_err(), "{cut}");
        for more in ["A", "AA", "AAA", "AAAA", "and-so-on"] {
            let link = format!("{fragment}{more}");
            prop_assert!(SharedDocument::from_link(&link).is_err(), "{link}");
        }
    }
}

#[test]
fn node_reads_our_links_and_we_read_those_of_node() {
    if Command::new("node").arg("--version").output().is_err() {
        let why = "there is no `node` on PATH; `cargo xtask setup` installs it";
        assert!(
            std::env::var_os("CI").is_none_or(|value| value != "true"),
            "{why}"
        );
        preflight_tests::not_run("share links beside Node's zlib", why);
        return;
    }
    let documents = samples(200);
    let ours: Vec<String> = documents
        .iter()
        .map(|document| document.to_fragment().expect("JSON"))
        .collect();
    let contents: Vec<String> = documents
        .iter()
        .map(|document| {
            let mut contents = json!({
                "text": document.text,
                "policyDigest": document.policy_digest,
                "coreVersion": document.core_version,
            });
            // As the page writes it: what there is none of is left out.
            if let Some(kind) = document.kind {
                contents["kind"] = kind.name().into();
            }
            if let Some(name) = &document.name {
                contents["name"] = name.as_str().into();
            }
            contents.to_string()
        })
        .collect();
    let unpack = ours.iter().map(|link| json!({"unpack": data(link)}));
    let pack = (0..)
        .zip(&contents)
        .map(|(number, text)| json!({"pack": text, "level": number % 10}));
    let answers = node(&unpack.chain(pack).collect::<Vec<_>>());
    let (unpacked, packed) = answers.split_at(documents.len());
    for ((document, contents), (unpacked, packed)) in documents
        .iter()
        .zip(&contents)
        .zip(unpacked.iter().zip(packed))
    {
        let theirs: Value = serde_json::from_str(unpacked).expect("JSON");
        let expected: Value = serde_json::from_str(contents).expect("JSON");
        assert_eq!(theirs, expected);
        let link = format!("https://designer.example/#preflight1={packed}");
        assert_eq!(SharedDocument::from_link(&link).as_ref(), Ok(document));
    }
}

fn node(lines: &[Value]) -> Vec<String> {
    let mut child = Command::new("node")
        .args(["-e", NODE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let input = lines.join("\n");
    let mut pipe = child.stdin.take().expect("piped");
    let writing = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writing.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a string"))
        .collect();
    assert_eq!(answers.len(), lines.len());
    answers
}

#[test]
fn only_links_are_taken_for_links() {
    for (path, is_link) in [
        ("#preflight1=AA", true),
        ("#preflight27=AA", true),
        ("#preflight1=", true),
        ("https://a.example/b/#preflight1=AA", true),
        ("http://127.0.0.1:7733/#preflight1=AA", true),
        // Files are called what people like.
        ("cards/a#preflight1=AA.json", false),
        ("./#preflight1=AA", false),
        ("#preflight=AA", false),
        ("#preflightx=AA", false),
        ("#preflight1", false),
        ("https://a.example/b/#session=AA", false),
        ("card.json", false),
    ] {
        assert_eq!(of_path(&PathBuf::from(path)).is_some(), is_link, "{path}");
    }
}

#[test]
fn what_is_wrong_with_a_link_is_said() {
    let text = "x".repeat(MAX_DOCUMENT_BYTES + 1);
    let digest = "0".repeat(64);
    let links = [
        ("of a later format", "#preflight2=AA".to_owned()),
        ("without anything", "#preflight1=".to_owned()),
        ("with padding", "#preflight1=AAA=".to_owned()),
        ("with the other alphabet", "#preflight1=AA+/".to_owned()),
        (
            "with a character that is hidden",
            "#preflight1=AA\u{1b}[2J".to_owned(),
        ),
        (
            "with a lone character at its end",
            "#preflight1=AAAAA".to_owned(),
        ),
        ("with bits that are none", "#preflight1=AB".to_owned()),
        (
            "not compressed",
            format!("#preflight1={}", URL_SAFE_NO_PAD.encode("{\"text\": \"\"}")),
        ),
        ("not JSON", link("text")),
        ("not UTF-8", {
            let packed = compress_to_vec(b"{\"text\": \"\xff\"}", COMPRESSION);
            format!("#preflight1={}", URL_SAFE_NO_PAD.encode(packed))
        }),
        ("a list", link("[]")),
        ("without a text", link("{}")),
        ("with a number for a text", link("{\"text\": 1}")),
        ("with a text and a half", link("{\"text\": \"\"} {")),
        (
            "of no kind",
            link("{\"text\": \"\", \"kind\": \"ban\\u001bner\"}"),
        ),
        (
            "with a digest that is none",
            link("{\"text\": \"\", \"policyDigest\": \"\\u001b[2J\"}"),
        ),
        (
            "with a version that is none",
            link(&format!(
                "{{\"text\": \"\", \"policyDigest\": \"{digest}\", \"coreVersion\": \"1 or so\"}}"
            )),
        ),
        ("too long", link(&json!({"text": text}).to_string())),
        (
            "with more behind it",
            format!("{}AAAA", document("{}").to_fragment().expect("JSON")),
        ),
        (
            "of a format with many digits",
            format!("#preflight{}=AA", "9".repeat(100_000)),
        ),
        (
            "of a kind with many letters",
            link(&json!({"text": "", "kind": "k".repeat(100_000)}).to_string()),
        ),
    ];
    let told: Vec<String> = links
        .iter()
        .map(|(name, link)| {
            let error = SharedDocument::from_link(link).expect_err(name);
            format!("{name}\n  {error}\n")
        })
        .collect();
    let told = told.concat();
    assert!(!told.contains('\u{1b}'), "{told}");
    insta::assert_snapshot!(told);
}

/// The longest document that is read can be shared, however it has to be written.
#[test]
fn the_longest_document_fits() {
    for character in ["x", "\"", "\u{7}", "€"] {
        let text = character.repeat(MAX_DOCUMENT_BYTES / character.len());
        let document = document(&text);
        let fragment = document.to_fragment().expect("JSON");
        let read = SharedDocument::from_link(&fragment);
        assert!(read == Ok(document), "{character:?}");
    }
}

/// DEFLATE gives up to 1,032 bytes for one.
#[test]
fn a_bomb_is_refused_before_it_is_held() {
    // 64 MiB of JSON that means something, in 64 KiB.
    let text = " ".repeat(64 << 20);
    let bomb = link(&format!("{{\"text\": \"\"}}{text}"));
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(
        SharedDocument::from_link(&bomb),
        Err(ShareLinkError::TooLong)
    );
    let nested = format!(
        "{{\"text\": {}1{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let error = SharedDocument::from_link(&link(&nested)).expect_err("no text");
    assert!(matches!(error, ShareLinkError::NotJson(_)), "{error}");
}

#[test]
fn names_are_shown_without_what_a_terminal_obeys() {
    for (name, shown) in [
        ("card.json", "<share link: card.json>"),
        ("../../etc/passwd", "<share link: passwd>"),
        ("C:\\cards\\card.json", "<share link: card.json>"),
        (
            "a\u{1b}]0;title\u{7}b",
            "<share link: a\u{241b}]0;title\u{2407}b>",
        ),
        ("a\nb\u{202e}c", "<share link: a\u{240a}b\u{fffd}c>"),
        ("", "<share link>"),
        ("cards/", "<share link>"),
    ] {
        let link = link(&json!({"text": "", "name": name}).to_string());
        let document = SharedDocument::from_link(&link).expect("a document");
        assert_eq!(document.shown(), shown);
        assert!(is_shown(shown));
    }
    let long = link(&json!({"text": "", "name": "é".repeat(10_000)}).to_string());
    let document = SharedDocument::from_link(&long).expect("a document");
    assert!(document.shown().chars().count() < 300);
}
