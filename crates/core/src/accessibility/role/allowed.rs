//! The roles that authors may give to elements (ARIA in HTML, section 4, and of SVG what SVG-AAM says).

use super::Role;
use crate::accessibility::Context;
use crate::dom::{Element, Namespace, NodeId};

/// The roles an element may have besides its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// Every role.
    Any,
    /// No role.
    None,
    /// These.
    Only(&'static [Role]),
}

/// What may be made of a list.
const LISTS: Allowed = Allowed::Only(&[
    Role::Directory,
    Role::Group,
    Role::ListBox,
    Role::Menu,
    Role::MenuBar,
    Role::None,
    Role::RadioGroup,
    Role::TabList,
    Role::ToolBar,
    Role::Tree,
]);
/// What may be made of a heading.
const HEADINGS: Allowed = Allowed::Only(&[Role::None, Role::Tab, Role::DocSubtitle]);
/// What may be made of the head and the foot of a page.
const BANNERS: Allowed = Allowed::Only(&[Role::Group, Role::None, Role::DocFootnote]);
/// What may be made of a button.
const BUTTONS: Allowed = Allowed::Only(&[
    Role::Checkbox,
    Role::ComboBox,
    Role::GridCell,
    Role::Link,
    Role::MenuItem,
    Role::MenuItemCheckbox,
    Role::MenuItemRadio,
    Role::Option,
    Role::Radio,
    Role::Separator,
    Role::Slider,
    Role::Switch,
    Role::Tab,
    Role::TreeItem,
]);
/// What may be made of an image that has a name.
const IMAGES: Allowed = Allowed::Only(&[
    Role::Button,
    Role::Checkbox,
    Role::Link,
    Role::Math,
    Role::MenuItem,
    Role::MenuItemCheckbox,
    Role::MenuItemRadio,
    Role::Meter,
    Role::Option,
    Role::ProgressBar,
    Role::Radio,
    Role::ScrollBar,
    Role::Separator,
    Role::Slider,
    Role::Switch,
    Role::Tab,
    Role::TreeItem,
    Role::DocCover,
]);
/// What may be shown in a frame.
const FRAMES: Allowed =
    Allowed::Only(&[Role::Application, Role::Document, Role::Image, Role::None]);
/// What may be made of a section.
const SECTIONS: Allowed = Allowed::Only(&[
    Role::Alert,
    Role::AlertDialog,
    Role::Application,
    Role::Banner,
    Role::Complementary,
    Role::ContentInfo,
    Role::Dialog,
    Role::Document,
    Role::Feed,
    Role::Group,
    Role::Log,
    Role::Main,
    Role::Marquee,
    Role::Navigation,
    Role::None,
    Role::Note,
    Role::Region,
    Role::Search,
    Role::Status,
    Role::TabPanel,
    Role::DocAbstract,
    Role::DocAcknowledgments,
    Role::DocAfterword,
    Role::DocAppendix,
    Role::DocBibliography,
    Role::DocChapter,
    Role::DocColophon,
    Role::DocConclusion,
    Role::DocCredit,
    Role::DocCredits,
    Role::DocDedication,
    Role::DocEndnotes,
    Role::DocEpigraph,
    Role::DocEpilogue,
    Role::DocErrata,
    Role::DocExample,
    Role::DocForeword,
    Role::DocGlossary,
    Role::DocIndex,
    Role::DocIntroduction,
    Role::DocNotice,
    Role::DocPageList,
    Role::DocPart,
    Role::DocPreface,
    Role::DocPrologue,
    Role::DocPullQuote,
    Role::DocQna,
    Role::DocToc,
]);

