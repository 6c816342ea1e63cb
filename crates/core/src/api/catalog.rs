//! What there is: rules, limits, policy, schemas, forms, versions.

use serde::Serialize;
use serde_json::Value as Json;

use super::Misuse;
use super::misuse::Name;
use super::options::{kind_of, policy_of, unknown};
use crate::accessibility::check::{Criterion, Impact, checks};
use crate::editor::{self, Form};
use crate::finding::{self, Class, SCHEMA_VERSION, Severity};
use crate::limits::Limit;
use crate::policy::{PolicyFile, is_fixed};
use crate::shape::{Shape, json_schema};
use crate::{kinds, manifest};

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleInfo {
    /// Its id.
    pub id: &'static str,
    /// How much it weighs unless the policy says otherwise.
    pub severity: Severity,
    /// What sort of promise it guards.
    pub class: Class,
    /// What is wrong, in one sentence.
    pub summary: &'static str,
    /// The success criteria of WCAG 2.2 that a page fails where it breaks the rule.
    pub wcag: &'static [Criterion],
    /// How much it keeps a person from; none of a rule that is not about pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// Whether no policy may lower or suppress it.
    pub fixed: bool,
    /// Its page, as a path below the documentation: `rules/json/comment.md`.
    pub docs: String,
}

/// Every rule, by area.
pub fn rules() -> Vec<RuleInfo> {
    finding::rules()
        .map(|rule| {
            let check = checks().find(|check| check.rule.id == rule.id);
            RuleInfo {
                id: rule.id,
                severity: rule.severity,
                class: rule.class,
                summary: rule.summary,
                wcag: check.map_or(&[], |check| check.criteria),
                impact: check.map(|check| check.impact),
                fixed: is_fixed(rule),
                docs: format!("rules/{}.md", rule.id),
            }
        })
        .collect()
}

/// A limit under a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitInfo {
    /// The name a policy overrides it by.
    pub name: &'static str,
    /// Its value.
    pub value: u64,
    /// What is counted.
    pub unit: &'static str,
    /// What is limited.
    pub documentation: &'static str,
}

/// Every limit under a policy.
pub fn limits(file: Option<&PolicyFile>) -> Result<Vec<LimitInfo>, Misuse> {
    let policy = policy_of(file)?;
    let limit = |limit: &Limit| {
        let entry = limit.entry();
        LimitInfo {
            name: entry.name,
            value: policy.limit(*limit),
            unit: entry.unit,
            documentation: entry.doc,
        }
    };
    Ok(Limit::ALL.iter().map(limit).collect())
}

/// A policy in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyInfo {
    /// The whole policy as JSON text, which is a policy file itself.
    pub json: String,
    /// Its SHA-256, as lower-case hexadecimal digits: two places with one digest judge alike.
    pub digest: String,
}

/// The policy in force: the default, or with what a team made different.
pub fn policy(file: Option<&PolicyFile>) -> Result<PolicyInfo, Misuse> {
    let policy = policy_of(file)?;
    Ok(PolicyInfo {
        json: policy.to_json(),
        digest: policy.digest().to_owned(),
    })
}

/// The JSON Schema (draft 2020-12) of manifests of every kind or, where a kind is named, of its `payload` (the default),
/// `spec` or `target`.
pub fn schema(
    kind: Option<&str>,
    part: Option<&str>,
    file: Option<&PolicyFile>,
) -> Result<Json, Misuse> {
    let policy = policy_of(file)?;
    let Some(kind) = kind else {
        return match part {
            None => Ok(manifest::json_schema(&policy)),
            Some(part) => Err(unknown(Name::Part, part, &[])),
        };
    };
    let kind = kind_of(kind)?;
    let part = part.unwrap_or("payload");
    let tables = [
        ("payload", Some(kind.payload())),
        ("spec", Some(kind.spec())),
        ("target", kind.target()),
    ];
    let known = tables.iter().filter(|(_, table)| table.is_some());
    let names: Vec<&str> = known.map(|(name, _)| *name).collect();
    let asked = tables.iter().find(|(name, _)| *name == part);
    let table = asked
        .and_then(|(_, table)| *table)
        .ok_or_else(|| unknown(Name::Part, part, &names))?;
    let title = format!("Preflight {kind} {part}");
    Ok(json_schema(&title, Shape::Object(table), &policy))
}

/// The shape tables of a kind, from which forms are made.
pub fn form(kind: &str, file: Option<&PolicyFile>) -> Result<Form, Misuse> {
    let policy = policy_of(file)?;
    Ok(editor::form(kind_of(kind)?, &policy))
}

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    /// The version of this crate.
    pub core: &'static str,
    /// The version of the report's JSON.
    pub report: u32,
    /// The kinds there are.
    pub kinds: &'static [&'static str],
}

/// What answers.
pub fn version() -> VersionInfo {
    VersionInfo {
        core: crate::VERSION,
        report: SCHEMA_VERSION,
        kinds: kinds::NAMES,
    }
}
