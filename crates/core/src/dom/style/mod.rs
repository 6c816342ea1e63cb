//! What styles make of a document, as far as that can be told without laying it out.
//!
//! Styles are computed as a browser does it: [`user_agent`] is what browsers have for elements, [`sheet`] and
//! [`declaration`] read what authors say, [`selector`] and [`matching`] find what is about an element, and [`cascade`] lets
//! it win. [`shown`] tells what is seen of that at all. What cannot be told is said to be unknown, never guessed.

mod background;
mod cascade;
pub mod color;
mod declaration;
mod direction;
mod font;
mod ground;
pub mod keyword;
mod matching;
mod media;
mod property;
mod selector;
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

use self::cascade::{Cascade, Matched};
use self::color::Rgba;
use self::keyword::{Display, TextTransform};
use self::matching::Tree;
use self::selector::Pseudo;
use self::sheet::Sheets;
use self::shown::Shown;
use self::value::{Computed, Generated, Piece};
use super::{Document, Element, NodeId};

pub use self::font::{Family, FontSize, FontWeight};
pub use self::ground::{Ground, Why};
pub(crate) use self::property::Appearance;
pub use self::property::Style;

/// How far something is moved that is meant to be out of sight, in CSS pixels.
pub(crate) const FAR_AWAY: f32 = -999.0;

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
        Computing::new(document).run()
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

/// The style of elements that are alike: in the same style and scope, with the same rules, name and attributes.
struct Alike {
    /// One of them.
    element: NodeId,
    around: Place,
    scope_around: Option<usize>,
    rules: Box<[Matched]>,
    styled: Styled,
}

/// What a style came to.
#[derive(Debug, Clone, Copy)]
struct Styled {
    place: Place,
    scope: Option<usize>,
    /// Whether an author says how the outline looks.
    outlined: bool,
}

/// How many elements that are not alike are compared, before the style is worked out anew.
const MOST_COMPARED: usize = 8;

/// Styles while they are worked out.
struct Computing<'d> {
    document: &'d Document,
    order: Vec<NodeId>,
    styles: Styles,
    scopes: Vec<Option<usize>>,
    alike: Vec<Alike>,
    /// The places of those that share a hash.
    by_hash: HashMap<u32, Vec<u32>>,
}

/// Attributes that styles may depend on without a rule that says so, beside `style`.
const STYLED_BY: [&str; 16] = [
    "multiple",
    "type",
    "disabled",
    "hidden",
    "href",
    "open",
    "popover",
    "bgcolor",
    "background",
    "color",
    "size",
    "text",
    "width",
    "height",
    "nowrap",
    "content",
];

impl<'d> Computing<'d> {
    fn new(document: &'d Document) -> Self {
        let order: Vec<NodeId> = document.descendants(Document::ROOT).collect();
        let styles = Styles {
            distinct: vec![Style::initial()],
            of: vec![0; document.len()],
            shown: vec![Shown::default(); document.len()],
            focused: HashMap::new(),
            before: HashMap::new(),
            after: HashMap::new(),
            placeholders: HashMap::new(),
            around: vec![None; document.len()],
            grounds: vec![Ground::default()],
            ground_of: vec![0; document.len()],
            held: HashMap::new(),
            outlined: HashSet::new(),
            complete: true,
            focus_elsewhere: false,
        };
        Self {
            document,
            order,
            styles,
            scopes: vec![None; document.len()],
            alike: Vec::new(),
            by_hash: HashMap::new(),
        }
    }

    fn run(mut self) -> Styles {
        let elements: Vec<NodeId> = self
            .order
            .iter()
            .copied()
            .filter(|id| self.document.element(*id).is_some())
            .collect();
        let sheets = sheets(self.document, &elements);
        let tree = Tree::of(self.document, &elements);
        let mut cascade = Cascade::new(&tree, &sheets);
        cascade.scopes.open = !elements
            .iter()
            .any(|id| self.document.html_name(*id) == Some("html"));
        for id in self.order.clone() {
            let around = self.document.parent(id).unwrap_or(Document::ROOT);
            let (around_place, scope) =
                (self.styles.of[around.index()], self.scopes[around.index()]);
            self.styles.around[id.index()] = Some(around);
            if self.document.element(id).is_some() {
                self.element(&mut cascade, id, around_place, scope);
            } else {
                self.styles.of[id.index()] = around_place;
                self.scopes[id.index()] = scope;
            }
        }
        let (exhausted, skipped) = (cascade.is_exhausted(), cascade.skipped);
        self.styles.complete = !sheets.unseen && !exhausted && !skipped;
        self.styles.focus_elsewhere = sheets.focus_elsewhere;
        shown::tell(self.document, &self.order, &mut self.styles);
        (self.styles.grounds, self.styles.ground_of) =
            ground::lay(self.document, &self.order, &self.styles);
        self.styles
    }

