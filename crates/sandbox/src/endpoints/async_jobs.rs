//! `/api/v2/async-jobs`: preview jobs. A job is queued when created, running at the first look and completed
//! from the second on, so that a client that looks only once is found out. A scenario may have it fail there, or
//! run for ever.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::access::{Granted, Jobs};
use crate::check::one_of;
use crate::error::PlatformError;
use crate::page::Entity;
use crate::request::{Id, Received};
use crate::scenario::JobMode;
use crate::state::{Job, JobStatus, Kind};
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/v2/async-jobs", post(create))
        .route("/api/v2/async-jobs/{id}", get(look))
        .route("/api/v2/async-jobs/{id}/result", get(result))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JobRequest {
    job_type: String,
    parameters: JobParameters,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct JobParameters {
    configuration_id: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct JobResponse {
    id: String,
    status: JobStatus,
    /// Relative to the API host, as the platform's `selfUri` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    result_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'static str>,
}

async fn create(
    _: Granted<Jobs>,
    State(service): State<Shared>,
    received: Received<JobRequest>,
) -> Result<(StatusCode, Json<JobResponse>), PlatformError> {
    let JobRequest {
        job_type,
        parameters: JobParameters { configuration_id },
    } = received.value;
    one_of("jobType", &job_type, &[limits::JOB_TYPE])?;
    let mut state = service.state();
    if state
        .with_id(Kind::WidgetConfiguration, &configuration_id)
        .is_none()
    {
        return Err(PlatformError::not_found(format!(
            "There is no configuration {configuration_id}."
        )));
    }
    let job = Job {
        id: state.id(),
        configuration_id,
        status: JobStatus::Queued,
    };
    state.jobs.push(job.clone());
    Ok((
        StatusCode::ACCEPTED,
        Json(JobResponse {
            id: job.id,
            status: job.status,
            result_uri: None,
            error_message: None,
        }),
    ))
}

async fn look(
    _: Granted<Jobs>,
    State(service): State<Shared>,
    Id(id): Id,
) -> Result<Json<JobResponse>, PlatformError> {
    let mut state = service.state();
    let mode = state.settings.jobs;
    let job = find(&mut state.jobs, &id)?;
    job.status = match (job.status, mode) {
        (JobStatus::Queued, _) | (JobStatus::Running, JobMode::Stuck) => JobStatus::Running,
        (JobStatus::Running, JobMode::Complete) => JobStatus::Completed,
        (JobStatus::Running, JobMode::Fail) => JobStatus::Failed,
        (ended @ (JobStatus::Completed | JobStatus::Failed), _) => ended,
    };
    Ok(Json(JobResponse {
        id: job.id.clone(),
        status: job.status,
        result_uri: (job.status == JobStatus::Completed)
            .then(|| format!("/api/v2/async-jobs/{}/result", job.id)),
        error_message: (job.status == JobStatus::Failed)
            .then_some("The preview of the configuration could not be rendered."),
    }))
}

/// The configuration that was previewed, once the job is completed.
async fn result(
    _: Granted<Jobs>,
    State(service): State<Shared>,
    Id(id): Id,
) -> Result<Json<Entity>, PlatformError> {
    let mut state = service.state();
    let job = find(&mut state.jobs, &id)?.clone();
    if job.status != JobStatus::Completed {
        return Err(PlatformError::not_found(format!(
            "Job {id} has no result yet."
        )));
    }
    state
        .with_id(Kind::WidgetConfiguration, &job.configuration_id)
        .map(|configuration| Json(configuration.entity.clone()))
        .ok_or_else(|| PlatformError::not_found(format!("Job {id} has no result.")))
}

fn find<'a>(jobs: &'a mut [Job], id: &str) -> Result<&'a mut Job, PlatformError> {
    jobs.iter_mut()
        .find(|job| job.id == id)
        .ok_or_else(|| PlatformError::not_found(format!("There is no job {id}.")))
}
