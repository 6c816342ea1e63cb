//! A figure beside what was aimed at.

use std::fmt::Write as _;

/// What was aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Goal {
    AtMost(f64),
    AtLeast(f64),
    /// The figure explains another one.
    None,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    PerSecond,
    Microseconds,
    Milliseconds,
    Minutes,
    Kilobytes,
    Megabytes,
    /// Things.
    Count,
}

/// A figure beside what was aimed at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) what: String,
    pub(super) goal: Goal,
    pub(super) value: f64,
    pub(super) unit: Unit,
}

impl Figure {
    pub(super) fn new(what: impl Into<String>, goal: Goal, value: f64, unit: Unit) -> Self {
        Self {
            what: what.into(),
            goal,
            value,
            unit,
        }
    }

    /// Whether it is as good as was aimed at.
    fn verdict(&self) -> &'static str {
        let is_met = match self.goal {
            Goal::AtMost(most) => self.value <= most,
            Goal::AtLeast(least) => self.value >= least,
            Goal::None => return "",
        };
        // A figure that is no number is not met.
        if is_met { "met" } else { "**missed**" }
    }
}

impl Unit {
    fn shown(self, value: f64) -> String {
        match self {
            Self::PerSecond => format!("{value:.0} a second"),
            Self::Microseconds => format!("{value:.1} us"),
            Self::Milliseconds => format!("{value:.1} ms"),
            Self::Minutes => format!("{value:.2} min"),
            Self::Kilobytes => format!("{value:.1} KB"),
            Self::Megabytes => format!("{value:.1} MB"),
            Self::Count => format!("{value:.0}"),
        }
    }
}

/// One row a figure.
pub(super) fn markdown(figures: &[Figure]) -> String {
    let mut text = "| what | goal | measured | |\n|---|---|---|---|\n".to_owned();
    for figure in figures {
        let goal = match figure.goal {
            Goal::AtMost(most) => format!("<= {}", figure.unit.shown(most)),
            Goal::AtLeast(least) => format!(">= {}", figure.unit.shown(least)),
            Goal::None => String::new(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {goal} | {} | {} |",
            figure.what,
            figure.unit.shown(figure.value),
            figure.verdict()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_that_is_missed_is_said_plainly() {
        let rows = [
            Figure::new("a", Goal::AtLeast(10_000.0), 10_000.0, Unit::PerSecond),
            Figure::new("b", Goal::AtMost(25.0), 25.1, Unit::Microseconds),
            Figure::new("c", Goal::AtMost(0.0), 0.0, Unit::Count),
            Figure::new("d", Goal::None, 1.25, Unit::Minutes),
            Figure::new("e", Goal::AtMost(8.0), f64::NAN, Unit::Megabytes),
        ];
        let text = markdown(&rows);
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(
            rows,
            [
                "| a | >= 10000 a second | 10000 a second | met |",
                "| b | <= 25.0 us | 25.1 us | **missed** |",
                "| c | <= 0 | 0 | met |",
                "| d |  | 1.25 min |  |",
                "| e | <= 8.0 MB | NaN MB | **missed** |",
            ]
        );
    }
}
