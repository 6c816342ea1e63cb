//! What the sandbox remembers, and how it shows it.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::endpoints;
use crate::faults::Faults;
use crate::page::Entity;
use crate::rate::{Limiter, Verdict};
use crate::record::{Arrival, Arrived, Outcome, RecordedRequest};
use crate::scenario::Scenario;
use crate::settings::Settings;

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
    Failed,
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

/// A message that was answered under an idempotency key.
#[derive(Debug)]
pub(crate) struct Replay {
    pub(crate) body: String,
    pub(crate) response: Value,
}

/// The scopes a token was asked for; `None` when none were named, which asks for all.
pub(crate) type Asked = Option<Arc<BTreeSet<String>>>;

/// A token this sandbox gave out.
#[derive(Debug)]
struct Token {
    asked: Asked,
    /// From when on it is no longer valid, in virtual time.
    expires: Duration,
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
    pub(crate) settings: Settings,
    pub(crate) limiter: Limiter,
    pub(crate) faults: Faults,
    requests: Vec<RecordedRequest>,
    tokens: HashMap<String, Token>,
    token_seed: RandomState,
    ids: u64,
}

impl State {
    /// A new remote id. Counted, so that the same requests in the same order give the same ids.
    pub(crate) fn id(&mut self) -> String {
        self.ids += 1;
        uuid_shaped(0, self.ids)
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

    /// Puts a scenario in force: its faults replace those before, and so does everything else it sets. The clock
    /// is not the state's.
    pub(crate) fn apply(&mut self, scenario: Scenario) {
        self.settings.apply(&scenario);
        if let Some(rate_limits) = scenario.rate_limits {
            self.limiter = Limiter::new(rate_limits);
        }
        self.faults = Faults::new(scenario.faults);
    }

    /// Notes a request on arrival, so that the order is that of arrival and not of the answers; decides whether
    /// it is within the limits and which fault it meets.
    pub(crate) fn arrived(&mut self, arrived: Arrived, now: Duration) -> Arrival {
        let verdict = if arrived.path == endpoints::TOKEN_PATH {
            Verdict::Unlimited
        } else {
            self.limiter.admit(&arrived.path, now)
        };
        let fired = if matches!(verdict, Verdict::Refused(_)) {
            None
        } else {
            self.faults.fire(&arrived.method, &arrived.path)
        };
        self.requests.push(RecordedRequest {
            arrived,
            outcome: Outcome::InProgress,
            at: now,
            fault: fired.as_ref().map(|fired| Arc::clone(&fired.label)),
        });
        Arrival {
            index: self.requests.len() - 1,
            verdict,
            fired,
        }
    }

    /// Notes how the request that [`arrived`](Self::arrived) ended.
    pub(crate) fn ended(&mut self, index: usize, outcome: Outcome) {
        if let Some(request) = self.requests.get_mut(index) {
            request.outcome = outcome;
        }
    }

    /// A new opaque token. Seeded per sandbox, so that one sandbox refuses the tokens of another.
    pub(crate) fn token(&mut self, asked: Asked, now: Duration) -> String {
        let serial = self.tokens.len();
        let token = format!(
            "{:016x}{:016x}",
            self.token_seed.hash_one((serial, 0)),
            self.token_seed.hash_one((serial, 1))
        );
        let lifetime = Duration::from_secs(self.settings.token_seconds.get().into());
        let expires = now + lifetime;
        self.tokens.insert(token.clone(), Token { asked, expires });
        token
    }

    /// What a token that this sandbox gave out, and that is still valid, was asked for.
    pub(crate) fn asked(&self, token: &str, now: Duration) -> Option<&Asked> {
        let token = self.tokens.get(token)?;
        (now < token.expires).then_some(&token.asked)
    }

    /// The JSON of `GET /sandbox/state`. Requests still being answered are left out.
    pub(crate) fn snapshot(&self) -> Value {
        let ended: Vec<_> = self
            .requests
            .iter()
            .filter(|request| request.outcome != Outcome::InProgress)
            .collect();
        serde_json::json!({
            "schemaVersion": SCHEMA_VERSION,
            "objects": self.objects,
            "jobs": self.jobs,
            "webhooks": self.webhooks,
            "rateLimits": self.limiter.report(),
            "requests": ended,
        })
    }
}

/// A number as the platform writes its ids.
pub(crate) fn uuid_shaped(family: u32, serial: u64) -> String {
    format!("{family:08x}-0000-4000-8000-{serial:012x}")
}
