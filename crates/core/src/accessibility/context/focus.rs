//! What can have the focus, and what is disabled.

use super::Context;
use super::survey::Flags;
use crate::dom::{Namespace, NodeId};

/// Elements that `disabled` disables.
const DISABLEABLE: &[&str] = &[
    "button", "fieldset", "input", "optgroup", "option", "select", "textarea",
];

impl Context<'_> {
    /// Whether the element is disabled in HTML: by its own `disabled`, a disabled fieldset around it (unless it stands in
    /// the fieldset's first legend), or a disabled group of options.
    pub fn is_disabled(&self, id: NodeId) -> bool {
        let Some(name) = self.document().html_name(id) else {
            return false;
        };
        if !DISABLEABLE.contains(&name) {
            return false;
        }
        if self.document().attribute(id, "disabled").is_some() {
            return true;
        }
        match name {
            "option" => self.document().parent(id).is_some_and(|parent| {
                self.document().html_name(parent) == Some("optgroup")
                    && self.document().attribute(parent, "disabled").is_some()
            }),
            "optgroup" => false,
            _ => self.flags(id).contains(Flags::IN_DISABLED_FIELDSET),
        }
    }

    /// Whether the element is told as disabled: it is so in HTML, as an option is of a list that is, or it or one around it
    /// has `aria-disabled="true"`.
    pub fn is_told_disabled(&self, id: NodeId) -> bool {
        self.is_disabled(id)
            || self.flags(id).contains(Flags::IN_ARIA_DISABLED)
            || self.is_true(id, "aria-disabled")
            || self.document().html_name(id) == Some("option")
                && self
                    .list_of_option(id)
                    .is_some_and(|list| self.is_disabled(list))
    }

    /// Whether the element can have the focus: by the keyboard, by a click or by a script.
    pub fn is_focusable(&self, id: NodeId) -> bool {
        self.can_focus(id) && !self.is_inert(id) && self.is_shown(id)
    }

    /// Whether the focus comes to the element when people go through the page with the Tab key. Of a group of radio
    /// buttons each counts.
    pub fn is_in_tab_order(&self, id: NodeId) -> bool {
        let known = self.in_tab_order.get_or_init(|| {
            let mut known = vec![false; self.document().len()];
            for id in self.telling() {
                known[id.index()] =
                    self.can_focus(*id) && self.tab_index(*id).is_none_or(|index| index >= 0);
            }
            known
        });
        known[id.index()] && !self.is_inert(id) && self.is_shown(id)
    }

    /// The valid value of `tabindex`.
    pub fn tab_index(&self, id: NodeId) -> Option<i32> {
        let value = self.document().attribute(id, "tabindex")?;
        let value = value.trim_ascii_start();
        // As HTML reads integers: what follows the digits does not matter.
        let (sign, digits) = match value.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, value.strip_prefix('+').unwrap_or(value)),
        };
        let end = digits
            .find(|other: char| !other.is_ascii_digit())
            .unwrap_or(digits.len());
        let number: i32 = digits[..end].parse().ok()?;
        Some(sign * number)
    }

    /// Whether the element would take the focus if it were shown.
    pub(crate) fn can_focus(&self, id: NodeId) -> bool {
        let document = self.document();
        let Some(element) = document.element(id) else {
            return false;
        };
        if element.namespace == Namespace::Svg {
            return self.tab_index(id).is_some() || is_link(element);
        }
        if element.namespace != Namespace::Html || self.is_disabled(id) {
            return false;
        }
        if self.tab_index(id).is_some() || is_editable(element) {
            return !is_hidden(element);
        }
        match element.name.as_str() {
            "a" | "area" => element.attribute("href").is_some(),
            "button" | "select" | "textarea" | "iframe" => true,
            "input" => !is_hidden(element),
            "audio" | "video" => element.attribute("controls").is_some(),
            "summary" => self.is_summary(id),
            _ => false,
        }
    }

    /// Whether the element opens and closes a `details`: its first `summary`.
    pub fn is_summary(&self, id: NodeId) -> bool {
        let document = self.document();
        document.html_name(id) == Some("summary")
            && document
                .parent(id)
                .is_some_and(|parent| self.survey.heads.get(&parent) == Some(&id))
    }
}

/// Whether people can write in an element because of itself, not of one around it.
pub(super) fn is_editable(element: &crate::dom::Element) -> bool {
    element.attribute("contenteditable").is_some_and(|value| {
        ["", "true", "plaintext-only"]
            .iter()
            .any(|other| value.eq_ignore_ascii_case(other))
    })
}

fn is_link(element: &crate::dom::Element) -> bool {
    element.name == "a"
        && (element.attribute("href").is_some() || element.attribute("xlink:href").is_some())
}

fn is_hidden(element: &crate::dom::Element) -> bool {
    element.name == "input"
        && element
            .attribute("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
}

#[cfg(test)]
mod tests {
    use crate::accessibility::Context;
    use crate::dom::Document;

    /// What can have the focus, what Tab comes to, and what is disabled, of the element with the id `x`.
    fn told(html: &str) -> (bool, bool, bool) {
        let document = Document::from_html_fragment(html);
        let context = Context::of(&document);
        let id = context.by_id("x").expect("an element with the id");
        (
            context.is_focusable(id),
            context.is_in_tab_order(id),
            context.is_disabled(id),
        )
    }

    #[test]
    fn the_focus_goes_where_html_says() {
        for (html, focusable, tabbed, disabled) in [
            ("<a id=x href=#>", true, true, false),
            ("<a id=x>", false, false, false),
            ("<a id=x tabindex=-1>", true, false, false),
            ("<button id=x disabled>", false, false, true),
            ("<button id=x aria-disabled=true>", true, true, false),
            ("<div id=x tabindex=0>", true, true, false),
            ("<div id=x tabindex=x>", false, false, false),
            ("<div id=x contenteditable>", true, true, false),
            ("<div id=x contenteditable=false>", false, false, false),
            ("<input id=x type=hidden>", false, false, false),
            ("<input id=x hidden>", false, false, false),
            ("<div inert><input id=x></div>", false, false, false),
            (
                "<details><summary id=x>s</summary></details>",
                true,
                true,
                false,
            ),
            (
                "<details><summary>s</summary><summary id=x>t</summary></details>",
                false,
                false,
                false,
            ),
            ("<summary id=x>s</summary>", false, false, false),
            ("<audio id=x controls></audio>", true, true, false),
            ("<audio id=x></audio>", false, false, false),
            (
                "<fieldset disabled><input id=x></fieldset>",
                false,
                false,
                true,
            ),
            (
                "<fieldset disabled><legend><input id=x></legend></fieldset>",
                true,
                true,
                false,
            ),
            (
                "<fieldset disabled><legend></legend><legend><input id=x></legend></fieldset>",
                false,
                false,
                true,
            ),
            (
                "<fieldset disabled><fieldset><legend><input id=x></legend></fieldset></fieldset>",
                false,
                false,
                true,
            ),
            (
                "<map name=m><area id=x href=#></map><img usemap=#m>",
                true,
                true,
                false,
            ),
            ("<map name=m><area id=x href=#></map>", false, false, false),
            ("<svg><a id=x href=#></a></svg>", true, true, false),
        ] {
            assert_eq!(told(html), (focusable, tabbed, disabled), "{html}");
        }
    }
}
