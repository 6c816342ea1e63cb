//! Rules: one check each, with a stable id.

use serde::Serialize;

/// One check. Ids are `area/cause`, stable, one per cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The stable id, such as `limit/too-many`.
    pub id: &'static str,
    /// How much it weighs unless the policy says otherwise.
    pub severity: Severity,
    /// What sort of promise it guards.
    pub class: Class,
    /// Whether the exported JSON Schema refuses the same documents.
    pub in_json_schema: bool,
    /// What is wrong, in one sentence.
    pub summary: &'static str,
    /// The next step, where it is the same wherever the rule is broken.
    pub help: Option<&'static str>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended; does not block publishing.
    Warning,
    /// Blocks publishing.
    Error,
}

impl Severity {
    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.name() == name)
    }

    /// The name used in reports and policies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What sort of promise a rule guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The text is JSON of the expected shape.
    Schema,
    /// A size, count or range stays within what is accepted.
    Limit,
    /// Nothing in the payload can harm who sees it.
    Security,
    /// A success criterion of WCAG 2.2.
    Wcag,
    /// Accepted practice beyond a standard.
    BestPractice,
    /// A rule of the team's own.
    House,
    /// The platform would refuse or misread it.
    Platform,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is wrong.
    Fail,
    /// It cannot be decided from the text; a person looks.
    Review,
    /// It was not judged, and the finding says why.
    Untested,
}
