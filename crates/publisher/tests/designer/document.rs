//! What the page is told of its document, and who is told.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::program::{Folder, GOOD};

/// A tag as the issue of the page describes it: SHA-256 in hexadecimal digits, in quotes.
pub(crate) fn tag(text: &str) -> String {
    let digest = Sha256::digest(text);
    let hex: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("\"{}\"", hex.concat())
}

/// What `check` says of the same folder.
fn checked(folder: &Folder, file: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_preflight"))
        .args(["check", "--format", "json", file])
        .current_dir(folder.path("."))
        .env_clear()
        .output()
        .expect("it starts");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn the_page_gets_the_text_and_the_policy_it_is_judged_under() {
    let folder = Folder::new();
    folder.write("cards/a.json", GOOD);
    folder.write(
        "preflight.toml",
        "[policy.limits]\n\"rich-card.depth\" = 3\n",
    );
    let designer = folder.designer(&["./cards/a.json"]);
    let document = designer.document();
    assert_eq!(document["name"], "a.json");
    assert_eq!(document["path"], "./cards/a.json");
    assert_eq!(document["text"], GOOD);
    assert_eq!(document["kind"], Value::Null);
    assert_eq!(document["etag"], tag(GOOD).as_str());
    assert_eq!(document["policy"]["limits"]["rich-card.depth"], 3);
    assert_eq!(document["coreVersion"], env!("CARGO_PKG_VERSION"));
    let policy = preflight_core::PolicyFile::from_json(&document["policy"].to_string())
        .and_then(preflight_core::PolicyFile::into_policy)
        .expect("a policy that the page can take over");
    assert_eq!(document["policyDigest"], policy.digest());
    let report = checked(&folder, "cards/a.json");
    assert_eq!(document["policyDigest"], report["policyDigest"], "{report}");

    // It is read anew each time.
    folder.write("cards/a.json", "{}");
    let document = designer.document();
    assert_eq!(
        (&document["text"], &document["etag"]),
        (&json!("{}"), &json!(tag("{}")))
    );
}

#[test]
fn the_policy_beside_a_file_is_taken_before_the_file_is_there() {
    let folder = Folder::new();
    folder.write(
        "cards/preflight.toml",
        "[policy.limits]\n\"rich-card.depth\" = 3\n",
    );
    let designer = folder.designer(&["cards/new.json"]);
    assert_eq!(
        designer.document()["policy"]["limits"]["rich-card.depth"],
        3
    );
}

#[test]
fn without_a_file_there_is_an_empty_text_and_nowhere_to_save_it() {
    let folder = Folder::new();
    let designer = folder.designer(&[]);
    let document = designer.document();
    assert_eq!(document["text"], "");
    for none in ["name", "path", "kind", "etag"] {
        assert_eq!(document[none], Value::Null, "{none}");
    }
    let reply = designer.save("*", b"{}");
    assert_eq!(reply.status, 404);
    assert_eq!(
        reply.text(),
        "There is no file to save to; start `preflight designer FILE`, or download the text.\n"
    );
    assert_eq!(folder.names(), [".git", "page"]);
}

#[test]
fn a_share_link_is_opened_and_saved_nowhere() {
    let folder = Folder::new();
    folder.write("payload.json", "{\"name\": \"a\"}");
    let output = Command::new(env!("CARGO_BIN_EXE_preflight"))
        .args([
            "share",
            "payload.json",
            "--kind",
            "channel",
            "--base",
            "https://a.example/b",
        ])
        .current_dir(folder.path("."))
        .env_clear()
        .output()
        .expect("it starts");
    let link = String::from_utf8(output.stdout).expect("UTF-8");
    let designer = folder.designer(&[link.trim_end()]);
    let document = designer.document();
    assert_eq!(document["text"], "{\"name\": \"a\"}");
    assert_eq!(document["kind"], "channel");
    assert_eq!(document["name"], "payload.json");
    assert_eq!(
        (&document["path"], &document["etag"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(designer.save("*", b"{}").status, 404);
    assert_eq!(folder.read("payload.json"), "{\"name\": \"a\"}");
}

#[test]
fn nobody_else_is_told_the_text() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    let designer = folder.designer(&["a.json"]);
    let token = designer.token.clone();
    let origin = designer.origin();
    let flipped = if token.starts_with('A') { "B" } else { "A" };
    let nearly = format!("{flipped}{}", &token[1..]);
    let name = "X-Preflight-Session";
    for headers in [
        &[][..],
        &[(name, "")],
        &[(name, nearly.as_str())],
        &[(name, &token[1..])],
        &[(name, &format!("{token}A"))],
        &[(name, &token.to_lowercase())],
        // Nothing but the header is looked at, since browsers send the others by themselves.
        &[("Cookie", &format!("session={token}"))],
        &[("Authorization", &format!("Bearer {token}"))],
        &[(name, &token), (name, &token)],
        &[(name, &token), ("Origin", "https://attacker.example")],
        &[(name, &token), ("Origin", "null")],
        &[(name, &token), ("Sec-Fetch-Site", "cross-site")],
        &[(name, &token), ("Sec-Fetch-Site", "same-site")],
        &[(name, &token), ("Sec-Fetch-Site", "none")],
    ] {
        let reply = designer.ask("GET /session/document", headers, b"");
        assert_eq!(reply.status, 403, "{headers:?}");
        assert!(!reply.text().contains("widget"), "{headers:?}");
    }
    let queried = format!("GET /session/document?session={token}");
    assert_eq!(designer.ask(&queried, &[], b"").status, 403);
    for headers in [
        &[(name, token.as_str())][..],
        &[
            (name, &token),
            ("Origin", &origin),
            ("Sec-Fetch-Site", "same-origin"),
        ],
    ] {
        let reply = designer.ask("GET /session/document", headers, b"");
        assert_eq!(reply.status, 200, "{headers:?}");
    }
    // A page that was opened under the other name is this page as well.
    let host = format!("localhost:{}", designer.port);
    let local = format!("http://{host}");
    let mixed = [("Host", host.as_str()), (name, &token), ("Origin", &origin)];
    assert_eq!(
        designer.ask("GET /session/document", &mixed, b"").status,
        403
    );
    let same = [("Host", host.as_str()), (name, &token), ("Origin", &local)];
    assert_eq!(
        designer.ask("GET /session/document", &same, b"").status,
        200
    );
}

#[test]
fn every_run_has_a_token_of_its_own() {
    let folder = Folder::new();
    let (one, two) = (folder.designer(&[]), folder.designer(&[]));
    assert_ne!(one.token, two.token);
    // 256 bits in base64url.
    assert_eq!(one.token.len(), 43);
    let of_the_other = [("X-Preflight-Session", two.token.as_str())];
    assert_eq!(
        one.ask("GET /session/document", &of_the_other, b"").status,
        403
    );
}

#[test]
fn a_file_that_became_something_else_is_told() {
    let folder = Folder::new();
    folder.write("a.json", GOOD);
    let designer = folder.designer(&["a.json"]);
    let token = designer.token.clone();
    let told = || {
        let reply = designer.ask(
            "GET /session/document",
            &[("X-Preflight-Session", &token)],
            b"",
        );
        (reply.status, reply.text())
    };
    folder.write("a.json", b"{\"a\": \"\xff\"}");
    assert_eq!(
        told(),
        (
            409,
            "a.json: this is not UTF-8; save it as UTF-8 first.\n".to_owned()
        )
    );
    folder.write("a.json", vec![b' '; (1 << 20) + 1]);
    let (status, words) = told();
    assert_eq!(status, 409);
    assert!(words.contains("longer than 1 MiB"), "{words}");
    fs::remove_file(folder.path("a.json")).expect("there");
    fs::create_dir(folder.path("a.json")).expect("writable");
    assert_eq!(told().0, 409);
}
