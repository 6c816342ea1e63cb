//! The pen that views draw with.

use super::place::Place;
use super::sheet::{ClassStyle, Part, Sheet};
use super::{Settings, Theme, View, ViewInput, Word};
use crate::dom::{Document, NodeId};
use crate::json::Pointer;

/// Elements that are drawn at most: many times what a messenger may show, and little enough for every rule to look at.
const MOST_ELEMENTS: usize = 2_000;

/// A document being drawn.
#[derive(Debug)]
pub(crate) struct Pen {
    /// The document.
    pub(crate) document: Document,
    settings: Settings,
    root: NodeId,
    sheet: Sheet,
    elements: usize,
    complete: bool,
}

impl Pen {
    /// Begins a document: the sheet, and the element that holds everything else and shows the whole payload.
    pub(crate) fn new(
        input: ViewInput<'_, '_>,
        theme: &Theme,
        parts: &[Part],
        styles: Vec<ClassStyle>,
    ) -> Self {
        let settings = input.settings;
        let mut document = Document::new();
        let sheet = Sheet::new(theme, parts, styles);
        sheet.add_to(&mut document);
        let root = document.add_element(Document::ROOT, "div");
        document.set_attribute(root, "class", "view");
        document.set_attribute(root, "lang", settings.language.tag());
        document.set_attribute(root, "dir", settings.language.direction());
        document.set_origin(root, Pointer::root());
        Self {
            document,
            settings,
            root,
            sheet,
            elements: 0,
            complete: true,
        }
    }

    /// The element that holds everything.
    pub(crate) fn root(&self) -> NodeId {
        self.root
    }

    /// How to draw.
    pub(crate) fn settings(&self) -> Settings {
        self.settings
    }

    /// Adds an element, with its class where that is not empty.
    pub(crate) fn add(&mut self, parent: NodeId, name: &str, class: &str) -> NodeId {
        self.elements += 1;
        let id = self.document.add_element(parent, name);
        if !class.is_empty() {
            self.document.set_attribute(id, "class", class);
        }
        id
    }

    /// Adds an element that holds a text.
    pub(crate) fn add_with(
        &mut self,
        parent: NodeId,
        name: &str,
        class: &str,
        text: &str,
    ) -> NodeId {
        let id = self.add(parent, name, class);
        self.document.add_text(id, text);
        id
    }

    /// Adds an element that holds a word.
    pub(crate) fn add_word(
        &mut self,
        parent: NodeId,
        name: &str,
        class: &str,
        word: Word,
    ) -> NodeId {
        self.add_with(parent, name, class, self.word(word))
    }

    /// Adds text.
    pub(crate) fn text(&mut self, parent: NodeId, text: &str) {
        self.document.add_text(parent, text);
    }

    /// Sets an attribute.
    pub(crate) fn set(&mut self, id: NodeId, name: &str, value: &str) {
        self.document.set_attribute(id, name, value);
    }

    /// Says which place an element shows.
    pub(crate) fn shows(&mut self, id: NodeId, place: &Place<'_, '_>) {
        self.document.set_origin(id, place.pointer().clone());
    }

    /// Says which member of a place an element shows.
    pub(crate) fn shows_at(&mut self, id: NodeId, place: &Place<'_, '_>, key: &str) {
        self.document.set_origin(id, place.pointer_to(key));
    }

    /// Says that an element holds nothing but words of the payload, whose language and direction nobody has said.
    pub(crate) fn foreign(&mut self, id: NodeId) {
        self.set(id, "lang", "");
        self.set(id, "dir", "auto");
    }

    /// A word in the language of the view.
    pub(crate) fn word(&self, word: Word) -> &'static str {
        word.in_language(self.settings.language)
    }

    /// Whether no more is to be drawn; asked before each thing of which a payload may have any number.
    pub(crate) fn is_full(&mut self) -> bool {
        let full = self.elements >= MOST_ELEMENTS;
        self.complete &= !full;
        full
    }

    /// The view, with the name of what it shows.
    pub(crate) fn finish(self, title: &str) -> View {
        View {
            document: self.document,
            title: title.to_owned(),
            settings: self.settings,
            sheet: self.sheet,
            complete: self.complete,
        }
    }
}
