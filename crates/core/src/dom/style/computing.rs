//! The styles of a document, element by element in its order: each from the one around it, and those of elements that are
//! alike once.

use std::collections::{HashMap, HashSet};

use super::cascade::{Cascade, Matched, Ranked};
use super::content::Piece;
use super::counter::{self, Waiting};
use super::matching::Tree;
use super::property::Style;
use super::selector::Pseudo;
use super::shared::Shared;
use super::sheet::Sheets;
use super::shown::{self, Shown};
use super::value::Generated;
use super::{GeneratedBox, Ground, Place, ReadSheet, Styles, ground, media};
use crate::dom::{Document, Element, NodeId};

/// The style of elements that are alike: in the same style and scope, with the same rules, name and attributes.
struct Alike {
    /// One of them.
    element: NodeId,
    around: Place,
    scope_around: Option<usize>,
    rules: Ranked,
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

/// Styles while they are worked out.
struct Computing<'d> {
    document: &'d Document,
    order: Vec<NodeId>,
    styles: Styles,
    scopes: Vec<Option<usize>>,
    /// The texts of `::before` and `::after` that tell of counters.
    waiting_before: Waiting,
    waiting_after: Waiting,
    alike: Shared<Alike>,
}

/// Whether styles may depend on an attribute without a rule that says so, beside `style`.
fn is_styling(attribute: &str) -> bool {
    matches!(
        attribute,
        "multiple"
            | "type"
            | "disabled"
            | "hidden"
            | "href"
            | "open"
            | "popover"
            | "bgcolor"
            | "background"
            | "color"
            | "size"
            | "text"
            | "width"
            | "height"
            | "nowrap"
            | "content"
    )
}

/// Works out the styles of a document.
pub(super) fn styles(document: &Document) -> Styles {
    Computing::new(document).run()
}

impl<'d> Computing<'d> {
    fn new(document: &'d Document) -> Self {
        let order: Vec<NodeId> = document.descendants(Document::ROOT).collect();
        let styles = Styles {
            order: Vec::new(),
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
            waiting_before: Waiting::new(),
            waiting_after: Waiting::new(),
            alike: Shared::of(document.len()),
        }
    }

