//! A plan: what publishing would change, written down so that somebody can look at it before it is done.
//!
//! ```text
//! files + server + journal  --decide-->  Plan  --file-->  plan.json  --apply: check, then publish exactly that
//! ```
//! A plan holds digests, ids and places, never a payload. It is bound to what it was made from: the payloads and the
//! policy by their digests, the server's objects by theirs, the destination, and a time until which it holds. Whatever of
//! that has changed when it is applied makes it stale, and a stale plan changes nothing.
//!
//! `drift` is the other way round: whether the server still holds what was published.

mod action;
mod decide;
mod drift;
mod file;
mod staleness;

pub(crate) use action::Action;
pub(crate) use decide::{Decided, decide};
pub(crate) use drift::{DRIFTS, Drift, Drifted, Manifest, drifted};
pub(crate) use file::{Cost, FileError, Plan, PlannedItem, Remote};
pub(crate) use staleness::{Now, is_unsafe, stale};
