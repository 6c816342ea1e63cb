//! The roles that elements have of themselves (HTML-AAM 1.0, SVG-AAM 1.0). Where they leave the role to the platform,
//! what Chromium tells.

use super::Role;
use crate::accessibility::Context;
use crate::dom::{Element, Namespace, NodeId};

/// HTML elements whose role does not depend on anything else.
static ROLES: &[(&str, Role)] = &[
    ("abbr", Role::Abbreviation),
    ("address", Role::Group),
    ("article", Role::Article),
    ("audio", Role::Audio),
    ("blockquote", Role::BlockQuote),
    ("br", Role::LineBreak),
    ("button", Role::Button),
    ("canvas", Role::Canvas),
    ("caption", Role::Caption),
    ("code", Role::Code),
    ("datalist", Role::ListBox),
    ("dd", Role::Definition),
    ("del", Role::Deletion),
    ("details", Role::Group),
    ("dfn", Role::Term),
    ("dialog", Role::Dialog),
    ("dir", Role::List),
    ("dl", Role::DescriptionList),
    ("dt", Role::Term),
    ("em", Role::Emphasis),
    ("embed", Role::EmbeddedObject),
    ("fieldset", Role::Group),
    ("figcaption", Role::FigureCaption),
    ("figure", Role::Figure),
    ("form", Role::Form),
    ("h1", Role::Heading),
    ("h2", Role::Heading),
    ("h3", Role::Heading),
    ("h4", Role::Heading),
    ("h5", Role::Heading),
    ("h6", Role::Heading),
    ("hgroup", Role::Group),
    ("hr", Role::Separator),
    ("html", Role::Document),
    ("iframe", Role::Frame),
    ("ins", Role::Insertion),
    ("label", Role::LabelText),
    ("legend", Role::Legend),
    ("main", Role::Main),
    ("mark", Role::Mark),
    ("math", Role::Math),
    ("menu", Role::List),
    ("meter", Role::Meter),
    ("nav", Role::Navigation),
    ("object", Role::PluginObject),
    ("ol", Role::List),
    ("optgroup", Role::Group),
    ("option", Role::Option),
    ("output", Role::Status),
    ("p", Role::Paragraph),
    ("progress", Role::ProgressBar),
    ("rt", Role::RubyAnnotation),
    ("ruby", Role::Ruby),
    ("s", Role::Deletion),
    ("search", Role::Search),
    ("strong", Role::Strong),
    ("sub", Role::Subscript),
    ("sup", Role::Superscript),
    ("table", Role::Table),
    ("textarea", Role::TextBox),
    ("time", Role::Time),
    ("ul", Role::List),
    ("video", Role::Video),
];

/// `input` elements by their type.
static INPUTS: &[(&str, Role)] = &[
    ("button", Role::Button),
    ("checkbox", Role::Checkbox),
    ("color", Role::ColorWell),
    ("date", Role::Date),
    ("datetime-local", Role::DateTime),
    ("file", Role::FileInput),
    ("hidden", Role::Generic),
    ("image", Role::Button),
    ("month", Role::DateTime),
    ("number", Role::SpinButton),
    ("radio", Role::Radio),
    ("range", Role::Slider),
    ("reset", Role::Button),
    ("search", Role::SearchBox),
    ("submit", Role::Button),
    ("time", Role::InputTime),
    ("week", Role::DateTime),
];

/// Types of `input` that a `datalist` makes a combobox.
const SUGGESTING: &[&str] = &["email", "search", "tel", "text", "url"];

/// The role that an element has of itself.
pub(in crate::accessibility) fn role(context: &Context<'_>, id: NodeId) -> Role {
    let Some(element) = context.document().element(id) else {
        return Role::Generic;
    };
    match element.namespace {
        Namespace::Html => html(context, id, element),
        Namespace::Svg => svg(context, id, element),
        Namespace::MathMl if element.name == "math" => Role::Math,
        Namespace::MathMl => Role::Generic,
    }
}

