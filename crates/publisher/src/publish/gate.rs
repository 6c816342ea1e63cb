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
use super::decide::pace::{Limits, Signals, Stamp};
use super::decide::retry::BUDGET;
use super::endpoints::Family;
use super::pacing::{Pace, Pool, Room};
use crate::digest::Digest;
use crate::journal::{self, Journal};

/// A wait worth telling.
const LONG: Duration = Duration::from_secs(2);
/// How long a run that was refused by the limits it shares does not ask again, whatever happens: requests that end close
/// together are told of together.
const PAUSE: Duration = Duration::from_millis(100);

/// Why a request does not go.
#[derive(Debug)]
pub(super) enum Denied {
    /// The run is being stopped, and the item has changed nothing yet.
    Stopped,
    /// The service has been away for too long.
    Away(Duration),
    /// The limits that are shared with other publishers cannot be read or written.
    Unwritten(journal::Error),
}

/// Where requests wait.
#[derive(Debug)]
pub(crate) struct Gate {
    clock: Clock,
    state: Mutex<State>,
    /// Where the limits are kept, if other publishers draw on them as well.
    pool: Option<Pool>,
    turnstiles: BTreeMap<Family, tokio::sync::Mutex<()>>,
    changed: Notify,
    stopping: watch::Receiver<bool>,
}

