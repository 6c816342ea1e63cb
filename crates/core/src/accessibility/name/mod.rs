//! Accessible names and descriptions (Accessible Name and Description Computation 1.2, HTML-AAM 1.0). Where they leave
//! something open, or browsers and the web platform's tests agree on something else, as those have it.
//!
//! - `budget`: how much a name may cost.
//! - `content`: the text of what an element holds.
//! - `control`: the values of fields that stand within the label of another.
//! - `native`: what HTML and SVG give an element for a name.
//! - `description`: what describes an element.

mod budget;
mod content;
mod control;
mod description;
mod native;
#[cfg(test)]
mod tests;

pub(super) use control::selected_text;
pub(super) use description::description;

use self::budget::Budget;
pub(super) use self::budget::CUT;
use super::role::{Kind, Naming};
use super::{Context, Role};
use crate::dom::NodeId;

/// How deep the text of an element is looked for; what lies deeper is cut off.
const DEPTH: usize = 200;

/// The accessible name of an element.
pub(super) fn name(context: &Context<'_>, id: NodeId) -> String {
    let mut computation = Computation::new(context);
    computation.visited.push(id);
    let text = computation.of(id, Way::Asked);
    computation.finish(&text)
}

/// Whether `aria-labelledby` gives the element a name.
pub(super) fn is_labelled(context: &Context<'_>, id: NodeId) -> bool {
    /// How many names may wait for roles that wait for names before a reference alone is taken for a name.
    const WAITING: u8 = 4;
    let references = context.references(id, "aria-labelledby");
    if references.is_empty() {
        return false;
    }
    let waiting = context.waiting.get();
    if waiting >= WAITING {
        return true;
    }
    context.waiting.set(waiting + 1);
    let mut computation = Computation::new(context);
    let text = computation.labelled_by(id).unwrap_or_default();
    let text = computation.finish(&text);
    context.waiting.set(waiting);
    !text.is_empty()
}

/// How the computation came to an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Its name is asked for.
    Asked,
    /// An attribute refers to it, such as `aria-labelledby`, or it is the label of a field.
    Referenced,
    /// It stands within an element whose name is asked for, or that is referred to.
    Within,
}

/// A computation under way.
struct Computation<'c, 'd> {
    context: &'c Context<'d>,
    /// The element whose name is asked for, and those that were referred to: they count once.
    visited: Vec<NodeId>,
    /// The fields whose labels it came to.
    labelled: Vec<NodeId>,
    /// Whether it came by `aria-labelledby` or `aria-describedby`, which is not followed twice.
    is_referenced: bool,
    /// Whether what is hidden counts, since what is referred to is hidden itself.
    counts_hidden: bool,
    /// How deep it is.
    depth: usize,
    /// What it may cost.
    budget: Budget,
}

impl<'c, 'd> Computation<'c, 'd> {
    fn new(context: &'c Context<'d>) -> Self {
        Self {
            context,
            visited: Vec::new(),
            labelled: Vec::new(),
            is_referenced: false,
            counts_hidden: false,
            depth: 0,
            budget: Budget::of(context),
        }
    }

    /// What was computed, without white space around it; nothing where there is nothing but white space. Counts what it
    /// cost.
    fn finish(&self, text: &str) -> String {
        self.budget.settle(self.context);
        let mut text = if text.trim().is_empty() {
            String::new()
        } else {
            text.trim_ascii().to_owned()
        };
        if self.budget.is_cut() {
            self.context.cut_names();
            text.push(CUT);
        }
        text
    }

    /// The text alternative of an element: the steps of the specification, in their order.
    fn of(&mut self, id: NodeId, way: Way) -> String {
        if self.depth >= DEPTH {
            self.budget.cut();
        }
        if !self.budget.step() || self.depth >= DEPTH {
            return String::new();
        }
        self.depth += 1;
        let text = self.steps_of(id, way);
        self.depth -= 1;
        self.budget.hand_on(&text);
        text
    }

    /// The text of an attribute, where it has some.
    fn attribute(&mut self, id: NodeId, name: &str) -> Option<String> {
        let text = self.context.document().attribute(id, name)?;
        flat(self.budget.take(text))
    }

    /// The text below a node, as it is written.
    fn written(&mut self, id: NodeId) -> Option<String> {
        let document = self.context.document();
        let mut out = Out::default();
        for text in document.descendants(id).filter_map(|id| document.text(id)) {
            if !self.budget.step() {
                break;
            }
            out.inline(self.budget.take(text));
        }
        out.text()
    }

