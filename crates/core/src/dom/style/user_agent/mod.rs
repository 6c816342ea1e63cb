//! What browsers make of elements before any author says something: HTML's rendering section (15.3), with the colours and
//! sizes of Chromium's form controls, and the attributes that say how an element looks.

mod control;
mod hints;

use self::control::control;
pub(in crate::dom::style) use self::hints::hints;
use crate::dom::style::color::Rgba;
use crate::dom::style::font::{Family, FontSize, FontWeight};
use crate::dom::style::keyword::{
    BorderStyle, BoxSizing, Display, Overflow, Position, TextLine, WhiteSpace,
};
use crate::dom::style::property::{CurrentColor, Style};
use crate::dom::style::value::{Computed, Length, Unit, Value};
use crate::dom::{Document, Namespace, NodeId};

/// Elements that are not shown.
const NOT_SHOWN: [&str; 18] = [
    "area", "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes",
    "noscript", "param", "rp", "script", "style", "template", "title", "frameset", "frame",
];

/// Elements that are blocks.
const BLOCKS: [&str; 49] = [
    "html",
    "body",
    "address",
    "blockquote",
    "center",
    "dialog",
    "div",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "hr",
    "legend",
    "listing",
    "main",
    "p",
    "plaintext",
    "pre",
    "search",
    "xmp",
    "article",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hgroup",
    "nav",
    "section",
    "dir",
    "dd",
    "dl",
    "dt",
    "menu",
    "ol",
    "ul",
    "optgroup",
    "option",
    "fieldset",
    "details",
    "summary",
    "slot",
    "marquee-block",
    "rt",
    "frame-block",
    "layer",
];

/// The sizes of headings, in parts of what is around them.
const HEADINGS: [(&str, f32); 6] = [
    ("h1", 2.0),
    ("h2", 1.5),
    ("h3", 1.17),
    ("h4", 1.0),
    ("h5", 0.83),
    ("h6", 0.67),
];

/// Sets what a browser has for an element in another whose style is `around`; of the style only what is inherited is set.
pub(in crate::dom::style) fn apply(
    document: &Document,
    id: NodeId,
    style: &mut Style,
    around: &Style,
    root: Computed<f32>,
    disabled: bool,
) {
    let Some(element) = document.element(id) else {
        return;
    };
    if element.namespace != Namespace::Html {
        foreign(element.name.as_str(), style);
        return;
    }
    let name = element.name.as_str();
    style.display = Computed::Known(display(name));
    text(name, style, around, root);
    boxes(name, style);
    match name {
        "a" if element.attribute("href").is_some() => {
            style.color = Computed::Known(Rgba::rgb(0, 0, 0xee));
            style.text_decoration_line = Computed::Known(TextLine::Underline);
        }
        "input" | "button" | "select" | "textarea" => {
            control(name, element.attribute("type"), style, disabled);
        }
        "dialog" => {
            style.position = Computed::Known(Position::Absolute);
            style.color = Computed::Known(Rgba::BLACK);
            style.background_color = Computed::Known(Rgba::WHITE);
            border(style, 3.0, BorderStyle::Solid, None);
            padding(style, 16.0, 16.0);
            margin(style, Length::Auto);
            if element.attribute("open").is_none() {
                style.display = Computed::Known(Display::None);
            }
        }
        _ => {}
    }
    if name == "select"
        && element.attribute("multiple").is_none()
        && element.attribute("size").is_none()
    {
        style.background_color = Computed::Known(Rgba::rgb(0xef, 0xef, 0xef));
    }
    if element.attribute("popover").is_some() {
        style.display = Computed::Known(Display::None);
        style.position = Computed::Known(Position::Fixed);
    }
    if element.attribute("hidden").is_some() && name != "embed" {
        style.display = Computed::Known(Display::None);
    }
}

/// Takes back the colours that a browser has for an element in another: in a scheme that is not the light one they are
/// others, which differ from browser to browser.
pub(in crate::dom::style) fn take_back_colors(style: &mut Style, around: &Style, is_colored: bool) {
    let enters = style.color_scheme != around.color_scheme;
    if is_colored || enters {
        style.color = Computed::Unknown;
    }
    if !style.background_color.is(Rgba::TRANSPARENT) {
        style.background_color = Computed::Unknown;
    }
    for border in [
        &mut style.border_top_color,
        &mut style.border_right_color,
        &mut style.border_bottom_color,
        &mut style.border_left_color,
    ] {
        if border.0.is_some() {
            *border = CurrentColor(Some(Computed::Unknown));
        }
    }
}

fn foreign(name: &str, style: &mut Style) {
    match name {
        "text" => style.display = Computed::Known(Display::Block),
        "svg" => {
            let hidden = Computed::Known(Overflow::Hidden);
            (style.overflow_x, style.overflow_y) = (hidden, hidden);
        }
        _ => {}
    }
}

fn display(name: &str) -> Display {
    match name {
        "li" | "summary" => Display::ListItem,
        "table" => Display::Table,
        "caption" => Display::TableCaption,
        "thead" => Display::TableHeaderGroup,
        "tbody" => Display::TableRowGroup,
        "tfoot" => Display::TableFooterGroup,
        "tr" => Display::TableRow,
        "td" | "th" => Display::TableCell,
        "col" => Display::TableColumn,
        "colgroup" => Display::TableColumnGroup,
        "input" | "button" | "select" | "textarea" | "meter" | "progress" | "marquee" => {
            Display::InlineBlock
        }
        "slot" => Display::Contents,
        name if NOT_SHOWN.contains(&name) => Display::None,
        name if BLOCKS.contains(&name) => Display::Block,
        _ => Display::Inline,
    }
}