#[derive(Debug)]
struct State {
    pace: Pace,
    /// How many requests of a family stand at its gate.
    waiting: BTreeMap<Family, u32>,
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
                pace: Pace::alone(limits),
                waiting: BTreeMap::new(),
                breakers: families
                    .clone()
                    .map(|family| (family, Breaker::default()))
                    .gather(),
                budget: RetryBudget::default(),
            }),
            pool: None,
            turnstiles: families
                .map(|family| (family, tokio::sync::Mutex::new(())))
                .gather(),
            changed: Notify::new(),
            stopping,
        }
    }

    /// From now on the run draws on the limits that a journal keeps for all publishers of a destination.
    pub(super) fn share(&mut self, journal: &Journal, destination: Digest) {
        let clock = self.clock;
        self.state().pace.share(journal.run(), clock);
        self.pool = Some(Pool::new(journal.clone(), destination));
    }

    /// Waits until a request of a family may go. `begun` says whether the item has changed something on the server: that
    /// is brought to its end even where the run is being stopped.
    pub(super) async fn admit(&self, family: Family, begun: bool) -> Result<Permit<'_>, Denied> {
        let mut stopping = self.stopping.clone();
        let _waiting = Waiting::at(self, family);
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
            let delay = match self.try_admit(now, family) {
                Ok(permit) => return Ok(permit),
                Err(Delay::Unknown) => match self.lease(family).await? {
                    None => continue,
                    Some(delay) => delay,
                },
                Err(delay) => delay,
            };
            if let Delay::Away(away, wait) = delay
                && away + wait.unwrap_or_default() > BUDGET
            {
                // It has been away for as long as one call may take, whoever asked it.
                return Err(Denied::Away(away));
            }
            if !told {
                told = delay.tell(family);
            }
            let (pause, wait) = match delay {
                Delay::Limit(wait) => (Duration::ZERO, Some(wait)),
                Delay::Shared { again, .. } => (again.min(PAUSE), Some(again)),
                Delay::Away(_, wait) => (Duration::ZERO, wait),
                Delay::Unknown => continue,
            };
            self.clock.sleep(pause).await;
            match wait {
                Some(wait) => tokio::select! {
                    () = changed => {}
                    () = self.clock.sleep(wait.saturating_sub(pause)) => {}
                },
                None => changed.await,
            }
        }
    }

    /// Lets a request of a family go; or says why it has to wait, and how long, if that is known.
    fn try_admit(&self, now: Moment, family: Family) -> Result<Permit<'_>, Delay> {
        let mut state = self.state();
        match state.pace.look(now, family) {
            Room::Free => {}
            Room::In(wait) => return Err(Delay::Limit(wait)),
            Room::Unknown => return Err(Delay::Unknown),
        }
        let breaker = state.breaker(family);
        let away = breaker.away(now);
        let probe = match breaker.admit(now) {
            Admission::Go => false,
            Admission::Probe => true,
            Admission::Wait(wait) => return Err(Delay::Away(away, Some(wait))),
            Admission::WaitForProbe => return Err(Delay::Away(away, None)),
        };
        Ok(Permit {
            gate: self,
            family,
            sent: now,
            stamp: state.pace.take(now, family),
            probe,
            settled: false,
        })
    }

    /// Asks for requests of a family, and says how long there are none.
    async fn lease(&self, family: Family) -> Result<Option<Delay>, Denied> {
        let Some(pool) = &self.pool else {
            return Ok(None);
        };
        let _turn = pool.turn().await;
        let ask = {
            let mut state = self.state();
            let waiting = state.waiting.get(&family).copied().unwrap_or_default();
            let wants = Some((family, waiting.max(1)));
            state.pace.ask(self.clock, wants)
        };
        let Some(ask) = ask else {
            return Ok(None);
        };
        let grant = pool.ask(ask).await.map_err(Denied::Unwritten)?;
        let now = self.clock.now();
        self.state().pace.receive(now, family, &grant);
        Ok((grant.requests == 0).then_some(Delay::Shared {
            wait: grant.wait,
            again: grant.again,
        }))
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
        self.state().pace.block(now, family, wait);
        self.tell();
    }

    /// Tells others who draw on the same limits what is due, if nobody asks at this time: who asks tells as well.
    fn tell(&self) {
        if let Some(pool) = &self.pool
            && let Some(_turn) = pool.try_turn()
        {
            let mut state = self.state();
            if state.pace.has_to_tell(self.clock.now())
                && let Some(ask) = state.pace.ask(self.clock, None)
            {
                pool.tell(ask);
            }
        }
    }

    /// What it went through.
    pub(crate) fn summary(&self) -> GateSummary {
        let state = self.state();
        GateSummary {
            breaker_opened: state.breakers.values().map(Breaker::opened).sum(),
            limit: state.pace.limit(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is complete when it is made, so a panic elsewhere leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Gate {
    /// Gives back what the run was handed and has no use for.
    fn drop(&mut self) {
        if let Some(pool) = &self.pool {
            let ask = self.state().pace.leave(self.clock);
            if let Some(ask) = ask {
                pool.tell(ask);
            }
        }
    }
}

/// Why a request has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delay {
    /// The limit has nothing for so long.
    Limit(Duration),
    /// Neither have the limits that are shared, and it is worth asking again so soon.
    Shared { wait: Duration, again: Duration },
    /// Whether it has to is not known before it is asked for.
    Unknown,
    /// The service is away, for so long, and is tried again after this time, if that is known.
    Away(Duration, Option<Duration>),
}

impl Delay {
    /// Tells of a wait worth telling; says whether it was.
    fn tell(self, family: Family) -> bool {
        let wait = match self {
            Self::Limit(wait) | Self::Shared { wait, .. } | Self::Away(_, Some(wait)) => wait,
            Self::Unknown | Self::Away(_, None) => return false,
        };
        let seconds = wait.as_secs_f32();
        if wait < LONG {
            return false;
        }
        if let Self::Away(..) = self {
            tracing::warn!(
                "the service for {family} seems to be away; trying again in {seconds:.0} s"
            );
        } else {
            tracing::info!("waiting {seconds:.0} s for the rate limit of {family}");
        }
        true
    }
}

/// A request that stands at the gate of its family.
struct Waiting<'g>(&'g Gate, Family);

impl<'g> Waiting<'g> {
    fn at(gate: &'g Gate, family: Family) -> Self {
        *gate.state().waiting.entry(family).or_default() += 1;
        Self(gate, family)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.0.state().waiting.get_mut(&self.1) {
            *waiting = waiting.saturating_sub(1);
        }
    }
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
    stamp: Stamp,
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
        let begun = (self.sent, self.stamp);
        state.pace.settle(now, self.family, begun, signals);
        state.breaker(self.family).report(now, self.probe, health);
        drop(state);
        self.gate.changed.notify_waiters();
        self.gate.tell();
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
