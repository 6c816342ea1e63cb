//! Faults on demand: which request meets which fault. Pure: nothing here waits or answers.

mod action;
mod chance;
mod fault;
mod header;
pub(crate) mod inject;
mod pattern;

use std::sync::Arc;

use axum::http::Method;
use serde::Serialize;

pub(crate) use self::action::Action;
use self::chance::Chance;
pub(crate) use self::fault::{Fault, checked};

/// The faults in force, in the order they are tried.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Faults(Vec<Armed>);

/// A fault and what became of it so far.
#[derive(Debug, Serialize)]
struct Armed {
    #[serde(flatten)]
    fault: Fault,
    /// Requests of its method and path that no earlier fault took.
    matched: u64,
    fired: u64,
    #[serde(skip)]
    chance: Option<Chance>,
    #[serde(skip)]
    label: Arc<str>,
    #[serde(skip)]
    action: Arc<Action>,
}

/// A fault that a request met.
#[derive(Debug, Clone)]
pub(crate) struct Fired {
    /// The fault's name, or its place as `#0`.
    pub(crate) label: Arc<str>,
    pub(crate) action: Arc<Action>,
}

impl Armed {
    /// Whether a request that matches meets this fault; counts it either way.
    fn meets(&mut self) -> bool {
        self.matched += 1;
        let fires = self.matched > self.fault.skip
            && self.fault.has_shots(self.fired)
            && self.chance.as_mut().is_none_or(Chance::decide);
        self.fired += u64::from(fires);
        fires
    }
}

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Faults {
        let arm = |(index, fault): (usize, Fault)| Armed {
            chance: fault.chance(),
            label: fault
                .name
                .as_deref()
                .map_or_else(|| format!("#{index}").into(), Arc::from),
            action: Arc::new(fault.then.clone()),
            fault,
            matched: 0,
            fired: 0,
        };
        Faults(faults.into_iter().enumerate().map(arm).collect())
    }

    /// The fault this request meets, if any: the first that matches it and still has shots.
    pub(crate) fn fire(&mut self, method: &Method, path: &str) -> Option<Fired> {
        let armed = self.0.iter_mut().find_map(|armed| {
            (armed.fault.matches(method, path) && armed.meets()).then_some(armed)
        })?;
        Some(Fired {
            label: Arc::clone(&armed.label),
            action: Arc::clone(&armed.action),
        })
    }
}

#[cfg(test)]
mod tests;
