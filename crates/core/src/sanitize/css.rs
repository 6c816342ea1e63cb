//! CSS values, by a closed grammar: what it does not know goes.
//!
//! A filter of names or of `url(` alone lets through what a value can hide: a `url()` inside `image-set()` or `var()`,
//! escapes that spell a function another way, comments, `!important`. Here a value is one of a few words, a colour or
//! a list of font names, and nothing else is a value.

use std::ops::Range;

use super::css_colors::NAMED_COLORS;
use super::problem::{Found, Problem};
use crate::finding::Safety;
use crate::finding::declare::rules;
use crate::json::shown_key;

rules! {
    /// A style sets nothing but `color`, `background-color`, `font-weight`, `font-style`, `text-decoration` and `text-align`.
    ///
    /// Other properties move text over what belongs to the page, hide it, or load files (`position`, `content`,
    /// `background-image`).
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "<span style=\"position: fixed\">Sale</span>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "<span style=\"font-weight: bold; color: #0056B3; background-color: #ffffff\">Sale</span>"
    /// ```
    pub(crate) PROPERTY = "css/property", Error, Security,
        "A style sets a property that messages may not set.";
    /// A CSS value is plain: a colour by name, `#` digits or the numbers of `rgb()`, a word of the property, or a list of font
    /// names.
    ///
    /// A list of forbidden functions would miss `image-set("…")`, `var(--x, url(…))`, escapes (`\\75rl(`) and the next
    /// function to come, each of which loads a file from somewhere; a list of allowed values misses nothing.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "<span style=\"color: var(--x, url(https://example.com))\">Sale</span>"
    /// ```
    ///
    /// ```json widget-configuration /uiTheme/fontFamily
    /// "Inter}body{color:red"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "<span style=\"color: rgb(0 86 179 / 90%); background-color: #ffffff\">Sale</span>"
    /// ```
    ///
    /// ```json widget-configuration /uiTheme/fontFamily
    /// "\"Open Sans\", sans-serif"
    /// ```
    pub(crate) VALUE = "css/value", Error, Security,
        "A CSS value is not a plain one.";
}

/// What a property may be.
enum Grammar {
    Color,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// The properties a style may set.
const PROPERTIES: &[(&str, Grammar)] = &[
    ("color", Grammar::Color),
    ("background-color", Grammar::Color),
    (
        "font-weight",
        Grammar::Words(&[
            "normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700",
            "800", "900",
        ]),
    ),
    (
        "font-style",
        Grammar::Words(&["normal", "italic", "oblique"]),
    ),
    (
        "text-decoration",
        Grammar::Words(&["none", "underline", "overline", "line-through"]),
    ),
    (
        "text-align",
        Grammar::Words(&["left", "right", "center", "justify", "start", "end"]),
    ),
];

/// The names of the properties a style may set.
pub(crate) fn property_names() -> impl Iterator<Item = &'static str> {
    PROPERTIES.iter().map(|(name, _)| *name)
}

/// One declaration of a style.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Declaration<'s> {
    /// Where it stands in the style, white space around it left out.
    pub(crate) range: Range<usize>,
    pub(crate) property: &'s str,
    pub(crate) value: &'s str,
    pub(crate) verdict: Verdict,
}

/// What becomes of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Allowed,
    UnknownProperty,
    BadValue,
}

/// The declarations of a style, each judged by itself.
///
/// Cut at every `;`, even inside quotes or brackets: no allowed value has either, so a piece of one is refused all the
/// same, and what is kept cannot join into something else.
pub(crate) fn declarations(style: &str) -> impl Iterator<Item = Declaration<'_>> {
    let mut offset = 0;
    style.split(';').filter_map(move |piece| {
        let start = offset + (piece.len() - piece.trim_start_matches(is_space).len());
        offset += piece.len() + 1;
        let text = piece.trim_matches(is_space);
        if text.is_empty() {
            return None;
        }
        let (property, value) = match text.split_once(':') {
            Some((property, value)) => (
                property.trim_end_matches(is_space),
                value.trim_start_matches(is_space),
            ),
            None => (text, ""),
        };
        Some(Declaration {
            range: start..start + text.len(),
            property,
            value,
            verdict: verdict(property, value),
        })
    })
}

fn verdict(property: &str, value: &str) -> Verdict {
    let grammar = PROPERTIES
        .iter()
        .find(|(name, _)| property.eq_ignore_ascii_case(name));
    let fits = match grammar {
        None => return Verdict::UnknownProperty,
        Some((_, Grammar::Color)) => is_color(value),
        Some((_, Grammar::Words(words))) => {
            words.iter().any(|word| value.eq_ignore_ascii_case(word))
        }
    };
    if fits {
        Verdict::Allowed
    } else {
        Verdict::BadValue
    }
}

