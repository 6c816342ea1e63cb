//! The one place where requests wait: for the rate limit, and for a service that is away.
//!
//! The decisions are those of [`decide`](super::decide); here is the waiting. One request of a family at a time stands at
//! its gate, the others behind it in the order they came, so that a thousand of them cost one timer.

use crate::gather::Gather as _;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::clock::{Clock, Moment};
use super::decide::breaker::{Admission, Breaker, Health};
use super::decide::budget::RetryBudget;
use super::decide::pace::{Limits, Pacer, Signals};
use super::decide::retry::BUDGET;
use super::endpoints::Family;

/// A wait worth telling.
const LONG: Duration = Duration::from_secs(2);

/// Why a request does not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// The run is being stopped, and the item has changed nothing yet.
    Stopped,
    /// The service has been away for too long.
    Away(Duration),
}

/// Where requests wait.
#[derive(Debug)]
pub(crate) struct Gate {
    clock: Clock,
    state: Mutex<State>,
    turnstiles: BTreeMap<Family, tokio::sync::Mutex<()>>,
    changed: Notify,
    stopping: watch::Receiver<bool>,
}

#[derive(Debug)]
struct State {
    pacer: Pacer,
    breakers: BTreeMap<Family, Breaker>,
    budget: RetryBudget,
}

/// What a run's gate went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct GateSummary {
    /// How often a breaker opened.
    pub(crate) breaker_opened: u32,
    /// Requests a minute, as far as the server told.
    pub(crate) limit: u32,
}

impl Gate {
    /// A gate with these limits until the server tells others; `stopping` says when nothing new is to begin.
    pub(crate) fn new(clock: Clock, limits: Limits, stopping: watch::Receiver<bool>) -> Self {
        let families = Family::ALL.iter().copied();
        Self {
            clock,
            state: Mutex::new(State {
                pacer: Pacer::new(limits),
                breakers: families
                    .clone()
                    .map(|family| (family, Breaker::default()))
                    .gather(),
                budget: RetryBudget::default(),
            }),
            turnstiles: families
                .map(|family| (family, tokio::sync::Mutex::new(())))
                .gather(),
            changed: Notify::new(),
            stopping,
        }
    }

    /// Waits until a request of a family may go. `begun` says whether the item has changed something on the server: that
    /// is brought to its end even where the run is being stopped.
    pub(super) async fn admit(&self, family: Family, begun: bool) -> Result<Permit<'_>, Denied> {
        let mut stopping = self.stopping.clone();
        let waiting = async {
            let _turn = match self.turnstiles.get(&family) {
                Some(turnstile) => Some(turnstile.lock().await),
                None => None,
            };
            self.wait(family).await
        };
        if begun {
            return waiting.await;
        }
        tokio::select! {
            biased;
            permit = waiting => permit,
            // A sender that is gone stops nothing.
            Ok(_) = stopping.wait_for(|stopping| *stopping) => Err(Denied::Stopped),
        }
    }

    async fn wait(&self, family: Family) -> Result<Permit<'_>, Denied> {
        let mut told = false;
        loop {
            // Registered before the state is looked at, so that no change is missed.
            let changed = self.changed.notified();
            let now = self.clock.now();
            let (wait, why) = match self.try_admit(now, family) {
                Ok(probe) => {
                    return Ok(Permit {
                        gate: self,
                        family,
                        sent: now,
                        probe,
                        settled: false,
                    });
                }
                Err(denied) => denied,
            };
            if let Why::Away(away) = why
                && away + wait.unwrap_or_default() > BUDGET
            {
                // It has been away for as long as one call may take, whoever asked it.
                return Err(Denied::Away(away));
            }
            if !told && wait.is_some_and(|wait| wait >= LONG) {
                told = true;
                let seconds = wait.unwrap_or_default().as_secs_f32();
                match why {
                    Why::Limit => {
                        tracing::info!("waiting {seconds:.0} s for the rate limit of {family}");
                    }
                    Why::Away(_) => tracing::warn!(
                        "the service for {family} seems to be away; trying again in {seconds:.0} s"
                    ),
                }
            }
            match wait {
                Some(wait) => tokio::select! {
                    () = changed => {}
                    () = self.clock.sleep(wait) => {}
                },
                None => changed.await,
            }
        }
    }

    /// Lets a request of a family go, and says whether it is a probe; or says how long it has to wait, if that is known.
    fn try_admit(&self, now: Moment, family: Family) -> Result<bool, (Option<Duration>, Why)> {
        let mut state = self.state();
        let pace = state.pacer.wait(now, family);
        if !pace.is_zero() {
            return Err((Some(pace), Why::Limit));
        }
        let breaker = state.breaker(family);
        let why = Why::Away(breaker.away(now));
        let probe = match breaker.admit(now) {
            Admission::Go => false,
            Admission::Probe => true,
            Admission::Wait(wait) => return Err((Some(wait), why)),
            Admission::WaitForProbe => return Err((None, why)),
        };
        state.pacer.take(now, family);
        Ok(probe)
    }

    /// A first attempt is made.
    pub(super) fn first_attempt(&self) {
        self.state().budget.earn();
    }

    /// Whether the run affords itself another attempt.
    pub(super) fn affords_retry(&self) -> bool {
        self.state().budget.spend()
    }

    /// The server refuses the requests of a family for so long.
    pub(super) fn block(&self, family: Family, wait: Duration) {
        let now = self.clock.now();
        self.state().pacer.block(now, family, wait);
    }

    /// What it went through.
    pub(crate) fn summary(&self) -> GateSummary {
        let state = self.state();
        GateSummary {
            breaker_opened: state.breakers.values().map(Breaker::opened).sum(),
            limit: state.pacer.limit(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is complete when it is made, so a panic elsewhere leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Limit,
    /// The service is away, for so long.
    Away(Duration),
}

impl State {
    fn breaker(&mut self, family: Family) -> &mut Breaker {
        self.breakers.entry(family).or_default()
    }
}

/// A request that may go.
#[derive(Debug)]
pub(super) struct Permit<'g> {
    gate: &'g Gate,
    family: Family,
    sent: Moment,
    probe: bool,
    settled: bool,
}

impl Permit<'_> {
    /// The request has come to its end.
    pub(super) fn settle(mut self, health: Health, signals: Option<Signals>) {
        self.finish(health, signals);
    }

    fn finish(&mut self, health: Health, signals: Option<Signals>) {
        self.settled = true;
        let now = self.gate.clock.now();
        let mut state = self.gate.state();
        state.pacer.settle(now, self.family, self.sent, signals);
        state.breaker(self.family).report(now, self.probe, health);
        drop(state);
        self.gate.changed.notify_waiters();
    }
}

impl Drop for Permit<'_> {
    /// A request that nobody waits for any more must not hold up the others.
    fn drop(&mut self) {
        if !self.settled {
            self.finish(Health::Unknown, None);
        }
    }
}
