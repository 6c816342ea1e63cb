//! What the sandbox remembers, and how it shows it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::Scopes;
use crate::page::Entity;

/// Version of the JSON at `GET /sandbox/state`.
const SCHEMA_VERSION: u32 = 1;

/// The kinds of object, named as in a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    WidgetConfiguration,
    RichCard,
    AgentWidget,
    Channel,
    ParticipantVariables,
}

/// Whether an agent widget is shown to agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Status {
    Inactive,
    Active,
}

/// One object as it was received.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Object {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) natural_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) conversation_id: Option<String>,
    /// How many updates arrived, for the kind that is only ever updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) patches: Option<u32>,
    /// The bytes as they arrived, not a re-serialisation: what was sent is what is to be compared.
    pub(crate) body: String,
    #[serde(skip)]
    pub(crate) entity: Entity,
}

/// How far a preview job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum JobStatus {
    Queued,
    Running,
    Completed,
}

/// One preview job.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) configuration_id: String,
    pub(crate) status: JobStatus,
}

/// One registered webhook.
#[derive(Debug, Serialize)]
pub(crate) struct Webhook {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) uri: String,
    #[serde(skip)]
    pub(crate) entity: Entity,
}

/// One request outside `/sandbox/`; without a status while it is being answered.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedRequest {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) request_id: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) headers: BTreeMap<&'static str, String>,
}

/// A message that was answered under an idempotency key.
#[derive(Debug)]
pub(crate) struct Replay {
    pub(crate) body: String,
    pub(crate) response: Value,
}

/// Everything in memory; nothing outlives the process.
#[derive(Debug, Default)]
pub(crate) struct State {
    objects: Vec<Object>,
    by_key: HashMap<(Kind, String), usize>,
    by_id: HashMap<(Kind, String), usize>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) replays: HashMap<String, Replay>,
    requests: Vec<RecordedRequest>,
    tokens: HashMap<String, Scopes>,
    token_seed: RandomState,
    ids: u64,
    correlation_ids: u64,
}

impl State {
    /// A new remote id. Counted, so that the same requests in the same order give the same ids.
    pub(crate) fn id(&mut self) -> String {
        self.ids += 1;
        uuid_shaped(0, self.ids)
    }

    /// A new correlation id, apart from [`id`](Self::id) so that reading changes no remote id.
    pub(crate) fn correlation_id(&mut self) -> String {
        self.correlation_ids += 1;
        uuid_shaped(0xc0, self.correlation_ids)
    }

    /// Remembers an object.
    pub(crate) fn add(&mut self, object: Object) {
        let index = self.objects.len();
        self.by_key
            .insert((object.kind, object.natural_key.clone()), index);
        self.by_id.insert((object.kind, object.id.clone()), index);
        self.objects.push(object);
    }

    /// The objects of one kind, in order of arrival.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Object> + Clone {
        self.objects
            .iter()
            .filter(move |object| object.kind == kind)
    }

    /// The newest object of a kind with this natural key.
    pub(crate) fn with_key(&mut self, kind: Kind, natural_key: &str) -> Option<&mut Object> {
        let index = *self.by_key.get(&(kind, natural_key.to_owned()))?;
        self.objects.get_mut(index)
    }

    /// The object of a kind with this remote id.
    pub(crate) fn with_id(&mut self, kind: Kind, id: &str) -> Option<&mut Object> {
        let index = *self.by_id.get(&(kind, id.to_owned()))?;
        self.objects.get_mut(index)
    }

    /// Notes a request on arrival, so that the order is that of arrival and not of the answers.
    pub(crate) fn arrived(&mut self, request: RecordedRequest) -> usize {
        self.requests.push(request);
        self.requests.len() - 1
    }

    /// Notes how the request that [`arrived`](Self::arrived) was answered.
    pub(crate) fn answered(&mut self, index: usize, status: u16) {
        if let Some(request) = self.requests.get_mut(index) {
            request.status = Some(status);
        }
    }

    /// A new opaque token for `scopes`. Seeded per sandbox, so that one sandbox refuses the tokens of another.
    pub(crate) fn token(&mut self, scopes: Scopes) -> String {
        let serial = self.tokens.len();
        let token = format!(
            "{:016x}{:016x}",
            self.token_seed.hash_one((serial, 0)),
            self.token_seed.hash_one((serial, 1))
        );
        self.tokens.insert(token.clone(), scopes);
        token
    }

    /// The scopes of a token this sandbox gave out.
    pub(crate) fn scopes(&self, token: &str) -> Option<&Scopes> {
        self.tokens.get(token)
    }

    /// The JSON of `GET /sandbox/state`. Requests still being answered are left out.
    pub(crate) fn snapshot(&self) -> Value {
        let answered: Vec<_> = self
            .requests
            .iter()
            .filter(|request| request.status.is_some())
            .collect();
        serde_json::json!({
            "schemaVersion": SCHEMA_VERSION,
            "objects": self.objects,
            "jobs": self.jobs,
            "webhooks": self.webhooks,
            "requests": answered,
        })
    }
}

fn uuid_shaped(family: u32, serial: u64) -> String {
    format!("{family:08x}-0000-4000-8000-{serial:012x}")
}
