//! Whether a plan still holds, and whether it is safe: pure decisions.

use super::action::Action;
use super::file::{Plan, PlannedItem};

/// The most of the existing objects that a plan may change without somebody's insisting.
const MOST_CHANGED: f64 = 0.3;
/// The fewest objects of which a part means something.
const FEWEST: usize = 4;

/// What is true when a plan is to be applied.
#[derive(Debug)]
pub(crate) struct Now {
    /// The time: RFC 3339, UTC.
    pub(crate) time: String,
    pub(crate) destination: String,
    pub(crate) policy: String,
}

/// Why a plan does not hold any more; nothing where it does.
pub(crate) fn stale(plan: &Plan, now: &Now) -> Vec<String> {
    let mut reasons = Vec::new();
    // Both are RFC 3339 in UTC to the millisecond, so their order is that of their letters.
    if now.time >= plan.expires {
        reasons.push(format!("it held until {}", plan.expires));
    }
    if now.destination != plan.destination {
        reasons.push(format!(
            "it was made for {}, and another destination or client is set",
            plan.api_url
        ));
    }
    if now.policy != plan.policy {
        reasons.push("the policy has changed".to_owned());
    }
    reasons
}

/// Whether a plan changes more of what exists than anybody does by intent: more than 30 %.
pub(crate) fn is_unsafe(items: &[PlannedItem]) -> bool {
    let count = |action| items.iter().filter(|item| item.action == action).count();
    // Variables are always set anew; only what was found counts as existing.
    let changed = items
        .iter()
        .filter(|item| item.action == Action::Update && item.remote.is_some())
        .count();
    let existing = changed + count(Action::Unchanged) + count(Action::Conflict);
    existing >= FEWEST && crate::publish::part(changed, existing) > MOST_CHANGED
}

#[cfg(test)]
mod tests {
    use super::super::file::{Cost, Remote};
    use super::*;

    fn item(action: Action) -> PlannedItem {
        PlannedItem {
            path: String::new(),
            document: 1,
            kind: "agent-widget".to_owned(),
            id: None,
            payload: String::new(),
            action,
            remote: (action != Action::Create).then(|| Remote {
                id: None,
                digest: String::new(),
            }),
            changes: Vec::new(),
            why: None,
        }
    }

    #[test]
    fn more_than_three_tenths_of_what_exists_is_unsafe() {
        let plan = |updates: usize, unchanged: usize, created: usize| {
            let mut items = vec![item(Action::Update); updates];
            items.extend(vec![item(Action::Unchanged); unchanged]);
            items.extend(vec![item(Action::Create); created]);
            items
        };
        for (updates, unchanged, created, expected) in [
            (3, 7, 0, false),
            (4, 6, 0, true),
            (4, 6, 100, true),
            (0, 10, 100, false),
            (1, 2, 0, false),
            (2, 2, 0, true),
        ] {
            let items = plan(updates, unchanged, created);
            assert_eq!(
                is_unsafe(&items),
                expected,
                "{updates} {unchanged} {created}"
            );
        }
    }

    #[test]
    fn each_thing_a_plan_is_bound_to_makes_it_stale() {
        let plan = Plan {
            schema_version: 1,
            created: "2026-01-01T00:00:00.000Z".to_owned(),
            expires: "2026-01-02T00:00:00.000Z".to_owned(),
            api_url: "https://api.example.com".to_owned(),
            destination: "d".to_owned(),
            policy: "p".to_owned(),
            items: Vec::new(),
            cost: Cost {
                calls: 0,
                seconds: 0,
            },
        };
        for (time, destination, policy, reasons) in [
            ("2026-01-01T23:59:59.999Z", "d", "p", 0),
            ("2026-01-02T00:00:00.000Z", "d", "p", 1),
            ("2026-01-01T00:00:00.000Z", "e", "p", 1),
            ("2026-01-01T00:00:00.000Z", "d", "q", 1),
            ("2027-01-01T00:00:00.000Z", "e", "q", 3),
        ] {
            let now = Now {
                time: time.to_owned(),
                destination: destination.to_owned(),
                policy: policy.to_owned(),
            };
            assert_eq!(stale(&plan, &now).len(), reasons, "{now:?}");
        }
    }
}
