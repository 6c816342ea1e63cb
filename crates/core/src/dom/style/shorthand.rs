//! Shorthands, written out.

use cssparser::{Parser, Token};

use super::color;
use super::property::Name;
use super::value::{LineHeight, Parsed, Property, Unit, Value, invalid, length};
use super::{background, font};

type Put<'p> = &'p mut dyn FnMut(Name, Value);

/// Four sides, in the order in which CSS writes them.
const SIDES: [(&str, [Name; 4]); 6] = [
    (
        "margin",
        [
            Name::MarginTop,
            Name::MarginRight,
            Name::MarginBottom,
            Name::MarginLeft,
        ],
    ),
    (
        "padding",
        [
            Name::PaddingTop,
            Name::PaddingRight,
            Name::PaddingBottom,
            Name::PaddingLeft,
        ],
    ),
    ("inset", [Name::Top, Name::Right, Name::Bottom, Name::Left]),
    (
        "border-width",
        [
            Name::BorderTopWidth,
            Name::BorderRightWidth,
            Name::BorderBottomWidth,
            Name::BorderLeftWidth,
        ],
    ),
    (
        "border-style",
        [
            Name::BorderTopStyle,
            Name::BorderRightStyle,
            Name::BorderBottomStyle,
            Name::BorderLeftStyle,
        ],
    ),
    (
        "border-color",
        [
            Name::BorderTopColor,
            Name::BorderRightColor,
            Name::BorderBottomColor,
            Name::BorderLeftColor,
        ],
    ),
];

/// Two sides of a text that runs from left to right.
const PAIRS: [(&str, [Name; 2]); 8] = [
    ("margin-block", [Name::MarginTop, Name::MarginBottom]),
    ("margin-inline", [Name::MarginLeft, Name::MarginRight]),
    ("padding-block", [Name::PaddingTop, Name::PaddingBottom]),
    ("padding-inline", [Name::PaddingLeft, Name::PaddingRight]),
    ("inset-block", [Name::Top, Name::Bottom]),
    ("inset-inline", [Name::Left, Name::Right]),
    ("overflow", [Name::OverflowX, Name::OverflowY]),
    ("gap", [Name::RowGap, Name::ColumnGap]),
];

/// A width, a style and a colour, in any order.
const LINES: [(&str, &[[Name; 3]]); 6] = [
    (
        "border",
        &[
            [
                Name::BorderTopWidth,
                Name::BorderTopStyle,
                Name::BorderTopColor,
            ],
            [
                Name::BorderRightWidth,
                Name::BorderRightStyle,
                Name::BorderRightColor,
            ],
            [
                Name::BorderBottomWidth,
                Name::BorderBottomStyle,
                Name::BorderBottomColor,
            ],
            [
                Name::BorderLeftWidth,
                Name::BorderLeftStyle,
                Name::BorderLeftColor,
            ],
        ],
    ),
    (
        "border-top",
        &[[
            Name::BorderTopWidth,
            Name::BorderTopStyle,
            Name::BorderTopColor,
        ]],
    ),
    (
        "border-right",
        &[[
            Name::BorderRightWidth,
            Name::BorderRightStyle,
            Name::BorderRightColor,
        ]],
    ),
    (
        "border-bottom",
        &[[
            Name::BorderBottomWidth,
            Name::BorderBottomStyle,
            Name::BorderBottomColor,
        ]],
    ),
    (
        "border-left",
        &[[
            Name::BorderLeftWidth,
            Name::BorderLeftStyle,
            Name::BorderLeftColor,
        ]],
    ),
    (
        "outline",
        &[[Name::OutlineWidth, Name::OutlineStyle, Name::OutlineColor]],
    ),
];

