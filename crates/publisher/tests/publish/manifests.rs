//! Manifests to publish.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Run, examples, preflight};

/// The example of each kind, in the order in which a folder is read.
pub(crate) const KINDS: &[&str] = &[
    "agent-widget",
    "channel",
    "participant-variables",
    "rich-card",
    "widget-configuration",
];

pub(crate) const CONFIGURATIONS: &str = "/api/v2/webmessaging/configurations";
pub(crate) const MESSAGES: &str = "/api/v2/guest/conversations/webchat/messages";
pub(crate) const INTEGRATIONS: &str = "/api/v2/integrations";
pub(crate) const CHANNELS: &str = "/api/v2/webmessaging/channels";
pub(crate) const WEBHOOKS: &str = "/api/v2/routing/webhooks";

/// The example of a kind.
pub(crate) fn example(kind: &str) -> Value {
    let path = examples().join(format!("{kind}.json"));
    let text = fs::read_to_string(path).expect("an example");
    serde_json::from_str(&text).expect("JSON")
}

/// A folder with manifests, and the policy of the examples.
#[derive(Debug)]
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let policy = fs::read(examples().join("preflight.toml")).expect("a policy");
        fs::write(folder.path().join("preflight.toml"), policy).expect("it is written");
        Self(folder)
    }

    /// A folder with one manifest.
    pub(crate) fn with(manifest: &Value) -> Self {
        let folder = Self::new();
        folder.write("manifest.json", manifest);
        folder
    }

    /// A folder with the example of a kind.
    pub(crate) fn of(kind: &str) -> Self {
        Self::with(&example(kind))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, manifest: &Value) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, manifest.to_string()).expect("it is written");
        path
    }
}

/// A channel of that name.
pub(crate) fn channel(name: &str) -> Value {
    let mut manifest = example("channel");
    manifest["id"] = json!(name);
    manifest["spec"]["name"] = json!(name);
    manifest
}

/// What `preflight build` prints for a manifest.
pub(crate) fn built(path: &Path) -> String {
    let run = Run::of(preflight().arg("build").arg(path));
    assert_eq!(run.exit, Some(0), "{run:?}");
    run.stdout.strip_suffix('\n').expect("one line").to_owned()
}

/// The payload of an example as JSON.
pub(crate) fn payload(kind: &str) -> Value {
    let folder = Folder::of(kind);
    let built = built(&folder.path().join("manifest.json"));
    serde_json::from_str(&built).expect("JSON")
}

/// The payload as the server keeps it, under an id.
pub(crate) fn entity(kind: &str, id: &str) -> Value {
    let mut entity = payload(kind);
    entity["id"] = json!(id);
    entity
}
