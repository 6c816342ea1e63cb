//! `publish --probe`: what agents' browsers could not use is not sent.

use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::certificates::Authority;
use crate::http::Request;
use crate::manifests::{Folder, channel, example};
use crate::server::{Reply, Server};
use crate::support::{Run, Sandbox, for_people, preflight, steady};
use crate::tunnel::{Connect, Proxy};

const HOST: &str = "widgets.cloudfront.net";
const ORIGIN: &str = "https://apps.mypurecloud.com";

/// A world with agents' manifests in it.
struct World {
    authority: Authority,
    manifests: Server,
    proxy: Proxy,
}

impl World {
    fn new() -> Self {
        let authority = Authority::new();
        let manifests = Server::start(|request, _| Some(manifest(request)));
        let config = authority.server(HOST);
        let base_url = manifests.base_url.clone();
        let proxy = Proxy::start(move |host| {
            if host == HOST {
                Connect::To(config.clone(), base_url.clone())
            } else {
                Connect::Refuse(403)
            }
        });
        Self {
            authority,
            manifests,
            proxy,
        }
    }

    /// The program in this world.
    fn publish(&self, folder: &Folder, format: &str) -> Command {
        let mut command = preflight();
        command
            .args(["publish", ".", "--probe", "--format", format])
            .current_dir(folder.path())
            .env("PREFLIGHT_PROXY", &self.proxy.url)
            .env("PREFLIGHT_CA_CERTIFICATE", self.authority.file());
        command
    }

    fn asked(&self) -> Vec<String> {
        self.manifests
            .seen()
            .iter()
            .map(|request| request.target.clone())
            .collect()
    }
}

/// The answer for each path: what is wrong with it is its name.
fn manifest(request: &Request) -> Reply {
    let cors = ("Access-Control-Allow-Origin", "*");
    let framing = |policy| vec![cors, ("Content-Security-Policy", policy)];
    let (status, headers) = match request.path() {
        "/good.json" => (200, framing("frame-ancestors https://*.mypurecloud.com")),
        "/gone.json" => (404, vec![cors]),
        "/private.json" => (403, vec![]),
        "/broken.json" => return Reply::Cut(200),
        "/slow.json" => {
            let reply = Reply::With(200, Vec::new(), json!({}));
            return Reply::Later(Duration::from_secs(20), Box::new(reply));
        }
        "/large.json" => {
            let headers = vec![(cors.0, cors.1.to_owned())];
            return Reply::With(200, headers, json!("x".repeat(8 * 1024 * 1024)));
        }
        "/no-cors.json" => (200, vec![]),
        "/other-cors.json" => (
            200,
            vec![("Access-Control-Allow-Origin", "https://portal.example.com")],
        ),
        "/twice-cors.json" => (200, vec![cors, cors]),
        "/policy.json" => (200, framing("default-src https:; frame-ancestors 'self'")),
        "/frame-options.json" => (200, vec![cors, ("X-Frame-Options", "DENY")]),
        "/everything.json" => (200, vec![("X-Frame-Options", "SAMEORIGIN")]),
        "/moved.json" => (
            302,
            vec![cors, ("Location", "https://elsewhere.test/m?ticket=1")],
        ),
        other => panic!("nobody points to {other}"),
    };
    let headers = headers
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect();
    Reply::With(status, headers, json!({"name": "widget"}))
}

/// A widget with its manifest at that path.
fn widget(name: &str, path: &str) -> Value {
    let mut manifest = example("agent-widget");
    manifest["id"] = json!(name);
    manifest["payload"]["name"] = json!(name);
    manifest["payload"]["manifestUrl"] = json!(format!("https://{HOST}{path}"));
    manifest
}

fn folder_of(names: &[&str]) -> Folder {
    let folder = Folder::new();
    for name in names {
        let manifest = widget(name, &format!("/{name}.json"));
        folder.write(&format!("{name}.json"), &manifest);
    }
    folder
}

#[test]
fn each_widget_is_told_what_is_wrong_and_the_next_step() {
    let world = World::new();
    let folder = folder_of(&[
        "broken",
        "everything",
        "frame-options",
        "gone",
        "good",
        "large",
        "moved",
        "no-cors",
        "other-cors",
        "policy",
        "private",
        "slow",
        "twice-cors",
    ]);
    let run = Run::of(&mut world.publish(&folder, "human"));
    assert_eq!(run.exit, Some(1), "{run:?}");
    steady().bind(|| insta::assert_snapshot!(for_people(&run)));
    let connected = world.proxy.targets();
    assert_eq!(
        connected,
        [format!("CONNECT {HOST}:443")],
        "nothing was sent to the API"
    );
}

