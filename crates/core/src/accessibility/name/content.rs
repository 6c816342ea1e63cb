//! The text of what an element holds.
//!
//! Texts stand beside each other as they do on the page: what is inline is one word with its neighbours, what is a block,
//! or a thing of its own such as an image or a button, is not.

use super::{Computation, Out, Way};
use crate::accessibility::{Context, Role};
use crate::dom::{Content, Namespace, NodeId};

/// Elements whose text is never read.
const SILENT: &[&str] = &[
    "head", "noscript", "rp", "rt", "script", "style", "template", "title", "object", "audio",
    "video",
];

/// Elements that stand in a line, and run on with what is beside them. All others are apart.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "map", "mark", "nobr", "output", "q", "ruby", "s", "samp",
    "slot", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

impl Computation<'_, '_> {
    /// The text of what an element holds, what it owns by `aria-owns` last.
    pub(super) fn content(&mut self, id: NodeId) -> String {
        let mut out = Out::default();
        let context = self.context;
        for child in context.document().children(id) {
            // What another element took in counts there.
            if context.owner(*child).is_none_or(|owner| owner == id) {
                self.add(*child, &mut out);
            }
        }
        for owned in context.references(id, "aria-owns") {
            let is_own = context.owner(owned) == Some(id);
            if is_own
                && context.document().parent(owned) != Some(id)
                && !self.visited.contains(&owned)
            {
                self.visited.push(owned);
                out.apart(&self.of(owned, Way::Within));
            }
        }
        out.with_ends()
    }

    /// Adds what a node says.
    fn add(&mut self, id: NodeId, out: &mut Out) {
        let context = self.context;
        match &context.document().node(id).content {
            Content::Text(text) => {
                self.steps += 1;
                if self.counts_hidden || context.is_shown(id) {
                    out.inline(text);
                }
            }
            Content::Element(element) => {
                let name = element.name.as_str();
                let is_html = element.namespace == Namespace::Html;
                if is_html && matches!(name, "br" | "wbr") {
                    out.space();
                    return;
                }
                if is_html
                    && SILENT.contains(&name)
                    && context.document().attribute(id, "aria-label").is_none()
                {
                    return;
                }
                if self.visited.contains(&id) {
                    out.space();
                    return;
                }
                let is_apart = is_apart(context, id, name);
                if is_apart {
                    out.space();
                }
                out.inline(&self.of(id, Way::Within));
                if is_apart {
                    out.space();
                }
            }
            _ => {}
        }
    }
}

/// Whether an element stands apart from what is beside it.
fn is_apart(context: &Context<'_>, id: NodeId, name: &str) -> bool {
    let document = context.document();
    if !INLINE.contains(&name) || !context.styles().is_rendered(id) {
        return true;
    }
    let is_labelled = ["aria-label", "aria-labelledby"]
        .iter()
        .any(|name| document.attribute(id, name).is_some());
    is_labelled || is_control(context.role(id))
}

/// Whether a role is that of a thing of its own.
fn is_control(role: Role) -> bool {
    role.is_widget()
        && !matches!(
            role,
            Role::Link | Role::GridCell | Role::Option | Role::TreeItem
        )
}
