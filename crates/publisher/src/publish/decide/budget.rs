//! How many second attempts a run affords itself.
//!
//! Retries that are right one by one are wrong all together: where a third of all calls fails, retrying each of them
//! up to four times half as much again is asked of a service that cannot do what it is asked already. So each first
//! attempt earns a tenth of a retry ("Addressing Cascading Failures", Site Reliability Engineering, chapter 22: a retry
//! budget of 10 %), and a reserve lets small batches through a restart of the service. What the server put off itself
//! (429) costs nothing: it comes back when it was told to.

/// Retries that each first attempt earns.
const EARNED: f64 = 0.1;
/// What a run begins with: enough for all attempts of the few calls that are under way when a service goes away.
const RESERVE: f64 = 40.0;
/// The most that is saved up, so that a long good time does not pay for a storm.
const MOST: f64 = 100.0;

/// What is left of it.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    left: f64,
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self { left: RESERVE }
    }
}

impl RetryBudget {
    /// A first attempt is made.
    pub(crate) fn earn(&mut self) {
        self.left = (self.left + EARNED).min(MOST);
    }

    /// Whether a retry is affordable; it is paid for if it is.
    pub(crate) fn spend(&mut self) -> bool {
        let affordable = self.left >= 1.0;
        if affordable {
            self.left -= 1.0;
        }
        affordable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_are_a_tenth_of_the_traffic_and_a_reserve() {
        let mut budget = RetryBudget::default();
        let mut retries = 0;
        for call in 0..10_000 {
            budget.earn();
            // Three calls of ten fail, and each would be tried four more times.
            if call % 10 < 3 {
                retries += (0..4).filter(|_| budget.spend()).count();
            }
        }
        assert!((1_000..=1_040).contains(&retries), "{retries}");
    }

    #[test]
    fn a_long_good_time_does_not_pay_for_a_storm() {
        let mut budget = RetryBudget::default();
        (0..1_000_000).for_each(|_| budget.earn());
        assert_eq!((0..1_000).filter(|_| budget.spend()).count(), 100);
        assert!(!budget.spend());
    }
}
