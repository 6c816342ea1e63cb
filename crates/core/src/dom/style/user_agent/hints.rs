//! The attributes that say how an element looks, from before there were styles.

use crate::dom::style::color::{Paint, Rgba};
use crate::dom::style::font::FontSize;
use crate::dom::style::keyword::WhiteSpace;
use crate::dom::style::property::Style;
use crate::dom::style::value::{Computed, Length, Value};
use crate::dom::{Document, NodeId};

/// Sets what attributes say about how an element looks.
pub(in crate::dom::style) fn hints(
    document: &Document,
    id: NodeId,
    style: &mut Style,
    around: &Style,
) {
    let attribute = |name: &str| document.attribute(id, name);
    let Some(name) = document.html_name(id) else {
        return;
    };
    if matches!(
        name,
        "body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "marquee"
    ) && let Some(color) = attribute("bgcolor")
    {
        style.background_color = legacy_color(color);
    }
    if matches!(
        name,
        "body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th"
    ) && attribute("background").is_some_and(|url| !url.is_empty())
    {
        style.background_image = crate::dom::style::value::Image::Other;
    }
    match name {
        "font" => {
            if let Some(color) = attribute("color") {
                style.color = legacy_color(color);
            }
            if let Some(size) = attribute("size") {
                style.font_size = legacy_size(size, around.font_size);
            }
        }
        "body" => {
            if let Some(color) = attribute("text") {
                style.color = legacy_color(color);
            }
        }
        "img" | "iframe" | "canvas" | "video" | "embed" | "object" | "table" | "td" | "th"
        | "hr" => {
            let pixels = |value: Option<&str>| {
                value
                    .and_then(|value| value.trim().parse::<f32>().ok())
                    .map(Length::Px)
            };
            if let Some(width) = pixels(attribute("width")) {
                style.width = width;
            }
            if let Some(height) = pixels(attribute("height")) {
                style.height = height;
            }
        }
        _ => {}
    }
    if matches!(name, "td" | "th") && attribute("nowrap").is_some() {
        style.white_space = Computed::Known(WhiteSpace::NoWrap);
    }
}

/// A colour in an attribute (HTML, section 2.3.6): what is no colour by name or digits is made one by rules that are not
/// worth following here.
fn legacy_color(text: &str) -> Computed<Rgba> {
    let text = text.trim();
    let mut input = cssparser::Parser::new(text);
    match crate::dom::style::color::parse(&mut input) {
        Ok(Paint::Color(color)) if color.alpha >= 1.0 && !text.contains('(') => {
            Computed::Known(color)
        }
        _ => match crate::accessibility::color::Color::from_hex(&format!("#{text}")) {
            Some(color) => Computed::Known(Rgba::opaque(color)),
            None => Computed::Unknown,
        },
    }
}

/// A size of `font`: 1 to 7, or so many more or less than 3.
fn legacy_size(text: &str, around: FontSize) -> FontSize {
    let text = text.trim();
    let number: Option<i32> = text.trim_start_matches('+').parse().ok();
    let relative = text.starts_with(['+', '-']);
    let Some(number) = number else { return around };
    let size = if relative {
        number.saturating_add(3)
    } else {
        number
    }
    .clamp(1, 7);
    // `x-small` is 1, and the names stand in a row.
    let name = u8::try_from(size).unwrap_or(3);
    FontSize::inside(&Value::Keyword(name), around, Computed::Unknown, false)
}
