//! What styles make of a document, as far as that can be told without laying it out.
//!
//! Styles are computed as a browser does it: `user_agent` is what browsers have for elements, `sheet` and
//! `declaration` read what authors say, `selector` and `matching` find what is about an element, and `cascade` lets
//! it win. `shown` tells what is seen of that at all. What cannot be told is said to be unknown, never guessed.

mod adjust;
mod background;
mod cascade;
pub mod color;
mod computing;
mod content;
mod counter;
mod declaration;
mod direction;
mod font;
mod ground;
pub mod keyword;
mod matching;
mod media;
mod property;
mod selector;
mod shared;
mod sheet;
mod shorthand;
mod shown;
mod special;
mod user_agent;
pub mod value;
mod variables;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use self::color::Rgba;
use self::keyword::{Display, TextTransform};
use self::shown::Shown;
use self::value::{Computed, Generated};
use super::{Document, NodeId};

pub use self::font::{Family, FontSize, FontWeight};
pub use self::ground::{Ground, Why};
pub(crate) use self::property::Appearance;
pub use self::property::Style;

/// How far something is moved that is meant to be out of sight, in CSS pixels.
pub(crate) const FAR_AWAY: f32 = -999.0;

/// A style sheet that is read once for every document that has it.
#[derive(Debug)]
pub(crate) struct ReadSheet(sheet::Sheets);

impl ReadSheet {
    /// Reads a sheet.
    pub(crate) fn of(text: &str) -> Self {
        Self(sheet::Sheets::of(text))
    }
}

/// The place of a style among those of a document.
type Place = u32;

/// A box that `::before` or `::after` makes.
#[derive(Debug)]
pub struct GeneratedBox {
    /// What it holds.
    pub content: Generated,
    style: Place,
}

/// A space that people who read with difficulty make larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Between letters.
    Letters,
    /// Between words.
    Words,
    /// Between lines.
    Lines,
}

impl Spacing {
    fn property(self) -> property::Name {
        match self {
            Self::Letters => property::Name::LetterSpacing,
            Self::Words => property::Name::WordSpacing,
            Self::Lines => property::Name::LineHeight,
        }
    }
}

/// The styles of every element of a document.
#[derive(Debug)]
pub struct Styles {
    /// Every node but the root, in the order of the document.
    order: Vec<NodeId>,
    distinct: Vec<Style>,
    /// The style of each node; text has that of what is around it.
    of: Vec<Place>,
    shown: Vec<Shown>,
    focused: HashMap<NodeId, Place>,
    before: HashMap<NodeId, GeneratedBox>,
    after: HashMap<NodeId, GeneratedBox>,
    placeholders: HashMap<NodeId, Place>,
    around: Vec<Option<NodeId>>,
    grounds: Vec<Ground>,
    ground_of: Vec<u32>,
    held: HashMap<NodeId, Vec<property::Name>>,
    outlined: HashSet<NodeId>,
    complete: bool,
    focus_elsewhere: bool,
}

impl Styles {
    /// Works out the styles of a document.
    pub fn of(document: &Document) -> Self {
        computing::styles(document)
    }

    /// Every node but the root, in the order of the document.
    pub(crate) fn order(&self) -> &[NodeId] {
        &self.order
    }

    /// The style of an element; of text that of the element around it.
    pub fn style(&self, id: NodeId) -> &Style {
        self.at(self.of[id.index()])
    }

    fn at(&self, place: Place) -> &Style {
        &self.distinct[place as usize]
    }

    /// Whether a node takes part in the page at all: neither it nor what is around it has `display: none`, or is not drawn
    /// for another reason, such as what stands in a closed `details`. What cannot be told is taken to be rendered.
    pub fn is_rendered(&self, id: NodeId) -> bool {
        self.shown[id.index()].rendered != Some(false)
    }

