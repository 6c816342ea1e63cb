//! What a screen reader says, line by line, to somebody who goes through a drawing from its beginning to its end.
//!
//! It is made of the [`AccessibilityTree`], in its order. Words that only name something else, such as a field's label, are
//! said with that; words that stand in one line are said together.

use serde::Serialize;

use super::places::Places;
use super::speech::{Manner, Said, manner, said};
use crate::accessibility::tree::{AccessibilityTree, TreeNode};
use crate::accessibility::{Context, Role, flat};
use crate::dom::style::keyword::Display;
use crate::dom::{Document, NodeId};
use crate::editor::Range;
use crate::json::Pointer;

/// One thing that a screen reader says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    /// The number of the drawn element that it is about.
    pub node: usize,
    /// How many announced things hold it.
    pub depth: usize,
    /// Its ARIA role; of plain text `text`.
    pub role: &'static str,
    /// Its accessible name; of plain text that.
    pub name: String,
    /// Its accessible description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its states in words, such as `required` or `heading level 2`.
    pub states: Vec<String>,
    /// Whether the Tab key leads to it.
    pub focusable: bool,
    /// The whole line: name, role, states, value, description.
    pub text: String,
    /// The place in the payload that it shows; none where it shows no place of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<Pointer>,
    /// Where that comes from in the source text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Range>,
}

/// Everything that is said, in order.
pub(super) fn outline(context: &Context<'_>, places: &mut Places<'_, '_>) -> Vec<Announcement> {
    let tree = AccessibilityTree::of(context);
    let document = context.document();
    let mut ids = vec![Document::ROOT; document.len()];
    for id in document.descendants(Document::ROOT) {
        ids[id.index()] = id;
    }
    let nodes: Vec<Told<'_>> = tree
        .nodes
        .iter()
        .map(|node| Told::of(context, node, ids[node.node]))
        .collect();
    let mut reader = Reader {
        context,
        places,
        holds: holding(&nodes),
        names: naming(context, &nodes),
        within: Vec::with_capacity(nodes.len()),
        sets: sets(context, &nodes),
        line: None,
        out: Vec::new(),
    };
    for place in 0..nodes.len() {
        reader.read(&nodes, place);
    }
    reader.end_line();
    reader.out
}

/// A node of the tree, and whether it is told of itself.
struct Told<'t> {
    node: &'t TreeNode,
    id: NodeId,
    role: Role,
    is_text: bool,
    /// The word for its role; none where it is not told.
    word: Option<&'static str>,
}

impl<'t> Told<'t> {
    fn of(context: &Context<'_>, node: &'t TreeNode, id: NodeId) -> Self {
        let is_text = context.document().element(id).is_none();
        let role = if is_text {
            Role::Generic
        } else {
            context.role(id)
        };
        let is_named = !node.name.is_empty();
        let word = match manner(role) {
            _ if is_text || node.ignored => None,
            Manner::Word(word) => Some(word),
            Manner::WordIfNamed(word) => is_named.then_some(word),
            Manner::Silent => None,
        };
        Self {
            node,
            id,
            role,
            is_text,
            word,
        }
    }

    /// Whether its name is what it holds.
    fn is_its_contents(&self, context: &Context<'_>) -> bool {
        let by_author = ["aria-label", "aria-labelledby"];
        let document = context.document();
        self.role.is_named_from_contents()
            && by_author
                .iter()
                .all(|name| document.attribute(self.id, name).is_none())
    }
}

/// Of each node, whether it holds one that is told of itself.
fn holding(nodes: &[Told<'_>]) -> Vec<bool> {
    let mut holds = vec![false; nodes.len()];
    // Each stands after the one that holds it.
    for (place, told) in nodes.iter().enumerate().rev() {
        if let Some(parent) = told.node.parent {
            holds[parent] |= holds[place] || told.word.is_some();
        }
    }
    holds
}

/// Of each node of the document, the place of what it names, if it is said with that.
fn naming(context: &Context<'_>, nodes: &[Told<'_>]) -> Vec<Option<usize>> {
    let document = context.document();
    let mut named = vec![None; document.len()];
    let told = nodes.iter().enumerate();
    for (place, told) in told.filter(|(_, told)| told.word.is_some() && !told.node.name.is_empty())
    {
        let id = told.id;
        let own = document.children(id).iter().copied().filter(|child| {
            matches!(
                document.html_name(*child),
                Some("legend" | "caption" | "figcaption")
            )
        });
        let sources = own
            .chain(context.labels(id).iter().copied())
            .chain(context.references(id, "aria-labelledby"));
        let contents = told.role.is_named_from_contents().then_some(id);
        for source in sources.chain(contents) {
            named[source.index()].get_or_insert(place);
        }
    }
    let mut within = vec![None; document.len()];
    for id in document.descendants(Document::ROOT) {
        let around = document
            .parent(id)
            .and_then(|parent| within[parent.index()]);
        within[id.index()] = named[id.index()].or(around);
    }
    within
}

/// What holds a set, and the name that its members share.
type SetOf<'n> = (Option<usize>, &'n str);

