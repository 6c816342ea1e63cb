//! Accessible names and descriptions (Accessible Name and Description Computation 1.2, HTML-AAM 1.0).

use super::Context;
use crate::dom::NodeId;

pub(super) fn name(context: &Context<'_>, id: NodeId) -> String {
    let document = context.document();
    document
        .attribute(id, "aria-label")
        .map_or_else(|| document.text_content(id), str::to_owned)
}
