//! The settings that say how requests leave the machine: `proxy` and `ca-certificate`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, KeyPair};
use serde_json::json;

use crate::support::{Folder, Run, good};

fn certificate() -> String {
    let key = KeyPair::generate().expect("a key");
    let parameters = CertificateParams::default();
    let certificate = parameters.self_signed(&key).expect("a certificate");
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        STANDARD.encode(certificate.der())
    )
}

fn setting(run: &Run, name: &str) -> serde_json::Value {
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    let shown = run.json();
    let settings = shown["settings"].as_array().expect("a list");
    settings
        .iter()
        .find(|setting| setting["name"] == name)
        .unwrap_or_else(|| panic!("{name} is not shown"))
        .clone()
}

#[test]
fn a_proxy_is_shown_without_its_password() {
    let mut folder = Folder::with([(
        "preflight.toml",
        "[publish]\nproxy = \"http://robot:hunter2@proxy.example.com:3128\"\n",
    )]);
    let arguments = ["publish", "--show-config=json"];
    assert_eq!(
        setting(&folder.run(arguments), "publish.proxy"),
        json!({
            "name": "publish.proxy",
            "value": "http://[redacted]@proxy.example.com:3128",
            "origin": {"from": "file", "path": "preflight.toml", "line": 2},
        })
    );
    folder.set("PREFLIGHT_PROXY", "https://proxy.example.com");
    let shown = setting(&folder.run(arguments), "publish.proxy");
    assert_eq!(shown["value"], "https://proxy.example.com");
    assert_eq!(shown["origin"]["name"], "PREFLIGHT_PROXY");
    let run = folder.run([
        "publish",
        "--show-config",
        "--proxy",
        "http://:hunter2@127.0.0.1:1",
    ]);
    let line = "publish.proxy = http://[redacted]@127.0.0.1:1  (flag --proxy)";
    assert!(run.stdout.lines().any(|shown| shown == line), "{run:?}");
    assert!(!run.stdout.contains("hunter2"), "{run:?}");
}

#[test]
fn a_certificate_is_looked_for_beside_the_file_that_names_it() {
    let folder = Folder::with([
        ("sub/a.json", good("a").as_str()),
        (
            "sub/preflight.toml",
            "[publish]\nca-certificate = \"ca.pem\"\n",
        ),
        ("sub/ca.pem", &certificate()),
        ("two.pem", &[certificate(), certificate()].concat()),
    ]);
    let shown = setting(
        &folder.run(["publish", "sub/a.json", "--show-config=json"]),
        "publish.ca-certificate",
    );
    assert_eq!(shown["value"], "sub/ca.pem");
    assert_eq!(shown["origin"]["path"], "sub/preflight.toml");
    let flagged = [
        "publish",
        "sub/a.json",
        "--show-config=json",
        "--ca-certificate",
        "two.pem",
    ];
    let shown = setting(&folder.run(flagged), "publish.ca-certificate");
    assert_eq!(shown["value"], "two.pem");
}

#[test]
fn what_cannot_be_used_says_whose_it_is_and_the_next_step() {
    let mut folder = Folder::with([
        ("a.json", good("a").as_str()),
        (
            "key.pem",
            "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n",
        ),
        ("cut.pem", "-----BEGIN CERTIFICATE-----\nAA==\n"),
    ]);
    folder
        .set("GENESYS_CLIENT_ID", "id")
        .set("GENESYS_CLIENT_SECRET", "secret");
    let said = |flag: &str, value: &str| {
        let run = folder.run(["publish", "a.json", flag, value]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
        run.stderr
    };
    let all = [
        said("--ca-certificate", "missing.pem"),
        said("--ca-certificate", "key.pem"),
        said("--ca-certificate", "cut.pem"),
        said("--proxy", "proxy.example.com:3128"),
        said("--proxy", "http://proxy.example.com:3128/path"),
    ];
    insta::with_settings!({filters => vec![(r"\(No such .*?\)\)", "(the system's words)")]}, {
        insta::assert_snapshot!(all.concat());
    });
    // A command that does not publish is not stopped by it.
    folder.set("PREFLIGHT_CA_CERTIFICATE", "missing.pem");
    assert_eq!(folder.run(["check", "a.json"]).code, 0);
    let run = folder.run(["publish", "a.json"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr
            .contains("ca-certificate (environment PREFLIGHT_CA_CERTIFICATE): missing.pem "),
        "{run:?}"
    );
}
