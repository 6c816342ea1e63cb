//! The names of what is written down: one table, step by kind.
//!
//! Those of widget configurations and the outcome of a card are the guides' own; the others follow their style.

use preflight_core::Kind;

/// A step of publishing a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    BuildStarted,
    BuildFailed,
    Checked,
    AccessibilityBlocked,
    PublishStarted,
    Succeeded,
    Failed,
    Reconciled,
    TakenBack,
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) step: Step,
    pub(crate) meaning: &'static str,
    /// In the order of [`preflight_core::kinds::ALL`].
    pub(crate) names: [&'static str; 5],
}

const fn row(step: Step, meaning: &'static str, names: [&'static str; 5]) -> Row {
    Row {
        step,
        meaning,
        names,
    }
}

/// Every step, in the order in which they come.
pub(crate) const STEPS: &[Row] = &[
    row(
        Step::BuildStarted,
        "The manifest is read, and its payload built.",
        [
            "CONFIG_BUILD_START",
            "card_build_start",
            "widget_build_start",
            "channel_build_start",
            "variables_build_start",
        ],
    ),
    row(
        Step::BuildFailed,
        "No payload could be built, or a finding blocks it.",
        [
            "CONFIG_BUILD_FAILED",
            "card_build_failure",
            "widget_build_failure",
            "channel_build_failure",
            "variables_build_failure",
        ],
    ),
    row(
        Step::Checked,
        "The payload was checked; `data` has the verdict and, as `facts`, what was measured: bytes, drawn elements, contrast pairs and the like.",
        [
            "DOM_VALIDATION",
            "card_validation",
            "widget_validation",
            "channel_validation",
            "variables_validation",
        ],
    ),
    row(
        Step::AccessibilityBlocked,
        "A finding on accessibility blocks it.",
        [
            "ACCESSIBILITY_BLOCK",
            "card_accessibility_block",
            "widget_accessibility_block",
            "channel_accessibility_block",
            "variables_accessibility_block",
        ],
    ),
    row(
        Step::PublishStarted,
        "The first request is about to be sent.",
        [
            "CONFIG_PUBLISH_START",
            "card_render_start",
            "widget_deploy_start",
            "channel_provision_start",
            "variables_inject_start",
        ],
    ),
    row(
        Step::Succeeded,
        "The server holds it.",
        [
            "CONFIG_PUBLISHED",
            "card_render_success",
            "widget_deploy_success",
            "channel_provision_success",
            "variables_inject_success",
        ],
    ),
    row(
        Step::Failed,
        "The server does not hold it, or nobody knows; `outcome` tells which.",
        [
            "CONFIG_PUBLISH_FAILED",
            "card_render_failure",
            "widget_deploy_failure",
            "channel_provision_failure",
            "variables_inject_failure",
        ],
    ),
    row(
        Step::Reconciled,
        "Somebody, or `reconcile` itself, found out what became of it: `outcome` says what, `data.by` who.",
        [
            "CONFIG_RECONCILED",
            "card_reconciled",
            "widget_reconciled",
            "channel_reconciled",
            "variables_reconciled",
        ],
    ),
    row(
        Step::TakenBack,
        "What a batch published was taken back, or could not be; `data.error` says why not.",
        [
            "CONFIG_TAKEN_BACK",
            "card_taken_back",
            "widget_deactivated",
            "channel_taken_back",
            "variables_taken_back",
        ],
    ),
];

/// What followed a publish: the name of the side effect, its outcome, the event.
pub(crate) const SIDE_EFFECTS: &[(&str, &str, &str)] = &[
    ("preview", "completed", "PREVIEW_COMPLETED"),
    ("preview", "failed", "PREVIEW_FAILED"),
    ("preview", "timeout", "PREVIEW_TIMEOUT"),
    ("webhook", "registered", "WEBHOOK_REGISTERED"),
    ("webhook", "reused", "WEBHOOK_REUSED"),
    ("webhook", "failed", "WEBHOOK_FAILED"),
    ("event", "sent", "event_sent"),
    ("event", "failed", "event_failure"),
    ("context-refresh", "sent", "context_refresh_success"),
    ("context-refresh", "failed", "context_refresh_failure"),
    ("personalization", "sent", "personalization_sync_success"),
    ("personalization", "failed", "personalization_sync_failure"),
];

/// What the audit says of itself: the event, and what it means.
pub(crate) const SEALED: (&str, &str) = (
    "AUDIT_SEALED",
    "The lines before this one are in no chain: a crash cut one off, or an older version wrote them. `data` has how many \
     `lines` and `bytes` they are, line ends included, and their `sha256`.",
);

/// The name of a step for a kind; that of a configuration where the kind is not known, since a file that is no manifest
/// is still somebody's configuration.
pub(crate) fn name(step: Step, kind: Option<Kind>) -> &'static str {
    let column = kind.map_or(0, column);
    STEPS
        .iter()
        .find(|row| row.step == step)
        .map_or("", |row| row.names[column])
}

/// The name of what became of a side effect.
pub(crate) fn side_effect(name: &str, outcome: &str) -> Option<&'static str> {
    SIDE_EFFECTS
        .iter()
        .find(|(of, became, _)| *of == name && *became == outcome)
        .map(|(_, _, event)| *event)
}

fn column(kind: Kind) -> usize {
    match kind {
        Kind::WidgetConfiguration => 0,
        Kind::RichCard => 1,
        Kind::AgentWidget => 2,
        Kind::Channel => 3,
        Kind::ParticipantVariables => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_is_there_once() {
        let mut names = BTreeSet::new();
        for row in STEPS {
            assert!(row.names.iter().all(|name| names.insert(*name)), "{row:?}");
            assert_eq!(name(row.step, None), row.names[0]);
        }
        assert!(SIDE_EFFECTS.iter().all(|(_, _, name)| names.insert(name)));
        assert!(names.insert(SEALED.0));
    }

    #[test]
    fn columns_are_in_the_order_of_the_kinds() {
        let columns: Vec<usize> = preflight_core::kinds::ALL
            .iter()
            .map(|kind| column(*kind))
            .collect();
        assert_eq!(columns, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn the_guides_names_are_kept() {
        for (step, kind, expected) in [
            (
                Step::BuildStarted,
                Kind::WidgetConfiguration,
                "CONFIG_BUILD_START",
            ),
            (
                Step::BuildFailed,
                Kind::WidgetConfiguration,
                "CONFIG_BUILD_FAILED",
            ),
            (Step::Checked, Kind::WidgetConfiguration, "DOM_VALIDATION"),
            (
                Step::AccessibilityBlocked,
                Kind::WidgetConfiguration,
                "ACCESSIBILITY_BLOCK",
            ),
            (
                Step::Succeeded,
                Kind::WidgetConfiguration,
                "CONFIG_PUBLISHED",
            ),
            (Step::Succeeded, Kind::RichCard, "card_render_success"),
            (Step::Failed, Kind::RichCard, "card_render_failure"),
        ] {
            assert_eq!(name(step, Some(kind)), expected);
        }
        assert_eq!(
            side_effect("webhook", "registered"),
            Some("WEBHOOK_REGISTERED")
        );
    }
}
