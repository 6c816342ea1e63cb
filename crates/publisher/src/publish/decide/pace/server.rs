//! A server that counts as servers do, with time as a number.

use std::time::Duration;

use super::Signals;
use crate::publish::endpoints::Family;

/// How a server says how long its window lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounding {
    Up,
    Down,
    Silent,
}

/// A server with fixed windows of a minute.
#[derive(Debug)]
pub(crate) struct Server {
    /// Size, and the one family it is for, if it is not for all.
    limits: Vec<(u32, Option<Family>)>,
    rounding: Rounding,
    /// Where its windows begin, in milliseconds; with their first request where there is none.
    phase: Option<u64>,
    /// Of each limit: when its window ends, and what it counted.
    windows: Vec<Option<(u64, u32)>>,
    pub(crate) refused: u32,
}

impl Server {
    pub(crate) fn new(
        limits: &[(u32, Option<Family>)],
        rounding: Rounding,
        phase: Option<u64>,
    ) -> Self {
        Self {
            limits: limits.to_vec(),
            rounding,
            phase,
            windows: vec![None; limits.len()],
            refused: 0,
        }
    }

    /// Counts a request, and says what its answer says.
    pub(crate) fn serve(&mut self, now: u64, family: Family) -> Option<Signals> {
        let matching: Vec<usize> = (0..self.limits.len())
            .filter(|index| self.limits[*index].1.is_none_or(|only| only == family))
            .collect();
        for index in &matching {
            let window = &mut self.windows[*index];
            let current = window.filter(|(ends, _)| now < *ends);
            *window = current.or_else(|| {
                let ends = match self.phase {
                    Some(phase) => now + 60_000 - (now + 60_000 - phase) % 60_000,
                    None => now + 60_000,
                };
                Some((ends, 0))
            });
        }
        let over = matching.iter().any(|index| {
            self.windows[*index].is_some_and(|(_, count)| count >= self.limits[*index].0)
        });
        if over {
            self.refused += 1;
        }
        for index in &matching {
            if let (Some((_, count)), false) = (&mut self.windows[*index], over) {
                *count += 1;
            }
        }
        let (allowed, ends, count) = matching
            .iter()
            .filter_map(|index| {
                let (ends, count) = self.windows[*index]?;
                Some((self.limits[*index].0, ends, count))
            })
            .min_by_key(|(allowed, _, count)| allowed - count)?;
        let left = ends - now;
        let reset = match self.rounding {
            Rounding::Up => left.div_ceil(1_000),
            Rounding::Down => left / 1_000,
            Rounding::Silent => return None,
        };
        Some(Signals {
            allowed,
            count,
            reset: Some(Duration::from_secs(reset)),
        })
    }
}
