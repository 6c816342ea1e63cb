//! What follows a publish is reported and never hides it.

use serde_json::{Value, json};

use crate::manifests::{Folder, WEBHOOKS, example};
use crate::server::{Reply, Server};
use crate::support::{Run, Sandbox, publish_to};

const HOOK: &str = "https://hooks.example.com/genesys-sync";

fn configurations(count: usize) -> Folder {
    let folder = Folder::new();
    for number in 1..=count {
        let mut manifest = example("widget-configuration");
        manifest["id"] = json!(format!("widget-{number}"));
        manifest["spec"]["widgetId"] = json!(format!("widget-{number}"));
        folder.write(&format!("{number}.json"), &manifest);
    }
    folder
}

fn effects(run: &Run, name: &str) -> Vec<String> {
    let report = run.json();
    let items = report["items"].as_array().expect("items");
    let mut outcomes: Vec<String> = items
        .iter()
        .flat_map(|item| item["sideEffects"].as_array().expect("effects"))
        .filter(|effect| effect["name"] == name)
        .map(|effect| effect["outcome"].as_str().expect("an outcome").to_owned())
        .collect();
    outcomes.sort();
    outcomes
}

#[test]
fn the_webhook_is_registered_once_however_many_need_it() {
    let sandbox = Sandbox::start();
    let folder = configurations(4);
    let publish = || {
        Run::of(
            sandbox
                .publish(&[folder.path()])
                .env("DESIGN_SYSTEM_WEBHOOK_URL", HOOK),
        )
    };
    let first = publish();
    assert_eq!(first.exit, Some(0), "{first:?}");
    assert_eq!(
        effects(&first, "webhook"),
        ["registered", "reused", "reused", "reused"]
    );
    assert_eq!(effects(&first, "preview"), ["completed"; 4]);
    let second = publish();
    assert_eq!(effects(&second, "webhook"), ["reused"; 4]);
    assert_eq!(
        effects(&second, "preview"),
        [""; 0],
        "there is nothing new to preview"
    );
    assert_eq!(
        sandbox.state()["webhooks"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(sandbox.count("POST", WEBHOOKS), 1);
}

#[test]
fn the_webhook_says_what_the_design_says() {
    let server = Server::start(|_, _| None);
    let folder = configurations(1);
    let run = Run::of(
        publish_to(&server.base_url, &[folder.path()]).env("DESIGN_SYSTEM_WEBHOOK_URL", HOOK),
    );
    assert_eq!(effects(&run, "webhook"), ["registered"]);
    let sent = server.seen();
    let sent = sent
        .iter()
        .find(|request| request.line() == format!("POST {WEBHOOKS}"))
        .expect("the registration");
    let body: Value = serde_json::from_str(&sent.body).expect("JSON");
    assert_eq!(
        body,
        json!({
            "name": "DesignSystem_Sync_WebMessaging",
            "description": "Synchronizes widget configuration updates to external design registry",
            "enabled": true,
            "uri": HOOK,
            "eventSubscriptions": ["webmessaging.configuration.updated"],
            "httpHeaders": {"Content-Type": "application/json", "X-Source": "GenesysCloud-WebMessaging"},
            "retryPolicy": {"maxRetries": 5, "retryIntervalMs": 10_000},
        })
    );
}

#[test]
fn a_failed_preview_or_webhook_leaves_the_publish_good() {
    let server = Server::start(|request, _| match request.line().as_str() {
        "GET /api/v2/async-jobs/remote-1" => Some(Reply::Json(200, json!({"status": "failed"}))),
        "POST /api/v2/routing/webhooks" => {
            Some(Reply::Json(403, json!({"message": "No", "code": "no"})))
        }
        _ => None,
    });
    let folder = configurations(2);
    let run = Run::of(
        publish_to(&server.base_url, &[folder.path()]).env("DESIGN_SYSTEM_WEBHOOK_URL", HOOK),
    );
    assert_eq!(
        (run.exit, run.outcomes()),
        (Some(0), vec!["published".to_owned(); 2])
    );
    assert_eq!(effects(&run, "preview"), ["failed"; 2]);
    assert_eq!(effects(&run, "webhook"), ["failed"; 2]);
    assert_eq!(server.count(&format!("POST {WEBHOOKS}")), 1);
}
