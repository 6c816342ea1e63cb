//! Cleaning: what is found is taken out, until nothing is found.

use serde::Serialize;

use super::problem::{Problem, TextEdit, edited};
use super::{find, html};
use crate::finding::{Class, MAX_FINDINGS, Safety, Severity};
use crate::json::{LineIndex, Span, TextSpan};
use crate::policy::Policy;
use crate::shape::TextMode;

/// A cleaned text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cleaned {
    /// What is left; cleaned again it stays the same.
    pub text: String,
    /// What was found in the text as given, in its order.
    pub removed: Vec<Removed>,
    /// What was found beyond the first 1,000 of them, by number only.
    pub omitted: usize,
}

/// One thing that a text may not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// The rule's id.
    pub rule: &'static str,
    /// How much it weighs under the policy in force.
    pub severity: Severity,
    /// What sort of promise the rule guards.
    pub class: Class,
    /// The place in the text.
    pub span: TextSpan,
    /// What is wrong, and where.
    pub message: String,
    /// The next step.
    pub help: String,
    /// Whether the text reads the same without it; `None` where it stays, because only its author can reword it.
    pub safety: Option<Safety>,
}

/// Takes out of a text what its readers must not meet.
///
/// HTML comes back as browsers write it, so that a browser which cleans it by the same allow-list changes nothing.
///
/// ```
/// use preflight_core::{Policy, sanitize, shape::TextMode};
///
/// let cleaned = sanitize::clean("Hi <b onclick=x()>you</b>", TextMode::Html, &Policy::default());
/// assert_eq!(cleaned.text, "Hi <strong>you</strong>");
/// assert_eq!(cleaned.removed[0].rule, "html/element");
/// ```
pub fn clean(text: &str, mode: TextMode, policy: &Policy) -> Cleaned {
    let found = find(text, mode, policy, MAX_FINDINGS);
    let omitted = found.uncounted();
    let cleaned = match mode {
        TextMode::Html => cleaned_html(text, policy),
        // Data may be no HTML at all; written as browsers write HTML, `a > b` would no longer say what it said.
        TextMode::Plain | TextMode::Markdown | TextMode::Data => cleaned_text(text, mode, policy),
        TextMode::Url | TextMode::Link | TextMode::Css => cleaned_value(text, mode, policy),
    };
    let index = LineIndex::new(text);
    let removed = found
        .into_problems()
        .into_iter()
        .map(|problem| told(problem, &index, policy));
    Cleaned {
        text: cleaned,
        removed: removed.collect(),
        omitted,
    }
}

fn told(problem: Problem, index: &LineIndex<'_>, policy: &Policy) -> Removed {
    Removed {
        rule: problem.rule.id,
        severity: policy.severity(problem.rule),
        class: problem.rule.class,
        span: index.text_span(Span::new(problem.range.start, problem.range.end)),
        message: format!("The text {}.", problem.predicate),
        help: problem.help,
        safety: problem.removal.map(|removal| removal.safety),
    }
}

/// Passes over a text; what needs more was made to need more.
const PASSES: usize = 8;

/// The text after one pass: every edit of everything found made at once.
fn pass(text: &str, mode: TextMode, policy: &Policy) -> Option<String> {
    let problems = find(text, mode, policy, usize::MAX).into_problems();
    let edits: Vec<TextEdit> = problems
        .into_iter()
        .filter_map(|problem| problem.removal)
        .flat_map(|removal| removal.edits)
        .collect();
    (!edits.is_empty()).then(|| edited(text, &edits))
}

fn cleaned_html(text: &str, policy: &Policy) -> String {
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        let Some(next) = pass(&text, TextMode::Html, policy) else {
            return if html::is_judged(&text, policy) {
                stable(&text, policy)
            } else {
                words_only(&text)
            };
        };
        text = next;
    }
    words_only(&text)
}

/// HTML in which nothing is found, as ammonia writes it; what it writes is looked at once more.
fn stable(text: &str, policy: &Policy) -> String {
    let cleaned = html::clean(text);
    match pass(&cleaned, TextMode::Html, policy) {
        None => cleaned,
        Some(_) => words_only(&cleaned),
    }
}

/// The words of a text that is not worth more: no markup, and nothing that hides.
fn words_only(text: &str) -> String {
    let words: String = html::visible_text(text)
        .chars()
        .filter(|character| super::text::is_seen(*character))
        .collect();
    html::escaped(&words)
}

fn cleaned_text(text: &str, mode: TextMode, policy: &Policy) -> String {
    let mut text = text.to_owned();
    for _ in 0..PASSES {
        match pass(&text, mode, policy) {
            Some(next) => text = next,
            None => return without_unjudged_markup(text, mode, policy),
        }
    }
    // Made to need more: nothing that begins markup, a link or a handler is left.
    text.retain(|character| {
        super::text::is_seen(character) && !matches!(character, '<' | '[' | ']' | '=' | '\\' | '&')
    });
    text
}

/// A text too large or too deep to be judged loses what could begin markup.
fn without_unjudged_markup(mut text: String, mode: TextMode, policy: &Policy) -> String {
    let problems = find(&text, mode, policy, 1).into_problems();
    let unjudged = problems.iter().any(|problem| {
        [html::rules::TOO_LARGE.id, html::rules::DEPTH.id].contains(&problem.rule.id)
    });
    if unjudged {
        text.retain(|character| {
            super::text::is_seen(character) && !matches!(character, '<' | '[' | ']')
        });
    }
    text
}

/// A value that is no plain one is no value at all.
fn cleaned_value(text: &str, mode: TextMode, policy: &Policy) -> String {
    let problems = find(text, mode, policy, MAX_FINDINGS).into_problems();
    let stays = |problem: &Problem| policy.severity(problem.rule) < Severity::Error;
    if problems.iter().all(stays) {
        text.to_owned()
    } else {
        String::new()
    }
}
