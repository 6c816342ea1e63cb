//! The text of what an element holds.
//!
//! Texts stand beside each other as they do on the page: what is inline is one word with its neighbours, what is a block,
//! or a thing of its own such as an image or a button, is not. What styles put before and after it, and what they make of
//! its letters, is read as it is seen.

use std::borrow::Cow;

use super::{Computation, Out, Way};
use crate::accessibility::{Context, Role};
use crate::dom::style::GeneratedBox;
use crate::dom::style::keyword::{Display, TextTransform, Visibility};
use crate::dom::style::value::{Computed, Generated};
use crate::dom::{Content, Namespace, NodeId};

/// Elements whose text is never read.
const SILENT: &[&str] = &[
    "head", "noscript", "rp", "rt", "script", "style", "template", "title",
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
        self.generated(context.styles().before(id), &mut out);
        for child in context.document().children(id) {
            if self.budget.is_spent() {
                break;
            }
            // What another element took in counts there.
            if context.owner(*child).is_none_or(|owner| owner == id) {
                self.add(*child, &mut out);
            }
        }
        if context.document().attribute(id, "aria-owns").is_some() {
            self.add_owned(id, &mut out);
        }
        self.generated(context.styles().after(id), &mut out);
        out.with_ends()
    }

    /// Adds what stands elsewhere in the document.
    fn add_owned(&mut self, id: NodeId, out: &mut Out) {
        let context = self.context;
        for owned in context.references(id, "aria-owns") {
            if self.budget.is_spent() {
                break;
            }
            let is_elsewhere = context.document().parent(owned) != Some(id);
            if is_elsewhere && context.owner(owned) == Some(id) && !self.visited.contains(&owned) {
                self.visited.push(owned);
                out.apart(&self.of(owned, Way::Within));
            }
        }
    }

    /// Adds what a style puts there.
    fn generated(&mut self, generated: Option<&GeneratedBox>, out: &mut Out) {
        let Some(generated) = generated else { return };
        let Generated::Text(text) = &generated.content else {
            return;
        };
        let style = self.context.styles().generated_style(generated);
        let is_rendered = style.display != Computed::Known(Display::None);
        let is_visible = style.visibility.may_be(Visibility::Visible);
        if !self.counts_hidden && !(is_rendered && is_visible) {
            return;
        }
        let text = transformed(self.budget.take(text), style.text_transform);
        if style.display.may_be(Display::Inline) {
            out.inline(&text);
        } else {
            out.apart(&text);
        }
    }

    /// Adds what a node says.
    fn add(&mut self, id: NodeId, out: &mut Out) {
        let context = self.context;
        match &context.document().node(id).content {
            Content::Text(text) => {
                if !self.budget.step() {
                    return;
                }
                if context.is_shown(id) {
                    let text = self.budget.take(text);
                    out.inline(&transformed(text, context.styles().text_transform(id)));
                } else if self.counts_hidden {
                    out.inline(self.budget.take(text));
                }
            }
            Content::Element(element) => {
                let name = element.name.as_str();
                let is_html = element.namespace == Namespace::Html;
                // What an element holds is a part of what labels it, where that is around it; the element itself is not.
                let is_root = self.is_referenced && self.visited.first() == Some(&id);
                let is_told = self.visited.contains(&id) && !is_root;
                if is_html && matches!(name, "br" | "wbr") || is_told {
                    out.space();
                    return;
                }
                if is_html && SILENT.contains(&name) {
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
    let styles = context.styles();
    if !INLINE.contains(&name)
        || !styles.is_rendered(id)
        || !styles.display(id).may_be(Display::Inline)
    {
        return true;
    }
    let is_labelled = ["aria-label", "aria-labelledby"].iter().any(|name| {
        document
            .attribute(id, name)
            .is_some_and(|value| !value.trim().is_empty())
    });
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

/// A text as its letters are shown.
fn transformed(text: &str, transform: Computed<TextTransform>) -> Cow<'_, str> {
    match transform {
        Computed::Known(TextTransform::Uppercase) => Cow::Owned(text.to_uppercase()),
        Computed::Known(TextTransform::Lowercase) => Cow::Owned(text.to_lowercase()),
        Computed::Known(TextTransform::Capitalize) => {
            let mut starts = true;
            let mut out = String::with_capacity(text.len());
            for character in text.chars() {
                if starts && character.is_alphanumeric() {
                    out.extend(character.to_uppercase());
                } else {
                    out.push(character);
                }
                starts =
                    !character.is_alphanumeric() && character != '\'' && character != '\u{2019}';
            }
            Cow::Owned(out)
        }
        _ => Cow::Borrowed(text),
    }
}
