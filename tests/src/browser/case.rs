//! A document that both look at.

use preflight_core::dom::{Document, NodeId, Selectors};
use preflight_core::view::{self, View};
use serde_json::{Value as Json, json};

/// The attribute by which an element is known on both sides. It is no id, so it changes nothing that rules ask about.
const NODE_ID: &str = "data-node-id";

/// The colour scheme that the browser prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl From<view::Scheme> for Scheme {
    fn from(scheme: view::Scheme) -> Self {
        match scheme {
            view::Scheme::Light => Self::Light,
            view::Scheme::Dark => Self::Dark,
        }
    }
}

impl Scheme {
    /// As CSS writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A document, with what tells it from others.
#[derive(Debug)]
pub struct Case {
    /// What it is called, and made of.
    pub id: String,
    /// What the browser prefers.
    pub scheme: Scheme,
    document: Document,
    html: String,
}

impl Case {
    /// A drawn payload: core judges the document that was drawn, the browser reads the page that shows it.
    pub fn drawn(id: impl Into<String>, view: &View) -> Self {
        Self {
            id: id.into(),
            scheme: view.settings().scheme.into(),
            document: view.document().clone(),
            html: view.page(),
        }
    }

    /// A page: core judges what it reads of the text that the browser reads, so that a document that no text can stand for
    /// is no contradiction.
    pub fn page(id: impl Into<String>, scheme: Scheme, html: &str) -> Self {
        let mut document = Document::from_html(html);
        let elements: Vec<NodeId> = document.elements().collect();
        for element in elements {
            let number = element.index().to_string();
            document.set_attribute(element, NODE_ID, &number);
        }
        Self {
            id: id.into(),
            scheme,
            html: document.to_html(),
            document,
        }
    }

    /// The document that core judges.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The case as the browser is given it.
    pub(super) fn to_json(&self) -> Json {
        json!({
            "id": self.id,
            "html": self.html,
            "scheme": self.scheme.name(),
        })
    }

    /// The elements by the numbers that stand in the page.
    pub(super) fn elements(&self) -> impl Iterator<Item = NodeId> {
        self.document.elements()
    }

    /// The start tag of an element, as a person finds it in the page.
    pub(super) fn tag(&self, number: usize) -> String {
        let Some(id) = self.elements().find(|id| id.index() == number) else {
            return format!("element {number}, which is not in the document");
        };
        let html = self.document.node_to_html(id);
        let mark = format!(" {NODE_ID}=\"{number}\"");
        let tag = html.split_inclusive('>').next().unwrap_or_default();
        format!(
            "{} ({})",
            tag.replace(&mark, ""),
            Selectors::of(&self.document).selector(id)
        )
    }
}
