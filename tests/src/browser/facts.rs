//! What the browser says: the lines that `tests/browser/facts.mjs` writes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

/// Who says it.
#[derive(Debug, Deserialize)]
pub struct Versions {
    /// Chromium's version.
    pub chromium: String,
    /// axe-core's.
    pub axe: String,
    /// The rules that axe was asked to run and does not know.
    pub unknown: Vec<String>,
}

/// What is said of one case.
#[derive(Debug, Deserialize)]
pub struct Facts {
    /// The case.
    pub id: String,
    /// What axe says: of each rule the elements it is about.
    pub rules: BTreeMap<String, Vec<Judged>>,
    /// The contrast that axe measured.
    pub contrast: Vec<Measured>,
    /// The elements that Chromium has in its accessibility tree.
    pub tree: Vec<Told>,
    /// Milliseconds for loading the page, for reading the tree and for axe.
    pub times: [f64; 3],
}

/// What a rule of axe says of one element.
#[derive(Debug, Deserialize)]
pub struct Judged(
    /// The element's `data-node-id`.
    pub usize,
    /// What is said.
    pub AxeOutcome,
    /// The checks of axe that say so.
    pub Vec<String>,
);

/// How axe judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AxeOutcome {
    /// As it should be.
    Pass,
    /// Not for axe to say.
    Incomplete,
    /// Wrong.
    Fail,
}

/// A contrast that axe measured.
#[derive(Debug, Clone, Deserialize)]
pub struct Measured {
    /// The element whose text it is.
    pub node: usize,
    /// The ratio, cut to two decimals.
    pub ratio: f64,
    /// The colour of the text, where axe tells.
    pub foreground: Option<String>,
    /// The colour behind it.
    pub background: Option<String>,
}

/// An element in Chromium's accessibility tree.
#[derive(Debug, Deserialize)]
pub struct Told {
    /// The element.
    pub node: usize,
    /// Whether it is left out of what assistive technology gets: hidden, or nothing of its own.
    pub ignored: bool,
    /// Its role: ARIA's, or Chromium's own name where ARIA has none.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its states and properties.
    pub states: BTreeMap<String, Json>,
}