#[test]
fn a_browser_without_credentials_is_what_asks() {
    let world = World::new();
    let folder = folder_of(&["good"]);
    let mut signed = widget("signed", "/good.json?signature=hunter2");
    folder.write("signed.json", &signed);
    signed["id"] = json!("again");
    signed["payload"]["name"] = json!("again");
    signed["payload"]["manifestUrl"] = json!(format!("https://{HOST}/good.json#fragment"));
    folder.write("again.json", &signed);
    let mut command = world.publish(&folder, "json");
    let run = Run::of(command.arg("--sandbox"));
    assert_eq!(
        run.outcomes(),
        ["published", "published", "published"],
        "{run:?}"
    );
    let mut asked = world.asked();
    asked.sort();
    assert_eq!(
        asked,
        ["/good.json", "/good.json?signature=hunter2"],
        "each address once"
    );
    for request in world.manifests.seen() {
        assert_eq!(request.line(), "GET /good.json");
        assert_eq!(request.header("Origin"), Some(ORIGIN));
        for private in ["Authorization", "Cookie", "Proxy-Authorization"] {
            assert_eq!(request.header(private), None, "{request:?}");
        }
    }
}

#[test]
fn others_are_held_or_go_on_without_it() {
    let world = World::new();
    let folder = folder_of(&["good", "no-cors"]);
    folder.write("a-channel.json", &channel("Support"));
    let run = Run::of(world.publish(&folder, "json").arg("--sandbox"));
    assert_eq!(run.exit, Some(1));
    assert_eq!(run.outcomes(), ["skipped", "skipped", "blocked"]);
    let run = Run::of(
        world
            .publish(&folder, "json")
            .args(["--sandbox", "--keep-going"]),
    );
    assert_eq!(run.exit, Some(1));
    assert_eq!(run.outcomes(), ["published", "published", "blocked"]);
    let blocked = &run.json()["items"][2]["error"];
    assert_eq!(blocked["status"], 200);
    assert!(blocked.get("findings").is_none(), "{blocked}");
}

#[test]
fn the_origin_follows_the_api() {
    let world = World::new();
    for (api_url, origin) in [
        (
            "https://api.usw2.pure.cloud",
            "https://apps.usw2.pure.cloud",
        ),
        (
            "https://gateway.example.com/api",
            "https://gateway.example.com",
        ),
    ] {
        let folder = folder_of(&["no-cors"]);
        let mut command = world.publish(&folder, "json");
        let item = Run::of(command.env("GENESYS_API_URL", api_url)).expect(1, "blocked");
        let message = item["error"]["message"].as_str().expect("a message");
        assert!(
            message.contains(&format!("cannot be used from {origin}: ")),
            "{message}"
        );
        let asked = world.manifests.seen().pop().expect("a request");
        assert_eq!(asked.header("Origin"), Some(origin));
    }
}

#[test]
fn without_the_flag_or_a_widget_nothing_is_asked() {
    let world = World::new();
    let folder = folder_of(&["gone"]);
    let sandbox = Sandbox::start();
    let run = Run::of(&mut sandbox.publish(&[folder.path()]));
    assert_eq!(run.outcomes(), ["published"], "{run:?}");
    let folder = Folder::of("channel");
    let run = Run::of(sandbox.publish(&[folder.path()]).arg("--probe"));
    assert_eq!(run.outcomes(), ["published"], "{run:?}");
    assert!(world.asked().is_empty());
}

#[test]
fn what_the_policy_lets_pass_is_not_asked_unencrypted() {
    let world = World::new();
    let mut manifest = widget("plain", "/good.json");
    manifest["payload"]["manifestUrl"] = json!(format!("http://{HOST}/good.json"));
    let folder = Folder::with(&manifest);
    let path = folder.path().join("preflight.toml");
    std::fs::write(
        path,
        "[[policy.suppressions]]\nrule = \"agent-widget/manifest-url\"\npointer = \"/payload/manifestUrl\"\n\
         reason = \"a test\"\n",
    )
    .expect("it is written");
    let item = Run::of(&mut world.publish(&folder, "json")).expect(1, "blocked");
    let message = item["error"]["message"].as_str().expect("a message");
    assert!(message.contains("was not probed"), "{item}");
    assert!(world.proxy.seen().is_empty());
}
