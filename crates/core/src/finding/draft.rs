//! Findings while they are being made: located by span, not yet by line, column and pointer.

use std::borrow::Cow;

use super::{Outcome, Rule, Safety};
use crate::json::{NodeId, Path, Pointer, Span, Tree};

/// Findings that are kept; the rest is counted.
pub(crate) const MAX_FINDINGS: usize = 1_000;

/// Where a finding is.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) span: Span,
    /// The place in the payload, where there is one.
    pub(crate) payload: Option<Pointer>,
}

impl Place {
    /// A place in the text only.
    pub(crate) fn source(span: Span) -> Self {
        Self {
            span,
            payload: None,
        }
    }
}

/// A change to the source text.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// A fix that has not been re-checked yet.
#[derive(Debug, Clone)]
pub(crate) struct FixDraft {
    pub(crate) safety: Safety,
    pub(crate) description: String,
    pub(crate) edits: Vec<Edit>,
}

/// A finding in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: &'static Rule,
    pub(crate) outcome: Outcome,
    pub(crate) message: String,
    pub(crate) help: Cow<'static, str>,
    pub(crate) place: Place,
    pub(crate) fix: Option<FixDraft>,
}

impl Draft {
    pub(crate) fn new(
        rule: &'static Rule,
        place: Place,
        message: String,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            rule,
            outcome: Outcome::Fail,
            message,
            help: help.into(),
            place,
            fix: None,
        }
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    pub(crate) fn with_fix(mut self, fix: Option<FixDraft>) -> Self {
        self.fix = fix;
        self
    }
}

/// Collects findings up to a cap, so that a hostile document costs bounded memory.
///
/// Each finding is made by a closure that is not run once the cap is reached: words are costly.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    drafts: Vec<Draft>,
    uncounted: usize,
    /// Whether paths met by the walk are places in the payload.
    in_payload: bool,
}

impl Sink {
    pub(crate) fn add(&mut self, make: impl FnOnce() -> Draft) {
        if self.drafts.len() < MAX_FINDINGS {
            self.drafts.push(make());
        } else {
            self.uncounted += 1;
        }
    }

    /// Counts findings that somebody else dropped.
    pub(crate) fn add_uncounted(&mut self, count: usize) {
        self.uncounted += count;
    }

    pub(crate) fn set_in_payload(&mut self, in_payload: bool) {
        self.in_payload = in_payload;
    }

    /// The place of a node the walk reached by `path`.
    pub(crate) fn place(&self, tree: &Tree<'_>, node: NodeId, path: &Path<'_>) -> Place {
        self.at(tree.span(node), path)
    }

    /// The place of a span that belongs to `path`.
    pub(crate) fn at(&self, span: Span, path: &Path<'_>) -> Place {
        Place {
            span,
            payload: self.in_payload.then(|| path.pointer()),
        }
    }

    pub(crate) fn finish(self) -> (Vec<Draft>, usize) {
        (self.drafts, self.uncounted)
    }
}