    fn run(mut self) -> Styles {
        let elements: Vec<NodeId> = self
            .order
            .iter()
            .copied()
            .filter(|id| self.document.element(*id).is_some())
            .collect();
        let own;
        let sheets = if let Some(sheet) = read_before(self.document, &elements) {
            &sheet.0
        } else {
            own = sheets(self.document, &elements);
            &own
        };
        let tree = Tree::of(self.document, &elements);
        let mut cascade = Cascade::new(&tree, sheets);
        cascade.scopes.open = !elements
            .iter()
            .any(|id| self.document.html_name(*id) == Some("html"));
        let order = std::mem::take(&mut self.order);
        for id in order.iter().copied() {
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
        shown::tell(self.document, &order, &mut self.styles);
        if !self.waiting_before.is_empty() || !self.waiting_after.is_empty() {
            let (before, after) = (&self.waiting_before, &self.waiting_after);
            counter::count(self.document, &order, &mut self.styles, before, after);
        }
        (self.styles.grounds, self.styles.ground_of) =
            ground::lay(self.document, &order, &self.styles);
        self.styles.order = order;
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
        let rules = cascade.matched(id);
        let Styled {
            place,
            scope: own_scope,
            outlined,
        } = self.styled(cascade, id, around, scope, &rules.own);
        if outlined {
            self.styles.outlined.insert(id);
        }
        self.styles.of[id.index()] = place;
        self.scopes[id.index()] = own_scope;
        if element.name == "html" && self.document.parent(id) == Some(Document::ROOT) {
            cascade.root_font_size = self.styles.at(place).font_size.px;
        }
        let parts = [Pseudo::Before, Pseudo::After, Pseudo::Placeholder];
        for pseudo in parts.into_iter().filter(|_| !rules.parts.is_empty()) {
            let of_part: Vec<Matched> = rules
                .parts
                .iter()
                .filter(|(part, _)| *part == pseudo)
                .map(|(_, matched)| *matched)
                .collect();
            if !of_part.is_empty() {
                self.pseudo(cascade, id, pseudo, &of_part, own_scope);
            }
        }
        if let Some(focused) = &rules.focused {
            let focused = self.styled(cascade, id, around, scope, focused);
            if focused.outlined {
                self.styles.outlined.insert(id);
            }
            self.styles.focused.insert(id, focused.place);
        }
    }

    /// The style that rules give an element, worked out once for all elements that are alike.
    fn styled(
        &mut self,
        cascade: &mut Cascade<'_, 'd>,
        id: NodeId,
        around: Place,
        scope_around: Option<usize>,
        rules: &Ranked,
    ) -> Styled {
        let document = self.document;
        // What a `style` attribute says is hardly ever said twice, and more than a style follows from it.
        let is_shared = document.attribute(id, "style").is_none();
        let hash = hash(document.element(id), around, rules.hash);
        if is_shared {
            let same = |other: &Alike| {
                other.around == around
                    && other.scope_around == scope_around
                    && other.rules == *rules
                    && cascade.tree.is_disabled(other.element) == cascade.tree.is_disabled(id)
                    && looks_alike(document, other.element, id)
            };
            if let Some(found) = self.alike.find(hash, same) {
                return found.styled;
            }
        }
        let outcome = cascade.style(
            id,
            self.styles.at(around),
            scope_around,
            &rules.rules,
            false,
        );
        if !outcome.held.is_empty() {
            self.styles.held.insert(id, outcome.held);
        }
        let styled = Styled {
            place: self.add(outcome.style, around),
            scope: outcome.scope,
            outlined: outcome.outlined,
        };
        if is_shared {
            let alike = Alike {
                element: id,
                around,
                scope_around,
                rules: rules.clone(),
                styled,
            };
            self.alike.add(hash, alike);
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
        let pieces = outcome.style.content.0.clone();
        let content = pieces
            .as_ref()
            .map(|pieces| generated(self.document, id, pieces));
        if let Some(pieces) = pieces.filter(|pieces| tells_counters(pieces)) {
            match pseudo {
                Pseudo::Before => self.waiting_before.insert(id, pieces),
                Pseudo::After => self.waiting_after.insert(id, pieces),
                Pseudo::Placeholder | Pseudo::Other => None,
            };
        }
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

/// A hash (FNV-1a) of what a style follows from.
fn hash(element: Option<&Element>, around: Place, rules: u32) -> u32 {
    let step = |hash: u32, word: u32| (hash ^ word).wrapping_mul(0x0100_0193);
    let name = element.map_or("", |element| element.name.as_str());
    name.bytes().fold(step(rules, around), |hash, byte| {
        step(hash, u32::from(byte))
    })
}

/// The attributes on which the style of an element depends.
fn styling(element: &Element) -> impl Iterator<Item = (&str, &str)> {
    element.attributes().filter(|(name, _)| is_styling(name))
}

/// Whether two elements have the same name, and the same of the attributes on which styles depend.
fn looks_alike(document: &Document, one: NodeId, other: NodeId) -> bool {
    let (Some(one), Some(other)) = (document.element(one), document.element(other)) else {
        return false;
    };
    one.name == other.name && one.namespace == other.namespace && styling(one).eq(styling(other))
}

/// Whether a text tells of counters.
fn tells_counters(pieces: &[Piece]) -> bool {
    pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Counter(_)))
}

/// The text that a pseudo-element holds.
fn generated(document: &Document, id: NodeId, pieces: &[Piece]) -> Generated {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Attribute(name, otherwise) => {
                text.push_str(document.attribute(id, name).unwrap_or(otherwise));
            }
            // Counters are told when the styles of all elements are known.
            Piece::Counter(_) | Piece::Unknown => return Generated::Unknown,
        }
    }
    Generated::Text(text.into())
}

/// The sheet that was read before there was a document, where it is the only one.
fn read_before<'d>(document: &'d Document, elements: &[NodeId]) -> Option<&'d ReadSheet> {
    let (style, sheet) = document.read_sheet()?;
    let brings_styles = |id: &NodeId| {
        document
            .element(*id)
            .is_some_and(|element| matches!(element.name.as_str(), "style" | "link"))
    };
    let mut others = elements.iter().filter(|id| **id != style);
    (elements.contains(&style) && !others.any(brings_styles)).then_some(sheet)
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
