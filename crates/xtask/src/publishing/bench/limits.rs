//! Batches against the platform's limit, on a clock that runs faster, and two publishers at once.

use std::time::Instant;

use super::figure::{Figure, Goal, Unit};
use super::{Batch, Bench, Journal, cards, measure, preflight, sandbox};
use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::say;

const CARDS: usize = 3_000;
/// In flight.
const CONCURRENCY: usize = 32;
/// A minute of the sandbox passes in so much less of one.
const SCALE: &str = "40";
/// How a publish ends that sent what it could.
const DONE: i32 = 0;
/// How one ends of which another one had some items.
const TEMPORARY: i32 = 5;
/// How one ends of whose cards nobody knows whether they arrived.
const AMBIGUOUS: i32 = 6;

/// 300 requests a minute; a part of the cards is answered with 503.
fn scenario(failing: f64) -> String {
    format!(
        r#"{{"timeScale":{SCALE},"rateLimits":[{{"perMinute":300}}],"faults":[{{"path":"{}","times":null,"probability":{failing},"seed":7,"then":{{"status":503}}}}]}}"#,
        cards::PATH
    )
}

pub(super) fn figures(bench: &Bench) -> Result<Vec<Figure>, Error> {
    let batch = bench.batch(CARDS)?;
    let mut figures = limited(bench, &batch, 0.0, 9.2)?;
    figures.extend(limited(bench, &batch, 0.01, 10.5)?);
    figures.extend(together(bench, &batch)?);
    Ok(figures)
}

/// What a batch takes under the limit. A card that is answered with 503 may have arrived, so it is not sent again but told.
fn limited(bench: &Bench, batch: &Batch, failing: f64, most: f64) -> Result<Vec<Figure>, Error> {
    let percent = failing * 100.0;
    say(&format!(
        "{CARDS} cards at 300 a minute, {percent:.0} % answered with 503"
    ));
    let folder = bench.run_folder()?;
    let sandbox = bench.sandbox(&scenario(failing))?;
    let command = preflight::publish(&batch.manifests, CONCURRENCY, &folder, Journal::Kept)
        .arg("--time-scale")
        .arg(SCALE);
    let exits = if failing > 0.0 { AMBIGUOUS } else { DONE };
    measure::run_to(sandbox.known_to(command), &folder, exits)?;
    preflight::verify(&preflight::audit(&folder)).capture()?;
    let state = sandbox.state()?;
    let held = sandbox::held(&state, &batch.posts);
    let refused: f64 = sandbox::numbers(&state, "refused").sum();
    let failed = sandbox::numbers(&state, "status")
        .filter(|status| *status >= 500.0)
        .count();
    let times = || sandbox::numbers(&state, "atSeconds");
    let minutes = (times().fold(0.0, f64::max) - times().fold(f64::MAX, f64::min)) / 60.0;
    let name = format!("{CARDS} cards at 300 a minute, {percent:.0} % of answers 503");
    let count = |what: &str, count: usize| {
        #[expect(clippy::cast_precision_loss, reason = "there are few cards")]
        let count = count as f64;
        Figure::new(format!("… {what}"), Goal::AtMost(0.0), count, Unit::Count)
    };
    Ok(vec![
        Figure::new(name, Goal::AtMost(most), minutes, Unit::Minutes),
        Figure::new(
            "… answered with 429",
            Goal::AtMost(0.0),
            refused,
            Unit::Count,
        ),
        // Those that were answered with 503 are told as ambiguous; that is what the exit code says.
        count("lost", held.lost.saturating_sub(failed)),
        count("doubled or not ours", held.doubled + held.others),
    ])
}

/// Two publishers of the same cards with one journal and one audit.
fn together(bench: &Bench, batch: &Batch) -> Result<Vec<Figure>, Error> {
    say("two publishers of one batch");
    let folder = bench.run_folder()?;
    let sandbox = bench.sandbox(preflight::SCENARIO)?;
    let command = || -> CommandLine {
        let publish = preflight::publish(&batch.manifests, CONCURRENCY, &folder, Journal::Kept);
        sandbox.known_to(publish)
    };
    let start = Instant::now();
    let children = [command().start()?, command().start()?];
    for child in children {
        let shown = command().to_string();
        let output = child
            .wait_with_output()
            .map_err(|source| Error::NotStarted {
                command: shown.clone(),
                source,
            })?;
        if !matches!(output.status.code(), Some(DONE | TEMPORARY)) {
            say(String::from_utf8_lossy(&output.stderr).trim_end());
            return Err(Error::Failed {
                command: shown,
                status: output.status,
            });
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    preflight::verify(&preflight::audit(&folder)).capture()?;
    let held = sandbox::held(&sandbox.state()?, &batch.posts);
    #[expect(clippy::cast_precision_loss, reason = "there are few cards")]
    let [cards, wrong] = [CARDS, held.lost + held.doubled + held.others].map(|count| count as f64);
    Ok(vec![
        Figure::new(
            format!("{CARDS} cards by two publishers with one journal"),
            Goal::None,
            cards / seconds,
            Unit::PerSecond,
        ),
        Figure::new("… lost or doubled", Goal::AtMost(0.0), wrong, Unit::Count),
    ])
}
