//! What to do next, as pure functions of state and time: nothing here sleeps, reads a clock or draws a random number, so
//! that schedules are tested as tables. The one place that waits for these decisions is [`super::gate`].

pub(crate) mod breaker;
pub(crate) mod budget;
pub(crate) mod fair;
pub(crate) mod pace;
pub(crate) mod retry;
pub(crate) mod share;
mod smooth;
