//! The items of a batch, however many: the first are kept in memory, the others are read again when it is their turn.
//!
//! Everything is judged before anything is sent, since half a release is worse than none. What was judged then is what is
//! sent: an item whose text has changed by the time it is read again is not sent.

mod slip;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use preflight_core::{Kind, Receipt, VerifiedPayload};

use super::decide::fair::{Recipient, fair_order};
use super::item::Unread;
use super::{Item, Problem};
use crate::config::Config;
use crate::exit::Exit;
use crate::gather::Gather as _;
use crate::input::{self, Again, Document, PathError, Place, Rebuilt, Stream, Streamed};
use crate::journal::state::State;
use crate::journal::store::Planned;
use crate::journal::subject::{Destination, Subject};
use crate::journal::take_up::Taken;
use slip::Slip;
pub(super) use slip::recipient;

/// The bytes of manifests that are kept in memory.
const KEPT_BYTES: usize = 128 * 1024;
/// The most manifests that are kept beyond that, because something is to be said of them.
const KEPT_FOR_FINDINGS: usize = 1_000;

/// A manifest and what is to be done with it.
#[derive(Debug)]
pub(crate) struct Unit {
    /// What was found in it, where something is to be said of that.
    pub(crate) document: Option<Document>,
    pub(crate) item: Item,
}

/// The part that a document has in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// None.
    None,
    /// Its payload is sent.
    Sent,
    /// Its payload is sent, and something is said of it at the end.
    Told,
}

#[derive(Debug)]
enum Entry {
    Kept(Arc<Unit>),
    Filed(Slip),
}

/// The items of a batch.
#[derive(Debug)]
pub(crate) struct Supply {
    entries: Vec<Entry>,
    again: Option<Again>,
}

impl Supply {
    /// Reads and judges what the paths lead to; `seen` gets to know every document and its item, with the place that it
    /// would have, and says what part it has. What could not be read comes beside it.
    pub(crate) fn read<E: From<input::Error>>(
        paths: &[PathBuf],
        config: &Config,
        mut seen: impl FnMut(usize, &Document, &mut Item) -> Result<Part, E>,
    ) -> Result<(Self, Vec<PathError>), E> {
        let mut stream = Stream::open(paths, config)?;
        let mut entries = Vec::new();
        let (mut bytes, mut blocked) = (0, 0);
        loop {
            let streamed = stream.next();
            if streamed.is_empty() {
                break;
            }
            for Streamed {
                mut document,
                place,
                receipt,
            } in streamed
            {
                bytes += document.source().len();
                let mut item = Item::of(&mut document);
                let part = seen(entries.len(), &document, &mut item)?;
                if part == Part::None {
                    continue;
                }
                let is_blocked = item.obstacle().is_some();
                blocked += usize::from(is_blocked);
                let is_wanted = part == Part::Told || is_blocked && blocked <= KEPT_FOR_FINDINGS;
                let is_kept = bytes <= KEPT_BYTES || is_wanted;
                entries.push(match place {
                    Some(place) if !is_kept => Entry::Filed(Slip::of(place, receipt, &item)),
                    _ => Entry::kept(is_wanted.then_some(document), item),
                });
            }
        }
        let (again, errors) = stream.into_parts();
        let again = Some(again);
        Ok((Self { entries, again }, errors))
    }

    /// These, all of them in memory.
    pub(crate) fn of(documents: Vec<Document>, items: Vec<Item>) -> Self {
        let units = documents.into_iter().zip(items);
        Self {
            entries: units
                .map(|(document, item)| Entry::kept(Some(document), item))
                .collect(),
            again: None,
        }
    }

