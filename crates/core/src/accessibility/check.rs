//! What a check is, and what it says about a document.

use std::borrow::Cow;

use serde::Serialize;

use super::Context;
use super::color::Color;
pub use super::wcag::Criterion;
use crate::dom::NodeId;
use crate::finding::{Outcome, Rule, RuleResult};

/// How much it keeps a person from (axe's scale, which readers know).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// A nuisance.
    Minor,
    /// Slower or harder.
    Moderate,
    /// Some cannot use it without help.
    Serious,
    /// Some cannot use it.
    Critical,
}

/// A rule about documents, and how it is told.
#[derive(Debug)]
pub struct Check {
    /// The rule.
    pub rule: &'static Rule,
    /// The success criteria that a document fails where it breaks the rule; none where it is practice or a rule of a house.
    pub criteria: &'static [Criterion],
    /// The ids of the W3C's ACT rules that ask the same.
    pub act: &'static [&'static str],
    /// The ids of axe's rules that ask the same.
    pub axe: &'static [&'static str],
    /// How much it keeps a person from, where it is broken.
    pub impact: Impact,
    /// Looks at every node the rule is about, and says what is so.
    pub(crate) run: fn(&Context<'_>, &mut Verdicts),
}

impl Check {
    /// Looks at a document.
    pub fn run(&'static self, context: &Context<'_>) -> Checked {
        let mut verdicts = Verdicts::default();
        (self.run)(context, &mut verdicts);
        Checked {
            check: self,
            passed: verdicts.passed,
            told: verdicts.told,
        }
    }

    /// Whether it is about what a page looks like, which styles decide.
    pub fn is_about_looks(&self) -> bool {
        let (area, _) = self.rule.id.split_once('/').unwrap_or_default();
        matches!(area, "contrast" | "target")
            || matches!(self.rule.id, "focus/visible" | "focus/scrollable")
    }

    /// Whether everyone is held to it: it is no criterion of level AAA alone.
    pub fn is_required(&self) -> bool {
        self.criteria.is_empty()
            || self
                .criteria
                .iter()
                .any(|criterion| criterion.level != "AAA")
    }
}

/// What was measured of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Data {
    /// Two colours.
    Contrast {
        /// The colour in front, written as `#rrggbb`.
        foreground: Color,
        /// The colour behind it.
        background: Color,
        /// Their contrast ratio, 1 to 21.
        ratio: f64,
        /// The ratio that is needed.
        needed: f64,
    },
    /// The size of a target, in CSS pixels.
    Size {
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
        /// What both have to be at least.
        needed: f64,
    },
}

/// What a rule says about one node: it fails, or a person has to look. What passes is only counted.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The node.
    pub node: NodeId,
    /// How sure it is.
    pub outcome: Outcome,
    /// What is wrong, and where.
    pub message: String,
    /// The next step.
    pub help: Cow<'static, str>,
    /// What was measured.
    pub data: Option<Data>,
}

/// What a rule says about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleOutcome {
    /// It is broken somewhere.
    Fail,
    /// It is broken nowhere for sure; somewhere a person has to look.
    Review,
    /// It is about something in the document, and all of that is as it should be.
    Pass,
    /// It is about nothing in the document.
    Inapplicable,
}

/// What one rule says about the nodes of a document, while it looks at them.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    passed: Vec<NodeId>,
    told: Vec<Verdict>,
}

impl Verdicts {
    /// The node is as it should be.
    pub(crate) fn pass(&mut self, node: NodeId) {
        self.passed.push(node);
    }

    /// The node is wrong for sure.
    pub(crate) fn fail(
        &mut self,
        node: NodeId,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
    ) -> &mut Verdict {
        self.tell(node, Outcome::Fail, message.into(), help.into())
    }

    /// A person has to look.
    pub(crate) fn review(
        &mut self,
        node: NodeId,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
    ) -> &mut Verdict {
        self.tell(node, Outcome::Review, message.into(), help.into())
    }

    fn tell(
        &mut self,
        node: NodeId,
        outcome: Outcome,
        message: String,
        help: Cow<'static, str>,
    ) -> &mut Verdict {
        self.told.push(Verdict {
            node,
            outcome,
            message,
            help,
            data: None,
        });
        let last = self.told.len() - 1;
        &mut self.told[last]
    }
}

/// What one check says about a document.
#[derive(Debug)]
pub struct Checked {
    /// The check.
    pub check: &'static Check,
    /// The nodes that are as they should be.
    pub passed: Vec<NodeId>,
    /// What is wrong, or has to be looked at.
    pub told: Vec<Verdict>,
}

impl Checked {
    /// What it says about the whole document; where not all could be looked at, nothing passes for sure.
    pub fn result(&self, unsure: bool) -> RuleResult {
        let outcome = match self.outcome() {
            RuleOutcome::Pass | RuleOutcome::Inapplicable if unsure => RuleOutcome::Review,
            outcome => outcome,
        };
        RuleResult {
            id: self.check.rule.id,
            outcome,
            suppressed: 0,
            wcag: self.check.criteria,
            act: self.check.act,
            axe: self.check.axe,
        }
    }

    /// The outcome for the document.
    pub fn outcome(&self) -> RuleOutcome {
        if self.told.iter().any(|told| told.outcome == Outcome::Fail) {
            RuleOutcome::Fail
        } else if !self.told.is_empty() {
            RuleOutcome::Review
        } else if !self.passed.is_empty() {
            RuleOutcome::Pass
        } else {
            RuleOutcome::Inapplicable
        }
    }
}

/// Every check.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    super::rules::CHECKS.iter().copied().flatten()
}

/// Runs every check on a document.
pub fn run(context: &Context<'_>) -> Vec<Checked> {
    checks().map(|check| check.run(context)).collect()
}