    /// Whether a node is rendered and its `visibility` is `visible`, unless that cannot be told.
    pub fn is_visible(&self, id: NodeId) -> bool {
        let shown = self.shown[id.index()];
        shown.rendered != Some(false) && shown.visible != Some(false)
    }

    /// Whether a person who looks sees a node: it is visible, not transparent as a whole, not moved or cut away, not
    /// without size. None where that cannot be told.
    pub fn is_seen(&self, id: NodeId) -> Option<bool> {
        let shown = self.shown[id.index()];
        let parts = [shown.rendered, shown.visible, shown.in_sight];
        if parts.contains(&Some(false)) {
            Some(false)
        } else if parts.contains(&None) {
            None
        } else {
            Some(true)
        }
    }

    /// The sort of box an element makes.
    pub fn display(&self, id: NodeId) -> Computed<Display> {
        self.style(id).display
    }

    /// What is done to the letters of the text in an element.
    pub fn text_transform(&self, id: NodeId) -> Computed<TextTransform> {
        self.style(id).text_transform
    }

    /// What `::before` puts into an element.
    pub fn before(&self, id: NodeId) -> Option<&GeneratedBox> {
        self.before.get(&id)
    }

    /// What `::after` puts into an element.
    pub fn after(&self, id: NodeId) -> Option<&GeneratedBox> {
        self.after.get(&id)
    }

    /// The style of what `::before` or `::after` makes.
    pub fn generated_style(&self, generated: &GeneratedBox) -> &Style {
        self.at(generated.style)
    }

    /// The style of a placeholder, where an author has one.
    pub fn placeholder(&self, id: NodeId) -> Option<&Style> {
        self.placeholders.get(&id).map(|place| self.at(*place))
    }

    /// The style of an element that has the focus, where that differs.
    pub fn on_focus(&self, id: NodeId) -> Option<&Style> {
        self.focused.get(&id).map(|place| self.at(*place))
    }

    /// What is behind the text in an element.
    pub fn ground(&self, id: NodeId) -> &Ground {
        let place = self.ground_of.get(id.index()).copied().unwrap_or_default();
        self.grounds.get(place as usize).unwrap_or(&self.grounds[0])
    }

    /// What is behind an element itself.
    pub fn ground_around(&self, id: NodeId) -> &Ground {
        let place = self.around[id.index()].map_or(0, |around| self.ground_of[around.index()]);
        self.grounds.get(place as usize).unwrap_or(&self.grounds[0])
    }

    /// Whether an author says how the outline of an element looks, at rest or with the focus. Otherwise browsers draw
    /// theirs.
    pub fn is_outline_declared(&self, id: NodeId) -> bool {
        self.outlined.contains(&id)
    }

    /// Whether a `style` attribute sets a spacing so that no other style of an author can change it.
    pub fn is_held(&self, id: NodeId, spacing: Spacing) -> bool {
        self.held
            .get(&id)
            .is_some_and(|held| held.contains(&spacing.property()))
    }

    /// Whether a `style` attribute of any element does.
    pub fn is_any_held(&self, spacing: Spacing) -> bool {
        let name = spacing.property();
        self.held.values().any(|held| held.contains(&name))
    }

    /// Whether any style is so: that of an element, or one that it may have.
    pub(crate) fn any(&self, is: impl Fn(&Style) -> bool) -> bool {
        self.distinct.iter().any(is)
    }

    /// Whether an element can look different because another has the focus.
    pub fn focus_changes_others(&self) -> bool {
        self.focus_elsewhere
    }

    /// Whether all styles were read: no sheet stands elsewhere, none holds what is not understood as a whole, and there was
    /// not more to do than is done. Otherwise a style may be another than is said here.
    pub fn is_complete(&self) -> bool {
        self.complete
    }
}

impl Style {
    /// The colour that letters have.
    pub fn text_color(&self) -> Computed<Rgba> {
        self.text_fill.0.unwrap_or(self.color)
    }
}
