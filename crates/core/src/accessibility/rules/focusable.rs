//! What can get the focus with the Tab key. Shared by the rules about focus.

use crate::accessibility::Context;
use crate::dom::NodeId;

/// Whether an element stands in the order of the Tab key; none where that cannot be told.
pub(super) fn in_tab_order(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    if !context.styles().is_visible(id) {
        return false;
    }
    let index: Option<i64> = document
        .attribute(id, "tabindex")
        .and_then(|value| value.trim().parse().ok());
    if let Some(index) = index {
        return index >= 0 && !is_disabled(context, id);
    }
    let has = |name: &str| document.attribute(id, name).is_some();
    let native = match document.html_name(id) {
        Some("a" | "area") => has("href"),
        Some("button" | "select" | "textarea") => true,
        Some("input") => !document
            .attribute(id, "type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")),
        Some("iframe") => true,
        Some("summary") => {
            let parent = document.parent(id);
            parent.is_some_and(|parent| document.html_name(parent) == Some("details"))
        }
        Some("audio" | "video") => has("controls"),
        _ => document
            .attribute(id, "contenteditable")
            .is_some_and(|value| {
                !value.eq_ignore_ascii_case("false") && !value.eq_ignore_ascii_case("inherit")
            }),
    };
    native && !is_disabled(context, id)
}

fn is_disabled(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let control = matches!(
        document.html_name(id),
        Some("button" | "input" | "select" | "textarea")
    );
    let inert = || {
        std::iter::once(id)
            .chain(document.ancestors(id))
            .any(|id| document.attribute(id, "inert").is_some())
    };
    let fieldset = || {
        document.ancestors(id).any(|id| {
            document.html_name(id) == Some("fieldset")
                && document.attribute(id, "disabled").is_some()
        })
    };
    control && (document.attribute(id, "disabled").is_some() || fieldset()) || inert()
}
