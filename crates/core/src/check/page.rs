//! Pages: HTML that is judged in its own right, not drawn from a payload.

use std::cell::LazyCell;

use super::conclude::{Places, Weighed, count_suppressed, weigh};
use super::{Checked, MAX_DOCUMENT_BYTES, Options, refuse};
use crate::accessibility::check::{Verdict, run};
use crate::accessibility::{self, Context};
use crate::dom::{Content, Document, NodeId, Selectors};
use crate::excerpt::excerpt;
use crate::finding::declare::rules;
use crate::finding::{
    Accessibility, Draft, Facts, Outcome, Place, Report, Rule, RuleResult, SCHEMA_VERSION,
    Severity, Sink,
};
use crate::json::Span;
use crate::limits::Limit;
use crate::order::sort_by_place;

/// What reports call the kind of a page.
pub const PAGE: &str = "html";

rules! {
    /// A page has at most 1 MiB (1,048,576 bytes). A larger one is refused before it is read.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// ⟨x × 1048577⟩
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// x
    /// ```
    TOO_LARGE = "page/too-large", Error, Limit,
        "The page is too large to read.",
        "Judge a part of it, or one state of it after the other.";
    /// The bytes of a page are UTF-8, the only encoding that HTML may have
    /// ([HTML, 4.2.5.4](https://html.spec.whatwg.org/multipage/semantics.html#charset)).
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// Ren\xE9e
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// Renée
    /// ```
    INVALID_UTF8 = "page/invalid-utf8", Error, Schema,
        "These bytes are not UTF-8.",
        "Save the file as UTF-8.";
    /// Elements nest at most 512 levels deep, as in Chromium. Deeper ones are left out, and nothing is said of them; nor is
    /// anything said of what follows elements that are so many or so entangled that reading them takes too long.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// ⟨<span> × 600⟩x⟨</span> × 600⟩
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// ⟨<span> × 400⟩x⟨</span> × 400⟩
    /// ```
    DEPTH = "page/depth", Warning, Limit,
        "Elements are nested too deep to be judged.",
        "Nest them at most 512 levels deep; browsers build no deeper page either.";
    /// Of a page its first 15,000 nodes are judged: elements, texts and comments. What follows them is not read, and no rule
    /// passes by what was.
    ///
    /// Pages of messengers have some hundreds of nodes. A program that checks many pages must not wait for one that somebody
    /// made to be slow.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// limits."page.nodes" = 100
    /// ```
    ///
    /// ```html fragment
    /// ⟨<p>Hello</p> × 60⟩
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// limits."page.nodes" = 100
    /// ```
    ///
    /// ```html fragment
    /// ⟨<p>Hello</p> × 40⟩
    /// ```
    NODES = "page/nodes", Warning, Limit,
        "The page has more nodes than are judged.",
        "Judge a part of it, or allow more nodes by the policy.";
    /// All styles of a page stand in the page. A style sheet elsewhere may change every colour and size, and is not fetched; so
    /// what passes by the styles that were read is left to a person. The same holds of styles beyond the first 256 KB, and of
    /// those that take too long to be matched with every element.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <link rel="stylesheet" href="chat.css"><p>Hello</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <style>p { color: #222 }</style><p>Hello</p>
    /// ```
    UNSEEN_STYLES = "page/unseen-styles", Info, Limit,
        "Styles that were not read may change what is seen.",
        "Judge the page with its styles in it, as the browser has them.";
}

/// Judges the accessibility of a page or of a part of one, given as bytes, which may not be text at all.
///
/// It is a page where it begins like one, with a doctype or with `html`, `head` or `body`; otherwise it is taken for what a
/// `div` holds. Its report has, beside the findings, what each rule says about the whole.
///
/// ```
/// use preflight_core::accessibility::check::RuleOutcome;
/// use preflight_core::{Options, Policy, check_page};
///
/// let policy = Policy::default();
/// let checked = check_page(b"<p>Chat<button><b></b></button>", Options::new(&policy));
/// let finding = &checked.report().findings[0];
/// assert_eq!((finding.rule, finding.span.start.column), ("name/button", 8));
/// let rules = &checked.report().rules;
/// let failed = rules.iter().filter(|rule| rule.outcome == RuleOutcome::Fail);
/// assert_eq!(failed.count(), 1);
/// ```
pub fn check_page(bytes: &[u8], options: Options<'_>) -> Checked {
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return refused(refuse::refused(refuse::too_large(&TOO_LARGE), 0, options));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        judged(text, options)
    } else {
        let (findings, omitted) = refuse::invalid_utf8(bytes, &INVALID_UTF8);
        refused(refuse::refused(findings, omitted, options))
    }
}

fn refused(mut checked: Checked) -> Checked {
    checked.report.kind = Some(PAGE);
    checked
}

/// Reads a page, or a part of one.
pub fn read_page(text: &str) -> Document {
    read_up_to(usize::MAX, text)
}

