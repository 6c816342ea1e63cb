//! What stands around links: what they are about, and what people who see tell them apart by.

use super::super::names::link::ROLES;
use crate::accessibility::{Context, Role};
use crate::dom::{Document, Namespace, NodeId};

/// What stands around links.
pub(super) struct Surroundings<'c, 'd> {
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
    pub(super) fn of(context: &'c Context<'d>) -> Self {
        let document = context.document();
        let order = context.order();
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

    /// The nearest block around a link that says more than the link, but nothing around the paragraph, the item or the cell
    /// that it stands in: what it is about ends there.
    pub(super) fn context_of(&self, link: NodeId) -> Option<NodeId> {
        let document = self.context.document();
        for id in document.ancestors(link) {
            let is_end = matches!(
                document.html_name(id),
                Some("dd" | "dt" | "li" | "p" | "td" | "th")
            ) || matches!(
                self.context.role(id),
                Role::Cell | Role::GridCell | Role::ListItem
            );
            let is_inline = document.element(id).is_some_and(|element| {
                element.namespace != Namespace::Html || INLINE.contains(&element.name.as_str())
            });
            if is_inline && !is_end {
                continue;
            }
            let says_more = self.weights[id.index()] > self.weights[link.index()];
            if says_more || is_end {
                return Some(id);
            }
        }
        None
    }

    /// Whether something that is seen tells two links apart: text between them, pictures beside them, or in them.
    pub(super) fn tells_apart(&self, one: NodeId, other: NodeId, place: NodeId) -> bool {
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
