//! What the server holds and the journal knows of items, and what is to be done about each.

use crate::commands::publish::{Files, destination_of};
use crate::config::Config;
use crate::error::Error;
use crate::journal::Journal;
use crate::journal::take_up::Taken;
use crate::plan::{Decided, decide};
use crate::publish::{self, Item, Looked};

/// An item and what is to be done about it.
#[derive(Debug)]
pub(in crate::commands) struct Survey {
    pub(in crate::commands) item: Item,
    pub(in crate::commands) decided: Decided,
}

/// Looks at everything that can be sent; what is blocked is left out.
pub(in crate::commands) fn survey(items: Vec<Item>, config: &Config) -> Result<Vec<Survey>, Error> {
    let items: Vec<Item> = items
        .into_iter()
        .filter(|item| item.payload().is_some())
        .collect();
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let runtime = publish::runtime()?;
    let looked = publish::look(&items, &config.publish, &config.policy, 1.0);
    let looked = runtime.block_on(looked)?;
    let taken = runtime.block_on(foreseen(&items, config))?;
    items
        .into_iter()
        .zip(looked)
        .zip(taken)
        .filter_map(|((item, looked), taken)| {
            let payload = item.payload()?;
            let held = match looked {
                Looked::Held(held) => held,
                Looked::Failed(error) => {
                    return Some(Err(publish::Error::Unseen {
                        label: item.label.clone(),
                        exit: publish::Problem::of(&error, payload.kind()).exit,
                        source: error,
                    }
                    .into()));
                }
            };
            let decided = decide(
                (payload.kind(), payload.json()),
                held.as_ref(),
                taken.as_ref(),
                &config.policy,
            );
            Some(Ok(Survey { item, decided }))
        })
        .collect()
}

/// What the journal says of items; nothing where there is none.
async fn foreseen(items: &[Item], config: &Config) -> Result<Vec<Option<Taken>>, Error> {
    let path = Files::of(config, false).journal();
    let Some(path) = path.filter(|path| path.exists()) else {
        return Ok(items.iter().map(|_| None).collect());
    };
    let journal = Journal::open(path, publish::new_id())?;
    let destination = destination_of(&config.publish);
    let planned = items
        .iter()
        .map(|item| item.planned(&destination))
        .collect();
    let taken = journal.foresee(planned).await?;
    Ok(taken.into_iter().map(Some).collect())
}
