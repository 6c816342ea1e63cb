//! The drawn payload as data, for programs that build it element by element.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Settings;
use crate::check::Options;
use crate::editor::Range;
use crate::json::Pointer;

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
        classes: Vec<&'static str>,
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

/// Draws the payload that a text says or builds, as data. None where [`preview`](super::preview) draws nothing.
pub fn render(_text: &str, _options: Options<'_>, _settings: Settings) -> Option<RenderTree> {
    None
}

/// The style sheet of every preview.
pub fn stylesheet() -> String {
    String::new()
}
