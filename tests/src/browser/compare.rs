//! Where core and the browser contradict each other.
//!
//! Neither has to decide everything: core may want a person to look, axe may call a verdict incomplete, and either may say
//! nothing of an element. A contradiction is where one is certain and the other is certain of the opposite, or where axe
//! finds a fault of which core says nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::facts::{AxeOutcome, Facts, Judged};
use super::ours::{Ours, Rule, Verdict};
use super::roles::{is_in_tree, is_named, is_same};
use super::summary::Tally;

/// How far two contrast ratios may be apart; axe cuts its own to two decimals.
const RATIO: f64 = 0.01;

/// What a contradiction is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A rule that both know.
    Verdict,
    /// The contrast of a text.
    Contrast,
    /// Whether assistive technology is told of an element.
    Exposure,
    /// A role.
    Role,
    /// A name.
    Name,
    /// Whether a control has to be filled in.
    Required,
}

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// What about.
    pub about: About,
    /// The element.
    pub node: usize,
    /// The rules that contradict each other, as `ours / axe's`; the role of whose name or state it is.
    pub what: String,
    /// What core says.
    pub ours: String,
    /// What the browser says.
    pub theirs: String,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:?} {}: core {}, browser {}",
            self.about, self.what, self.ours, self.theirs
        )
    }
}

/// Compares what both say of one case, and counts what was compared.
pub fn compare(ours: &Ours, facts: &Facts, tally: &mut Tally) -> Vec<Contradiction> {
    let mut found = Vec::new();
    verdicts(ours, facts, tally, &mut found);
    contrast(ours, facts, tally, &mut found);
    tree(ours, facts, tally, &mut found);
    found
}

/// Rules of axe about a page as a whole: axe tells the root element, core what is wrong in it.
const OF_PAGES: &[&str] = &["document-title", "html-has-lang", "html-lang-valid"];

/// Rules of axe that ask the same of different elements: which of them is about an element depends on what each side takes
/// it for, so a fault that one of them finds is no contradiction to a fault that another finds.
const FAMILIES: &[&[&str]] = &[
    &[
        "aria-command-name",
        "aria-input-field-name",
        "aria-meter-name",
        "aria-progressbar-name",
        "aria-toggle-field-name",
        "aria-tooltip-name",
        "aria-treeitem-name",
        "button-name",
        "input-button-name",
        "label",
        "empty-heading",
        "link-name",
        "select-name",
        "summary-name",
    ],
    &[
        "image-alt",
        "role-img-alt",
        "svg-img-alt",
        "area-alt",
        "input-image-alt",
        "object-alt",
    ],
    &[
        "aria-allowed-attr",
        "aria-prohibited-attr",
        "aria-conditional-attr",
    ],
];

/// Whether what contradicts itself asks for a name, by what a contradiction says it is about.
pub(super) fn is_about_names(what: &str) -> bool {
    let mut rules = what
        .split(" / ")
        .skip(1)
        .flat_map(|rules| rules.split(", "));
    rules.any(|rule| {
        FAMILIES[..NAMES]
            .iter()
            .any(|family| family.contains(&rule))
    })
}

/// Where axe tells of an element by one rule only: a text that does not reach level AA is none for the rule of level AAA.
const INSTEAD: &[(&str, &str)] = &[("color-contrast-enhanced", "color-contrast")];

/// How many of them, the first ones, ask for a name.
const NAMES: usize = 2;

/// Stands for a page.
const PAGE: usize = 0;

/// What axe says of the elements by one rule.
type ByNode<'f> = BTreeMap<usize, (AxeOutcome, &'f [String])>;

/// The rules of axe that ask the same as this one, itself included.
fn family<'a>(rule: &'a &'static str) -> &'a [&'static str] {
    FAMILIES
        .iter()
        .find(|family| family.contains(rule))
        .map_or(std::slice::from_ref(rule), |family| family)
}

/// What core says of an element by those of its rules for which this holds.
fn said(ours: &Ours, node: usize, is_asked: impl Fn(&Rule) -> bool) -> Option<Verdict> {
    let asked = ours.rules.iter().filter(|rule| is_asked(rule));
    asked
        .filter_map(|rule| match node {
            PAGE => rule.nodes.values().max(),
            node => rule.nodes.get(&node),
        })
        .max()
        .copied()
}

