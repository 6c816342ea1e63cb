//! What reading a document costs, so that a hostile one is left before it costs too much.
//!
//! The tree builder looks through all open elements for most tags, and through all open formatting elements for each of
//! them, with all their attributes. Some pages of a megabyte make it look a hundred million times.

use std::cell::{Cell, RefCell};

use html5ever::{LocalName, local_name};

use super::NodeId;

/// Steps for a text of any length, each of some nanoseconds.
const FREE_STEPS: u64 = 1_000_000;
/// Steps for each byte: an element for every four. No page that a person wrote comes near.
const STEPS_A_BYTE: u64 = 8;
/// What it takes to make an element.
pub(super) const ELEMENT: u64 = 32;
/// What it takes to keep an attribute.
const KEPT: u64 = 64;
/// What it takes to compare an attribute of a formatting element with those of another one.
const ATTRIBUTE: u64 = 16;

/// The steps taken so far.
#[derive(Debug)]
pub(super) struct Effort {
    steps: Cell<u64>,
    most: u64,
    formatting: RefCell<Vec<Scope>>,
}

/// The formatting elements that the tree builder may know as open, inside of one cell of a table or the like.
#[derive(Debug, Default)]
struct Scope {
    /// The cell.
    around: Option<NodeId>,
    /// Names, and the numbers of their attributes.
    elements: Vec<(LocalName, u64)>,
    /// How many attributes all of them have.
    attributes: u64,
}

impl Effort {
    /// What may be spent on a text.
    pub(super) fn on(text: &str) -> Self {
        Self {
            steps: Cell::new(0),
            most: FREE_STEPS + STEPS_A_BYTE * text.len() as u64,
            formatting: RefCell::new(vec![Scope::default()]),
        }
    }

    /// Takes some steps.
    pub(super) fn spend(&self, steps: u64) {
        self.steps.set(self.steps.get().saturating_add(steps));
    }

    /// Whether no more may be spent.
    pub(super) fn is_spent(&self) -> bool {
        self.steps.get() > self.most
    }

    /// A start tag is going to be read.
    pub(super) fn start(&self, name: &LocalName, attributes: usize) {
        self.spend(KEPT * attributes as u64);
        if !is_formatting(name) {
            return;
        }
        // These end one another.
        if matches!(*name, local_name!("a") | local_name!("nobr")) {
            self.end(name);
        }
        if let Some(scope) = self.formatting.borrow_mut().last_mut() {
            let attributes = attributes as u64;
            let elements = scope.elements.len() as u64;
            self.spend(elements + ATTRIBUTE * (elements * attributes + scope.attributes));
            scope.attributes += attributes;
            scope.elements.push((name.clone(), attributes));
        }
    }

    /// An end tag is going to be read.
    pub(super) fn end(&self, name: &LocalName) {
        if !is_formatting(name) {
            return;
        }
        if let Some(scope) = self.formatting.borrow_mut().last_mut() {
            self.spend(scope.elements.len() as u64);
            let place = scope.elements.iter().rposition(|(open, _)| open == name);
            if let Some(place) = place {
                scope.attributes -= scope.elements.remove(place).1;
            }
        }
    }

    /// An HTML element was made.
    pub(super) fn made(&self, name: &LocalName, id: NodeId) {
        if is_around(name) {
            self.formatting.borrow_mut().push(Scope {
                around: Some(id),
                ..Scope::default()
            });
        }
    }

    /// An element was closed.
    pub(super) fn closed(&self, id: NodeId) {
        let mut scopes = self.formatting.borrow_mut();
        if scopes.last().is_some_and(|scope| scope.around == Some(id)) {
            scopes.pop();
        }
    }
}

/// Whether the tree builder opens an element again after what held it was closed.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Whether formatting elements before an element do not count in it.
fn is_around(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("applet")
            | local_name!("caption")
            | local_name!("marquee")
            | local_name!("object")
            | local_name!("td")
            | local_name!("template")
            | local_name!("th")
    )
}