/// Other names of properties, in a text that runs from left to right and lines from top to bottom.
const ALIASES: [(&str, Name); 23] = [
    ("inline-size", Name::Width),
    ("block-size", Name::Height),
    ("min-inline-size", Name::MinWidth),
    ("min-block-size", Name::MinHeight),
    ("max-inline-size", Name::MaxWidth),
    ("max-block-size", Name::MaxHeight),
    ("margin-block-start", Name::MarginTop),
    ("margin-block-end", Name::MarginBottom),
    ("margin-inline-start", Name::MarginLeft),
    ("margin-inline-end", Name::MarginRight),
    ("padding-block-start", Name::PaddingTop),
    ("padding-block-end", Name::PaddingBottom),
    ("padding-inline-start", Name::PaddingLeft),
    ("padding-inline-end", Name::PaddingRight),
    ("-webkit-transform", Name::Transform),
    ("-webkit-filter", Name::Filter),
    ("-webkit-clip-path", Name::ClipPath),
    ("-webkit-background-clip", Name::BackgroundClip),
    ("-webkit-appearance", Name::Appearance),
    ("-webkit-mask-image", Name::Mask),
    ("-webkit-animation-name", Name::Animation),
    ("-webkit-box-shadow", Name::BoxShadow),
    ("-webkit-box-sizing", Name::BoxSizing),
];

/// Shorthands of which only some parts are looked at.
const OTHERS: [(&str, &[Name]); 10] = [
    (
        "background",
        &[
            Name::BackgroundColor,
            Name::BackgroundImage,
            Name::BackgroundClip,
        ],
    ),
    (
        "font",
        &[
            Name::FontSize,
            Name::FontWeight,
            Name::LineHeight,
            Name::FontFamily,
        ],
    ),
    (
        "text-decoration",
        &[Name::TextDecorationLine, Name::TextDecorationColor],
    ),
    ("animation", &[Name::Animation]),
    ("flex", &[Name::FlexGrow]),
    ("-webkit-animation", &[Name::Animation]),
    ("mask", &[Name::Mask]),
    ("-webkit-mask", &[Name::Mask]),
    ("flex-flow", &[Name::FlexDirection]),
    ("-webkit-text-stroke", &[Name::TextStroke]),
];

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, found)| *found)
}

/// The properties that a property or shorthand sets.
pub(super) fn longhands(name: &str) -> Vec<Name> {
    if let Some(property) = Name::of(name).or_else(|| find(&ALIASES, name)) {
        vec![property]
    } else if let Some(sides) = find(&SIDES, name) {
        sides.to_vec()
    } else if let Some(pair) = find(&PAIRS, name) {
        pair.to_vec()
    } else if let Some(lines) = find(&LINES, name) {
        lines.iter().flatten().copied().collect()
    } else {
        find(&OTHERS, name)
            .map(<[Name]>::to_vec)
            .unwrap_or_default()
    }
}

/// Whether it is looked at.
pub(super) fn is_known(name: &str) -> bool {
    Name::of(name).is_some()
        || find(&ALIASES, name).is_some()
        || find(&SIDES, name).is_some()
        || find(&PAIRS, name).is_some()
        || find(&LINES, name).is_some()
        || find(&OTHERS, name).is_some()
}

/// Reads what a property or shorthand is set to.
pub(super) fn parse(name: &str, input: &mut Parser<'_>, put: Put<'_>) -> Parsed<()> {
    if let Some(property) = Name::of(name).or_else(|| find(&ALIASES, name)) {
        put(property, property.parse(input)?);
        return Ok(());
    }
    if let Some(sides) = find(&SIDES, name) {
        return four(sides, input, put);
    }
    if let Some([first, second]) = find(&PAIRS, name) {
        let value = first.parse(input)?;
        let other = input
            .try_parse(|input| second.parse(input))
            .unwrap_or_else(|_| value.clone());
        put(first, value);
        put(second, other);
        return Ok(());
    }
    if let Some(lines) = find(&LINES, name) {
        return line(lines, input, put);
    }
    match name {
        "background" => shorthand_of_background(input, put),
        "font" => shorthand_of_font(input, put),
        "text-decoration" => decoration(input, put),
        "flex-flow" => {
            let _ = input.try_parse(|input| {
                input
                    .expect_ident_matching("nowrap")
                    .or_else(|_| input.expect_ident_matching("wrap"))
            });
            let value = input
                .try_parse(|input| Name::FlexDirection.parse(input))
                .unwrap_or(Value::Initial);
            let _ = input.try_parse(|input| {
                input
                    .expect_ident_matching("nowrap")
                    .or_else(|_| input.expect_ident_matching("wrap"))
            });
            put(Name::FlexDirection, value);
            Ok(())
        }
        _ => {
            let nothing = input
                .try_parse(|input| input.expect_ident_matching("none"))
                .is_ok();
            super::special::skip_until_important(input);
            for property in longhands(name) {
                put(
                    property,
                    if nothing {
                        Value::Initial
                    } else {
                        Value::Unknown
                    },
                );
            }
            Ok(())
        }
    }
}