/// Fonts, lines and colours of text.
fn text(name: &str, style: &mut Style, around: &Style, root: Computed<f32>) {
    let size = |factor: f32| {
        FontSize::inside(
            &Value::Length(factor, Unit::Em),
            around.font_size,
            root,
            false,
        )
    };
    match name {
        "b" | "strong" => {
            style.font_weight = FontWeight::inside(&Value::Keyword(0), around.font_weight);
        }
        "th" | "optgroup" => style.font_weight = FontWeight(Computed::Known(700.0)),
        "option" => style.font_weight = FontWeight(Computed::Known(400.0)),
        "u" | "ins" => style.text_decoration_line = Computed::Known(TextLine::Underline),
        "s" | "strike" | "del" => style.text_decoration_line = Computed::Known(TextLine::Other),
        "small" | "sub" | "sup" => style.font_size = size(1.0 / 1.2),
        "big" => style.font_size = size(1.2),
        "rt" => style.font_size = size(0.5),
        "code" | "kbd" | "samp" | "tt" | "pre" | "xmp" | "listing" | "plaintext" => {
            if style.font_family == Family::Other {
                style.font_family = Family::Fixed;
                style.font_size = around.font_size.in_other_family(true);
            }
            if matches!(name, "pre" | "xmp" | "listing" | "plaintext") {
                style.white_space = Computed::Known(WhiteSpace::Pre);
            }
        }
        "mark" => {
            style.color = Computed::Known(Rgba::BLACK);
            style.background_color = Computed::Known(Rgba::rgb(255, 255, 0));
        }
        "table" => style.text_indent = Length::Px(0.0),
        _ => {}
    }
    if let Some((_, factor)) = HEADINGS.iter().find(|(heading, _)| *heading == name) {
        if name != "h4" {
            style.font_size = size(*factor);
        }
        style.font_weight = FontWeight(Computed::Known(700.0));
    }
}

/// Borders, padding and margins; a margin that depends on more is unknown.
fn boxes(name: &str, style: &mut Style) {
    match name {
        "body" => margin(style, Length::Px(8.0)),
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "menu" | "dir" | "dl"
        | "pre" | "xmp" | "listing" => {
            style.margin_top = Length::Unknown;
            style.margin_bottom = Length::Unknown;
            if matches!(name, "ul" | "ol" | "menu" | "dir") {
                style.padding_left = Length::Px(40.0);
            }
        }
        "blockquote" | "figure" => {
            margin(style, Length::Unknown);
            style.margin_left = Length::Px(40.0);
            style.margin_right = Length::Px(40.0);
        }
        "dd" => style.margin_left = Length::Px(40.0),
        "hr" => {
            border(style, 1.0, BorderStyle::Inset, None);
            margin(style, Length::Unknown);
        }
        "td" | "th" => padding(style, 1.0, 1.0),
        "fieldset" => {
            border(
                style,
                2.0,
                BorderStyle::Groove,
                Some(Rgba::rgb(0xc0, 0xc0, 0xc0)),
            );
            style.padding_left = Length::Unknown;
            style.padding_right = Length::Unknown;
            style.padding_top = Length::Unknown;
            style.padding_bottom = Length::Unknown;
            style.margin_left = Length::Px(2.0);
            style.margin_right = Length::Px(2.0);
        }
        "legend" | "option" => padding(style, 0.0, 2.0),
        "iframe" | "img" | "canvas" | "video" | "embed" | "object" => {
            let cut = Computed::Known(Overflow::Clip);
            (style.overflow_x, style.overflow_y) = (cut, cut);
            if name == "iframe" {
                border(style, 2.0, BorderStyle::Inset, None);
            }
        }
        _ => {}
    }
    if matches!(name, "table") {
        style.box_sizing = Computed::Known(BoxSizing::BorderBox);
    }
}

fn border(style: &mut Style, width: f32, line: BorderStyle, color: Option<Rgba>) {
    let color = CurrentColor(color.map(Computed::Known));
    style.border_top_width = Length::Px(width);
    style.border_right_width = Length::Px(width);
    style.border_bottom_width = Length::Px(width);
    style.border_left_width = Length::Px(width);
    style.border_top_style = Computed::Known(line);
    style.border_right_style = Computed::Known(line);
    style.border_bottom_style = Computed::Known(line);
    style.border_left_style = Computed::Known(line);
    style.border_top_color = color;
    style.border_right_color = color;
    style.border_bottom_color = color;
    style.border_left_color = color;
}

fn padding(style: &mut Style, block: f32, inline: f32) {
    style.padding_top = Length::Px(block);
    style.padding_bottom = Length::Px(block);
    style.padding_left = Length::Px(inline);
    style.padding_right = Length::Px(inline);
}

fn margin(style: &mut Style, length: Length) {
    style.margin_top = length;
    style.margin_right = length;
    style.margin_bottom = length;
    style.margin_left = length;
}
