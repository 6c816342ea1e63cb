//! Why a call failed, and what to do about it: one table by kind and status, from the "Common errors" of every guide, and
//! what is true of every kind.

mod table;

use preflight_core::Kind;

use table::LATER;
pub(crate) use table::{Guidance, TABLE};

use super::client::Error;
use super::decide::retry::BUDGET;
use super::trouble::Trouble;

impl Guidance {
    /// The statuses as people write them.
    #[cfg(test)]
    pub(crate) fn statuses(&self) -> String {
        match self.statuses {
            (500, 599) => "5xx".to_owned(),
            (low, high) if low == high => low.to_string(),
            (low, high) => format!("{low} to {high}"),
        }
    }
}

/// Why a call of `kind`'s flow failed, where that is known, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Advice {
    pub(super) cause: Option<&'static str>,
    pub(super) next_step: String,
}

impl Advice {
    fn step(next_step: impl Into<String>) -> Self {
        Self {
            cause: None,
            next_step: next_step.into(),
        }
    }
}

/// What to do about a failed call of `kind`'s flow.
pub(super) fn advice(error: &Error, kind: Kind) -> Advice {
    match error {
        Error::Auth(error) => Advice::step(error.next_step()),
        Error::Unknown { .. } if kind == Kind::RichCard => Advice::step(
            "Look into the conversation before you send the card again: it may be there already.",
        ),
        Error::Unknown { .. } => Advice::step(
            "Run the same command again later: it looks first, and sends only what is not there.",
        ),
        Error::Unwritten(_) => Advice::step(
            "Make room or name another file with --journal, then run the same command again.",
        ),
        Error::Stopped => Advice::step(LATER),
        Error::Failed {
            endpoint, trouble, ..
        } => {
            let mut advice = of_trouble(trouble, kind);
            if error.refused_with() == Some(403) {
                let scopes = endpoint.scopes.join(", ");
                advice.next_step =
                    format!("{} The call needs the scope {scopes}.", advice.next_step);
            }
            advice
        }
    }
}

fn of_trouble(trouble: &Trouble, kind: Kind) -> Advice {
    let step = match trouble {
        Trouble::Refused { refusal, .. } => {
            if let Some(wait) = refusal.retry_after.filter(|wait| *wait > BUDGET) {
                return Advice {
                    cause: find(kind, refusal.status).map(|row| row.cause),
                    next_step: format!(
                        "Run the same command again in {} or later.",
                        in_words(wait.as_secs())
                    ),
                };
            }
            return match find(kind, refusal.status) {
                Some(row) => Advice {
                    cause: Some(row.cause),
                    next_step: row.next_step.to_owned(),
                },
                None => Advice::step("Give the correlation id to the platform's support."),
            };
        }
        Trouble::NotJson { .. } | Trouble::Redirected { .. } | Trouble::Incomplete { .. } => {
            "Check the API URL, and that no proxy answers in its place."
        }
        Trouble::NotSecure { why, .. } => why.next_step(),
        Trouble::NotTunnelled { why, .. } => why.next_step(),
        Trouble::NotSent { .. } | Trouble::TimedOut { .. } | Trouble::Broken { .. } => {
            "Check that the API URL is right and can be reached from here, then run the same command again."
        }
        Trouble::Away { .. } => {
            "Look at status.mypurecloud.com, and run the same command again when the platform is well."
        }
    };
    Advice::step(step)
}

/// The next step where requests to any host would fail the same way: TLS or a proxy is at fault.
pub(super) fn of_way(trouble: &Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::NotSecure { why, .. } => Some(why.next_step()),
        Trouble::NotTunnelled { why, .. } => Some(why.next_step()),
        _ => None,
    }
}

/// The next step where a manifest could not be probed.
pub(super) fn of_probe(trouble: &Trouble) -> &'static str {
    of_way(trouble).unwrap_or(
        "Check that manifestUrl is right and can be reached from here, then run the same command again; or leave out \
         --probe if only agents can reach it.",
    )
}

/// The row for a status that the platform answered a call of `kind`'s flow with.
pub(crate) fn find(kind: Kind, status: u16) -> Option<&'static Guidance> {
    let fits = |row: &&Guidance| (row.statuses.0..=row.statuses.1).contains(&status);
    let of = |kind: Option<Kind>| TABLE.iter().filter(move |row| row.kind == kind).find(fits);
    of(Some(kind)).or_else(|| of(None))
}

fn in_words(seconds: u64) -> String {
    match seconds {
        0..=180 => format!("{seconds} s"),
        181..=7_200 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_error_of_the_guides_has_its_own_row() {
        for (kind, statuses) in [
            (Kind::WidgetConfiguration, &[401, 403, 422][..]),
            (Kind::RichCard, &[401, 403, 429, 400]),
            (Kind::AgentWidget, &[401, 403, 400, 500, 503]),
            (Kind::Channel, &[409, 429, 400]),
            (Kind::ParticipantVariables, &[400, 401, 403, 429, 502, 504]),
        ] {
            for status in statuses {
                let row = find(kind, *status).expect("a row");
                assert_eq!(row.kind, Some(kind), "{status}");
            }
        }
        // Of these the guides say nothing that is not true of every kind.
        for (kind, status) in [(Kind::WidgetConfiguration, 429), (Kind::AgentWidget, 429)] {
            assert_eq!(find(kind, status).map(|row| row.kind), Some(None));
        }
    }

    #[test]
    fn rows_are_sentences_and_none_hides_another() {
        for (index, row) in TABLE.iter().enumerate() {
            assert!(
                row.cause.ends_with('.') && row.next_step.ends_with('.'),
                "{row:?}"
            );
            let hidden = TABLE[..index].iter().any(|before| {
                before.kind == row.kind
                    && before.statuses.0 <= row.statuses.0
                    && row.statuses.1 <= before.statuses.1
            });
            assert!(!hidden, "{row:?}");
        }
    }

    #[test]
    fn waits_are_told_in_the_unit_people_use() {
        for (seconds, words) in [
            (90, "90 s"),
            (181, "4 min"),
            (3_600, "60 min"),
            (7_201, "3 h"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
    }
}
