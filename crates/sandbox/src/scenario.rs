//! What a sandbox is told to do beyond answering: limits, settings and faults.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroU32;

use axum::Json;
use serde::{Deserialize, Serialize};

use crate::check::present;
use crate::clock::TimeScale;
use crate::faults::{self, Fault};
use crate::rate::RateLimit;
use crate::request::cause;

/// A script for a sandbox: a JSON object of which every member is optional.
///
/// All times are those of the sandbox's clock, which runs `timeScale` times as fast as the real one; so do the
/// seconds in `Retry-After`, `inin-ratelimit-reset` and `expires_in`.
///
/// ```
/// let scenario = preflight_sandbox::Scenario::from_json(r#"{
///   "description": "a bad afternoon; for the reader, otherwise ignored",
///   "timeScale": 60,
///   "rateLimits": [
///     { "name": "all", "perMinute": 300 },
///     { "name": "cards", "pathPrefix": "/api/v2/guest/", "perMinute": 100 }
///   ],
///   "tokenSeconds": 300,
///   "withheldScopes": ["integrations:write"],
///   "roles": ["Web Messaging Admin"],
///   "sessions": { "session-1": "ended", "session-2": "missing" },
///   "jobs": "stuck",
///   "faults": [
///     { "name": "busy", "method": "POST", "path": "/api/v2/integrations", "skip": 2, "times": 3,
///       "then": { "status": 503, "headers": { "Retry-After": "{http-date+7}" } } },
///     { "path": "/api/v2/integrations/{id}", "then": { "status": 400,
///       "fields": [{ "fieldName": "status", "message": "is not a status" }] } },
///     { "path": "/api/v2/webmessaging/channels", "then": { "status": 201, "body": { "unexpected": true } } },
///     { "times": null, "probability": 0.3, "seed": 7, "then": { "html": 502 } },
///     { "method": "POST", "then": { "applied": true, "drop": "after-body" } },
///     { "then": { "latencySeconds": 20 } }
///   ]
/// }"#)?;
/// assert_eq!(scenario.time_scale(), 60.0);
///
/// let error = preflight_sandbox::Scenario::from_json("{\n  \"jobs\": \"lost\"\n}").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "the scenario is not valid: jobs: unknown variant `lost`, expected one of `complete`, `stuck`, `fail` \
///      at line 2 column 16"
/// );
/// # Ok::<(), preflight_sandbox::ScenarioError>(())
/// ```
///
/// # Members
///
/// - `timeScale`: from 1 (the default) to 1,000,000.
/// - `rateLimits`: each counts the requests whose path begins with `pathPrefix` (all when absent; `/oauth/token` and
///   `/sandbox/` never) in windows of 60 seconds. A window begins with the first request counted in it. A request
///   over the limit is answered 429 with `Retry-After`, changes nothing, meets no fault and is not counted. Every
///   other request is counted when it arrives, whatever becomes of it. Every answer of the API has
///   `inin-ratelimit-count`, `-allowed` and `-reset` of the limit with the fewest requests left. Default: 300 a
///   minute in all and 100 for guest messages; an empty list means no limit and no headers.
/// - `tokenSeconds`: how long a token is valid; default 86,400. Afterwards it is answered 401.
/// - `withheldScopes`: scopes the OAuth client does not have, whatever it asks for; default none.
/// - `roles`: what `GET /api/v2/authorization/me` lists; default the roles of the guides.
/// - `sessions`: the status of web chat sessions; `missing` is answered 404. Default: every session is `active`.
/// - `jobs`: `complete` (the default), `stuck` (running for ever) or `fail`.
/// - `faults`: tried in order; a request meets the first that matches it and still has shots.
///
/// # Faults
///
/// - `name`: what the state calls it; its place in the list, as `#0`, when absent.
/// - `method`, `path`: what it is about; every method, every path outside `/sandbox/` when absent. A path is compared
///   whole and without its query; `{id}` stands for one segment.
/// - `skip`: lets the first so many matching requests through; default 0. A request that an earlier fault took
///   does not match.
/// - `times`: how often it fires; default 1, `null` for ever.
/// - `probability` with `seed` (default 0): decides for each matching request that is not skipped, in the same way
///   each time.
/// - `then`: `latencySeconds` (0 to 86,400) passes first; when `applied` is true the request is carried out before
///   that, so that it counts even if the client does not wait. Then follows one of:
///   - `status` (200 to 599) with `headers` and `body`. Without `body` it is the platform's error body from 400 on,
///     with `fields` as its `details`, and nothing below. `headers` win over those the sandbox adds. In them,
///     `{http-date+N}` becomes the HTTP-date N seconds from now and `{http-date-N}` that of N seconds ago. A client
///     compares it with its own clock, so it is a real date, N / `timeScale` real seconds away and rounded up to a
///     second.
///   - `html` (200 to 599): a proxy's page with this status and without the platform's headers.
///   - `drop`: `before-body` resets the connection without reading the body; `after-body` closes it after the body
///     was read; `mid-answer` closes it after the head and half of the body of the usual answer (when not `applied`,
///     of one that was made up).
///   - nothing: the usual answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    #[serde(default, rename = "description", deserialize_with = "present")]
    _description: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) time_scale: Option<TimeScale>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) rate_limits: Option<Vec<RateLimit>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) token_seconds: Option<NonZeroU32>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) withheld_scopes: Option<BTreeSet<String>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) roles: Option<Vec<String>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) sessions: Option<BTreeMap<String, String>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) jobs: Option<JobMode>,
    #[serde(default, deserialize_with = "faults::checked")]
    pub(crate) faults: Vec<Fault>,
}

/// What becomes of preview jobs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum JobMode {
    #[default]
    Complete,
    Stuck,
    Fail,
}

impl Scenario {
    /// Reads a scenario. The error names the member, what is wrong with it, and the line and column.
    pub fn from_json(text: &str) -> Result<Scenario, ScenarioError> {
        Json::from_bytes(text.as_bytes())
            .map(|Json(scenario)| scenario)
            .map_err(|rejection| ScenarioError(cause(&rejection)))
    }

    /// How many times faster than the real clock the sandbox's runs.
    pub fn time_scale(&self) -> f64 {
        self.time_scale.unwrap_or(TimeScale::REAL).get()
    }

    /// The same scenario on another clock. A scale outside 1 to 1,000,000 is taken as the nearest that is not.
    #[must_use]
    pub fn with_time_scale(mut self, scale: f64) -> Self {
        self.time_scale = Some(TimeScale::nearest(scale));
        self
    }
}

/// A scenario that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioError(String);

impl fmt::Display for ScenarioError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the scenario is not valid: {}", self.0)
    }
}

impl std::error::Error for ScenarioError {}