    /// One more, at the end.
    pub(crate) fn add(&mut self, item: Item) {
        self.entries.push(Entry::kept(None, item));
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many cannot be sent.
    pub(crate) fn blocked(&self) -> usize {
        let blocked = |entry: &&Entry| match entry {
            Entry::Kept(unit) => unit.item.payload().is_none(),
            Entry::Filed(slip) => slip.obstacle.is_some(),
        };
        self.entries.iter().filter(blocked).count()
    }

    /// How many of each kind are to be sent.
    pub(crate) fn kinds(&self) -> BTreeMap<Kind, usize> {
        let mut kinds = BTreeMap::new();
        for entry in &self.entries {
            let kind = match entry {
                Entry::Kept(unit) => unit.item.payload().map(VerifiedPayload::kind),
                Entry::Filed(slip) if slip.obstacle.is_none() && slip.taken.is_none() => slip.kind,
                Entry::Filed(_) => None,
            };
            if let Some(kind) = kind {
                *kinds.entry(kind).or_default() += 1;
            }
        }
        kinds
    }

    /// Kind and name of each, as people know it.
    pub(crate) fn names(&self) -> impl Iterator<Item = (Option<&'static str>, Cow<'_, str>)> {
        self.entries.iter().map(|entry| match entry {
            Entry::Kept(unit) => {
                let item = &unit.item;
                let name = item.id.as_deref().unwrap_or(&item.label);
                (item.kind, Cow::Borrowed(name))
            }
            Entry::Filed(slip) => {
                let name = match &slip.id {
                    Some(id) => Cow::Borrowed(&**id),
                    None => Cow::Owned(input::label(self.path(slip), slip.place.line())),
                };
                (slip.kind.map(Kind::name), name)
            }
        })
    }

    /// The documents of which something is to be said.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Kept(unit) => unit.document.as_ref(),
            Entry::Filed(_) => None,
        })
    }

    /// How many others cannot be sent.
    pub(crate) fn blocked_elsewhere(&self) -> usize {
        let is_it = |entry: &&Entry| match entry {
            Entry::Kept(unit) => unit.document.is_none() && unit.item.obstacle().is_some(),
            Entry::Filed(slip) => slip.obstacle.is_some(),
        };
        self.entries.iter().filter(is_it).count()
    }

    /// Does not send an item after all.
    pub(crate) fn block(&mut self, index: usize, problem: Problem) {
        match self.entries.get_mut(index) {
            Some(Entry::Kept(unit)) => {
                if let Some(unit) = Arc::get_mut(unit) {
                    unit.item.block(problem);
                }
            }
            Some(Entry::Filed(slip)) => slip.obstacle = Some(Box::new(problem)),
            None => {}
        }
    }

    /// They as the journal takes them up; what is left as it is has no part in it.
    pub(crate) fn planned(&self, destination: &Destination) -> impl Iterator<Item = Planned> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Kept(unit) if unit.item.is_left() => None,
            Entry::Kept(unit) => Some(unit.item.planned(destination)),
            Entry::Filed(slip) => Some(Planned {
                subject: Subject::at(destination, slip.matter),
                digest: slip.digest,
                kind: slip.kind,
                id: slip.id.as_deref().map(str::to_owned),
                path: self.path(slip).to_owned(),
                ordinal: slip.place.ordinal(),
                state: if slip.obstacle.is_some() {
                    State::Blocked
                } else {
                    State::Validated
                },
            }),
        })
    }

    /// Does what the journal says of those that it takes up.
    pub(crate) fn take_up(&mut self, taken: Vec<Taken>) {
        let taking = self
            .entries
            .iter_mut()
            .filter(|entry| !matches!(entry, Entry::Kept(unit) if unit.item.is_left()));
        for (entry, taken) in taking.zip(taken) {
            match entry {
                Entry::Kept(unit) => {
                    if let Some(unit) = Arc::get_mut(unit) {
                        unit.item.take_up(taken);
                    }
                }
                Entry::Filed(slip) => {
                    let is_plain = taken == Taken::Ours { sent: None };
                    slip.taken = (!is_plain).then(|| Box::new(taken));
                }
            }
        }
    }

    /// The places of all in the order in which they are sent.
    pub(super) fn order(&self) -> Vec<usize> {
        fair_order(self.entries.iter().map(|entry| match entry {
            Entry::Kept(unit) => unit.item.payload().and_then(recipient),
            Entry::Filed(slip) => slip.recipient,
        }))
    }

    /// The bytes that have to be read to send the item at a place.
    pub(super) fn unread_bytes(&self, place: usize) -> usize {
        match self.entries.get(place) {
            Some(Entry::Filed(slip)) => slip.place.len(),
            _ => 0,
        }
    }

    /// The items at these places, ready to be sent.
    pub(super) fn units(&mut self, places: &[usize]) -> Vec<(usize, Arc<Unit>)> {
        let filed: Vec<(Place, Receipt)> = places
            .iter()
            .filter_map(|place| match self.entries.get(*place)? {
                Entry::Kept(_) => None,
                Entry::Filed(slip) => Some((slip.place, slip.to_send()?)),
            })
            .collect();
        let rebuilt = match &mut self.again {
            Some(again) if !filed.is_empty() => again.rebuild(&filed),
            _ => Vec::new(),
        };
        let mut rebuilt = rebuilt.into_iter();
        places
            .iter()
            .filter_map(|place| {
                let unit = match self.entries.get(*place)? {
                    Entry::Filed(slip) if slip.to_send().is_some() => {
                        self.rebuilt(slip, rebuilt.next()?)
                    }
                    _ => self.unread(*place)?,
                };
                Some((*place, unit))
            })
            .collect()
    }

    /// The item at a place, as far as it is known without reading it again.
    pub(super) fn unread(&self, place: usize) -> Option<Arc<Unit>> {
        Some(match self.entries.get(place)? {
            Entry::Kept(unit) => Arc::clone(unit),
            Entry::Filed(slip) => {
                let mut item = Item::unread(&self.known(slip));
                slip.plan(&mut item);
                Unit::read_again(item)
            }
        })
    }

    fn rebuilt(&self, slip: &Slip, rebuilt: Rebuilt) -> Arc<Unit> {
        let known = self.known(slip);
        let mut item;
        match rebuilt {
            Ok(Some((payload, source))) => {
                item = Item::rebuilt(&known, payload, source);
                slip.plan(&mut item);
            }
            Ok(None) => {
                item = Item::unread(&known);
                slip.plan(&mut item);
                item.block_unless_settled(changed);
            }
            Err(error) => {
                item = Item::unread(&known);
                slip.plan(&mut item);
                item.block_unless_settled(|| unreadable(&error));
            }
        }
        Unit::read_again(item)
    }

    fn known<'s>(&'s self, slip: &'s Slip) -> Unread<'s> {
        Unread {
            path: self.path(slip),
            ordinal: slip.place.ordinal(),
            line: slip.place.line(),
            kind: slip.kind,
            id: slip.id.as_deref(),
        }
    }

    fn path(&self, slip: &Slip) -> &str {
        self.again
            .as_ref()
            .map_or("", |again| again.shown(slip.place))
    }
}

impl Unit {
    /// Whom it is for, where something is to be sent.
    pub(super) fn recipient(&self) -> Option<Recipient> {
        self.item.payload().and_then(recipient)
    }

    fn read_again(item: Item) -> Arc<Self> {
        Arc::new(Self {
            document: None,
            item,
        })
    }
}

impl Entry {
    fn kept(document: Option<Document>, item: Item) -> Self {
        Self::Kept(Arc::new(Unit { document, item }))
    }
}

fn changed() -> Problem {
    Problem::new(
        Exit::Conflict,
        "Its file has changed since the batch was checked, so it was not sent.",
        "Run the same command again, when nothing writes to the file.",
    )
}

fn unreadable(error: &PathError) -> Problem {
    Problem::new(
        Exit::Failure,
        format!(
            "It could not be read again, so it was not sent: {}.",
            error.problem
        ),
        "Mend that, then run the same command again.",
    )
}

/// The kinds of which something is to be sent.
pub(crate) fn kinds_of(kinds: &BTreeMap<Kind, usize>) -> BTreeSet<Kind> {
    kinds.keys().copied().gather()
}
