//! The figures, as a table that a document can take as it is.

use std::fmt::Write as _;

use super::super::measure::{Usage, median};
use super::contender::Contender;

/// What is printed of one client.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figures {
    /// Posts a second.
    rate: f64,
    /// Microseconds of CPU for each post.
    cpu: f64,
    /// KiB.
    peak: Option<u64>,
}

impl Figures {
    /// The medians of rate and CPU, and the most memory of any run.
    fn of(usages: &[Usage], cards: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "there are few cards")]
        let cards = cards as f64;
        let figures = |figure: fn(&Usage) -> f64| median(usages.iter().map(figure).collect());
        Self {
            rate: cards / figures(|usage| usage.wall.as_secs_f64()),
            cpu: figures(|usage| usage.cpu.as_secs_f64()) * 1e6 / cards,
            peak: usages.iter().filter_map(|usage| usage.peak).max(),
        }
    }
}

/// One row a client. All ratios are to the first.
pub(super) fn markdown(contenders: &[Contender], results: &[Vec<Usage>], cards: usize) -> String {
    let figures: Vec<Figures> = results
        .iter()
        .map(|usages| Figures::of(usages, cards))
        .collect();
    let mut text = "\
| client | version | posts a second | to preflight | CPU a post | to preflight | peak memory |
|---|---|---|---|---|---|---|
"
    .to_owned();
    for (contender, row) in contenders.iter().zip(&figures) {
        let first = figures.first().unwrap_or(row);
        let peak = row.peak.map_or_else(
            || "not known".to_owned(),
            |kib| format!("{} MB", (kib * 1_024 + 500_000) / 1_000_000),
        );
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {:.0} | {:.2} | {:.0} us | {:.2} | {peak} |",
            contender.name,
            contender.version,
            row.rate,
            row.rate / first.rate,
            row.cpu,
            row.cpu / first.cpu,
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::command_line::CommandLine;

    #[test]
    fn a_row_compares_with_the_first() {
        let contender = |name| Contender {
            name,
            version: "1".to_owned(),
            command: CommandLine::parse("true"),
        };
        let usage = |wall, cpu, peak| Usage {
            wall: Duration::from_millis(wall),
            cpu: Duration::from_millis(cpu),
            peak,
        };
        let text = markdown(
            &[contender("ours"), contender("theirs")],
            &[
                vec![
                    usage(100, 20, Some(9_000)),
                    usage(500, 90, Some(10_000)),
                    usage(200, 40, None),
                ],
                vec![usage(400, 60, None)],
            ],
            1_000,
        );
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| ours | 1 | 5000 | 1.00 | 40 us | 1.00 | 10 MB |",
                "| theirs | 1 | 2500 | 0.50 | 60 us | 1.50 | not known |",
            ]
        );
    }
}
