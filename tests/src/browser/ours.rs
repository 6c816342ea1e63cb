//! What core says of a case, in the shape in which the browser says it.

use std::collections::BTreeMap;

use preflight_core::accessibility::Context;
use preflight_core::accessibility::check::{self, Data};
use preflight_core::dom::{Document, NodeId};
use preflight_core::finding::Outcome;

use super::Case;

/// How core judges an element by one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As it should be.
    Pass,
    /// A person has to look, or it was not judged.
    Review,
    /// Wrong.
    Fail,
}

/// What one rule of core says.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The rule.
    pub id: &'static str,
    /// The rules of axe that ask the same.
    pub axe: &'static [&'static str],
    /// The elements it is about.
    pub nodes: BTreeMap<usize, Verdict>,
}

/// An element as assistive technology gets it, if it does.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its number in the page.
    pub node: usize,
    /// Whether assistive technology is told of it.
    pub exposed: bool,
    /// Its role.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Whether a person has to fill it in.
    pub required: bool,
}

/// What core says of a case.
#[derive(Debug, Clone, Default)]
pub struct Ours {
    /// Its rules.
    pub rules: Vec<Rule>,
    /// The contrast of the texts it measured.
    pub contrast: BTreeMap<usize, f64>,
    /// The elements.
    pub elements: Vec<Element>,
}

impl Ours {
    /// Has core judge a case.
    pub fn of(case: &Case) -> Self {
        let document = case.document();
        let context = Context::of(document);
        let mut ours = Self::default();
        for checked in check::run(&context) {
            let mut nodes = BTreeMap::new();
            let mut tell = |node: NodeId, verdict: Verdict| {
                let said = nodes.entry(node.index()).or_insert(verdict);
                *said = verdict.max(*said);
            };
            for node in &checked.passed {
                tell(*node, Verdict::Pass);
            }
            for told in &checked.told {
                tell(
                    told.node,
                    match told.outcome {
                        Outcome::Fail => Verdict::Fail,
                        Outcome::Review | Outcome::Untested => Verdict::Review,
                    },
                );
                if let Some(Data::Contrast { ratio, .. }) = told.data
                    && checked.check.axe.contains(&"color-contrast")
                {
                    ours.contrast.insert(told.node.index(), ratio);
                }
            }
            ours.rules.push(Rule {
                id: checked.check.rule.id,
                axe: checked.check.axe,
                nodes,
            });
        }
        ours.elements = case
            .elements()
            .map(|id| Element {
                node: id.index(),
                exposed: context.is_exposed(id),
                role: format!("{:?}", context.role(id)).to_ascii_lowercase(),
                name: context.name(id).to_owned(),
                required: is_required(document, id),
            })
            .collect();
        ours
    }
}

/// Whether a control has to be filled in, by HTML or by ARIA.
fn is_required(document: &Document, id: NodeId) -> bool {
    document.attribute(id, "required").is_some()
        || document.attribute(id, "aria-required") == Some("true")
}

/// The rules of axe that some rule of core asks as well.
pub fn axe_rules() -> Vec<&'static str> {
    let mut rules: Vec<&str> = check::checks()
        .flat_map(|check| check.axe.iter().copied())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}