fn read_up_to(most: usize, text: &str) -> Document {
    if begins_a_page(text) {
        Document::from_html_up_to(most, text)
    } else {
        Document::from_html_fragment_up_to(most, text)
    }
}

/// Whether a text begins like a page, after white space and comments.
fn begins_a_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else {
            return false;
        };
        rest = after.trim_start();
    }
    ["<!doctype", "<html", "<head", "<body", "<title"]
        .into_iter()
        .any(|start| {
            let name = rest.as_bytes().get(..start.len());
            let next = rest.as_bytes().get(start.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(start.as_bytes()))
                && next.is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'-')
        })
}

fn judged(text: &str, options: Options<'_>) -> Checked {
    let most = options.policy.limit(Limit::PageNodes);
    let document = read_up_to(usize::try_from(most).unwrap_or(usize::MAX), text);
    let context = Context::of(&document);
    let results = run(&context);
    let mut sink = Sink::default();
    let start = Span::new(0, 0);
    if document.is_cut() {
        sink.add(|| {
            untested(
                &DEPTH,
                start,
                "Elements nest deeper than 512 levels here, or take too long to read; not all of them were judged.",
            )
        });
    }
    if let Some(place) = document.full_at() {
        sink.add(|| {
            let message = format!(
                "Here the page has {most} nodes, which are as many as are judged; what follows was not read."
            );
            untested(&NODES, place, &message)
        });
    }
    let unseen = !context.styles().is_complete();
    if unseen {
        sink.add(|| {
            untested(
                &UNSEEN_STYLES,
                start,
                "Not all styles of the page could be read, so what it looks like is left to a person.",
            )
        });
    }
    let selectors = LazyCell::new(|| Selectors::of(&document));
    for result in &results {
        for verdict in &result.told {
            sink.add(|| {
                let place = Place::source(span(&document, verdict.node));
                on_page(&document, &selectors, result.check, verdict, place)
            });
        }
    }
    let mut facts = Facts::default();
    facts.set("bytes", text.len());
    facts.set("elements", context.elements().len());
    let mut rules: Vec<RuleResult> = results
        .iter()
        .map(|result| {
            let unsure = document.is_cut()
                || document.full_at().is_some()
                || (unseen && result.check.is_about_looks());
            result.result(unsure)
        })
        .collect();
    let (mut drafts, omitted, _) = sink.finish();
    sort_by_place(&mut drafts, |draft| draft.place.span.bounds());
    let mut places = Places::in_page(text);
    let Weighed {
        findings,
        suppressed_findings,
        suppressed,
        omitted: cut,
    } = weigh(
        drafts,
        None,
        Some(options.policy),
        options.today,
        &mut places,
    );
    let omitted = omitted + cut;
    count_suppressed(&mut rules, &suppressed);
    let blocks = |severity| severity == Severity::Error;
    Checked {
        report: Report {
            schema_version: SCHEMA_VERSION,
            kind: Some(PAGE),
            id: None,
            ok: omitted == 0 && !findings.iter().any(|finding| blocks(finding.severity)),
            findings,
            omitted_findings: omitted,
            suppressed_findings,
            suppressed,
            rules,
            facts,
            policy_digest: options.policy.digest().to_owned(),
            core_version: crate::VERSION,
        },
        verified: None,
        id: None,
        natural_key: None,
        kind: None,
    }
}

/// The start tag of a node or, where the text leaves it out, of what is around it.
fn span(document: &Document, id: NodeId) -> Span {
    std::iter::once(id)
        .chain(document.ancestors(id))
        .find_map(|id| document.span(id))
        .unwrap_or(Span::new(0, 0))
}

/// What could not be judged of the whole page, or from a place on.
fn untested(rule: &'static Rule, span: Span, message: &str) -> Draft {
    let place = Place::source(span);
    let help = rule.help.unwrap_or_default();
    Draft::new(rule, place, message.to_owned(), help).with_outcome(Outcome::Untested)
}

/// What a check says about an element, as a finding at a place.
pub(super) fn on_page(
    document: &Document,
    selectors: &Selectors<'_>,
    check: &accessibility::check::Check,
    verdict: &Verdict,
    place: Place,
) -> Draft {
    Draft::new(
        check.rule,
        place,
        verdict.message.clone(),
        verdict.help.clone(),
    )
    .with_outcome(verdict.outcome)
    .on_page(Accessibility {
        wcag: check.criteria,
        impact: check.impact,
        selector: selectors.selector(verdict.node),
        html: opening(document, verdict.node),
        data: verdict.data.clone(),
    })
}

/// The start tag of the element, or of the one around a text.
fn opening(document: &Document, id: NodeId) -> String {
    /// Characters that are shown: attributes may be a megabyte long.
    const MOST: usize = 200;
    let element = std::iter::once(id)
        .chain(document.ancestors(id))
        .find_map(|id| match &document.node(id).content {
            Content::Element(element) => Some(element),
            _ => None,
        });
    let Some(element) = element else {
        return String::new();
    };
    excerpt(&element.start_tag(), MOST).into_owned()
}
