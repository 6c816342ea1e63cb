//! Which place of the payload an element shows, and where that comes from.

use crate::dom::{Document, NodeId};
use crate::editor::{Range, Units};
use crate::json::{Pointer, Tree};
use crate::view::Origins;

/// Finds places.
pub(super) struct Places<'t, 's> {
    units: Units<'t>,
    origins: Origins<'t, 's>,
}

impl<'t, 's> Places<'t, 's> {
    pub(super) fn new(text: &'t str, tree: &'t Tree<'s>, payload: crate::json::NodeId) -> Self {
        Self {
            units: Units::new(text),
            origins: Origins::new(tree, payload),
        }
    }

    /// The place that an element shows, by itself or as part of what is around it; none where that is no more than the
    /// payload as a whole.
    pub(super) fn of(
        &mut self,
        document: &Document,
        id: NodeId,
    ) -> (Option<Pointer>, Option<Range>) {
        let pointer = document
            .origin(id)
            .filter(|pointer| !pointer.as_str().is_empty());
        let span = pointer.and_then(|pointer| self.span(pointer));
        (pointer.cloned(), span)
    }

    /// Where a place comes from in the source text.
    pub(super) fn span(&mut self, pointer: &Pointer) -> Option<Range> {
        Some(self.units.range(self.origins.bytes(pointer)?))
    }
}