/// Of radio buttons and options, which it is of how many.
fn sets(context: &Context<'_>, nodes: &[Told<'_>]) -> Vec<Option<(usize, usize)>> {
    let document = context.document();
    let mut sets: Vec<(SetOf<'_>, Vec<usize>)> = Vec::new();
    for (place, told) in nodes.iter().enumerate() {
        if told.word.is_some() && matches!(told.role, Role::Radio | Role::Option) {
            // Labels stand between a group and its buttons.
            let mut around = told.node.parent;
            while let Some(silent) = around.filter(|place| nodes[*place].word.is_none()) {
                around = nodes[silent].node.parent;
            }
            let of = (
                around,
                document.attribute(told.id, "name").unwrap_or_default(),
            );
            // Those of one set stand together, or nearly so.
            match sets.iter_mut().rev().find(|(known, _)| *known == of) {
                Some((_, set)) => set.push(place),
                None => sets.push((of, vec![place])),
            }
        }
    }
    let mut places = vec![None; nodes.len()];
    for (_, set) in sets {
        for (index, place) in set.iter().enumerate() {
            places[*place] = Some((index + 1, set.len()));
        }
    }
    places
}

/// Text that is said together, as far as it was read.
struct Line {
    block: NodeId,
    /// The element of the text; the block where the text is of several.
    element: NodeId,
    depth: usize,
    text: String,
}

struct Reader<'c, 'd, 'p, 't, 's> {
    context: &'c Context<'d>,
    places: &'p mut Places<'t, 's>,
    holds: Vec<bool>,
    names: Vec<Option<usize>>,
    /// Of each node of the tree, how many told things hold what it holds.
    within: Vec<usize>,
    sets: Vec<Option<(usize, usize)>>,
    line: Option<Line>,
    out: Vec<Announcement>,
}

impl Reader<'_, '_, '_, '_, '_> {
    fn read(&mut self, nodes: &[Told<'_>], place: usize) {
        let told = &nodes[place];
        let depth = told.node.parent.map_or(0, |parent| self.within[parent]);
        self.within.push(depth + usize::from(told.word.is_some()));
        if told.is_text {
            self.text(nodes, told, depth);
        } else if let Some(word) = told.word {
            self.end_line();
            self.element(nodes, place, word, depth);
        }
    }

    fn text(&mut self, nodes: &[Told<'_>], told: &Told<'_>, depth: usize) {
        let naming = self.names[told.id.index()];
        let is_said = naming.is_some_and(|place| {
            let of_it = &nodes[place];
            let is_dropped = self.holds[place] && of_it.is_its_contents(self.context);
            !is_dropped && of_it.node.name.contains(&told.node.name)
        });
        if is_said {
            return;
        }
        let document = self.context.document();
        let (Some(element), Some(text)) = (document.parent(told.id), document.text(told.id)) else {
            return;
        };
        let block = self.block(element);
        match &mut self.line {
            Some(line) if line.block == block && line.depth == depth => {
                line.text.push_str(text);
                if line.element != element {
                    line.element = block;
                }
            }
            _ => {
                self.end_line();
                self.line = Some(Line {
                    block,
                    element,
                    depth,
                    text: text.to_owned(),
                });
            }
        }
    }

    /// The element whose lines a text stands in.
    fn block(&self, element: NodeId) -> NodeId {
        let styles = self.context.styles();
        let mut around = std::iter::once(element).chain(self.context.document().ancestors(element));
        around
            .find(|id| !styles.display(*id).is(Display::Inline))
            .unwrap_or(element)
    }

    /// Says the text that was read.
    fn end_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        let Some(text) = flat(&line.text) else { return };
        let (pointer, span) = self.places.of(self.context.document(), line.element);
        self.out.push(Announcement {
            node: line.element.index(),
            depth: line.depth,
            role: "text",
            name: text.clone(),
            description: None,
            value: None,
            states: Vec::new(),
            focusable: false,
            text,
            pointer,
            span,
        });
    }

    fn element(&mut self, nodes: &[Told<'_>], place: usize, word: &str, depth: usize) {
        let told = &nodes[place];
        let node = told.node;
        let Said {
            role,
            mut states,
            value,
            placeholder,
        } = said(told.role, &node.states);
        if let Some((place, of)) = self.sets[place] {
            states.push(format!("{place} of {of}"));
        }
        if told.role == Role::List {
            let items = nodes[place + 1..].iter();
            let items = items.take_while(|other| other.node.depth > node.depth);
            let is_its = |other: &&Told<'_>| {
                other.node.parent == Some(place) && other.role == Role::ListItem
            };
            let count = items.filter(is_its).count();
            states.push(if count == 1 {
                "1 item".to_owned()
            } else {
                format!("{count} items")
            });
        }
        let description = Some(&node.description)
            .filter(|text| !text.is_empty() && **text != node.name)
            .cloned();
        let is_headed = told.role == Role::Heading && !states.is_empty();
        let word = role.as_deref().unwrap_or(if is_headed { "" } else { word });
        // What it holds is said instead, where that is more than words.
        let is_name_said = !(self.holds[place] && told.is_its_contents(self.context));
        let name = if is_name_said { node.name.as_str() } else { "" };
        let hint = placeholder.filter(|text| value.is_none() && *text != node.name);
        let parts = [name, word]
            .into_iter()
            .chain(states.iter().map(String::as_str))
            .chain(value.as_deref())
            .chain(hint.as_deref())
            .chain(description.as_deref());
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return;
        }
        let text = parts.join(", ");
        let (pointer, span) = self.places.of(self.context.document(), told.id);
        self.out.push(Announcement {
            node: node.node,
            depth,
            role: node.role,
            name: node.name.clone(),
            description,
            value,
            states,
            focusable: self.context.is_in_tab_order(told.id),
            text,
            pointer,
            span,
        });
    }
}

#[cfg(test)]
#[path = "outline_tests.rs"]
mod tests;
