//! `/sandbox/faults`: the scenario in force, to look at and to change while the sandbox runs.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use serde_json::{Value, json};

use crate::check::ensure;
use crate::clock::TimeScale;
use crate::error::PlatformError;
use crate::faults::Faults;
use crate::rate::RateLimit;
use crate::request::Received;
use crate::scenario::Scenario;
use crate::settings::Settings;
use crate::state::State as Remembered;
use crate::{Service, Shared};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/sandbox/faults", get(show).put(replace).delete(clear))
}

/// A scenario with nothing left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct InForce<'a> {
    time_scale: TimeScale,
    rate_limits: Vec<&'a RateLimit>,
    #[serde(flatten)]
    settings: &'a Settings,
    faults: &'a Faults,
}

fn in_force(service: &Service, state: &Remembered) -> Json<Value> {
    Json(json!(InForce {
        time_scale: service.clock.scale(),
        rate_limits: state.limiter.rate_limits(),
        settings: &state.settings,
        faults: &state.faults,
    }))
}

async fn show(State(service): State<Shared>) -> Json<Value> {
    in_force(&service, &service.state())
}

/// Replaces the faults, and of the rest what the body names.
async fn replace(
    State(service): State<Shared>,
    received: Received<Scenario>,
) -> Result<Json<Value>, PlatformError> {
    let running = service.clock.scale();
    let asked = received.value.time_scale.unwrap_or(running);
    ensure(asked == running, "timeScale", || {
        format!(
            "is {}, but the sandbox's clock already runs at {}; start another sandbox for another clock",
            asked.get(),
            running.get()
        )
    })?;
    let mut state = service.state();
    state.apply(received.value);
    Ok(in_force(&service, &state))
}

async fn clear(State(service): State<Shared>) -> Json<Value> {
    let mut state = service.state();
    state.faults = Faults::default();
    in_force(&service, &state)
}