/// HTML elements that may not have every role, and whose roles do not depend on anything else.
static ROLES: &[(&str, Allowed)] = &[
    (
        "article",
        Allowed::Only(&[
            Role::Application,
            Role::Document,
            Role::Feed,
            Role::Main,
            Role::None,
            Role::Region,
        ]),
    ),
    (
        "aside",
        Allowed::Only(&[
            Role::Feed,
            Role::None,
            Role::Note,
            Role::Region,
            Role::Search,
            Role::DocDedication,
            Role::DocExample,
            Role::DocFootnote,
            Role::DocGlossary,
            Role::DocPullQuote,
            Role::DocTip,
        ]),
    ),
    ("audio", Allowed::Only(&[Role::Application])),
    ("base", Allowed::None),
    ("body", Allowed::None),
    ("br", Allowed::Only(&[Role::None])),
    ("button", BUTTONS),
    ("caption", Allowed::None),
    ("col", Allowed::None),
    ("colgroup", Allowed::None),
    ("datalist", Allowed::None),
    ("dd", Allowed::None),
    ("details", Allowed::None),
    ("dialog", Allowed::Only(&[Role::AlertDialog])),
    ("dl", Allowed::Only(&[Role::Group, Role::List, Role::None])),
    ("dt", Allowed::Only(&[Role::ListItem])),
    ("embed", FRAMES),
    ("fieldset", Allowed::Only(&[Role::None, Role::RadioGroup])),
    ("figcaption", Allowed::Only(&[Role::Group, Role::None])),
    ("footer", BANNERS),
    (
        "form",
        Allowed::Only(&[Role::Form, Role::None, Role::Search]),
    ),
    ("h1", HEADINGS),
    ("h2", HEADINGS),
    ("h3", HEADINGS),
    ("h4", HEADINGS),
    ("h5", HEADINGS),
    ("h6", HEADINGS),
    ("head", Allowed::None),
    ("header", BANNERS),
    ("hr", Allowed::Only(&[Role::None, Role::DocPageBreak])),
    ("html", Allowed::None),
    ("iframe", FRAMES),
    ("label", Allowed::None),
    ("legend", Allowed::None),
    ("link", Allowed::None),
    ("main", Allowed::None),
    ("map", Allowed::None),
    ("menu", LISTS),
    ("meta", Allowed::None),
    ("meter", Allowed::None),
    (
        "nav",
        Allowed::Only(&[
            Role::DocIndex,
            Role::DocPageList,
            Role::DocToc,
            Role::Menu,
            Role::MenuBar,
            Role::None,
            Role::TabList,
        ]),
    ),
    ("noscript", Allowed::None),
    (
        "object",
        Allowed::Only(&[Role::Application, Role::Document, Role::Image]),
    ),
    ("ol", LISTS),
    ("optgroup", Allowed::None),
    ("option", Allowed::None),
    ("param", Allowed::None),
    ("picture", Allowed::None),
    ("progress", Allowed::None),
    ("script", Allowed::None),
    (
        "search",
        Allowed::Only(&[
            Role::Form,
            Role::Group,
            Role::None,
            Role::Region,
            Role::Search,
        ]),
    ),
    ("section", SECTIONS),
    ("slot", Allowed::None),
    ("source", Allowed::None),
    ("style", Allowed::None),
    ("template", Allowed::None),
    ("textarea", Allowed::None),
    ("title", Allowed::None),
    ("track", Allowed::None),
    ("ul", LISTS),
    ("video", Allowed::Only(&[Role::Application])),
    ("wbr", Allowed::Only(&[Role::None])),
];

/// The roles that an author may give to an element.
pub(crate) fn allowed(context: &Context<'_>, id: NodeId) -> Allowed {
    let Some(element) = context.document().element(id) else {
        return Allowed::Any;
    };
    if element.namespace != Namespace::Html {
        return Allowed::Any;
    }
    match element.name.as_str() {
        "a" if element.attribute("href").is_some() => Allowed::Only(&[
            Role::Button,
            Role::Checkbox,
            Role::MenuItem,
            Role::MenuItemCheckbox,
            Role::MenuItemRadio,
            Role::Option,
            Role::Radio,
            Role::Switch,
            Role::Tab,
            Role::TreeItem,
            Role::DocBackLink,
            Role::DocBiblioRef,
            Role::DocGlossRef,
            Role::DocNoteRef,
        ]),
        "area" if element.attribute("href").is_some() => Allowed::None,
        "area" => Allowed::Only(&[Role::Button, Role::Link]),
        "figure" => figure(context, id),
        "img"
            if element.attribute("alt").is_some_and(|alt| !alt.is_empty())
                || context.is_named_by_author(id) =>
        {
            IMAGES
        }
        "img" => Allowed::Only(&[Role::None]),
        "input" => input(context, element),
        "li" => list_item(context, id),
        "select" if context.implicit_role(id) == Role::ComboBox => Allowed::Only(&[Role::Menu]),
        "select" => Allowed::None,
        "summary" if context.is_summary(id) => Allowed::None,
        name => ROLES
            .binary_search_by(|(other, _)| (*other).cmp(name))
            .map_or(Allowed::Any, |place| ROLES[place].1),
    }
}

