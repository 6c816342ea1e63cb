//! The preview of a new configuration: a job, watched to its end for a while.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::client::{Call, Error};
use super::super::endpoints::{self, Name};
use super::super::outcome::SideEffect;
use super::super::trace::Trace;
use super::super::trouble;
use super::Context;

const JOB_TYPE: &str = "webmessaging.preview";
/// How often a job is looked at before it is left alone.
const LOOKS: u32 = 10;
/// The wait before the first look.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// The longest wait between two looks; together they take at most about a quarter of a minute.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How a job stands.
#[derive(Debug, PartialEq, Eq)]
enum Stage {
    Going,
    Done,
    Failed,
}

/// Has a preview made of a configuration.
pub(super) async fn preview(
    context: &Context,
    configuration: &str,
    trace: &mut Trace,
) -> SideEffect {
    let (outcome, detail) = match run(context, configuration, trace).await {
        Ok((outcome, detail)) => (outcome, detail),
        Err(error) => ("failed", Some(error.to_string())),
    };
    SideEffect {
        name: "preview",
        outcome,
        detail,
    }
}

async fn run(
    context: &Context,
    configuration: &str,
    trace: &mut Trace,
) -> Result<(&'static str, Option<String>), Error> {
    let client = &context.client;
    let body = json!({
        "jobType": JOB_TYPE,
        "parameters": {"configurationId": configuration},
    })
    .to_string();
    let call = Call {
        body: Some(body.into()),
        ..Call::default()
    };
    let created = client.call(Name::CreatePreview, call, trace).await?;
    let Some(job) = created.id().filter(|id| endpoints::is_segment(id)) else {
        return Err(client.incomplete(Name::CreatePreview, created.status, "the id of the job"));
    };
    let mut wait = FIRST_WAIT;
    for _ in 0..LOOKS {
        client.clock.sleep(wait).await;
        wait = (wait * 3 / 2).min(LONGEST_WAIT);
        let call = Call {
            segment: job,
            ..Call::default()
        };
        let seen = client.call(Name::WatchPreview, call, trace).await?;
        match stage(&seen.json) {
            Stage::Going => {}
            Stage::Done => return Ok(("completed", None)),
            Stage::Failed => {
                let why = trace.hidden.hide(&reason(&seen.json));
                return Ok((
                    "failed",
                    Some(format!("job {job} failed on the server{why}")),
                ));
            }
        }
    }
    let detail = format!("job {job} had not ended when it was last looked at");
    Ok(("timeout", Some(detail)))
}

/// What a failed job says about it.
fn reason(job: &Value) -> String {
    ["errorMessage", "message", "error"]
        .iter()
        .find_map(|name| job.get(name)?.as_str())
        .map_or_else(String::new, |text| format!(": {}", trouble::quoted(text)))
}

/// A word that is not known is taken for one of a job that is still going: the looks are counted anyway.
fn stage(job: &Value) -> Stage {
    let status = job
        .get("status")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_ascii_lowercase();
    match status.as_str() {
        "completed" | "complete" | "succeeded" | "success" | "done" => Stage::Done,
        "failed" | "error" | "cancelled" | "canceled" | "aborted" => Stage::Failed,
        _ => Stage::Going,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_ends_well_or_badly_or_not_yet() {
        for (status, expected) in [
            (json!("queued"), Stage::Going),
            (json!("RUNNING"), Stage::Going),
            (json!("Completed"), Stage::Done),
            (json!("failed"), Stage::Failed),
            (json!(null), Stage::Going),
        ] {
            assert_eq!(stage(&json!({ "status": status })), expected, "{status}");
        }
    }
}
