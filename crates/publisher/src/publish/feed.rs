//! Where workers get their items from: a few are always ready, while those after them are being read.

use std::collections::VecDeque;
use std::panic;
use std::sync::Arc;
use std::time::Duration;

use preflight_core::{Kind, VerifiedPayload};
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use super::decide::fair::Recipient;
use super::flows::Context;
use super::recipients::{AtOnce, Standing};
use super::supply::{Supply, Unit};

/// The most items that are read together.
pub(super) const AT_ONCE: usize = 128;
/// The most bytes of them, except where one alone has more.
const BYTES_AT_ONCE: usize = 512 * 1024;

/// The most items that are put aside; those after them wait where they are sent from.
const MOST_ASIDE: usize = 1_000;

/// An item with its place in the batch.
type Placed = (usize, Arc<Unit>);

/// The same, and whom it is for.
#[derive(Debug)]
struct Addressed {
    placed: Placed,
    recipient: Option<(Recipient, AtOnce)>,
}

/// What is ready to be sent.
#[derive(Debug)]
pub(super) struct Feed {
    ready: VecDeque<Addressed>,
    /// Items whose recipients have to wait, in order.
    aside: VecDeque<Addressed>,
    parts: mpsc::Receiver<Vec<Placed>>,
    /// Whether everything is read.
    is_all: bool,
    /// How many items for one recipient are under way at once, as long as there are others.
    most: usize,
}

/// What reads items ahead.
#[derive(Debug)]
pub(super) struct Loader(JoinHandle<Supply>);

/// Begins to read items in the order in which they are sent.
pub(super) fn start(mut supply: Supply, concurrency: usize) -> (Feed, Loader) {
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
        most: (concurrency / 2).max(1),
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
    /// The next item; none at the end, or where the run is being stopped. Those whose recipients have to wait come later.
    pub(super) async fn next(&mut self, context: &Context) -> Option<Placed> {
        let recipients = context.recipients();
        loop {
            let now = context.clock().now();
            let standing = |(recipient, at_once)| recipients.standing(recipient, at_once, now);
            let wait = match self.choose(standing) {
                Chosen::Now(next) => {
                    if let Some((recipient, _)) = next.recipient {
                        recipients.begin(recipient);
                    }
                    return Some(next.placed);
                }
                Chosen::In(wait) => wait,
            };
            if self.is_all && self.aside.is_empty() {
                return None;
            }
            let may_read = !self.is_all && self.aside.len() < MOST_ASIDE;
            let more = async {
                tokio::select! {
                    part = self.parts.recv(), if may_read => match part {
                        Some(part) => self.ready = addressed(part, self.most),
                        None => self.is_all = true,
                    },
                    () = recipients.changed() => {}
                    () = context.clock().sleep(wait.unwrap_or_default()), if wait.is_some() => {}
                }
            };
            if context.is_stopped_during(more).await {
                return None;
            }
        }
    }

    /// The next item that need not wait, or how long those that are left have to.
    fn choose(&mut self, standing: impl Fn((Recipient, AtOnce)) -> Standing) -> Chosen {
        // Most often those that follow each other are for the same one.
        let mut before: Option<((Recipient, AtOnce), Standing)> = None;
        let mut standing = |item: &Addressed| {
            let Some(recipient) = item.recipient else {
                return Standing::Go;
            };
            match before {
                Some((one, standing)) if one == recipient => standing,
                _ => before.insert((recipient, standing(recipient))).1,
            }
        };
        let (mut least, mut later) = (None::<Duration>, None);
        let mut place = 0;
        loop {
            if place == self.aside.len() {
                match self.ready.pop_front() {
                    Some(next) if place < MOST_ASIDE => self.aside.push_back(next),
                    Some(next) => {
                        self.ready.push_front(next);
                        break;
                    }
                    None => break,
                }
            }
            match self.aside.get(place).map(&mut standing) {
                None | Some(Standing::Go) => {
                    later = Some(place);
                    break;
                }
                Some(Standing::Later) => later = later.or(Some(place)),
                Some(Standing::Not(Some(wait))) => {
                    least = Some(least.map_or(wait, |least| least.min(wait)));
                }
                Some(Standing::Not(None)) => {}
            }
            place += 1;
        }
        match later.and_then(|place| self.aside.remove(place)) {
            Some(next) => Chosen::Now(next),
            None => Chosen::In(least),
        }
    }

    /// Hands out nothing more.
    pub(super) fn close(&mut self) {
        self.parts.close();
        while self.parts.try_recv().is_ok() {}
        self.ready.clear();
        self.aside.clear();
    }
}

/// The items of a part, with whom they are for.
fn addressed(part: Vec<Placed>, most: usize) -> VecDeque<Addressed> {
    part.into_iter()
        .map(|placed| {
            let at_once = match placed.1.item.payload().map(VerifiedPayload::kind) {
                Some(Kind::ParticipantVariables) => AtOnce::One,
                _ => AtOnce::Rather(most),
            };
            Addressed {
                recipient: placed.1.recipient().map(|recipient| (recipient, at_once)),
                placed,
            }
        })
        .collect()
}

/// What is handed out next.
enum Chosen {
    Now(Addressed),
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