fn four(sides: [Name; 4], input: &mut Parser<'_>, put: Put<'_>) -> Parsed<()> {
    let mut values = vec![sides[0].parse(input)?];
    while values.len() < 4 {
        match input.try_parse(|input| sides[0].parse(input)) {
            Ok(value) => values.push(value),
            Err(_) => break,
        }
    }
    // What is not said is as on the other side; the other side of the left is the right.
    let places = match values.len() {
        1 => [0, 0, 0, 0],
        2 => [0, 1, 0, 1],
        3 => [0, 1, 2, 1],
        _ => [0, 1, 2, 3],
    };
    for (side, place) in sides.into_iter().zip(places) {
        put(side, values[place].clone());
    }
    Ok(())
}

fn line(lines: &[[Name; 3]], input: &mut Parser<'_>, put: Put<'_>) -> Parsed<()> {
    let [first, ..] = lines else { return Ok(()) };
    let mut values = [Value::Initial, Value::Initial, Value::Initial];
    let mut read = false;
    'parts: while !input.is_exhausted() {
        // A style comes before a width, since `none` is a style here.
        for place in [1, 0, 2] {
            if values[place] == Value::Initial
                && let Ok(value) = input.try_parse(|input| first[place].parse(input))
            {
                values[place] = value;
                read = true;
                continue 'parts;
            }
        }
        break;
    }
    if !read {
        return invalid();
    }
    for properties in lines {
        for (property, value) in properties.iter().zip(&values) {
            put(*property, value.clone());
        }
    }
    Ok(())
}

fn shorthand_of_background(input: &mut Parser<'_>, put: Put<'_>) -> Parsed<()> {
    let mut color = Value::Initial;
    let mut clip = Value::Initial;
    let mut images = Vec::new();
    loop {
        if let Ok(paint) = input.try_parse(color::parse) {
            color = Value::Color(paint);
        } else if let Ok(image) = input.try_parse(background::image) {
            images.push(image);
        } else {
            let state = input.state();
            match input.next() {
                Ok(Token::Delim('!')) => {
                    input.reset(&state);
                    break;
                }
                Ok(Token::Ident(name)) if name.eq_ignore_ascii_case("text") => {
                    clip = Value::Unknown;
                }
                Ok(Token::Ident(name)) if !is_part_of_background(name) => return invalid(),
                // Where it is, how large it is, and a comma before the next.
                Ok(
                    Token::Ident(_)
                    | Token::Number { .. }
                    | Token::Dimension { .. }
                    | Token::Percentage { .. }
                    | Token::Function(_)
                    | Token::Delim('/')
                    | Token::Comma,
                ) => {}
                Ok(_) => return invalid(),
                Err(_) => break,
            }
        }
    }
    let mut drawn = images.into_iter().filter(|image| *image != Value::Auto);
    let image = match (drawn.next(), drawn.next()) {
        (None, _) => Value::Auto,
        (Some(only), None) => only,
        _ => Value::Unknown,
    };
    put(Name::BackgroundColor, color);
    put(Name::BackgroundImage, image);
    put(Name::BackgroundClip, clip);
    Ok(())
}

