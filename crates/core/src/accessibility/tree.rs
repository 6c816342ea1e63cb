//! The accessibility tree of a document: what browsers tell assistive technology of it, as data and as text.

use std::fmt::Write as _;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::context::{State, StateValue};
use super::name::flat;
use super::{Context, Role};
use crate::dom::{Content, Document, NodeId, Selectors};

/// What assistive technology is told of a document: its elements and texts, in the order in which they are told, each
/// after the one that holds it.
///
/// ```
/// use preflight_core::accessibility::{Context, tree::AccessibilityTree};
/// use preflight_core::dom::Document;
///
/// let document = Document::from_html_fragment("<p>Hello <button disabled>Send</button></p>");
/// let tree = AccessibilityTree::of(&Context::of(&document));
/// assert_eq!(tree.to_text(), "paragraph\n  text \"Hello\"\n  button \"Send\" [disabled]\n");
/// ```
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct AccessibilityTree {
    /// What is told.
    pub nodes: Vec<TreeNode>,
}

/// A node of the tree.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// The node's number in its document.
    pub node: usize,
    /// What finds the element in the document; a text has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// Its role; of a text `text`.
    pub role: &'static str,
    /// Its accessible name; of a text that.
    pub name: String,
    /// Its accessible description.
    pub description: String,
    /// Its states and properties.
    #[serde(serialize_with = "states")]
    pub states: Vec<State>,
    /// How many nodes hold it that are told.
    pub depth: usize,
    /// Which node of the tree holds it, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// Whether it says nothing of itself, so that only what it holds is told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ignored: bool,
}

fn states<S: Serializer>(states: &[State], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(states.len()))?;
    for state in states {
        map.serialize_entry(state.name, &state.value)?;
    }
    map.end()
}

/// A node that is still to be looked at, and what is around it.
#[derive(Clone, Copy)]
struct Next {
    id: NodeId,
    depth: usize,
    parent: Option<usize>,
    /// Whether it stands in something that is told as one thing.
    is_within: bool,
}

impl AccessibilityTree {
    /// The tree of a document.
    pub fn of(context: &Context<'_>) -> Self {
        let document = context.document();
        let selectors = Selectors::of(document);
        let mut tree = Self { nodes: Vec::new() };
        let mut rest = vec![Next {
            id: Document::ROOT,
            depth: 0,
            parent: None,
            is_within: false,
        }];
        while let Some(next) = rest.pop() {
            let inside = match &document.node(next.id).content {
                Content::Document => next,
                Content::Text(text) => {
                    tree.add_text(context, next, text);
                    continue;
                }
                Content::Element(_) => match tree.add(context, &selectors, next) {
                    Some(inside) => inside,
                    // What is hidden may hold what is not.
                    None => next,
                },
                Content::Doctype(_) | Content::Comment(_) => continue,
            };
            let first = rest.len();
            let children = document.children(next.id).iter().copied();
            let is_held =
                |child: &NodeId| context.owner(*child).is_none_or(|owner| owner == next.id);
            rest.extend(children.filter(is_held).map(|id| Next { id, ..inside }));
            if document.attribute(next.id, "aria-owns").is_some() {
                let owned = context.references(next.id, "aria-owns").into_iter();
                let is_elsewhere = |id: &NodeId| {
                    context.owner(*id) == Some(next.id) && document.parent(*id) != Some(next.id)
                };
                rest.extend(owned.filter(is_elsewhere).map(|id| Next { id, ..inside }));
            }
            rest[first..].reverse();
        }
        tree
    }

    /// Adds an element; what it holds is then told within it, or in its place.
    fn add(
        &mut self,
        context: &Context<'_>,
        selectors: &Selectors<'_>,
        next: Next,
    ) -> Option<Next> {
        if !context.is_exposed(next.id) {
            return None;
        }
        let role = context.role(next.id);
        let name = context.name(next.id);
        let description = context.description(next.id);
        let says_nothing = match role {
            Role::None | Role::LineBreak => true,
            Role::Generic => {
                name.is_empty()
                    && description.is_empty()
                    && !context.has_global_attribute(next.id)
                    && context.tab_index(next.id).is_none()
            }
            _ => false,
        };
        let is_focusable = context.is_focusable(next.id);
        let ignored = says_nothing || next.is_within && !is_focusable;
        self.nodes.push(TreeNode {
            node: next.id.index(),
            selector: Some(selectors.selector(next.id)),
            role: role.name(),
            name: name.to_owned(),
            description,
            states: context.states(next.id),
            depth: next.depth,
            parent: next.parent,
            ignored,
        });
        let place = self.nodes.len() - 1;
        Some(Next {
            id: next.id,
            depth: next.depth + usize::from(!ignored),
            parent: if ignored { next.parent } else { Some(place) },
            is_within: next.is_within || role.has_presentational_children(),
        })
    }

