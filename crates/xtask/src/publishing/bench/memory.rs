//! The most memory that a publish has.

use super::figure::{Figure, Goal, Unit};
use super::{Batch, Bench, Journal, patient};
use crate::error::Error;
use crate::progress::say;
use crate::publishing::measure::median;

/// Cards of the runs whose requests in flight are measured.
const CARDS: usize = 3_000;
const FEW: usize = 64;
const MANY: usize = 1_000;
const LARGE: usize = 100_000;

pub(super) fn figures(bench: &Bench) -> Result<Vec<Figure>, Error> {
    let batch = bench.batch(CARDS)?;
    // Answers come late enough that all requests wait for one at the same time.
    let few = peak(bench, &batch, FEW, 0.1)?;
    let many = peak(bench, &batch, MANY, 2.0)?;
    #[expect(clippy::cast_precision_loss, reason = "these are few")]
    let difference = (MANY - FEW) as f64;
    say(&format!("{LARGE} cards"));
    let large = bench.batch(LARGE)?;
    let usage = bench.publish(&large, super::preflight::SCENARIO, FEW, Journal::Kept)?;
    Ok(vec![
        Figure::new(
            format!("most memory, {CARDS} cards, {FEW} in flight"),
            Goal::AtMost(20.0),
            few / 1e6,
            Unit::Megabytes,
        ),
        Figure::new(
            format!("memory for each further request in flight, up to {MANY}"),
            Goal::AtMost(32.0),
            (many - few) / difference / 1_024.0,
            Unit::Kilobytes,
        ),
        Figure::new(
            format!("most memory, {LARGE} cards, journal"),
            Goal::AtMost(60.0),
            bytes(usage.peak) / 1e6,
            Unit::Megabytes,
        ),
    ])
}

/// Bytes, the median of several runs.
fn peak(bench: &Bench, batch: &Batch, concurrency: usize, seconds: f64) -> Result<f64, Error> {
    let peaks: Result<Vec<f64>, Error> = (1..=bench.runs)
        .map(|run| {
            say(&format!(
                "run {run}/{}: {concurrency} in flight",
                bench.runs
            ));
            let usage = bench.publish(batch, &patient(seconds), concurrency, Journal::Nowhere)?;
            Ok(bytes(usage.peak))
        })
        .collect();
    Ok(median(peaks?))
}

#[expect(clippy::cast_precision_loss, reason = "no memory is that large")]
fn bytes(peak: Option<u64>) -> f64 {
    peak.map_or(f64::NAN, |kib| (kib * 1_024) as f64)
}
