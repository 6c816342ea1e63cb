//! Whether the server still holds what was published: a pure decision, from what is left of it there and of its manifest.

use preflight_core::compare::Comparison;
use preflight_core::{Kind, Policy};
use serde::Serialize;

use super::decide::{changes, remote};
use super::file::Remote;
use crate::publish::{Held, Seen, id_of};

/// How something that was published stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Drift {
    Same,
    Changed,
    Gone,
    ManifestChanged,
    Unknown,
}

/// Every drift, in the order in which they are counted: its name, and what it means.
pub(crate) const DRIFTS: &[(Drift, &str, &str)] = &[
    (
        Drift::Same,
        "same",
        "The server holds it as it was published.",
    ),
    (
        Drift::Changed,
        "changed",
        "It was edited, renamed, replaced or deactivated on the server; every place that differs is shown.",
    ),
    (Drift::Gone, "gone", "The server does not hold it any more."),
    (
        Drift::ManifestChanged,
        "manifest-changed",
        "It is there, but its manifest is not what was published any more, or cannot be read, so nothing can be said of its \
         content.",
    ),
    (
        Drift::Unknown,
        "unknown",
        "It cannot be looked for: its manifest is lost, and the journal has no id of the server for it.",
    ),
];

impl Drift {
    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        DRIFTS
            .iter()
            .find(|(drift, ..)| *drift == self)
            .map_or("", |(_, name, _)| name)
    }

    /// Whether the server does not hold what was published.
    pub(crate) fn is_drift(self) -> bool {
        matches!(self, Self::Changed | Self::Gone)
    }

    /// Whether it could not be told.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::ManifestChanged | Self::Unknown)
    }
}

/// What is left of the manifest of something that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Manifest<'m> {
    /// It builds what was published.
    AsPublished(&'m str),
    /// It builds this now, under the same name.
    Changed(&'m str),
    /// It builds nothing that has that name: why, as a sentence.
    Lost(String),
}

/// How something that was published stands, and why.
#[derive(Debug)]
pub(crate) struct Drifted {
    pub(crate) drift: Drift,
    /// What the server holds in its place.
    pub(crate) remote: Option<Remote>,
    /// How that differs from the manifest as it is now.
    pub(crate) changes: Option<Comparison>,
    /// Why, where that does not go without saying.
    pub(crate) why: Option<String>,
}

/// Says how something stands that was published, as an object of that id where one was told.
pub(crate) fn drifted(
    (kind, manifest): (Kind, &Manifest<'_>),
    seen: &Seen,
    id: Option<&str>,
    policy: &Policy,
) -> Drifted {
    let entity = match seen {
        Seen::Held(held) => held.entity(),
        Seen::There(entity) => Some(entity),
        Seen::Unsought => None,
    };
    let remote = entity.map(|entity| remote(kind, entity));
    let replaced = match (id, entity.and_then(id_of)) {
        (Some(id), Some(now)) if id != now => Some(format!(
            "It was replaced: it was published as {id}, and is {now} now."
        )),
        _ => None,
    };
    let (drift, why) = match (manifest, seen) {
        (_, Seen::Held(Held::Absent)) => (Drift::Gone, None),
        (Manifest::AsPublished(_), Seen::Held(Held::Same(_))) if replaced.is_none() => {
            (Drift::Same, None)
        }
        (Manifest::AsPublished(_), Seen::Held(Held::Inactive(_))) => (
            Drift::Changed,
            Some(replaced.unwrap_or_else(|| "It is inactive, so agents do not see it.".to_owned())),
        ),
        (Manifest::AsPublished(_), Seen::Held(_)) => (Drift::Changed, replaced),
        (Manifest::Changed(_), Seen::Held(held)) => {
            (Drift::ManifestChanged, Some(edited(held).to_owned()))
        }
        (Manifest::Lost(why), Seen::Held(_) | Seen::There(_)) => {
            let why = format!("{why} It is there; whether it was changed cannot be told.");
            (Drift::ManifestChanged, Some(why))
        }
        (Manifest::Lost(why), Seen::Unsought) => (Drift::Unknown, Some(why.clone())),
        (Manifest::AsPublished(_) | Manifest::Changed(_), Seen::There(_) | Seen::Unsought) => {
            (Drift::Unknown, None)
        }
    };
    let changes = match (manifest, seen) {
        (Manifest::AsPublished(json) | Manifest::Changed(json), Seen::Held(held)) => {
            changes((kind, json), held, policy)
        }
        _ => None,
    };
    Drifted {
        drift,
        remote,
        changes,
        why,
    }
}

/// What can be said where the manifest was edited after it was published.
fn edited(held: &Held) -> &'static str {
    match held {
        Held::Same(_) | Held::Inactive(_) => {
            "The manifest was edited since, and the server holds what it says now."
        }
        Held::Absent | Held::Other(_) => {
            "The manifest was edited since, so this is how the server differs from what it says now."
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(manifest: &Manifest<'_>, seen: &Seen, id: Option<&str>) -> (Drift, String) {
        let of = (Kind::AgentWidget, manifest);
        let told = drifted(of, seen, id, &Policy::default());
        (told.drift, told.why.unwrap_or_default())
    }

    #[test]
    fn only_what_can_be_compared_is_called_the_same() {
        use Drift::{Changed, Gone, ManifestChanged, Same, Unknown};
        let published = Manifest::AsPublished("{}");
        let edited = Manifest::Changed("{}");
        let lost = Manifest::Lost("There is no such file.".to_owned());
        let entity = || json!({ "id": "7" });
        let seen = || {
            [
                Seen::Held(Held::Same(entity())),
                Seen::Held(Held::Inactive(entity())),
                Seen::Held(Held::Other(entity())),
                Seen::Held(Held::Absent),
                Seen::There(entity()),
                Seen::Unsought,
            ]
        };
        for (manifest, expected) in [
            (published, [Same, Changed, Changed, Gone, Unknown, Unknown]),
            (
                edited,
                [
                    ManifestChanged,
                    ManifestChanged,
                    ManifestChanged,
                    Gone,
                    Unknown,
                    Unknown,
                ],
            ),
            (
                lost,
                [
                    ManifestChanged,
                    ManifestChanged,
                    ManifestChanged,
                    Gone,
                    ManifestChanged,
                    Unknown,
                ],
            ),
        ] {
            for (seen, expected) in seen().iter().zip(expected) {
                let (drift, _) = told(&manifest, seen, Some("7"));
                assert_eq!(drift, expected, "{manifest:?} {seen:?}");
            }
        }
    }

    #[test]
    fn an_object_that_was_made_anew_is_not_the_same() {
        let seen = Seen::Held(Held::Same(json!({ "id": "8" })));
        let manifest = Manifest::AsPublished("{}");
        let (drift, why) = told(&manifest, &seen, Some("7"));
        assert_eq!(drift, Drift::Changed);
        assert!(why.contains("published as 7, and is 8 now"), "{why}");
        // Nobody knows what it was.
        assert_eq!(told(&manifest, &seen, None).0, Drift::Same);
    }

    #[test]
    fn every_drift_has_its_name_in_reports() {
        for (drift, name, _) in DRIFTS {
            assert_eq!(json!(drift), json!(name));
        }
    }
}