fn html(context: &Context<'_>, id: NodeId, element: &Element) -> Role {
    let name = element.name.as_str();
    match name {
        "a" | "area" if element.attribute("href").is_some() => Role::Link,
        "aside" => aside(context, id),
        "header" if context.is_in_section(id) || context.is_in_main(id) => Role::SectionHeader,
        "header" => Role::Banner,
        "footer" if context.is_in_section(id) || context.is_in_main(id) => Role::SectionFooter,
        "footer" => Role::ContentInfo,
        "section" if context.is_named_by_author(id) => Role::Region,
        "img" => image(context, id, element),
        "input" => input(context, element),
        "li" => list_item(context, id),
        "select" if is_list_box(element) => Role::ListBox,
        "select" => Role::ComboBox,
        "summary" if context.is_summary(id) => Role::DisclosureTriangle,
        "tbody" | "thead" | "tfoot" => in_table(context, id, |_| Role::RowGroup),
        "tr" => in_table(context, id, |_| Role::Row),
        "td" => in_table(context, id, |table| match table {
            Role::Grid | Role::TreeGrid => Role::GridCell,
            _ => Role::Cell,
        }),
        "th" => in_table(context, id, |_| header_cell(context, id, element)),
        _ => lookup(ROLES, name).unwrap_or(Role::Generic),
    }
}

fn lookup(table: &[(&str, Role)], name: &str) -> Option<Role> {
    table
        .binary_search_by(|(other, _)| (*other).cmp(name))
        .ok()
        .map(|place| table[place].1)
}

/// An aside of the page is a landmark; one of a part of it only where it has a name.
fn aside(context: &Context<'_>, id: NodeId) -> Role {
    if !context.is_in_section(id) || context.is_named_by_author(id) {
        Role::Complementary
    } else {
        Role::Generic
    }
}

/// An image with an empty `alt` is decoration, unless something else says that it is not.
fn image(context: &Context<'_>, id: NodeId, element: &Element) -> Role {
    let is_decoration = element.attribute("alt").is_some_and(str::is_empty);
    let says = |name: &str| {
        element
            .attribute(name)
            .is_some_and(|value| !value.trim().is_empty())
    };
    let is_told = says("aria-label")
        || crate::accessibility::name::is_labelled(context, id)
        || context.tab_index(id).is_some();
    if is_decoration && !is_told {
        Role::None
    } else {
        Role::Image
    }
}

fn input(context: &Context<'_>, element: &Element) -> Role {
    let kind = element
        .attribute("type")
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    // A type that HTML does not know is text.
    let is_known = lookup(INPUTS, &kind).is_some()
        || matches!(kind.as_str(), "email" | "password" | "tel" | "url");
    let suggests = SUGGESTING.contains(&kind.as_str()) || !is_known;
    let has_list = element
        .attribute("list")
        .and_then(|list| context.by_id(list))
        .is_some_and(|list| context.document().html_name(list) == Some("datalist"));
    if suggests && has_list {
        return Role::ComboBox;
    }
    lookup(INPUTS, &kind).unwrap_or(Role::TextBox)
}

/// An item of a list, whatever without meaning stands between; what stands elsewhere is none, and a list without meaning has
/// no items.
fn list_item(context: &Context<'_>, id: NodeId) -> Role {
    /// How many elements without meaning may stand between.
    const BETWEEN: usize = 8;
    let document = context.document();
    let around = |id| context.owner(id).or_else(|| document.parent(id));
    for at in std::iter::successors(around(id), |id| around(*id)).take(BETWEEN) {
        let written = context.written_role(at);
        match document.html_name(at) {
            Some("ul" | "ol" | "menu" | "dir") if context.role(at) == Role::None => {
                return Role::None;
            }
            Some("ul" | "ol" | "menu" | "dir") => return Role::ListItem,
            _ if matches!(written, Some(Role::List | Role::Directory)) => return Role::ListItem,
            Some("div" | "span") if written.is_none_or(Role::is_generic) => {}
            _ => break,
        }
    }
    Role::Generic
}

/// Whether a `select` shows its options as a list, and does not drop down.
pub(in crate::accessibility) fn is_list_box(element: &Element) -> bool {
    let size = element
        .attribute("size")
        .and_then(|size| size.trim().parse::<u32>().ok());
    element.attribute("multiple").is_some() || size.is_some_and(|size| size > 1)
}

/// A part of a table: what it is in a table of this role; nothing where the table has no meaning.
fn in_table(context: &Context<'_>, id: NodeId, part: impl Fn(Role) -> Role) -> Role {
    let table = context
        .near_ancestors(id)
        .find(|id| context.document().html_name(*id) == Some("table"));
    match table.map(|table| context.role(table)) {
        Some(role @ (Role::Table | Role::Grid | Role::TreeGrid)) => part(role),
        Some(Role::None) => Role::None,
        _ => Role::Generic,
    }
}