/// An item of a list; what stands elsewhere may be anything.
fn list_item(context: &Context<'_>, id: NodeId) -> Allowed {
    let list = context.document().parent(id);
    match list.and_then(|list| context.document().html_name(list)) {
        Some("ul" | "ol" | "menu") => Allowed::Only(&[
            Role::MenuItem,
            Role::MenuItemCheckbox,
            Role::MenuItemRadio,
            Role::None,
            Role::Option,
            Role::Radio,
            Role::Separator,
            Role::Tab,
            Role::TreeItem,
            Role::DocBiblioEntry,
            Role::DocEndnote,
        ]),
        _ => Allowed::Any,
    }
}

/// A figure with a caption is what it is.
fn figure(context: &Context<'_>, id: NodeId) -> Allowed {
    let document = context.document();
    let has_caption = document
        .children(id)
        .iter()
        .any(|child| document.html_name(*child) == Some("figcaption"));
    if has_caption {
        Allowed::Only(&[Role::DocExample])
    } else {
        Allowed::Any
    }
}

fn input(context: &Context<'_>, element: &Element) -> Allowed {
    let kind = element
        .attribute("type")
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    let suggests = element
        .attribute("list")
        .is_some_and(|list| context.by_id(list).is_some());
    match kind.as_str() {
        "checkbox" if element.attribute("aria-pressed").is_some() => Allowed::Only(&[
            Role::Button,
            Role::MenuItemCheckbox,
            Role::Option,
            Role::Switch,
        ]),
        "checkbox" => Allowed::Only(&[Role::MenuItemCheckbox, Role::Option, Role::Switch]),
        "button" | "image" | "reset" | "submit" => BUTTONS,
        "radio" => Allowed::Only(&[Role::MenuItemRadio]),
        "color" | "date" | "datetime-local" | "file" | "hidden" | "month" | "number"
        | "password" | "range" | "time" | "week" => Allowed::None,
        "email" | "search" | "tel" | "url" if suggests => Allowed::None,
        "email" | "tel" | "url" | "search" => {
            Allowed::Only(&[Role::ComboBox, Role::SearchBox, Role::SpinButton])
        }
        _ if suggests => Allowed::None,
        _ => Allowed::Only(&[Role::ComboBox, Role::SearchBox, Role::SpinButton]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Document;

    #[test]
    fn the_table_is_sorted() {
        assert!(ROLES.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn what_html_says_of_roles() {
        for (html, role, is) in [
            ("<div id=x>", Role::Button, true),
            ("<a id=x href=#>", Role::Button, true),
            ("<a id=x href=#>", Role::Heading, false),
            ("<a id=x>", Role::Heading, true),
            ("<img id=x alt=''>", Role::Button, false),
            ("<img id=x alt=Send>", Role::Button, true),
            ("<input id=x type=checkbox>", Role::Switch, true),
            ("<input id=x type=checkbox>", Role::Button, false),
            (
                "<input id=x type=checkbox aria-pressed=true>",
                Role::Button,
                true,
            ),
            ("<input id=x>", Role::ComboBox, true),
            ("<ul><li id=x></ul>", Role::Option, true),
            ("<ul><li id=x></ul>", Role::Link, false),
            ("<label id=x>", Role::Note, false),
            ("<unknown-thing id=x>", Role::Note, true),
        ] {
            let document = Document::from_html_fragment(html);
            let context = Context::of(&document);
            let id = context.by_id("x").expect("an element with the id");
            let may = match allowed(&context, id) {
                Allowed::Any => true,
                Allowed::None => false,
                Allowed::Only(roles) => roles.contains(&role),
            };
            assert_eq!(may, is, "{html} {}", role.name());
        }
    }
}
