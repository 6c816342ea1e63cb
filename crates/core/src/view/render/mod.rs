//! The drawn payload as data, for programs that build it element by element.

mod origins;
mod vocabulary;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use self::origins::Origins;
use super::theme::NAMES;
use super::{Drawn, FormState, Scheme, Settings, View};
use crate::check::Options;
use crate::dom::{Content, Document, Element, NodeId};
use crate::editor::{Range, Units};
use crate::json::Pointer;
use crate::kinds::Kind;
use crate::sanitize;

pub use self::vocabulary::{
    VOCABULARY, Vocabulary, VocabularyAttribute, VocabularyElement, VocabularyValue,
};

/// A drawn payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderTree {
    /// The kind.
    pub kind: &'static str,
    /// The name of the payload, or of its kind where it has none.
    pub title: String,
    /// The language of the words that the payload does not say, as a BCP 47 tag.
    pub language: &'static str,
    /// The direction of that language: `ltr` or `rtl`.
    pub direction: &'static str,
    /// `light` or `dark`.
    pub scheme: &'static str,
    /// What the guest has done with a form: `untouched` or `invalid`.
    pub form: &'static str,
    /// Whether everything was drawn. Of a payload far beyond what messengers show, only the beginning is.
    pub complete: bool,
    /// The values of the style sheet's custom properties, by name without `--preflight-`.
    pub theme: BTreeMap<&'static str, String>,
    /// The colours that the payload gave.
    pub tokens: Vec<RenderToken>,
    /// The nodes in the order of the document: each stands after the one that holds it. The first is the root.
    pub nodes: Vec<RenderNode>,
}

/// A colour that a place in the payload gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderToken {
    /// Its name, such as `primaryColor`.
    pub name: &'static str,
    /// The colour, as `#rrggbb`.
    pub color: String,
    /// The place in the payload.
    pub pointer: Pointer,
    /// The place in the source text.
    pub span: Range,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum RenderNode {
    /// An element.
    Element {
        /// Its number, the same as `data-node-id` on the page that `preflight preview` writes.
        id: usize,
        /// The number of the element that holds it; none of the root.
        parent: Option<usize>,
        /// Its name, one of the vocabulary.
        name: &'static str,
        /// The namespace to make it in: `html` or `svg`.
        namespace: &'static str,
        /// Its classes.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        classes: Vec<String>,
        /// Its other attributes, each one of the vocabulary.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        attributes: BTreeMap<&'static str, String>,
        /// Styles of its own: CSS properties of the vocabulary with values that load nothing.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        style: BTreeMap<&'static str, String>,
        /// Where a link leads. It is data to show, never an address to go to.
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<String>,
        /// The place in the payload that it shows; none where it shows no place of its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        pointer: Option<Pointer>,
        /// Where that comes from in the source text.
        #[serde(skip_serializing_if = "Option::is_none")]
        span: Option<Range>,
    },
    /// Text.
    Text {
        /// Its number.
        id: usize,
        /// The number of the element that holds it.
        parent: usize,
        /// The text.
        text: String,
    },
}

/// Draws the payload that a text says or builds, as data: no more than the [vocabulary](VOCABULARY) has, whatever the
/// payload says. None where [`preview`](super::preview) draws nothing.
///
/// ```
/// use preflight_core::view::{RenderNode, Settings, render};
/// use preflight_core::{Options, Policy};
///
/// let text = r#"{"kind": "rich-card", "id": "a", "payload": {"components": [
///     {"type": "body", "text": "Hi <b onclick=x()>you</b><script>y()</script>"}]}}"#;
/// let tree = render(text, Options::new(&Policy::default()), Settings::default()).unwrap();
/// let texts = tree.nodes.iter().filter_map(|node| match node {
///     RenderNode::Text { text, .. } => Some(text.as_str()),
///     RenderNode::Element { .. } => None,
/// });
/// assert!(texts.collect::<String>().contains("Hi you"));
/// ```
pub fn render(text: &str, options: Options<'_>, settings: Settings) -> Option<RenderTree> {
    let Drawn {
        tree,
        kind,
        payload,
        view,
    } = Drawn::of(text, options, settings)?;
    let builder = Builder {
        view: &view,
        units: Units::new(text),
        origins: Origins::new(&tree, payload),
        nodes: Vec::with_capacity(view.document.len()),
    };
    Some(builder.build(kind))
}

