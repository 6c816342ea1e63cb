//! Links with one name lead to one thing.

use std::collections::HashMap;

use super::super::names::link::ROLES;
use super::super::{criteria, html};
use super::destination::{Compared, Destination};
use super::surroundings::Surroundings;
use crate::accessibility::Context;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::dom::{Document, NodeId};
use crate::finding::declare::rules;

rules! {
    /// Links with one name in one sentence, or another place that says what they are about, lead to one thing.
    ///
    /// Who hears "contact us" twice cannot tell the chat from the telephone where only a picture, or the text between them,
    /// tells them apart. Two addresses may lead to the same thing, so this is sure only where they lead to other sites or
    /// ask one page for other things, and where something that is seen tells the links apart; else a person has to look.
    ///
    /// Invalid:
    ///
    /// ```html fragment also=link/same-text-page
    /// <p>By chat, <a href="/contact?by=chat">contact us</a>, or by phone, <a href="/contact?by=phone">contact us</a>.</p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p>Contact us <a href="/contact?by=chat">by chat</a> or <a href="/contact?by=phone">by phone</a>.</p>
    /// ```
    pub(crate) SAME_TEXT = "link/same-text", Error, Wcag,
        "Links with one name and about one thing lead to different things.";
    /// Links with one name lead to one thing, wherever on the page they stand.
    ///
    /// In the list of links of a screen reader there is nothing but their names.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <p>Shop in Rome: <a href="https://rome.example">opening times</a></p>
    /// <p>Shop in Oslo: <a href="https://oslo.test">opening times</a></p>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <p>Shop in Rome: <a href="https://rome.example">opening times in Rome</a></p>
    /// <p>Shop in Oslo: <a href="https://oslo.test">opening times in Oslo</a></p>
    /// ```
    pub(crate) SAME_TEXT_PAGE = "link/same-text-page", Info, Wcag,
        "Links with one name lead to different things.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &SAME_TEXT,
        criteria: criteria!["2.4.4" A],
        act: &["fd3a94"],
        axe: &[],
        impact: Impact::Moderate,
        run: in_context,
    },
    Check {
        rule: &SAME_TEXT_PAGE,
        criteria: criteria!["2.4.9" AAA],
        act: &["b20e66"],
        axe: &["identical-links-same-purpose"],
        impact: Impact::Minor,
        run: on_page,
    },
];

/// A link with a name.
#[derive(Debug)]
struct Link {
    id: NodeId,
    name: String,
}

/// The links with names, in the order of the document.
fn links(context: &Context<'_>) -> Vec<Link> {
    let name = |id: NodeId| {
        let words: Vec<&str> = context.name(id).split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    context
        .telling()
        .iter()
        .copied()
        .filter(|id| ROLES.contains(&context.role(*id)) && context.is_exposed(*id))
        .map(|id| Link { id, name: name(id) })
        .filter(|link| !link.name.is_empty())
        .collect()
}

fn on_page(context: &Context<'_>, verdicts: &mut Verdicts) {
    let links = links(context);
    for links in sets(&links, |link| link.name.as_str()) {
        let document = context.document();
        tell(document, verdicts, &links, "on this page", |_, _| true);
    }
}

fn in_context(context: &Context<'_>, verdicts: &mut Verdicts) {
    let links = links(context);
    if sets(&links, |link| link.name.as_str()).is_empty() {
        return;
    }
    let surroundings = Surroundings::of(context);
    let around: HashMap<NodeId, Option<NodeId>> = links
        .iter()
        .map(|link| (link.id, surroundings.context_of(link.id)))
        .collect();
    let of = |link: &Link| around.get(&link.id).copied().flatten();
    // What a link is described by is part of what it is about.
    let described = |link: &Link| {
        let mut by = context.references(link.id, "aria-describedby");
        by.sort_unstable();
        by
    };
    for links in sets(&links, |link| {
        (link.name.as_str(), of(link), described(link))
    }) {
        let Some(place) = links.first().and_then(|link| of(link)) else {
            continue;
        };
        let document = context.document();
        tell(
            document,
            verdicts,
            &links,
            "in the same place",
            |one, other| surroundings.tells_apart(one.id, other.id, place),
        );
    }
}

/// The links that have a key in common, where there are several.
fn sets<'l, K: std::hash::Hash + Eq>(
    links: &'l [Link],
    key: impl Fn(&'l Link) -> K,
) -> Vec<Vec<&'l Link>> {
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut sets: Vec<Vec<&Link>> = Vec::new();
    for link in links {
        let place = *places.entry(key(link)).or_insert_with(|| {
            sets.push(Vec::new());
            sets.len() - 1
        });
        sets[place].push(link);
    }
    sets.retain(|set| set.len() > 1);
    sets
}

