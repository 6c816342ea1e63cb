//! A request whose fate is unknown is never just sent again.

use serde_json::{Value, json};

use crate::manifests::{CHANNELS, CONFIGURATIONS, Folder, MESSAGES, entity};
use crate::server::{Reply, Server, page};
use crate::support::{Run, all, publish_to};

#[test]
fn a_card_that_may_have_arrived_is_sent_once() {
    let fates = [
        Reply::Hangup,
        Reply::Cut(200),
        Reply::Json(500, json!({})),
        Reply::Json(503, json!({})),
        Reply::Json(408, json!({})),
        Reply::Html(504),
        Reply::Html(200),
    ];
    all(fates, |fate| {
        let reply = fate.clone();
        let server =
            Server::start(move |request, _| (request.path() == MESSAGES).then(|| reply.clone()));
        let folder = Folder::of("rich-card");
        let item =
            Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(6, "ambiguous");
        assert_eq!(server.count(&format!("POST {MESSAGES}")), 1, "{fate:?}");
        let next_step = item["error"]["nextStep"].to_string();
        assert!(
            next_step.contains("Look into the conversation"),
            "{next_step}"
        );
    });
}

/// A server that loses the answer to the first `lost` creations, each of which takes effect where `kept`.
fn losing(path: &'static str, found: Value, lost: usize, kept: bool, fate: Reply) -> Server {
    let made = std::sync::atomic::AtomicUsize::new(0);
    Server::start(move |request, before| {
        use std::sync::atomic::Ordering;
        if request.path() != path {
            return None;
        }
        if request.method == "GET" {
            let there = made.load(Ordering::Relaxed) > 0;
            return Some(page(&if there { json!([found]) } else { json!([]) }));
        }
        if before < lost {
            made.fetch_add(usize::from(kept), Ordering::Relaxed);
            return Some(fate.clone());
        }
        made.fetch_add(1, Ordering::Relaxed);
        Some(Reply::Json(200, found.clone()))
    })
}

#[test]
fn what_took_effect_is_found_and_not_made_again() {
    let fates = [
        Reply::Hangup,
        Reply::Json(500, json!({})),
        Reply::Html(504),
        Reply::Json(201, json!({"no": "id"})),
    ];
    let kinds = [
        ("widget-configuration", CONFIGURATIONS),
        ("channel", CHANNELS),
    ];
    let cases = fates
        .iter()
        .flat_map(|fate| kinds.map(|(kind, path)| (kind, path, fate.clone())));
    all(cases, |(kind, path, fate)| {
        let server = losing(path, entity(kind, "remote-7"), 1, true, fate.clone());
        let folder = Folder::of(kind);
        let item =
            Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "published");
        assert_eq!(item["remoteId"], "remote-7");
        assert_eq!(server.count(&format!("POST {path}")), 1, "{kind} {fate:?}");
    });
}

#[test]
fn what_took_no_effect_is_sent_once_more() {
    let server = losing(
        CHANNELS,
        entity("channel", "remote-7"),
        1,
        false,
        Reply::Hangup,
    );
    let folder = Folder::of("channel");
    Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(0, "published");
    assert_eq!(server.count(&format!("POST {CHANNELS}")), 2);
}

#[test]
fn what_took_no_effect_twice_is_left_alone() {
    let fate = Reply::Json(500, json!({}));
    let server = losing(CHANNELS, entity("channel", "remote-7"), 9, false, fate);
    let folder = Folder::of("channel");
    Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(6, "ambiguous");
    assert_eq!(server.count(&format!("POST {CHANNELS}")), 2);
}

#[test]
fn what_a_server_may_still_be_doing_is_only_looked_for() {
    let server = losing(
        CHANNELS,
        entity("channel", "remote-7"),
        9,
        false,
        Reply::Html(504),
    );
    let folder = Folder::of("channel");
    Run::of(&mut publish_to(&server.base_url, &[folder.path()])).expect(6, "ambiguous");
    assert_eq!(server.count(&format!("POST {CHANNELS}")), 1);
    assert_eq!(
        server.count(&format!("GET {CHANNELS}")),
        4,
        "once before, three times after"
    );
}
