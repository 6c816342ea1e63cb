//! Results: findings, as SARIF has them.

use preflight_core::finding::{self, Outcome, Safety};
use preflight_core::{Finding, Severity};
use serde_json::json;

use super::model::{
    self, ArtifactChange, ArtifactLocation, Content, Fix, Location, LogicalLocation,
    PhysicalLocation, Replacement, SarifResult, Text,
};
use super::region::Regions;
use super::{level, members, plain};
use crate::input::Document;

/// The result of a finding; its rule is not looked up yet.
pub(super) fn result<'r>(
    document: &Document,
    finding: &'r Finding,
    fingerprint: String,
    regions: &Regions,
    file: &ArtifactLocation,
) -> SarifResult<'r> {
    let (kind, level) = kind_and_level(finding);
    let place = finding.place();
    let mut properties = members([
        ("class", json!(finding.class)),
        ("outcome", json!(finding.outcome)),
        ("document", document.ordinal.into()),
    ]);
    if let Some(id) = &document.report.id {
        properties.insert("documentId".to_owned(), id.as_str().into());
    }
    if let Some(pointer) = &finding.payload_pointer {
        properties.insert("payloadPointer".to_owned(), pointer.as_str().into());
    }
    if let Some(page) = &finding.accessibility {
        properties.extend(members([
            ("impact", json!(page.impact)),
            ("selector", page.selector.as_str().into()),
        ]));
    }
    SarifResult {
        rule_id: finding.rule,
        rule_index: 0,
        kind,
        level,
        message: Text {
            text: plain(format!("{} {}", finding.message, finding.help).trim_end()),
        },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: file.clone(),
                region: Some(regions.text(finding.span)),
            },
            logical_locations: (!place.is_empty())
                .then(|| LogicalLocation {
                    fully_qualified_name: place.to_owned(),
                })
                .into_iter()
                .collect(),
        }],
        partial_fingerprints: model::Fingerprints {
            finding: fingerprint,
        },
        fixes: finding
            .fix
            .iter()
            .map(|fix| fix_of(fix, regions, file))
            .collect(),
        suppressions: None,
        properties,
    }
}

/// What SARIF calls it: where a person has to look, or nothing was judged, the level has to be "none" (3.27.10).
///
/// An error stays a failure even so, since it blocks publishing until somebody decides.
fn kind_and_level(finding: &Finding) -> (&'static str, &'static str) {
    match (finding.outcome, finding.severity) {
        (Outcome::Fail, severity) | (_, severity @ Severity::Error) => ("fail", level(severity)),
        (Outcome::Review, _) => ("review", "none"),
        (Outcome::Untested, _) => ("open", "none"),
    }
}

fn fix_of<'r>(fix: &'r finding::Fix, regions: &Regions, file: &ArtifactLocation) -> Fix<'r> {
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
    };
    Fix {
        description: Text {
            text: plain(&fix.description),
        },
        artifact_changes: [ArtifactChange {
            artifact_location: file.clone(),
            replacements: fix
                .edits
                .iter()
                .map(|edit| Replacement {
                    deleted_region: regions.region(edit.span),
                    inserted_content: (!edit.text.is_empty())
                        .then_some(Content { text: &edit.text }),
                })
                .collect(),
        }],
        properties: members([("safety", safety.into())]),
    }
}
