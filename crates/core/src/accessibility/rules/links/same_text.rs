//! Links with one name lead to one thing.

use std::collections::HashMap;

use super::super::names::link::ROLES;
use super::super::{criteria, html};
use super::destination::{Compared, Destination};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::{Document, Namespace, NodeId};
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
    destination: Option<Destination>,
}

/// The links with names, in the order of the document.
fn links(context: &Context<'_>) -> Vec<Link> {
    let document = context.document();
    let name = |id: NodeId| {
        let words: Vec<&str> = context.name(id).split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    document
        .elements()
        .filter(|id| ROLES.contains(&context.role(*id)) && context.is_exposed(*id))
        .map(|id| Link {
            id,
            name: name(id),
            destination: Destination::of(document, id),
        })
        .filter(|link| !link.name.is_empty())
        .collect()
}

fn on_page(context: &Context<'_>, verdicts: &mut Verdicts) {
    let links = links(context);
    for links in sets(&links, |link| link.name.as_str()) {
        tell(verdicts, &links, "on this page", |_, _| true);
    }
}

fn in_context(context: &Context<'_>, verdicts: &mut Verdicts) {
    let links = links(context);
    if links.len() < 2 {
        return;
    }
    let surroundings = Surroundings::of(context);
    let around: HashMap<NodeId, Option<NodeId>> = links
        .iter()
        .map(|link| (link.id, surroundings.context_of(link.id)))
        .collect();
    let of = |link: &Link| around.get(&link.id).copied().flatten();
    for links in sets(&links, |link| (link.name.as_str(), of(link))) {
        let Some(place) = links.first().and_then(|link| of(link)) else {
            continue;
        };
        tell(verdicts, &links, "in the same place", |one, other| {
            surroundings.tells_apart(one.id, other.id, place)
        });
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
    verdicts: &mut Verdicts,
    links: &[&Link],
    place: &str,
    is_told_apart: impl Fn(&Link, &Link) -> bool,
) {
    let [first, rest @ ..] = links else {
        return;
    };
    for link in rest {
        let compared = match (&first.destination, &link.destination) {
            (Some(one), Some(other)) => one.compare(other),
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

/// What stands around links.
struct Surroundings<'c, 'd> {
    context: &'c Context<'d>,
    /// By node: how many characters and pictures it holds.
    weights: Vec<usize>,
    /// By node: its place in the document, and the first place after what it holds.
    places: Vec<(usize, usize)>,
    /// By place: how much text before it stands in no link.
    texts: Vec<usize>,
    /// By place: how many headings begin before it.
    headings: Vec<usize>,
    /// By place: how many pictures begin before it.
    pictures: Vec<usize>,
}

impl<'c, 'd> Surroundings<'c, 'd> {
    fn of(context: &'c Context<'d>) -> Self {
        let document = context.document();
        let order: Vec<NodeId> = document.descendants(Document::ROOT).collect();
        let mut weights = vec![0_usize; document.len()];
        let mut places = vec![(0, 0); document.len()];
        let mut is_in_link = vec![false; document.len()];
        let (mut texts, mut headings, mut pictures) = (vec![0], vec![0], vec![0]);
        for (place, id) in order.iter().enumerate() {
            let in_link = document
                .parent(*id)
                .is_some_and(|parent| is_in_link[parent.index()]);
            let is_element = document.element(*id).is_some();
            is_in_link[id.index()] = in_link || (is_element && ROLES.contains(&context.role(*id)));
            let text = document
                .text(*id)
                .filter(|_| context.styles().is_visible(*id))
                .map_or(0, |text| {
                    text.chars().filter(|other| other.is_alphanumeric()).count()
                });
            let is_picture = is_picture(document, *id) && context.styles().is_visible(*id);
            weights[id.index()] = text + usize::from(is_picture);
            places[id.index()] = (place, place + 1);
            let is_heading = is_element && context.role(*id) == Role::Heading;
            texts.push(texts[place] + if in_link { 0 } else { text });
            headings.push(headings[place] + usize::from(is_heading));
            pictures.push(pictures[place] + usize::from(is_picture));
        }
        for id in order.iter().rev() {
            if let Some(parent) = document.parent(*id) {
                weights[parent.index()] += weights[id.index()];
                let end = places[id.index()].1;
                let parent = &mut places[parent.index()];
                parent.1 = parent.1.max(end);
            }
        }
        Self {
            context,
            weights,
            places,
            texts,
            headings,
            pictures,
        }
    }

    /// The nearest block around a link that says more than the link; none where it stands alone in an item or a cell.
    fn context_of(&self, link: NodeId) -> Option<NodeId> {
        let document = self.context.document();
        for id in document.ancestors(link) {
            let is_inline = document.element(id).is_some_and(|element| {
                element.namespace != Namespace::Html || INLINE.contains(&element.name.as_str())
            });
            if is_inline {
                continue;
            }
            let says_more = self.weights[id.index()] > self.weights[link.index()];
            let is_end = matches!(
                document.html_name(id),
                Some("li" | "td" | "th" | "dd" | "dt")
            );
            if says_more || is_end {
                return Some(id);
            }
        }
        None
    }

    /// Whether something that is seen tells two links apart: text between them, pictures beside them, or in them.
    fn tells_apart(&self, one: NodeId, other: NodeId, place: NodeId) -> bool {
        let document = self.context.document();
        let (_, start) = self.places[one.index()];
        let (end, _) = self.places[other.index()];
        // A heading between them says what each is about.
        if start > end || self.headings[end] > self.headings[start] {
            return false;
        }
        if self.texts[end] > self.texts[start] {
            return true;
        }
        let drawn = |id: NodeId| {
            document
                .attribute(id, "style")
                .filter(|style| style.contains("url("))
        };
        if drawn(one) != drawn(other) {
            return true;
        }
        let pictures = |id: NodeId| {
            let (start, end) = self.places[id.index()];
            self.pictures[end] - self.pictures[start]
        };
        if pictures(one) + pictures(other) > 0 {
            return self.looks_different(one, other);
        }
        pictures(place) > 0
    }

    /// Whether two links hold different things. Of links that hold a lot nobody knows.
    fn looks_different(&self, one: NodeId, other: NodeId) -> bool {
        const MOST: usize = 100;
        let document = self.context.document();
        let length = |id: NodeId| {
            let (start, end) = self.places[id.index()];
            end - start
        };
        let html_of = |id: NodeId| {
            let inside = document.children(id).iter();
            inside
                .map(|child| document.node_to_html(*child))
                .collect::<String>()
        };
        length(one) != length(other) || (length(one) < MOST && html_of(one) != html_of(other))
    }
}

/// Whether a node is a picture, or a part of a drawing.
fn is_picture(document: &Document, id: NodeId) -> bool {
    document
        .element(id)
        .is_some_and(|element| match element.namespace {
            Namespace::Svg => matches!(
                element.name.as_str(),
                "circle"
                    | "ellipse"
                    | "image"
                    | "line"
                    | "path"
                    | "polygon"
                    | "polyline"
                    | "rect"
                    | "use"
            ),
            _ => matches!(element.name.as_str(), "img" | "canvas" | "video" | "object"),
        })
}

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "u", "var",
];

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
                "<p>a</p><p><a href=https://a.example>n</a></p><p>b</p><p><a href=https://b.test>n</a></p>",
                FAIL,
            ),
            (
                "<h3>a</h3><p><a href=https://a.example>n</a></p><h3>b</h3><p><a href=https://b.test>n</a></p>",
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
