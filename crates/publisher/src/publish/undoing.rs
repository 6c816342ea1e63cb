//! Taking back what was published, as far as the platform lets.

use std::collections::BTreeSet;

use preflight_core::{Kind, Policy};

use super::client::{Call, Error, Mode};
use super::endpoints::{self, Name};
use super::trace::Trace;
use super::{Manner, context};
use crate::config::PublishSettings;

/// Deactivates the agent widgets of these ids, one after the other: agents do not see them any more. Says of each in the
/// order given what came of it. To do so twice does no harm.
pub(crate) async fn deactivate(
    ids: &[String],
    settings: &PublishSettings,
    policy: &Policy,
) -> Result<Vec<Result<(), Error>>, super::Error> {
    let manner = Manner {
        mode: Mode::default(),
        time_scale: 1.0,
    };
    let kinds = BTreeSet::from([Kind::AgentWidget]);
    let context = context(&kinds, settings, policy, manner)?;
    let mut results = Vec::with_capacity(ids.len());
    for id in ids {
        if !endpoints::is_segment(id) {
            let client = context.client();
            results.push(Err(client.incomplete(
                Name::ListIntegrations,
                200,
                "the widget's id",
            )));
            continue;
        }
        let call = Call {
            segment: id,
            body: Some(r#"{"status":"inactive"}"#.into()),
            ..Call::default()
        };
        let mut trace = Trace::default();
        let answered = context
            .client()
            .call(Name::UpdateIntegration, call, &mut trace)
            .await;
        results.push(answered.map(drop));
    }
    Ok(results)
}
