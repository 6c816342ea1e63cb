//! Selectors that find one element.

use std::collections::HashMap;

use super::{Document, NodeId};

/// What it takes to write selectors for the elements of a document.
#[derive(Debug)]
pub struct Selectors<'d> {
    document: &'d Document,
    /// Of each id how many elements have it.
    ids: HashMap<&'d str, usize>,
    /// Of each element which one it is of its sort among its siblings, from 1; 0 where it is the only one.
    places: Vec<u32>,
}

impl<'d> Selectors<'d> {
    /// Looks at a document.
    pub fn of(document: &'d Document) -> Self {
        let mut ids = HashMap::new();
        let mut places = vec![0; document.len()];
        let mut sorts: HashMap<&str, (u32, NodeId)> = HashMap::new();
        for parent in std::iter::once(Document::ROOT).chain(document.descendants(Document::ROOT)) {
            sorts.clear();
            for child in document.children(parent) {
                let Some(element) = document.element(*child) else {
                    continue;
                };
                if let Some(id) = element.attribute("id") {
                    *ids.entry(id).or_default() += 1;
                }
                let (count, first) = sorts.entry(&element.name).or_insert((0, *child));
                *count += 1;
                if *count > 1 {
                    places[first.index()] = 1;
                    places[child.index()] = *count;
                }
            }
        }
        Self {
            document,
            ids,
            places,
        }
    }

    /// The selector of an element, or of the element around what is none: its id where no other has that, else the way to
    /// it, from `html` or, in a part of a page, from what holds the part (`:scope`).
    pub fn selector(&self, id: NodeId) -> String {
        let mut steps = Vec::new();
        for id in std::iter::once(id).chain(self.document.ancestors(id)) {
            let Some(element) = self.document.element(id) else {
                continue;
            };
            if let Some(name) = element.attribute("id")
                && is_plain(name)
                && self.ids.get(name) == Some(&1)
            {
                steps.push(format!("#{name}"));
                break;
            }
            steps.push(match self.places[id.index()] {
                0 => element.name.clone(),
                place => format!("{}:nth-of-type({place})", element.name),
            });
        }
        let is_whole = steps.last().is_none_or(|first| first.starts_with('#'));
        if !is_whole && !self.document.is_page() {
            steps.push(":scope".to_owned());
        }
        steps.reverse();
        steps.join(" > ")
    }
}

/// Whether an id can be written without escapes.
fn is_plain(id: &str) -> bool {
    id.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && id
            .chars()
            .all(|other| other.is_ascii_alphanumeric() || matches!(other, '-' | '_'))
}