struct Builder<'v, 't, 's> {
    view: &'v View,
    units: Units<'v>,
    origins: Origins<'t, 's>,
    nodes: Vec<RenderNode>,
}

impl Builder<'_, '_, '_> {
    fn build(mut self, kind: Kind) -> RenderTree {
        let document = &self.view.document;
        // What is still to be told, with the element that holds it. The sheet is told as the values of its theme.
        let top = document.children(Document::ROOT).iter();
        let mut open: Vec<(NodeId, Option<usize>)> = top
            .filter(|id| document.html_name(**id) != Some("style"))
            .take(1)
            .map(|id| (*id, None))
            .collect();
        while let Some((id, parent)) = open.pop() {
            let inside = match (&document.node(id).content, parent) {
                (Content::Element(element), _) => self.element(id, element, parent).or(parent),
                (Content::Text(text), Some(parent)) => {
                    self.nodes.push(RenderNode::Text {
                        id: id.index(),
                        parent,
                        text: text.clone(),
                    });
                    None
                }
                _ => None,
            };
            let below = document.children(id).iter().rev();
            open.extend(below.map(|child| (*child, inside)));
        }
        let settings = self.view.settings;
        let theme = &self.view.sheet.theme;
        let tokens = self.view.tokens().iter().filter_map(|token| {
            Some(RenderToken {
                name: token.name,
                color: token.color.to_string(),
                span: self.units.range(self.origins.bytes(&token.pointer)?),
                pointer: token.pointer.clone(),
            })
        });
        RenderTree {
            kind: kind.name(),
            title: self.view.title.clone(),
            language: settings.language.tag(),
            direction: settings.language.direction(),
            scheme: match settings.scheme {
                Scheme::Light => "light",
                Scheme::Dark => "dark",
            },
            form: match settings.form {
                FormState::Untouched => "untouched",
                FormState::Invalid => "invalid",
            },
            complete: self.view.complete,
            theme: NAMES
                .iter()
                .filter_map(|name| Some((*name, theme.value(name)?)))
                .collect(),
            tokens: tokens.collect(),
            nodes: self.nodes,
        }
    }

    /// Tells an element, and gives its number; none of one that is not in the vocabulary, which is told as what it holds.
    fn element(&mut self, id: NodeId, element: &Element, parent: Option<usize>) -> Option<usize> {
        let known = VOCABULARY.element(&element.name)?;
        let mut classes = Vec::new();
        let mut attributes = BTreeMap::new();
        let mut style = BTreeMap::new();
        let mut link = None;
        for (name, value) in element.attributes() {
            match name {
                "class" => classes.extend(value.split(' ').map(str::to_owned)),
                "style" => own_style(value, &mut style),
                "href" => link = Some(value.to_owned()),
                // What the author calls a field could stand in the way of what a program asks of its form.
                "name" => {
                    if let Some(group) = radio_group(element) {
                        attributes.insert("name", group.to_owned());
                    }
                }
                _ => {
                    let attribute = VOCABULARY.attribute(known, name);
                    if let Some(attribute) = attribute.filter(|known| known.value.accepts(value)) {
                        attributes.insert(attribute.name, value.to_owned());
                    }
                }
            }
        }
        for own in &self.view.sheet.styles {
            if classes.iter().any(|class| class == own.class) {
                style.insert(own.property, own.value.clone());
            }
        }
        let pointer = self.view.document.node(id).own_origin().cloned();
        let span = pointer
            .as_ref()
            .and_then(|pointer| self.origins.bytes(pointer))
            .map(|bytes| self.units.range(bytes));
        self.nodes.push(RenderNode::Element {
            id: id.index(),
            parent,
            name: known.name,
            namespace: known.namespace,
            classes,
            attributes,
            style,
            link,
            pointer,
            span,
        });
        Some(id.index())
    }
}

/// The styles that an element may have of its own.
fn own_style(text: &str, style: &mut BTreeMap<&'static str, String>) {
    for (property, value) in sanitize::allowed_styles(text) {
        style.insert(property, value.to_owned());
    }
}

/// What joins radio buttons: the id of the group, which each of their ids begins with.
fn radio_group(element: &Element) -> Option<&str> {
    let id = element.attribute("id")?;
    let (group, _) = id.rsplit_once('-')?;
    (element.attribute("type") == Some("radio")).then_some(group)
}

#[cfg(test)]
mod tests;