    fn element(
        &mut self,
        cascade: &mut Cascade<'_, 'd>,
        id: NodeId,
        around: Place,
        scope: Option<usize>,
    ) {
        let Some(element) = self.document.element(id) else {
            return;
        };
        if cascade.is_exhausted() {
            let place = self.add(Style::unknown(), around);
            self.styles.of[id.index()] = place;
            return;
        }
        let matched = cascade.matched(id, false);
        let of_pseudo =
            |wanted: Option<Pseudo>, matched: &[(Option<Pseudo>, Matched)]| -> Vec<Matched> {
                matched
                    .iter()
                    .filter(|(pseudo, _)| *pseudo == wanted)
                    .map(|(_, matched)| *matched)
                    .collect()
            };
        let own = of_pseudo(None, &matched);
        let Styled {
            place,
            scope: own_scope,
            outlined,
        } = self.styled(cascade, id, around, scope, &own);
        if outlined {
            self.styles.outlined.insert(id);
        }
        self.styles.of[id.index()] = place;
        self.scopes[id.index()] = own_scope;
        if element.name == "html" && self.document.parent(id) == Some(Document::ROOT) {
            cascade.root_font_size = self.styles.at(place).font_size.px;
        }
        for pseudo in [Pseudo::Before, Pseudo::After, Pseudo::Placeholder] {
            let rules = of_pseudo(Some(pseudo), &matched);
            if !rules.is_empty() {
                self.pseudo(cascade, id, pseudo, &rules, own_scope);
            }
        }
        if cascade.may_focus(id) {
            let focused = of_pseudo(None, &cascade.matched(id, true));
            if focused != own {
                let focused = self.styled(cascade, id, around, scope, &focused);
                if focused.outlined {
                    self.styles.outlined.insert(id);
                }
                self.styles.focused.insert(id, focused.place);
            }
        }
    }

    /// The style that rules give an element, worked out once for all elements that are alike.
    fn styled(
        &mut self,
        cascade: &mut Cascade<'_, 'd>,
        id: NodeId,
        around: Place,
        scope_around: Option<usize>,
        rules: &[Matched],
    ) -> Styled {
        let document = self.document;
        // What a `style` attribute says is hardly ever said twice, and more than a style follows from it.
        let is_shared = document.attribute(id, "style").is_none();
        let hash = hash(document.element(id), around, rules);
        if is_shared && let Some(places) = self.by_hash.get(&hash) {
            let same = |other: &&Alike| {
                other.around == around
                    && other.scope_around == scope_around
                    && *other.rules == *rules
                    && cascade.tree.is_disabled(other.element) == cascade.tree.is_disabled(id)
                    && looks_alike(document, other.element, id)
            };
            let others = places
                .iter()
                .rev()
                .take(MOST_COMPARED)
                .filter_map(|place| self.alike.get(*place as usize));
            if let Some(found) = others.into_iter().find(same) {
                return found.styled;
            }
        }
        let outcome = cascade.style(id, self.styles.at(around), scope_around, rules, false);
        if !outcome.held.is_empty() {
            self.styles.held.insert(id, outcome.held);
        }
        let styled = Styled {
            place: self.add(outcome.style, around),
            scope: outcome.scope,
            outlined: outcome.outlined,
        };
        if is_shared && let Ok(place) = u32::try_from(self.alike.len()) {
            self.by_hash.entry(hash).or_default().push(place);
            self.alike.push(Alike {
                element: id,
                around,
                scope_around,
                rules: rules.into(),
                styled,
            });
        }
        styled
    }

