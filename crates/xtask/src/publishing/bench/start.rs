//! What the program takes before it does anything.

use std::time::Instant;

use super::figure::{Figure, Goal, Unit};
use super::preflight;
use crate::error::Error;
use crate::publishing::measure::median;
use crate::workspace;

/// Starts, of which the middle counts.
const STARTS: usize = 51;

pub(super) fn figures() -> Result<Vec<Figure>, Error> {
    let version = preflight::version();
    let times = (0..STARTS).map(|_| {
        let start = Instant::now();
        // One that fails has no time.
        let seconds = if version.succeeds() {
            start.elapsed().as_secs_f64()
        } else {
            f64::NAN
        };
        seconds * 1e3
    });
    let binary = preflight::path();
    let size = std::fs::metadata(&binary).map_err(workspace::at(&binary))?;
    #[expect(clippy::cast_precision_loss, reason = "no binary is that large")]
    let bytes = size.len() as f64;
    Ok(vec![
        Figure::new(
            "`preflight --version`, from its start to its end",
            Goal::AtMost(5.0),
            median(times.collect()),
            Unit::Milliseconds,
        ),
        Figure::new(
            "binary, stripped",
            Goal::AtMost(8.0),
            bytes / 1e6,
            Unit::Megabytes,
        ),
    ])
}
