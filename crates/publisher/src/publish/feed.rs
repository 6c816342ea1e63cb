//! Where workers get their items from: a few are always ready, while those after them are being read.

use std::collections::VecDeque;
use std::panic;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::supply::{Supply, Unit};

/// The most items that are read together.
pub(super) const AT_ONCE: usize = 128;
/// The most bytes of them, except where one alone has more.
const BYTES_AT_ONCE: usize = 512 * 1024;

/// An item with its place in the batch.
type Placed = (usize, Arc<Unit>);

/// What is ready to be sent.
#[derive(Debug)]
pub(super) struct Feed {
    ready: VecDeque<Placed>,
    parts: mpsc::Receiver<Vec<Placed>>,
}

/// What reads items ahead.
#[derive(Debug)]
pub(super) struct Loader(JoinHandle<Supply>);

/// Begins to read items in the order in which they are sent.
pub(super) fn start(mut supply: Supply) -> (Feed, Loader) {
    let (sender, parts) = mpsc::channel(1);
    let loader = spawn_blocking(move || {
        let order = supply.order();
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let (part, after) = rest.split_at(next_part(&supply, rest));
            rest = after;
            let units = supply.units(part);
            if sender.blocking_send(units).is_err() {
                break;
            }
        }
        supply
    });
    let feed = Feed {
        ready: VecDeque::new(),
        parts,
    };
    (feed, Loader(loader))
}

/// How many items are read together next: at least one.
fn next_part(supply: &Supply, places: &[usize]) -> usize {
    let mut bytes = 0;
    let fits = |place: &&usize| {
        bytes += supply.unread_bytes(**place);
        bytes <= BYTES_AT_ONCE
    };
    places.iter().take(AT_ONCE).take_while(fits).count().max(1)
}

impl Feed {
    /// The next item; none at the end.
    pub(super) async fn next(&mut self) -> Option<Placed> {
        loop {
            if let Some(next) = self.ready.pop_front() {
                return Some(next);
            }
            self.ready = self.parts.recv().await?.into();
        }
    }

    /// Hands out nothing more.
    pub(super) fn close(&mut self) {
        self.parts.close();
        while self.parts.try_recv().is_ok() {}
        self.ready.clear();
    }
}

impl Loader {
    /// The items, once nothing is read ahead any more.
    pub(super) async fn rest(self) -> Supply {
        match self.0.await {
            Ok(supply) => supply,
            Err(error) => panic::resume_unwind(error.into_panic()),
        }
    }
}