    fn steps_of(&mut self, id: NodeId, way: Way) -> String {
        let context = self.context;
        // 2A: what is hidden, and not referred to.
        if way == Way::Within && !self.counts_hidden && is_hidden(context, id) {
            return String::new();
        }
        // 2B: aria-labelledby, once.
        if !self.is_referenced
            && let Some(text) = self.labelled_by(id)
        {
            return text;
        }
        let role = context.role(id);
        // 2C: the value of a field within the label of another. A field of HTML that is empty is told by its own name, as
        // browsers do.
        let is_self = self.visited.first() == Some(&id);
        if way != Way::Asked
            && !is_self
            && let Some(value) = self.value(id, role)
            && (!value.trim().is_empty() || is_text_of_its_own(context, id, role))
        {
            return value;
        }
        // 2D: aria-label.
        if let Some(label) = self.attribute(id, "aria-label") {
            return label;
        }
        if role == Role::None && way == Way::Asked {
            return String::new();
        }
        // 2E: what HTML and SVG have for names.
        if role != Role::None
            && let Some(text) = self.native(id, way)
        {
            return text;
        }
        // 2F to 2H: the content.
        if way != Way::Asked || is_named_from_contents(context, id, role) {
            let is_walked = way != Way::Within || !is_closed(role);
            let text = if is_walked {
                self.content(id)
            } else {
                String::new()
            };
            if !text.trim().is_empty() {
                return text;
            }
        }
        // 2I: the tooltip.
        if role == Role::None || way == Way::Asked && is_nameless(context, id, role) {
            return String::new();
        }
        self.attribute(id, "title").unwrap_or_default()
    }

    /// What `aria-labelledby` names.
    fn labelled_by(&mut self, id: NodeId) -> Option<String> {
        self.context.document().attribute(id, "aria-labelledby")?;
        self.referenced(&self.context.references(id, "aria-labelledby"))
    }

    /// The texts of what is referred to, one after the other.
    fn referenced(&mut self, references: &[NodeId]) -> Option<String> {
        let was = (self.is_referenced, self.counts_hidden);
        self.is_referenced = true;
        let mut out = Out::default();
        for id in references {
            if self.budget.is_spent() {
                break;
            }
            self.counts_hidden = is_hidden(self.context, *id);
            if !self.visited.contains(id) {
                self.visited.push(*id);
            }
            out.apart(&self.of(*id, Way::Referenced));
        }
        (self.is_referenced, self.counts_hidden) = was;
        out.text()
    }
}

/// Whether an element is named by what it holds. A row is where people go through rows, and not in a plain table, of which
/// people go through the cells.
fn is_named_from_contents(context: &Context<'_>, id: NodeId, role: Role) -> bool {
    role.is_named_from_contents()
        && (role != Role::Row
            || context.document().html_name(id) != Some("tr")
            || context.is_focusable(id))
}

/// Whether an element is a field of text by its role alone: what it holds is what was written into it.
fn is_text_of_its_own(context: &Context<'_>, id: NodeId, role: Role) -> bool {
    matches!(role, Role::TextBox | Role::SearchBox)
        && !matches!(context.document().html_name(id), Some("input" | "textarea"))
}

/// Whether a tooltip describes an element and does not name it, since its role must not be named (step 1). Where the focus
/// comes to, there has to be a name, as browsers have it.
fn is_nameless(context: &Context<'_>, id: NodeId, role: Role) -> bool {
    let definition = role.definition();
    definition.naming == Naming::Prohibited
        && definition.kind != Kind::Platform
        && !context.can_focus(id)
}

/// Whether a node does not count: it is not shown, or `aria-hidden`.
fn is_hidden(context: &Context<'_>, id: NodeId) -> bool {
    context.is_aria_hidden(id) || !context.is_shown(id)
}

/// Whether what an element of a role holds is no text for what is around it: it is something to use, not to read.
fn is_closed(role: Role) -> bool {
    matches!(
        role,
        Role::ComboBox
            | Role::Grid
            | Role::ListBox
            | Role::Menu
            | Role::MenuBar
            | Role::Meter
            | Role::ProgressBar
            | Role::RadioGroup
            | Role::ScrollBar
            | Role::Slider
            | Role::SpinButton
            | Role::TabList
            | Role::Tree
            | Role::TreeGrid
            | Role::Image
            | Role::GraphicsSymbol
            | Role::Video
            | Role::Audio
            | Role::Frame
    )
}

/// A text with one space where it has white space, and none at its ends; none where nothing else is in it.
pub(crate) fn flat(text: &str) -> Option<String> {
    let mut out = Out::default();
    out.inline(text);
    out.text()
}

/// A text that grows.
#[derive(Debug, Default)]
struct Out {
    text: String,
    /// Whether a space comes before what comes next.
    is_apart: bool,
    /// Whether a space came before what came first.
    starts_apart: bool,
}

impl Out {
    /// Adds text where it stands.
    fn inline(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_ascii_whitespace() {
                self.is_apart = true;
                continue;
            }
            if std::mem::take(&mut self.is_apart) {
                if self.text.is_empty() {
                    self.starts_apart = true;
                } else {
                    self.text.push(' ');
                }
            }
            self.text.push(character);
        }
    }

    /// Adds a space before what comes next.
    fn space(&mut self) {
        self.is_apart = true;
    }

    /// Adds text apart from what is around it.
    fn apart(&mut self, text: &str) {
        self.space();
        self.inline(text);
        self.space();
    }

    /// The text with a space at its ends where white space stands, for what is around it to take in.
    fn with_ends(mut self) -> String {
        if self.starts_apart {
            self.text.insert(0, ' ');
        }
        if self.is_apart {
            self.text.push(' ');
        }
        self.text
    }

    /// The text; none where there is nothing but white space, however wide.
    fn text(self) -> Option<String> {
        (!self.text.trim().is_empty()).then_some(self.text)
    }
}
