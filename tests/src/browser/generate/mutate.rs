//! Doing to a page what goes wrong in real ones.

use fastrand::Rng;
use preflight_core::dom::{Document, NodeId};

use super::mutations::MUTATIONS;

/// Does one of the mutations, and says which.
pub(super) fn once(document: &mut Document, random: &mut Rng) -> Option<&'static str> {
    const TRIES: usize = 20;
    let mut page = Page { document, random };
    (0..TRIES).find_map(|_| {
        let (name, mutate) = MUTATIONS[page.random.usize(0..MUTATIONS.len())];
        mutate(&mut page).then_some(name)
    })
}

/// A page that is being mutated.
pub(super) struct Page<'p> {
    document: &'p mut Document,
    random: &'p mut Rng,
}

impl Page<'_> {
    /// One of some things.
    pub(super) fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.random.usize(0..things.len())]
    }

    pub(super) fn color(&mut self) -> String {
        format!("#{:06x}", self.random.u32(0..0x0100_0000))
    }

    /// One of the elements of these names, or of those in the body, that is as it is asked for.
    pub(super) fn pick(
        &mut self,
        names: &[&str],
        is: impl Fn(&Document, NodeId) -> bool,
    ) -> Option<NodeId> {
        let body = self
            .document
            .elements()
            .find(|id| self.document.html_name(*id) == Some("body"))?;
        let found: Vec<NodeId> = self
            .document
            .elements()
            .filter(|id| {
                let name = self.document.html_name(*id);
                match names {
                    [] => {
                        name.is_some() && self.document.ancestors(*id).any(|around| around == body)
                    }
                    names => name.is_some_and(|name| names.contains(&name)),
                }
            })
            .filter(|id| is(self.document, *id))
            .collect();
        (!found.is_empty()).then(|| self.one_of(&found))
    }

    pub(super) fn set(&mut self, names: &[&str], attribute: &str, values: &[&str]) -> bool {
        let value = self.one_of(values);
        let Some(id) = self.pick(names, |_, _| true) else {
            return false;
        };
        self.document.set_attribute(id, attribute, value);
        true
    }

    /// Another value for an attribute that is there.
    pub(super) fn change(&mut self, name: &str, attribute: &str, value: &str) -> bool {
        let Some(id) = self.pick(&[name], |page, id| page.attribute(id, attribute).is_some())
        else {
            return false;
        };
        self.document.set_attribute(id, attribute, value);
        true
    }

    pub(super) fn without(&mut self, names: &[&str], attribute: &str) -> bool {
        let Some(id) = self.pick(names, |page, id| page.attribute(id, attribute).is_some()) else {
            return false;
        };
        self.document.remove_attribute(id, attribute);
        true
    }

    pub(super) fn remove(&mut self, names: &[&str]) -> bool {
        let Some(id) = self.pick(names, |_, _| true) else {
            return false;
        };
        self.document.remove(id);
        true
    }

    /// Takes out what an element holds.
    pub(super) fn empty(&mut self, names: &[&str]) -> bool {
        let Some(id) = self.pick(names, |page, id| !page.children(id).is_empty()) else {
            return false;
        };
        for child in self.document.children(id).to_vec() {
            self.document.remove(child);
        }
        true
    }

    pub(super) fn style(&mut self, names: &[&str], style: &str) -> bool {
        let Some(id) = self.pick(names, |_, _| true) else {
            return false;
        };
        self.add_style(id, style);
        true
    }

    /// The same style for one element and for all of its name beside it.
    pub(super) fn style_all(&mut self, names: &[&str], style: &str) -> bool {
        let Some(one) = self.pick(names, |_, _| true) else {
            return false;
        };
        let name = self.document.html_name(one);
        let alike = |id: &NodeId| self.document.html_name(*id) == name;
        let beside: Vec<NodeId> = self.document.parent(one).map_or_else(Vec::new, |parent| {
            let children = self.document.children(parent).iter().copied();
            children.filter(alike).collect()
        });
        for id in beside {
            self.add_style(id, style);
        }
        true
    }

    fn add_style(&mut self, id: NodeId, style: &str) {
        let old = self.document.attribute(id, "style").unwrap_or_default();
        let new = format!("{old};{style}");
        self.document
            .set_attribute(id, "style", new.trim_start_matches(';'));
    }

    pub(super) fn duplicate_id(&mut self) -> bool {
        let Some(one) = self.pick(&[], |page, id| page.attribute(id, "id").is_some()) else {
            return false;
        };
        let Some(other) = self.pick(&[], |_, id| id != one) else {
            return false;
        };
        let id = self
            .document
            .attribute(one, "id")
            .unwrap_or_default()
            .to_owned();
        self.document.set_attribute(other, "id", &id);
        true
    }

    /// Puts another element in the place of one inside another.
    pub(super) fn rename(&mut self, around: &str, name: &str, other: &str) -> bool {
        let inside = |page: &Document, id: NodeId| {
            page.parent(id)
                .is_some_and(|parent| page.html_name(parent) == Some(around))
        };
        let Some(id) = self.pick(&[name], inside) else {
            return false;
        };
        let text = self.document.text_content(id);
        let Some(parent) = self.document.parent(id) else {
            return false;
        };
        self.document.remove(id);
        let new = self.document.add_element(parent, other);
        self.document.add_text(new, &text);
        true
    }
}
