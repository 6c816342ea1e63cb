//! Posts a second, and the time of the processor that each takes.

use super::figure::{Figure, Goal, Unit};
use super::{Batch, Bench, Journal, Options, Usage, measure, preflight};
use crate::error::Error;
use crate::publishing::measure::median;

pub(super) fn figures(bench: &Bench, options: &Options) -> Result<Vec<Figure>, Error> {
    let cards = options.cards;
    let batch = bench.batch(cards)?;
    let concurrency = options.concurrency;
    let checks = checks(bench, &batch)?;
    let buffered = bench.publish_often("audit", &batch, Journal::Nowhere, concurrency)?;
    let journalled = bench.publish_often("journal", &batch, Journal::Kept, concurrency)?;
    let checking = cpu(&checks, cards);
    let of = |usages: &[Usage], name: &str, least: f64, most: Goal| {
        let all = cpu(usages, cards);
        [
            Figure::new(
                format!("{cards} cards, {concurrency} in flight, {name}"),
                Goal::AtLeast(least),
                rate(usages, cards),
                Unit::PerSecond,
            ),
            Figure::new(
                "processor time a card, all of `publish`",
                Goal::None,
                all,
                Unit::Microseconds,
            ),
            Figure::new(
                "without reading and checking",
                most,
                all - checking,
                Unit::Microseconds,
            ),
        ]
    };
    let mut figures = vec![Figure::new(
        "processor time a card, reading and checking (`check`)",
        Goal::None,
        checking,
        Unit::Microseconds,
    )];
    figures.extend(of(
        &buffered,
        "audit, no journal",
        10_000.0,
        Goal::AtMost(25.0),
    ));
    figures.extend(of(
        &journalled,
        "audit, journal at full sync",
        2_000.0,
        Goal::None,
    ));
    Ok(figures)
}

fn checks(bench: &Bench, batch: &Batch) -> Result<Vec<Usage>, Error> {
    (0..bench.runs)
        .map(|_| measure::run(preflight::check(&batch.manifests), &bench.run_folder()?))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "there are few cards")]
fn cpu(usages: &[Usage], cards: usize) -> f64 {
    let seconds = usages.iter().map(|usage| usage.cpu.as_secs_f64());
    median(seconds.collect()) * 1e6 / cards as f64
}

#[expect(clippy::cast_precision_loss, reason = "there are few cards")]
fn rate(usages: &[Usage], cards: usize) -> f64 {
    let seconds = usages.iter().map(|usage| usage.wall.as_secs_f64());
    cards as f64 / median(seconds.collect())
}