/// A header of a row or of a column: as `scope` says, else as its neighbours have it. A header between headers heads its
/// column; one with data beside it heads its row, as does one in a row that begins or ends with data, where the cell in the
/// corner may be empty.
fn header_cell(context: &Context<'_>, id: NodeId, element: &Element) -> Role {
    match element
        .attribute("scope")
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("row" | "rowgroup") => return Role::RowHeader,
        Some("col" | "colgroup") => return Role::ColumnHeader,
        _ => {}
    }
    let document = context.document();
    let Some(row) = document.parent(id) else {
        return Role::ColumnHeader;
    };
    let nodes = document.children(row);
    let is_header =
        |node: Option<&NodeId>| node.is_some_and(|id| document.html_name(*id) == Some("th"));
    let is_data = |node: Option<&NodeId>| {
        node.is_some_and(|id| {
            document.html_name(*id) == Some("td") && !document.children(*id).is_empty()
        })
    };
    let place = context.place(id);
    let before = place.checked_sub(1).and_then(|place| nodes.get(place));
    let after = nodes.get(place + 1);
    if is_header(before) && is_header(after) {
        return Role::ColumnHeader;
    }
    let is_cell = |id: &&NodeId| matches!(document.html_name(**id), Some("td" | "th"));
    let ends = || {
        let first = nodes.iter().filter(is_cell).take(2);
        first.chain(nodes.iter().rev().filter(is_cell).take(2))
    };
    if is_data(before) || is_data(after) || ends().any(|cell| is_data(Some(cell))) {
        Role::RowHeader
    } else {
        Role::ColumnHeader
    }
}

fn svg(context: &Context<'_>, id: NodeId, element: &Element) -> Role {
    let is_link = element.attribute("href").is_some() || element.attribute("xlink:href").is_some();
    match element.name.as_str() {
        "a" if is_link => Role::Link,
        "image" => Role::Image,
        "svg" if is_titled(context, id) => Role::Image,
        "svg" => Role::SvgRoot,
        "g" | "foreignObject" if is_titled(context, id) => Role::Group,
        "circle" | "ellipse" | "line" | "path" | "polygon" | "polyline" | "rect"
            if is_titled(context, id) =>
        {
            Role::GraphicsSymbol
        }
        _ => Role::Generic,
    }
}

/// Whether a part of a graphic has a name: by attributes or by a `title` in it.
fn is_titled(context: &Context<'_>, id: NodeId) -> bool {
    context.is_named_by_author(id)
        || context.document().children(id).iter().any(|child| {
            context.document().element(*child).is_some_and(|element| {
                element.namespace == Namespace::Svg && element.name == "title"
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Document;

    /// The role of the element with the id `x`.
    fn told(html: &str) -> &'static str {
        let document = Document::from_html_fragment(html);
        let context = Context::of(&document);
        let id = context.by_id("x").expect("an element with the id");
        context.role(id).name()
    }

    #[test]
    fn items_are_of_the_list_that_they_belong_to() {
        for (html, role) in [
            ("<ul><li id=x>", "listitem"),
            ("<dir><li id=x>", "listitem"),
            ("<li id=x>", "generic"),
            ("<ul><div><li id=x></div></ul>", "listitem"),
            ("<ul><section><li id=x></section></ul>", "generic"),
            ("<ul role=none><div><li id=x></div></ul>", "none"),
            (
                "<div role=list><span role=none><li id=x></span></div>",
                "listitem",
            ),
            ("<ul aria-owns=x></ul><li id=x>", "listitem"),
            ("<dir id=x>", "list"),
        ] {
            assert_eq!(told(html), role, "{html}");
        }
    }

    #[test]
    fn headers_head_the_row_or_the_column_that_their_neighbours_tell() {
        for (row, role) in [
            ("<th id=x>a<th>b", "columnheader"),
            ("<th id=x>a<td>1", "rowheader"),
            ("<th id=x>a<td>", "columnheader"),
            ("<th>a<th id=x>b<th>c<td>1", "columnheader"),
            ("<th>a<th id=x>b<td>1", "rowheader"),
            ("<td></td><th id=x>a</th><th>b</th>", "columnheader"),
            ("<td scope=row>1<th id=x scope=col>a", "columnheader"),
        ] {
            assert_eq!(told(&format!("<table><tr>{row}</table>")), role, "{row}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(ROLES.is_sorted_by_key(|(name, _)| name));
        assert!(INPUTS.is_sorted_by_key(|(name, _)| name));
    }
}
