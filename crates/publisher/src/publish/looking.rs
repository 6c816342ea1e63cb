//! Looking at what the server holds, without sending anything: several at a time, through one gate, and told in order.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use preflight_core::{Kind, Policy, VerifiedPayload};

use super::client::{Error, Mode};
use super::flows::{Held, Seen};
use super::item::Item;
use super::trace::Trace;
use super::{Manner, context, flows};
use crate::config::PublishSettings;
use crate::gather::Gather as _;

/// What came of looking for an item.
#[derive(Debug)]
pub(crate) enum Looked {
    /// What the server holds under its name; none where its kind cannot be looked for.
    Held(Option<Held>),
    /// It could not be looked for.
    Failed(Box<Error>),
}

/// Something that was published, and is looked for again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sought<'s> {
    pub(crate) kind: Kind,
    /// What it is compared with, and looked for by the name of.
    pub(crate) payload: Option<&'s VerifiedPayload>,
    /// The id by which the server knows it.
    pub(crate) remote_id: Option<&'s str>,
}

/// What the server holds under the names of these items, in their order. An item without a payload is not looked for.
pub(crate) async fn look(
    items: &[Item],
    settings: &PublishSettings,
    policy: &Policy,
    time_scale: f64,
) -> Result<Vec<Looked>, super::Error> {
    let manner = Manner {
        mode: Mode::default(),
        time_scale,
    };
    let kinds = items
        .iter()
        .filter_map(Item::payload)
        .map(VerifiedPayload::kind)
        .gather();
    let context = context(&kinds, settings, policy, manner)?;
    let looked = concurrently(items, settings.concurrency, async |item| {
        let Some(payload) = item.payload() else {
            return Looked::Held(None);
        };
        match flows::look(&context, payload, &mut Trace::default()).await {
            Ok(held) => Looked::Held(held),
            Err(error) => Looked::Failed(Box::new(error)),
        }
    });
    Ok(looked.await)
}

/// What is left of what was published, in the same order.
pub(crate) async fn look_again(
    sought: &[Sought<'_>],
    settings: &PublishSettings,
    policy: &Policy,
) -> Result<Vec<Result<Seen, Box<Error>>>, super::Error> {
    let manner = Manner {
        mode: Mode::default(),
        time_scale: 1.0,
    };
    let kinds = sought.iter().map(|sought| sought.kind).gather();
    let context = context(&kinds, settings, policy, manner)?;
    let seen = concurrently(sought, settings.concurrency, async |sought| {
        let what = (sought.kind, sought.payload);
        flows::look_again(&context, what, sought.remote_id, &mut Trace::default())
            .await
            .map_err(Box::new)
    });
    Ok(seen.await)
}

/// Does something with each of the inputs, at most `limit` of them at a time; what comes of it, in their order.
async fn concurrently<T, R>(inputs: &[T], limit: usize, work: impl AsyncFn(&T) -> R) -> Vec<R> {
    let next = Cell::new(0);
    let results: RefCell<Vec<Option<R>>> = RefCell::new(inputs.iter().map(|_| None).collect());
    let worker = || async {
        loop {
            let index = next.replace(next.get() + 1);
            let Some(input) = inputs.get(index) else {
                break;
            };
            let result = work(input).await;
            results.borrow_mut()[index] = Some(result);
        }
    };
    let mut workers: Vec<Pin<Box<_>>> = (0..limit.clamp(1, inputs.len().max(1)))
        .map(|_| Box::pin(worker()))
        .collect();
    poll_fn(|context| {
        workers.retain_mut(|worker| worker.as_mut().poll(context).is_pending());
        if workers.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    drop(workers);
    results.into_inner().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn results_keep_the_order_of_the_inputs_and_no_more_run_than_may() {
        for (limit, most) in [(1, 1), (3, 3), (100, 5)] {
            let (running, peak) = (Cell::new(0), Cell::new(0));
            let inputs = [5_u64, 1, 4, 2, 3];
            let doubled = concurrently(&inputs, limit, async |input| {
                running.set(running.get() + 1);
                peak.set(peak.get().max(running.get()));
                for _ in 0..*input {
                    tokio::task::yield_now().await;
                }
                running.set(running.get() - 1);
                input * 2
            });
            assert_eq!(doubled.await, [10, 2, 8, 4, 6], "{limit}");
            assert_eq!(peak.get(), most, "{limit}");
        }
        let nothing: [u64; 0] = [];
        let none: Vec<u64> = concurrently(&nothing, 3, async |input| *input).await;
        assert!(none.is_empty());
    }
}
