//! Where workers get their items from: a few are always ready, while those after them are being read.

use std::collections::VecDeque;
use std::panic;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::flows::Context;
use super::supply::{Supply, Unit};

/// The most items that are read together.
pub(super) const AT_ONCE: usize = 128;
/// The most bytes of them, except where one alone has more.
const BYTES_AT_ONCE: usize = 512 * 1024;

/// The most items that are put aside; those after them wait where they are sent from.
const MOST_ASIDE: usize = 1_000;

/// An item with its place in the batch.
type Placed = (usize, Arc<Unit>);

/// What is ready to be sent.
#[derive(Debug)]
pub(super) struct Feed {
    ready: VecDeque<Placed>,
    /// Items whose recipients are held back, in order.
    aside: VecDeque<Placed>,
    parts: mpsc::Receiver<Vec<Placed>>,
    /// Whether everything is read.
    is_all: bool,
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
        aside: VecDeque::new(),
        parts,
        is_all: false,
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
    /// The next item; none at the end, or where the run is being stopped. Those whose recipients are held back come later.
    pub(super) async fn next(&mut self, context: &Context) -> Option<Placed> {
        loop {
            let wait = match self.choose(|unit| context.held_back(unit)) {
                Chosen::Now(next) => return Some(next),
                Chosen::In(wait) => wait,
            };
            if self.is_all && wait.is_none() {
                return None;
            }
            let more = async {
                tokio::select! {
                    part = self.parts.recv(), if !self.is_all => match part {
                        Some(part) => self.ready = part.into(),
                        None => self.is_all = true,
                    },
                    () = context.clock().sleep(wait.unwrap_or_default()), if wait.is_some() => {}
                }
            };
            if context.is_stopped_during(more).await {
                return None;
            }
        }
    }

    /// The next item that need not wait, or how long those that are left have to.
    fn choose(&mut self, held_back: impl Fn(&Unit) -> Option<Duration>) -> Chosen {
        let mut least: Option<Duration> = None;
        for place in 0..self.aside.len() {
            let wait = self.aside.get(place).and_then(|(_, unit)| held_back(unit));
            match wait {
                Some(wait) => least = Some(least.map_or(wait, |least| least.min(wait))),
                None => {
                    if let Some(next) = self.aside.remove(place) {
                        return Chosen::Now(next);
                    }
                }
            }
        }
        while let Some(next) = self.ready.pop_front() {
            let wait = held_back(&next.1).filter(|_| self.aside.len() < MOST_ASIDE);
            let Some(wait) = wait else {
                return Chosen::Now(next);
            };
            least = Some(least.map_or(wait, |least| least.min(wait)));
            self.aside.push_back(next);
        }
        Chosen::In(least)
    }

    /// Hands out nothing more.
    pub(super) fn close(&mut self) {
        self.parts.close();
        while self.parts.try_recv().is_ok() {}
        self.ready.clear();
        self.aside.clear();
    }
}

/// What is handed out next.
enum Chosen {
    Now(Placed),
    /// Nothing, unless more is read; after so long something that was put aside, if there is any.
    In(Option<Duration>),
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