    /// Adds a text, unless what is around it is already named by it.
    fn add_text(&mut self, context: &Context<'_>, next: Next, text: &str) {
        if next.is_within || !context.is_exposed(next.id) {
            return;
        }
        let Some(text) = flat(text) else { return };
        if next
            .parent
            .is_some_and(|parent| self.nodes[parent].name == text)
        {
            return;
        }
        self.nodes.push(TreeNode {
            node: next.id.index(),
            selector: None,
            role: "text",
            name: text,
            description: String::new(),
            states: Vec::new(),
            depth: next.depth,
            parent: next.parent,
            ignored: false,
        });
    }

    /// The tree as text: a line for each node that says something, further in the deeper it stands, as far as lines stay
    /// readable.
    pub fn to_text(&self) -> String {
        /// Deeper than this all lines start at the same place.
        const DEEPEST: usize = 60;
        let mut out = String::new();
        for node in self.nodes.iter().filter(|node| !node.ignored) {
            for _ in 0..node.depth.min(DEEPEST) {
                out.push_str("  ");
            }
            out.push_str(node.role);
            if !node.name.is_empty() {
                let _ = write!(out, " {}", quoted(&node.name));
            }
            for state in node.states.iter().filter(|state| state.name != "focusable") {
                let _ = match &state.value {
                    StateValue::Is(true) => write!(out, " [{}]", state.name),
                    StateValue::Is(false) => write!(out, " [{}=false]", state.name),
                    StateValue::Number(number) => write!(out, " [{}={number}]", state.name),
                    StateValue::Text(text) => write!(out, " [{}={}]", state.name, quoted(text)),
                };
            }
            if !node.description.is_empty() {
                let _ = write!(out, " description {}", quoted(&node.description));
            }
            out.push('\n');
        }
        out
    }
}

/// A text between quotes, on one line.
fn quoted(text: &str) -> String {
    format!("{text:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let document = Document::from_html_fragment(html);
        AccessibilityTree::of(&Context::of(&document)).to_text()
    }

    #[test]
    fn a_tree_is_written_as_it_is_told() {
        for (html, told) in [
            (
                "<div><h2>Chat</h2><div><button aria-expanded=false>More</button></div></div>",
                "heading \"Chat\" [level=2]\nbutton \"More\" [expanded=false]\n",
            ),
            (
                "<label for=a>Name</label><input id=a required aria-describedby=h><p id=h>In full</p>",
                "LabelText\n  text \"Name\"\ntextbox \"Name\" [required] description \"In full\"\nparagraph\n  text \"In full\"\n",
            ),
            (
                "<fieldset><legend>Size</legend><label><input type=radio checked> S</label></fieldset>",
                "group \"Size\"\n  Legend\n    text \"Size\"\n  LabelText\n    radio \"S\" [checked]\n    text \"S\"\n",
            ),
            (
                "<div hidden>x</div><div aria-hidden=true>y</div><div inert>z</div>",
                "",
            ),
            (
                "<ul><li>a</ul><div role=list aria-owns=o></div><div id=o role=listitem>b</div>",
                "list\n  listitem\n    text \"a\"\nlist\n  listitem\n    text \"b\"\n",
            ),
            (
                "<button><b>Send</b> <i>now</i></button>",
                "button \"Send now\"\n",
            ),
            (
                "<select><option>A<option selected>B</select>",
                "combobox [expanded=false] [haspopup=\"listbox\"] [value=\"B\"]\n  option \"A\" [selected=false]\n  option \"B\" [selected]\n",
            ),
        ] {
            assert_eq!(text(html), told, "{html}");
        }
    }

    #[test]
    fn json_has_each_element_with_the_way_to_it() {
        let document =
            Document::from_html_fragment("<div><input id=mail type=email required></div>");
        let tree = AccessibilityTree::of(&Context::of(&document));
        let json = serde_json::to_value(&tree).expect("JSON");
        assert_eq!(json[0]["ignored"], true);
        assert_eq!(json[1]["selector"], "#mail");
        assert_eq!(json[1]["role"], "textbox");
        assert_eq!(json[1]["states"]["required"], true);
        assert_eq!(json[1].get("ignored"), None);
    }

    #[test]
    fn what_owns_what_is_around_it_loses_nothing() {
        assert_eq!(
            text("<div id=a role=group><div aria-owns=a role=group>x</div></div>"),
            "group\n  group\n    text \"x\"\n"
        );
    }

    #[test]
    fn depth_overflows_no_stack() {
        const DEPTH: usize = 1_000;
        let mut document = Document::new();
        let mut inside = Document::ROOT;
        for _ in 0..DEPTH {
            inside = document.add_element(inside, "article");
        }
        let tree = AccessibilityTree::of(&Context::of(&document));
        assert_eq!(tree.nodes.len(), DEPTH);
        assert_eq!(tree.to_text().lines().count(), DEPTH);
    }
}
