//! The text of what an element holds.
//!
//! Texts stand beside each other as they do on the page: what is inline is one word with its neighbours, what is a block,
//! or a thing of its own such as an image or a button, is not. What styles put before and after it, and what they make of
//! its letters, is read as it is seen.

use std::borrow::Cow;

use super::{Computation, Out, Way, is_hidden};
use crate::accessibility::{Context, Role};
use crate::dom::style::GeneratedBox;
use crate::dom::style::keyword::{Display, TextTransform, Visibility};
use crate::dom::style::value::{Computed, Generated};
use crate::dom::{Content, Element, Namespace, NodeId};

/// Elements whose text is never read.
const SILENT: &[&str] = &[
    "head", "noscript", "rp", "rt", "script", "style", "template", "title",
];

/// Elements that are a thing of their own, though they stand in a line.
const THINGS: &[&str] = &[
    "audio", "button", "canvas", "embed", "iframe", "img", "input", "meter", "object", "progress",
    "select", "svg", "textarea", "video",
];

/// Elements that stand in a line where nobody can tell how they are displayed.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "map", "mark", "nobr", "output", "q", "ruby", "s", "samp",
    "slot", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Parts of a text in a graphic.
const SVG_INLINE: &[&str] = &["a", "textPath", "tspan"];

impl Computation<'_, '_> {
    /// The text of what an element holds, what it owns by `aria-owns` last.
    pub(super) fn content(&mut self, id: NodeId) -> String {
        let mut out = Out::default();
        let context = self.context;
        // What is hidden has no pseudo-elements, though its text may count.
        let styles = context.styles();
        let generates = !is_hidden(context, id);
        self.generated(styles.before(id).filter(|_| generates), &mut out);
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
        self.generated(styles.after(id).filter(|_| generates), &mut out);
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
        let is_visible = style.visibility.may_be(Visibility::Visible) || self.counts_hidden;
        if style.display == Computed::Known(Display::None) || !is_visible {
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
                // A field is no part of its own label.
                let is_root = self.is_referenced
                    && self.visited.first() == Some(&id)
                    && !self.labelled.contains(&id);
                let is_told = self.visited.contains(&id) && !is_root;
                if is_html && matches!(name, "br" | "wbr") || is_told {
                    out.space();
                    return;
                }
                let is_nowhere = !self.counts_hidden && !context.styles().is_rendered(id);
                let is_decoration = name == "img" && context.role(id) == Role::None;
                if is_html && SILENT.contains(&name) || is_nowhere || is_decoration {
                    return;
                }
                let is_apart = is_apart(context, id, element);
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
fn is_apart(context: &Context<'_>, id: NodeId, element: &Element) -> bool {
    let styles = context.styles();
    let name = element.name.as_str();
    let is_inline = match (element.namespace, styles.display(id)) {
        (Namespace::Html, _) if THINGS.contains(&name) => false,
        (Namespace::Html, Computed::Known(display)) => display == Display::Inline,
        (Namespace::Html, Computed::Unknown) => INLINE.contains(&name),
        _ => SVG_INLINE.contains(&name),
    };
    if !is_inline || !styles.is_rendered(id) {
        return true;
    }
    let is_labelled = ["aria-label", "aria-labelledby"].iter().any(|name| {
        element
            .attribute(name)
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