    fn pseudo(
        &mut self,
        cascade: &mut Cascade<'_, 'd>,
        id: NodeId,
        pseudo: Pseudo,
        rules: &[Matched],
        scope: Option<usize>,
    ) {
        let own = self.styles.of[id.index()];
        let outcome = cascade.style(id, self.styles.at(own), scope, rules, true);
        let content = outcome
            .style
            .content
            .0
            .as_ref()
            .map(|pieces| generated(self.document, id, pieces));
        let style = self.add(outcome.style, own);
        match (pseudo, content) {
            (Pseudo::Placeholder, _) => {
                self.styles.placeholders.insert(id, style);
            }
            (Pseudo::Before, Some(content)) => {
                self.styles
                    .before
                    .insert(id, GeneratedBox { content, style });
            }
            (Pseudo::After, Some(content)) => {
                self.styles
                    .after
                    .insert(id, GeneratedBox { content, style });
            }
            _ => {}
        }
    }

    /// Keeps a style, unless it is that of what is around.
    fn add(&mut self, style: Style, around: Place) -> Place {
        if *self.styles.at(around) == style {
            return around;
        }
        if self.styles.distinct.last() == Some(&style) {
            return Place::try_from(self.styles.distinct.len() - 1).unwrap_or(0);
        }
        self.styles.distinct.push(style);
        Place::try_from(self.styles.distinct.len() - 1).unwrap_or(0)
    }
}

/// A hash (FNV-1a) of what a style follows from. Elements that are not alike may share it, and a document that makes many
/// share it gains nothing by that, since only a few of them are compared.
fn hash(element: Option<&Element>, around: Place, rules: &[Matched]) -> u32 {
    let step = |hash: u32, word: u32| (hash ^ word).wrapping_mul(0x0100_0193);
    let name = element.map_or("", |element| element.name.as_str());
    let hash = name.bytes().fold(step(0x811c_9dc5, around), |hash, byte| {
        step(hash, u32::from(byte))
    });
    rules.iter().fold(hash, |hash, matched| {
        step(hash, u32::try_from(matched.rule()).unwrap_or(u32::MAX))
    })
}

/// The attributes on which the style of an element depends.
fn styling(element: &Element) -> impl Iterator<Item = (&str, &str)> {
    element
        .attributes()
        .filter(|(name, _)| STYLED_BY.contains(name))
}

/// Whether two elements have the same name, and the same of the attributes on which styles depend.
fn looks_alike(document: &Document, one: NodeId, other: NodeId) -> bool {
    let (Some(one), Some(other)) = (document.element(one), document.element(other)) else {
        return false;
    };
    one.name == other.name && one.namespace == other.namespace && styling(one).eq(styling(other))
}

/// The text that a pseudo-element holds.
fn generated(document: &Document, id: NodeId, pieces: &[Piece]) -> Generated {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Attribute(name) => {
                text.push_str(document.attribute(id, name).unwrap_or_default());
            }
            Piece::Unknown => return Generated::Unknown,
        }
    }
    Generated::Text(text.into())
}

/// Reads the style sheets of a document.
fn sheets(document: &Document, elements: &[NodeId]) -> Sheets {
    let mut sheets = Sheets::default();
    for id in elements {
        let attribute = |name: &str| document.attribute(*id, name);
        let Some(element) = document.element(*id) else {
            continue;
        };
        match element.name.as_str() {
            "style" => {
                let kind = attribute("type").unwrap_or_default().trim();
                if kind.is_empty() || kind.eq_ignore_ascii_case("text/css") {
                    sheets.read(
                        &document.text_content(*id),
                        attribute("media").unwrap_or_default(),
                    );
                }
            }
            "link" => {
                let rel = attribute("rel").unwrap_or_default();
                let is = |wanted: &str| {
                    rel.split_ascii_whitespace()
                        .any(|rel| rel.eq_ignore_ascii_case(wanted))
                };
                let applies =
                    media::query(attribute("media").unwrap_or_default()) != media::Holds::No;
                if is("stylesheet")
                    && !is("alternate")
                    && applies
                    && attribute("href").is_some()
                    && attribute("disabled").is_none()
                {
                    sheets.unseen = true;
                }
            }
            _ => {}
        }
    }
    sheets.index();
    sheets
}