fn is_part_of_background(name: &str) -> bool {
    const PARTS: [&str; 19] = [
        "left",
        "right",
        "top",
        "bottom",
        "center",
        "repeat",
        "repeat-x",
        "repeat-y",
        "no-repeat",
        "space",
        "round",
        "scroll",
        "fixed",
        "local",
        "cover",
        "contain",
        "auto",
        "border-box",
        "padding-box",
    ];
    name.eq_ignore_ascii_case("content-box")
        || PARTS.iter().any(|part| name.eq_ignore_ascii_case(part))
}

fn shorthand_of_font(input: &mut Parser<'_>, put: Put<'_>) -> Parsed<()> {
    const SYSTEM: [&str; 6] = [
        "caption",
        "icon",
        "menu",
        "message-box",
        "small-caption",
        "status-bar",
    ];
    const STYLES: [&str; 14] = [
        "normal",
        "italic",
        "oblique",
        "small-caps",
        "ultra-condensed",
        "extra-condensed",
        "condensed",
        "semi-condensed",
        "semi-expanded",
        "expanded",
        "extra-expanded",
        "ultra-expanded",
        "-webkit-small-caps",
        "slanted",
    ];
    let mut weight = Value::Length(400.0, Unit::Number);
    let size = loop {
        if let Ok(size) = input.try_parse(font::FontSize::parse) {
            break size;
        }
        if let Ok(value) = input.try_parse(font::FontWeight::parse) {
            weight = value;
            continue;
        }
        match input.next()? {
            Token::Ident(name)
                if SYSTEM
                    .iter()
                    .any(|system| name.eq_ignore_ascii_case(system)) =>
            {
                for property in longhands("font") {
                    put(property, Value::Unknown);
                }
                return Ok(());
            }
            Token::Ident(name) if STYLES.iter().any(|style| name.eq_ignore_ascii_case(style)) => {}
            _ => return invalid(),
        }
    };
    let height = if input.try_parse(|input| input.expect_delim('/')).is_ok() {
        LineHeight::parse(input)?
    } else {
        Value::Auto
    };
    let family = font::Family::parse(input)?;
    put(Name::FontSize, size);
    put(Name::FontWeight, weight);
    put(Name::LineHeight, height);
    put(Name::FontFamily, family);
    Ok(())
}

fn decoration(input: &mut Parser<'_>, put: Put<'_>) -> Parsed<()> {
    const STYLES: [&str; 10] = [
        "solid",
        "double",
        "dotted",
        "dashed",
        "wavy",
        "auto",
        "from-font",
        "blink",
        "spelling-error",
        "grammar-error",
    ];
    let mut lines = Vec::new();
    let mut paint = Value::Initial;
    while !input.is_exhausted() {
        let state = input.state();
        if let Ok(read) = input.try_parse(color::parse) {
            paint = Value::Color(read);
            continue;
        }
        if input.try_parse(|input| length(input, false)).is_ok() {
            continue;
        }
        match input.next()?.clone() {
            Token::Delim('!') => {
                input.reset(&state);
                break;
            }
            Token::Ident(name) if STYLES.iter().any(|style| name.eq_ignore_ascii_case(style)) => {}
            Token::Ident(name) => lines.push(name.to_ascii_lowercase()),
            _ => return invalid(),
        }
    }
    let line = match lines
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => Value::Initial,
        [one] => {
            let mut inner = Parser::new(one);
            Name::TextDecorationLine.parse(&mut inner)?
        }
        // More than one line: what counts is whether one of them is below.
        many => {
            let name = if many.contains(&"underline") {
                "underline"
            } else {
                "line-through"
            };
            Name::TextDecorationLine.parse(&mut Parser::new(name))?
        }
    };
    if line == Value::Unknown && !lines.is_empty() {
        return invalid();
    }
    put(Name::TextDecorationLine, line);
    put(Name::TextDecorationColor, paint);
    Ok(())
}
