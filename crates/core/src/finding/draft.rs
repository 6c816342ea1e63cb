//! Findings while they are being made: located by span, not yet by line, column and pointer.

use std::borrow::Cow;

use super::{Accessibility, Outcome, Rule, Safety, Tally};
use crate::excerpt::excerpt;
use crate::json::{NodeId, Origin, Path, Pointer, Span, Tree};

/// Findings that are kept; the rest is counted.
pub(crate) const MAX_FINDINGS: usize = 1_000;

/// Bytes of messages and pointers that are kept: keys may be a megabyte long, and each finding repeats them.
pub(crate) const MAX_FINDING_BYTES: usize = 4 * 1024 * 1024;

/// Characters of a message or help; a hostile document puts megabytes into hosts, keys and schemes.
const MAX_MESSAGE: usize = 1_000;

/// Where a finding is.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) span: Span,
    /// The place in the payload, where there is one.
    pub(crate) payload: Option<Pointer>,
    /// What the value was built from, where the author did not write it.
    pub(crate) built_from: Option<&'static str>,
}

impl Place {
    /// A place in the text only.
    pub(crate) fn source(span: Span) -> Self {
        Self {
            span,
            payload: None,
            built_from: None,
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
    pub(crate) accessibility: Option<Box<Accessibility>>,
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
            message: cut(message.into()).into_owned(),
            help: cut(help.into()),
            place,
            accessibility: None,
            fix: None,
        }
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    pub(crate) fn on_page(mut self, accessibility: Accessibility) -> Self {
        self.accessibility = Some(Box::new(accessibility));
        self
    }

    pub(crate) fn with_fix(mut self, fix: Option<FixDraft>) -> Self {
        self.fix = fix;
        self
    }
}

fn cut(words: Cow<'static, str>) -> Cow<'static, str> {
    match excerpt(&words, MAX_MESSAGE) {
        Cow::Owned(beginning) => Cow::Owned(beginning),
        Cow::Borrowed(_) => words,
    }
}

/// Collects findings up to a cap, so that a hostile document costs bounded memory.
///
/// Each finding is made by a closure that is not run once the cap is reached: words are costly. A sink that tallies runs
/// it all the same, but keeps only the count.
#[derive(Debug)]
pub(crate) struct Sink {
    drafts: Vec<Draft>,
    most: usize,
    uncounted: usize,
    /// What is beyond the cap by rule, where that is asked for.
    beyond: Option<Tally>,
    /// Whether paths met by the walk are places in the payload.
    in_payload: bool,
    /// Bytes of text in the drafts.
    bytes: usize,
}

/// What stands for values that no spec gave.
pub(crate) const DEFAULT: &str = "the default";

/// What a builder made a value from, where the author did not write it.
pub(crate) fn built_from(origin: &Origin) -> Option<&'static str> {
    match origin {
        Origin::Source(_) => None,
        Origin::Derived(derivation) => Some(derivation.reason),
        Origin::Default(_) => Some(DEFAULT),
    }
}

impl Default for Sink {
    fn default() -> Self {
        Self::up_to(MAX_FINDINGS, None)
    }
}

impl Sink {
    /// A sink that keeps `most` findings and tallies the others by rule.
    pub(crate) fn tallying(most: usize) -> Self {
        Self::up_to(most, Some(Tally::default()))
    }

    fn up_to(most: usize, beyond: Option<Tally>) -> Self {
        Self {
            drafts: Vec::new(),
            most,
            uncounted: 0,
            beyond,
            in_payload: false,
            bytes: 0,
        }
    }

    pub(crate) fn add(&mut self, make: impl FnOnce() -> Draft) {
        if self.is_full() {
            self.uncounted += 1;
            if let Some(beyond) = &mut self.beyond {
                let draft = make();
                beyond.add(draft.rule, draft.outcome);
            }
            return;
        }
        let draft = make();
        self.bytes += draft.message.len() + draft.help.len();
        self.bytes += draft
            .place
            .payload
            .as_ref()
            .map_or(0, |pointer| pointer.as_str().len());
        self.bytes += draft
            .accessibility
            .as_ref()
            .map_or(0, |page| page.selector.len() + page.html.len());
        self.drafts.push(draft);
    }

    fn is_full(&self) -> bool {
        self.drafts.len() >= self.most || self.bytes >= MAX_FINDING_BYTES
    }

    /// Whether it is still worth looking for what a misspelt name was meant to be.
    pub(crate) fn suggests(&self) -> bool {
        const FEW: usize = 50;
        self.drafts.len() < FEW
    }

    /// Whether findings beyond the cap are tallied by rule.
    pub(crate) fn tallies(&self) -> bool {
        self.beyond.is_some()
    }

    /// Counts findings that somebody else dropped, where nobody tallies them.
    pub(crate) fn add_omitted(&mut self, count: usize) {
        self.uncounted += count;
    }

    /// Counts findings of a rule that somebody else dropped; all of them are sure.
    pub(crate) fn add_uncounted(&mut self, rule: &'static Rule, count: usize) {
        self.uncounted += count;
        if let Some(beyond) = &mut self.beyond {
            beyond.add_many(rule, Outcome::Fail, count);
        }
    }

    pub(crate) fn set_in_payload(&mut self, in_payload: bool) {
        self.in_payload = in_payload;
    }

    /// The place of a node the walk reached by `path`.
    pub(crate) fn place(&self, tree: &Tree<'_>, node: NodeId, path: &Path<'_>) -> Place {
        Place {
            built_from: built_from(tree.origin(node)),
            ..self.at(tree.span(node), path)
        }
    }

    /// The place of a span that belongs to `path`; without its pointer once nothing more is kept.
    pub(crate) fn at(&self, span: Span, path: &Path<'_>) -> Place {
        Place {
            span,
            payload: (self.in_payload && !self.is_full()).then(|| path.pointer()),
            built_from: None,
        }
    }

    /// The places in the payload of which a rule spoke, as far as its findings were kept.
    pub(crate) fn places_of(&self, rule: &'static Rule) -> impl Iterator<Item = &Pointer> {
        self.drafts
            .iter()
            .filter(move |draft| draft.rule.id == rule.id)
            .filter_map(|draft| draft.place.payload.as_ref())
    }

    /// The findings that were kept, the number of the others and, where it was asked for, their tally.
    pub(crate) fn finish(self) -> (Vec<Draft>, usize, Tally) {
        (self.drafts, self.uncounted, self.beyond.unwrap_or_default())
    }
}
