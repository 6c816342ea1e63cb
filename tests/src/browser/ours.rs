//! What core says of a case, in the shape in which the browser says it.

use std::collections::BTreeMap;

use preflight_core::accessibility::Context;
use preflight_core::accessibility::check;
use preflight_core::accessibility::contrast::ratio;
use preflight_core::dom::NodeId;
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
        let context = Context::of(case.document());
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
            }
            ours.rules.push(Rule {
                id: checked.check.rule.id,
                axe: checked.check.axe,
                nodes,
            });
        }
        ours.contrast = case
            .elements()
            .filter_map(|id| Some((id.index(), contrast(&context, id)?)))
            .collect();
        ours.elements = case
            .elements()
            .map(|id| Element {
                node: id.index(),
                exposed: context.is_exposed(id),
                role: context.role(id).name().to_owned(),
                name: context.name(id).to_owned(),
                required: context.is_required(id),
            })
            .collect();
        ours
    }
}

/// The contrast of an element's text with what is behind it, where both are one colour.
fn contrast(context: &Context<'_>, id: NodeId) -> Option<f64> {
    let styles = context.styles();
    let color = styles.style(id).text_color().known()?;
    match styles.ground(id).pairs(color).ok()?[..] {
        [(text, behind)] => Some(ratio(text, behind)),
        _ => None,
    }
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