/// The declarations that are allowed, as one style.
pub(crate) fn allowed_declarations(style: &str) -> String {
    let mut kept = String::new();
    for declaration in declarations(style) {
        if declaration.verdict == Verdict::Allowed {
            if !kept.is_empty() {
                kept.push_str("; ");
            }
            kept.push_str(&style[declaration.range]);
        }
    }
    kept
}

/// The properties and values of the declarations that are allowed.
pub(crate) fn allowed_styles(style: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let allowed = |declaration: &Declaration<'_>| declaration.verdict == Verdict::Allowed;
    declarations(style)
        .filter(allowed)
        .filter_map(|declaration| {
            let mut names = property_names();
            let name = names.find(|name| name.eq_ignore_ascii_case(declaration.property))?;
            Some((name, declaration.value))
        })
}

/// A colour by name, by 3, 4, 6 or 8 hexadecimal digits, or by the plain numbers of `rgb()`.
pub(crate) fn is_color(value: &str) -> bool {
    if let Some(digits) = value.strip_prefix('#') {
        return matches!(digits.len(), 3 | 4 | 6 | 8)
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    }
    let lower = value.to_ascii_lowercase();
    let arguments = lower
        .strip_prefix("rgba(")
        .or_else(|| lower.strip_prefix("rgb("))
        .and_then(|rest| rest.strip_suffix(')'));
    match arguments {
        Some(arguments) => is_rgb(arguments),
        None => NAMED_COLORS.binary_search(&lower.as_str()).is_ok(),
    }
}

/// Three numbers and perhaps an opacity, with commas or in the newer form with spaces and a slash.
fn is_rgb(arguments: &str) -> bool {
    let (colors, opacity): (Vec<&str>, Option<&str>) = if arguments.contains(',') {
        let mut parts: Vec<&str> = arguments.split(',').map(trimmed).collect();
        let opacity = (parts.len() == 4).then(|| parts.remove(3));
        (parts, opacity)
    } else {
        let (colors, opacity) = match arguments.split_once('/') {
            Some((colors, opacity)) => (colors, Some(trimmed(opacity))),
            None => (arguments, None),
        };
        let colors = colors.split(is_space).filter(|part| !part.is_empty());
        (colors.collect(), opacity)
    };
    colors.len() == 3 && colors.iter().copied().chain(opacity).all(is_plain_number)
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() || digits.starts_with('.'))
        && !fraction.is_empty()
        && are_digits(whole)
        && are_digits(fraction)
}

/// Reports a text that is no list of font names; colours have patterns of their own.
pub(crate) fn find_font_family(text: &str, found: &mut Found) {
    // A colour is written with characters that font names do not need.
    if is_color(text) {
        return;
    }
    if let Some(problem) = font_family_problem(text) {
        found.add_some(|| Problem {
            rule: &VALUE,
            range: 0..text.len(),
            predicate: format!("is {}, which {problem}", shown_key(text)),
            help: "Write names of fonts with commas between them, such as \"Inter, sans-serif\"."
                .to_owned(),
            removal: None,
        });
    }
}

/// Why a text is no list of font names, as the end of a sentence about it.
///
/// A name is words of letters, digits, hyphens and underscores, or such words in quotes.
pub(crate) fn font_family_problem(text: &str) -> Option<&'static str> {
    text.split(',').map(trimmed).find_map(font_name_problem)
}

fn font_name_problem(name: &str) -> Option<&'static str> {
    let quoted = ['"', '\'']
        .iter()
        .find_map(|quote| name.strip_prefix(*quote)?.strip_suffix(*quote));
    let words = quoted.unwrap_or(name);
    if words.trim().is_empty() {
        return Some("has a font without a name");
    }
    let plain = |character: char| {
        character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '+' | '&')
    };
    if words.chars().all(plain) {
        None
    } else if words.contains('(') {
        Some("calls a function")
    } else if words.contains('\\') {
        Some("holds an escape")
    } else {
        Some("holds characters that font names do not need")
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// White space of CSS.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// What to write in place of a value that is no plain one.
pub(crate) const VALUE_HELP: &str = "Write a colour by name, #rrggbb or rgb(), or one of the property's words; no function, escape or !important.";

/// Whether text reads the same when a declaration of this property goes: a style may hide or place text.
pub(crate) fn removal_safety(property: &str) -> Safety {
    let looks_only = [
        "font",
        "color",
        "background",
        "border",
        "text-decoration",
        "text-align",
        "text-shadow",
        "cursor",
    ];
    let lower = property.to_ascii_lowercase();
    let of_a_look = looks_only.iter().any(|look| {
        lower
            .strip_prefix(look)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    });
    // A font size or a colour may hide text too, but only a value that is plain enough to be kept.
    if of_a_look && lower != "font-size" && lower != "font" {
        Safety::Safe
    } else {
        Safety::Unsafe
    }
}
