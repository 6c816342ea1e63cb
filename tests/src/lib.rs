//! What the cross-crate tests share: where things are, and a good payload of each kind to start from.

pub mod browser;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use preflight_core::{Checked, Kind, Options, Policy, check};
use serde_json::{Value as Json, json};

/// The repository's root.
///
/// # Panics
/// Never: the crate stands one folder below it.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests stand in the repository")
        .to_owned()
}

/// The files of a folder of the repository with one of these endings, in order of their names.
///
/// # Panics
/// When the folder cannot be read, or holds no such file.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = repository().join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == ending)
        })
        .collect();
    files.sort();
    assert!(
        !files.is_empty(),
        "{} holds no .{ending} files",
        folder.display()
    );
    files
}

/// A payload of the kind that nothing is wrong with.
pub fn good_payload(kind: Kind) -> Json {
    match kind {
        Kind::WidgetConfiguration => json!({
            "name": "CustomWidget_alpha",
            "widgetId": "alpha",
            "uiTheme": {"primaryColor": "#0056B3", "fontFamily": "Inter, sans-serif", "borderRadius": 8},
            "preChatForm": {
                "fields": [
                    {"label": "Full Name", "type": "text", "required": true, "autocomplete": "name"},
                    {"label": "Department", "type": "select", "options": ["Sales", {"label": "Support", "value": "s"}]},
                    {"type": "hidden", "name": "origin"}
                ],
                "maxElements": 5
            }
        }),
        Kind::RichCard => json!({
            "messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
            "templateMatrix": {
                "templateId": "order-confirmation-v2",
                "layoutEngine": "flexbox",
                "version": "2.1",
                "fallbackBehavior": "textOnly"
            },
            "dynamicFields": {"order": {"number": 12}},
            "components": [
                {"type": "header", "text": "Order Confirmation", "style": "bold"},
                {"type": "container", "components": [
                    {"type": "body", "text": "Your order has been **processed**.", "markdown": true}
                ]},
                {"type": "buttonGroup", "buttons": [
                    {"label": "Track", "action": "link", "payload": "https://example.com/o/1", "style": "primary"}
                ]}
            ]
        }),
        Kind::AgentWidget => json!({
            "name": "Agent Dashboard Widget",
            "description": "Custom metrics display for agent desktop",
            "type": "webapp",
            "status": "inactive",
            "manifestUrl": "https://s3.amazonaws.com/my-bucket/widget-manifest.json",
            "settings": {"dimensions": {"width": 750, "height": 500}, "refresh_interval_ms": 5000, "own": [1]}
        }),
        Kind::Channel => json!({
            "name": "Enterprise Support Portal Widget",
            "description": "Primary web messaging channel for customer support",
            "webMessagingWidgetConfiguration": {
                "widgetId": "widget-prod-001",
                "theme": "default",
                "customAttributes": {"department": "support", "region": "na"}
            },
            "securityPolicy": {
                "enabled": true,
                "allowedOrigins": ["https://support.example.com", "https://portal.example.com:8443"],
                "requireConsent": true
            },
            "routingConfiguration": {"queueId": "2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"}
        }),
        Kind::ParticipantVariables => json!({
            "attributes": {"customer_tier": "platinum", "cart_value": "1250.5", "is_vip": "true"}
        }),
    }
}

/// Checks a bare payload under the default policy.
pub fn check_payload(kind: Kind, payload: &Json) -> Checked {
    let policy = Policy::default();
    let options = Options {
        kind: Some(kind),
        ..Options::new(&policy)
    };
    check(&payload.to_string(), options)
}

/// The rules a document breaks, in the order of the text.
pub fn rules_of(checked: &Checked) -> Vec<&'static str> {
    checked
        .report()
        .findings
        .iter()
        .map(|finding| finding.rule)
        .collect()
}

/// Those of them that are about how the text is read, not about what it looks like once it is drawn.
pub fn rules_of_the_text(checked: &Checked) -> Vec<&'static str> {
    let findings = checked.report().findings.iter();
    findings
        .filter(|finding| finding.accessibility.is_none())
        .map(|finding| finding.rule)
        .collect()
}

/// Holds a committed file to the text it is generated from; with `UPDATE_GENERATED` set, writes it instead.
///
/// # Panics
/// When the file differs, or cannot be written.
pub fn assert_generated(path: &str, text: &str) {
    let file = repository().join(path);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        let folder = file.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("a folder that can be made");
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == text,
        "{path} is out of date; run `cargo xtask generate`"
    );
}

/// A file of the corpora with known answers, which are kept out of the repository: in the folder that
/// `PREFLIGHT_CORPORA` names, or in `../shared/corpora` beside the repository. None, with a notice, where it is absent.
pub fn corpus(file: &str) -> Option<String> {
    let folder = std::env::var_os("PREFLIGHT_CORPORA")
        .map_or_else(|| repository().join("../shared/corpora"), PathBuf::from);
    let path = folder.join(file);
    std::fs::read_to_string(&path)
        .inspect_err(|error| {
            not_run(
                &format!("corpus {file}"),
                &format!("{}: {error}", path.display()),
            );
        })
        .ok()
}

/// Says that a test could not be run, so that it is not taken for one that passed: past the test harness, which keeps
/// what passing tests print, and in the folder of the repository that `PREFLIGHT_NOT_RUN` names, for the summary of
/// `cargo xtask test`.
///
/// # Panics
/// When that folder cannot be written to.
pub fn not_run(what: &str, why: &str) {
    let line = format!("NOT RUN: {what}: {why}\n");
    // A closed stream is no reason to fail.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
    if let Some(folder) = std::env::var_os("PREFLIGHT_NOT_RUN") {
        let name = what.replace(|character: char| !character.is_ascii_alphanumeric(), "-");
        std::fs::write(repository().join(folder).join(name), line)
            .expect("a notice that can be left");
    }
}
