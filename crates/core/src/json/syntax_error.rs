//! What is wrong with the text itself, at one place.

use std::borrow::Cow;

use super::tree::Span;
use crate::finding::Rule;

/// One thing wrong with the text itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The rule it breaks.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: Cow<'static, str>,
    /// What to do about it.
    pub help: &'static str,
    /// What mends it without changing any value, where something does.
    pub replacement: Option<Replacement>,
}

impl SyntaxError {
    pub(super) fn mended_by(mut self, replacement: Replacement) -> Self {
        self.replacement = Some(replacement);
        self
    }
}

/// Text to put in place of a part of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The part.
    pub span: Span,
    /// The text.
    pub text: Cow<'static, str>,
}

/// Errors up to a number; those beyond it are counted by rule.
#[derive(Debug)]
pub(super) struct Errors {
    pub(super) kept: Vec<SyntaxError>,
    pub(super) dropped: Vec<(&'static Rule, usize)>,
    most: usize,
    found: usize,
}

impl Errors {
    pub(super) fn up_to(most: usize) -> Self {
        Self {
            kept: Vec::new(),
            dropped: Vec::new(),
            most,
            found: 0,
        }
    }

    pub(super) fn add(&mut self, error: SyntaxError) {
        self.found += 1;
        if self.kept.len() < self.most {
            self.kept.push(error);
            return;
        }
        // A flood is of few rules, and the last one met is likely the next.
        let known = self
            .dropped
            .iter_mut()
            .rev()
            .find(|(rule, _)| std::ptr::eq(*rule, error.rule));
        match known {
            Some((_, count)) => *count += 1,
            None => self.dropped.push((error.rule, 1)),
        }
    }

    pub(super) fn forget_replacements(&mut self) {
        for error in &mut self.kept {
            error.replacement = None;
        }
    }

    /// How many there were, kept or not.
    pub(super) fn found(&self) -> usize {
        self.found
    }
}

/// Rules of this area word every finding alike, unless a place has more to say.
impl Rule {
    /// This rule broken at a place.
    pub(super) fn at(&'static self, span: Span) -> SyntaxError {
        self.with(span, self.summary)
    }

    /// This rule broken at a place, in words of its own.
    pub(super) fn with(
        &'static self,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> SyntaxError {
        SyntaxError {
            rule: self,
            span,
            message: message.into(),
            help: self.help.unwrap_or_default(),
            replacement: None,
        }
    }
}
