//! How much a view draws.

use crate::dom::{Document, NodeId};

/// How much is drawn inside an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// Elements below it.
    pub(crate) elements: usize,
    /// Levels of elements, the element itself being the first.
    pub(crate) depth: usize,
}

/// The size of the dialog, as it stands before anybody has written: without the messages in its log, which are samples,
/// and without what is closed.
pub(crate) fn dialog_size(document: &Document) -> Size {
    let role = |id: NodeId, role: &str| document.attribute(id, "role") == Some(role);
    let Some(dialog) = document.elements().find(|id| role(*id, "dialog")) else {
        return Size::default();
    };
    let mut size = Size::default();
    let mut open = vec![(dialog, 1)];
    while let Some((id, level)) = open.pop() {
        if document.element(id).is_none() || document.attribute(id, "hidden").is_some() {
            continue;
        }
        size.elements += usize::from(id != dialog);
        size.depth = size.depth.max(level);
        if !role(id, "log") {
            open.extend(
                document
                    .children(id)
                    .iter()
                    .map(|child| (*child, level + 1)),
            );
        }
    }
    size
}