/// Says of each link whether it leads to what the first one leads to.
fn tell(
    document: &Document,
    verdicts: &mut Verdicts,
    links: &[&Link],
    place: &str,
    is_told_apart: impl Fn(&Link, &Link) -> bool,
) {
    let [first, rest @ ..] = links else {
        return;
    };
    let leads_to = Destination::of(document, first.id);
    for link in rest {
        let compared = match (&leads_to, Destination::of(document, link.id)) {
            (Some(one), Some(other)) => one.compare(&other),
            _ => Compared::Unclear,
        };
        let name = html::quoted(&link.name);
        match compared {
            Compared::Same => verdicts.pass(link.id),
            Compared::Apart if is_told_apart(first, link) => {
                verdicts.fail(
                    link.id,
                    format!("Another link {place} is called {name} too and leads elsewhere."),
                    "Say in each of them where it leads.",
                );
            }
            Compared::Apart | Compared::Unclear => {
                verdicts.review(
                    link.id,
                    format!("Another link {place} is called {name} too and may lead elsewhere."),
                    "Look whether both lead to the same; if not, say in each of them where it leads.",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, REVIEW, judged};

    #[test]
    fn links_in_one_place() {
        for (html, outcome) in [
            ("<p>a <a href=x>n</a> b <a href=x>n</a></p>", PASS),
            ("<p>a <a href=x>n</a> b <a href=y>n</a></p>", REVIEW),
            ("<p>a <a href='?x=1'>n</a> b <a href='?x=2'>n</a></p>", FAIL),
            (
                "<p>a <a href='?x=1'>n</a> b <a href='?x=2'>N </a></p>",
                FAIL,
            ),
            // Nothing tells them apart, for anybody.
            (
                "<p>On: <a href=https://a.example>n</a> <a href=https://b.example>n</a></p>",
                REVIEW,
            ),
            (
                "<p>a</p><div><a href=https://a.example>n</a></div><p>b</p><div><a href=https://b.test>n</a></div>",
                FAIL,
            ),
            // A paragraph is a place of its own, though it holds nothing but the link; so is an item or a cell by its role.
            (
                "<p>a</p><p><a href=https://a.example>n</a></p><p>b</p><p><a href=https://b.test>n</a></p>",
                NONE,
            ),
            (
                "<div role=list>a <div role=listitem><a href='?x=1'>n</a></div> b <div role=listitem><a href='?x=2'>n</a></div></div>",
                NONE,
            ),
            (
                "<div role=row>a <b role=cell><a href='?x=1'>n</a></b> b <b role=gridcell><a href='?x=2'>n</a></b></div>",
                NONE,
            ),
            // What describes a link tells it apart, where it describes but one.
            (
                "<p id=d>a <a href='?x=1' aria-describedby=d>n</a> b <a href='?x=2'>n</a></p>",
                NONE,
            ),
            (
                "<p id=d>a <a href='?x=1' aria-describedby=d>n</a> b <a href='?x=2' aria-describedby=d>n</a></p>",
                FAIL,
            ),
            (
                "<h3>a</h3><div><a href=https://a.example>n</a></div><h3>b</h3><div><a href=https://b.test>n</a></div>",
                REVIEW,
            ),
            (
                "<div><img alt=a><img alt=b><span><a href='?x=1'>n</a><a href='?x=2'>n</a></span></div>",
                FAIL,
            ),
            (
                "<p>a <a href='?x=1' style='background: url(a)'>n</a><a href='?x=2' style='background: url(b)'>n</a></p>",
                FAIL,
            ),
            (
                "<p>a <svg><a href='?x=1' aria-label=n><path d=m1 /></a><a href='?x=2' aria-label=n><path d=m2 /></a></svg></p>",
                FAIL,
            ),
            (
                "<p>a <b role=link onclick=\"location='?x=1'\">n</b> b <b role=link onclick=\"location='?x=2'\">n</b></p>",
                FAIL,
            ),
            (
                "<p>a <b role=link onclick='go(1)'>n</b> b <b role=link onclick='go(2)'>n</b></p>",
                REVIEW,
            ),
            (
                "<ul><li><a href='?x=1'>n</a></li><li><a href='?x=2'>n</a></li></ul>",
                NONE,
            ),
            (
                "<p>a <a href='?x=1'>n</a></p><p>b <a href='?x=2'>n</a></p>",
                NONE,
            ),
            ("<p>a <a href='?x=1'>n</a> b <a href='?x=2'>m</a></p>", NONE),
            (
                "<p>a <a href='?x=1'>n</a> b <a href='?x=2' aria-hidden=true>n</a></p>",
                NONE,
            ),
            ("<p>a <a>n</a> b <a>n</a></p>", NONE),
            ("<p>a <a href='?x=1'></a> b <a href='?x=2'></a></p>", NONE),
        ] {
            assert_eq!(judged("link/same-text", html), outcome, "{html}");
        }
    }

    #[test]
    fn links_on_one_page() {
        for (html, outcome) in [
            ("<a href=x>n</a><a href=x>n</a>", PASS),
            ("<a href=x/>n</a><a href=x>n</a>", PASS),
            ("<a href=x>n</a><a href=y>n</a>", REVIEW),
            (
                "<a href=https://a.example>n</a><p><a href=https://b.test>n</a></p>",
                FAIL,
            ),
            (
                "<a href=https://a.example><img alt=n></a><a href=https://b.test><img alt=n></a>",
                FAIL,
            ),
            ("<a href=x>n</a><a href=y>m</a>", NONE),
            ("<a>n</a><area aria-label=n>", NONE),
            (
                "<b onclick=\"location='x'\">n</b><b onclick=\"location='y'\">n</b>",
                NONE,
            ),
        ] {
            assert_eq!(judged("link/same-text-page", html), outcome, "{html}");
        }
    }
}