fn verdicts(ours: &Ours, facts: &Facts, tally: &mut Tally, found: &mut Vec<Contradiction>) {
    let known: BTreeSet<&'static str> = ours
        .rules
        .iter()
        .flat_map(|rule| rule.axe.iter().copied())
        .collect();
    let mut axe: BTreeMap<&'static str, ByNode<'_>> = BTreeMap::new();
    for rule in known {
        let judged = facts.rules.get(rule).into_iter().flatten();
        let nodes = judged.map(|Judged(node, outcome, why)| {
            let of_page = OF_PAGES.contains(&rule);
            (if of_page { PAGE } else { *node }, (*outcome, &why[..]))
        });
        axe.insert(rule, nodes.collect());
    }
    for (rule, nodes) in &axe {
        for (node, (outcome, why)) in nodes {
            let alone = said(ours, *node, |own| own.axe.contains(rule));
            tally.verdict(rule, alone, *outcome);
            if *outcome != AxeOutcome::Fail {
                continue;
            }
            let related = said(ours, *node, |own| {
                own.axe.iter().any(|other| family(rule).contains(other))
            });
            if alone.max(related) < Some(Verdict::Review) {
                let own = ours.rules.iter().filter(|own| own.axe.contains(rule));
                let names: Vec<&str> = own.map(|own| own.id).collect();
                found.push(Contradiction {
                    about: About::Verdict,
                    node: *node,
                    what: format!("{} / {rule}", names.join(", ")),
                    ours: alone.map_or("says nothing", |_| "passes it").to_owned(),
                    theirs: format!("fails it ({})", why.join(", ")),
                });
            }
        }
    }
    for own in &ours.rules {
        let mut asked: BTreeSet<&str> = own.axe.iter().flat_map(family).copied().collect();
        let instead = INSTEAD.iter().filter(|(rule, _)| own.axe.contains(rule));
        asked.extend(instead.map(|(_, other)| other));
        let fails = own
            .nodes
            .iter()
            .filter(|(_, verdict)| **verdict == Verdict::Fail);
        for (node, _) in fails {
            let said: Vec<AxeOutcome> = asked
                .iter()
                .filter_map(|rule| {
                    let node = if OF_PAGES.contains(rule) { &PAGE } else { node };
                    axe.get(rule)?.get(node).map(|(outcome, _)| *outcome)
                })
                .collect();
            if said.is_empty() && !own.axe.is_empty() {
                tally.only_ours(own.id);
            }
            if !said.is_empty() && said.iter().all(|outcome| *outcome == AxeOutcome::Pass) {
                found.push(Contradiction {
                    about: About::Verdict,
                    node: *node,
                    what: format!("{} / {}", own.id, own.axe.join(", ")),
                    ours: "fails it".to_owned(),
                    theirs: "passes it".to_owned(),
                });
            }
        }
    }
}

fn contrast(ours: &Ours, facts: &Facts, tally: &mut Tally, found: &mut Vec<Contradiction>) {
    for measured in &facts.contrast {
        let Some(own) = ours.contrast.get(&measured.node) else {
            continue;
        };
        let difference = (own - measured.ratio).abs();
        tally.contrast(difference);
        if difference > RATIO {
            let color = |color: &Option<String>| color.clone().unwrap_or_default();
            found.push(Contradiction {
                about: About::Contrast,
                node: measured.node,
                what: "ratio".to_owned(),
                ours: format!("{own:.3}"),
                theirs: format!(
                    "{} ({} on {})",
                    measured.ratio,
                    color(&measured.foreground),
                    color(&measured.background)
                ),
            });
        }
    }
}

fn tree(ours: &Ours, facts: &Facts, tally: &mut Tally, found: &mut Vec<Contradiction>) {
    let told: BTreeMap<usize, _> = facts.tree.iter().map(|told| (told.node, told)).collect();
    for element in &ours.elements {
        let seen = told.get(&element.node).filter(|told| !told.ignored);
        let mut contradict = |about: About, what: &str, own: &str, theirs: &str| {
            found.push(Contradiction {
                about,
                node: element.node,
                what: what.to_owned(),
                ours: format!("{own:?}"),
                theirs: format!("{theirs:?}"),
            });
        };
        let Some(seen) = seen else {
            // Chromium leaves out what says nothing of itself, whether it is hidden or not.
            if element.exposed && is_in_tree(&element.role) {
                contradict(About::Exposure, &element.role, "exposed", "left out");
            }
            continue;
        };
        if !element.exposed {
            contradict(About::Exposure, &seen.role, "hidden", "exposed");
            continue;
        }
        tally.roles += 1;
        if !is_same(&element.role, &seen.role) {
            contradict(About::Role, &seen.role, &element.role, &seen.role);
            continue;
        }
        if !is_named(&seen.role) {
            continue;
        }
        tally.names += 1;
        if words(&element.name) != words(&seen.name) {
            contradict(About::Name, &seen.role, &element.name, &seen.name);
        }
        if let Some(required) = seen
            .states
            .get("required")
            .and_then(serde_json::Value::as_bool)
        {
            tally.required += 1;
            if required != element.required {
                contradict(
                    About::Required,
                    &seen.role,
                    &element.required.to_string(),
                    &required.to_string(),
                );
            }
        }
    }
}

/// A name without what no one hears: Chromium keeps some of the white space.
fn words(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ours::Element;
    use super::*;

    const NODE: usize = 7;

    /// What core says of one element by its rule `name/button`; None where it says nothing.
    fn ours(verdict: Option<Verdict>) -> Ours {
        Ours {
            rules: vec![Rule {
                id: "name/button",
                axe: &["button-name", "input-button-name"],
                nodes: verdict.map(|verdict| (NODE, verdict)).into_iter().collect(),
            }],
            contrast: [(NODE, 4.478)].into(),
            elements: vec![Element {
                node: NODE,
                exposed: true,
                role: "button".to_owned(),
                name: "Close now".to_owned(),
                required: false,
            }],
        }
    }

    fn facts(json: &serde_json::Value) -> Facts {
        let mut all =
            json!({"id": "", "rules": {}, "contrast": [], "tree": [], "times": [0, 0, 0]});
        let members = json.as_object().expect("members").clone();
        all.as_object_mut().expect("members").extend(members);
        serde_json::from_value(all).expect("facts")
    }

    /// What is said about: the contradictions between the two.
    fn found(ours: &Ours, facts: &Facts, about: &[About]) -> Vec<String> {
        compare(ours, facts, &mut Tally::default())
            .iter()
            .filter(|found| about.contains(&found.about))
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn verdicts_contradict_where_both_are_certain() {
        use Verdict::{Fail, Pass, Review};
        for (verdict, outcome, contradicts) in [
            (Some(Pass), "pass", false),
            (Some(Pass), "incomplete", false),
            (Some(Pass), "fail", true),
            (Some(Review), "pass", false),
            (Some(Review), "incomplete", false),
            (Some(Review), "fail", false),
            (Some(Fail), "pass", true),
            (Some(Fail), "incomplete", false),
            (Some(Fail), "fail", false),
            (None, "pass", false),
            (None, "incomplete", false),
            (None, "fail", true),
        ] {
            let told = facts(&json!({"rules": {"button-name": [[NODE, outcome, []]]}}));
            let found = found(&ours(verdict), &told, &[About::Verdict]);
            assert_eq!(
                found.len(),
                usize::from(contradicts),
                "{verdict:?} {outcome}: {found:?}"
            );
        }
    }

    #[test]
    fn a_rule_agrees_where_one_of_those_that_ask_the_same_does() {
        let told = facts(&json!({"rules": {
            "button-name": [[NODE, "pass", []]],
            "input-button-name": [[NODE, "fail", []]],
        }}));
        assert_eq!(
            found(&ours(Some(Verdict::Fail)), &told, &[About::Verdict]).len(),
            0
        );
        // A rule that core does not know is nothing to contradict.
        let told = facts(&json!({"rules": {"region": [[NODE, "fail", []]]}}));
        assert_eq!(found(&ours(None), &told, &[About::Verdict]).len(), 0);
    }

    #[test]
    fn ratios_agree_up_to_what_axe_cuts_off() {
        for (theirs, agrees) in [(4.47, true), (4.48, true), (4.46, false), (4.5, false)] {
            let told = facts(&json!({"contrast": [{"node": NODE, "ratio": theirs}]}));
            let found = found(&ours(None), &told, &[About::Contrast]);
            assert_eq!(found.is_empty(), agrees, "{theirs}: {found:?}");
        }
    }

    #[test]
    fn elements_are_told_alike() {
        let all = [About::Exposure, About::Role, About::Name, About::Required];
        let element = |role: &str, name: &str, ignored: bool, required: bool| {
            json!({"tree": [{
                "node": NODE, "ignored": ignored, "role": role, "name": name, "description": "",
                "states": {"required": required},
            }]})
        };
        for (told, said) in [
            (element("button", "Close  now ", false, false), None),
            (
                element("button", "Close now", false, true),
                Some("Required button: core \"false\", browser \"true\""),
            ),
            (
                element("button", "Close", false, false),
                Some("Name button: core \"Close now\", browser \"Close\""),
            ),
            (
                element("link", "Close now", false, false),
                Some("Role link: core \"button\", browser \"link\""),
            ),
            (
                element("none", "", true, false),
                Some("Exposure button: core \"exposed\", browser \"left out\""),
            ),
            (
                json!({}),
                Some("Exposure button: core \"exposed\", browser \"left out\""),
            ),
        ] {
            let found = found(&ours(None), &facts(&told), &all);
            assert_eq!(
                found,
                said.map(str::to_owned).into_iter().collect::<Vec<_>>()
            );
        }
    }
}
