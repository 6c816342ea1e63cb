//! What HTML in a message may hold, written down a second time and judged by html5ever's tree and cssparser's tokens.
//!
//! Nothing here may come from the code under test.

use cssparser::{BasicParseError, CowRcStr, Delimiter, Parser, Token};
use scraper::{Html, Node, node::Element};

/// The elements (design, section 8).
pub(crate) const ELEMENTS: &[&str] = &["p", "br", "strong", "em", "u", "span", "div"];

/// Of them, those that may have a style, their only attribute.
pub(crate) const STYLED: &[&str] = &["span", "div"];

/// What a parser adds around every document.
const FRAME: &[&str] = &["html", "head", "body"];

const WORDS: &[(&str, &[&str])] = &[
    (
        "font-weight",
        &[
            "normal", "bold", "bolder", "lighter", "100", "200", "300", "400", "500", "600", "700",
            "800", "900",
        ],
    ),
    ("font-style", &["normal", "italic", "oblique"]),
    (
        "text-decoration",
        &["none", "underline", "overline", "line-through"],
    ),
    (
        "text-align",
        &["left", "right", "center", "justify", "start", "end"],
    ),
];

/// What a parsed text holds that it may not, in words; elements of `frame` may stand around it.
pub(crate) fn breaches(html: &Html, frame: &[&str]) -> Vec<String> {
    let mut breaches = Vec::new();
    for node in html.tree.root().descendants() {
        match node.value() {
            Node::Element(element) => breaches.extend(element_breach(element, frame)),
            Node::Comment(comment) => breaches.push(format!("the comment {:?}", &**comment)),
            Node::ProcessingInstruction(_) => breaches.push("a processing instruction".to_owned()),
            Node::Doctype(_) => breaches.push("a document type".to_owned()),
            Node::Document | Node::Fragment | Node::Text(_) => {}
        }
    }
    breaches
}

/// The breaches of a text, read as a part of a page and as a page of its own.
pub(crate) fn breaches_of_text(text: &str) -> Vec<String> {
    let mut all = breaches(&Html::parse_fragment(text), &["html"]);
    all.extend(breaches(&Html::parse_document(text), FRAME));
    all
}

fn element_breach(element: &Element, frame: &[&str]) -> Option<String> {
    let name = element.name();
    let is_html = &*element.name.ns == "http://www.w3.org/1999/xhtml";
    let in_frame = frame.contains(&name);
    if !(in_frame || is_html && ELEMENTS.contains(&name)) {
        return Some(format!("the element <{name}>"));
    }
    element.attrs().find_map(|(attribute, value)| {
        if !in_frame && attribute == "style" && STYLED.contains(&name) {
            style_breach(value).map(|breach| format!("the style {value:?}: {breach}"))
        } else {
            Some(format!("the attribute {attribute}={value:?} of <{name}>"))
        }
    })
}

/// Why a style is not one of plain colours and words.
pub(crate) fn style_breach(style: &str) -> Option<String> {
    if style.contains("/*") || style.contains('\\') {
        return Some("a comment or an escape".to_owned());
    }
    let mut parser = Parser::new(style);
    while !parser.is_exhausted() {
        let declared = parser.parse_until_after(Delimiter::Semicolon, |parser| {
            Ok::<_, cssparser::ParseError<()>>(declaration(parser))
        });
        match declared {
            Ok(None) => {}
            Ok(Some(breach)) => return Some(breach),
            Err(_) => return Some("no declaration".to_owned()),
        }
    }
    None
}

fn declaration(parser: &mut Parser<'_>) -> Option<String> {
    if parser.is_exhausted() {
        return None;
    }
    let Ok(property) = named(parser) else {
        return Some("no property".to_owned());
    };
    let property = property.to_ascii_lowercase();
    let breach = match WORDS.iter().find(|(name, _)| *name == property) {
        Some((_, words)) => !is_word(parser, words),
        None if property == "color" || property == "background-color" => !is_color(parser),
        None => true,
    };
    let rest = !parser.is_exhausted();
    while parser.next().is_ok() {}
    (breach || rest).then(|| format!("the property {property}"))
}

fn named<'i>(parser: &mut Parser<'i>) -> Result<CowRcStr<'i>, BasicParseError> {
    let name = parser.expect_ident_cloned()?;
    parser.expect_colon()?;
    Ok(name)
}

fn is_word(parser: &mut Parser<'_>, words: &[&str]) -> bool {
    match parser.next() {
        Ok(Token::Ident(word)) => words.iter().any(|known| word.eq_ignore_ascii_case(known)),
        Ok(Token::Number {
            int_value: Some(value),
            ..
        }) => words.contains(&value.to_string().as_str()),
        _ => false,
    }
}

fn is_color(parser: &mut Parser<'_>) -> bool {
    let is_function = match parser.next() {
        Ok(Token::Ident(name)) => {
            let name = name.to_ascii_lowercase();
            return cssparser::color::parse_named_color(&name).is_ok()
                || matches!(name.as_str(), "transparent" | "currentcolor");
        }
        Ok(Token::Hash(digits) | Token::IDHash(digits)) => {
            return cssparser::color::parse_hash_color(digits.as_bytes()).is_ok();
        }
        Ok(Token::Function(name)) => {
            name.eq_ignore_ascii_case("rgb") || name.eq_ignore_ascii_case("rgba")
        }
        _ => false,
    };
    is_function
        && parser
            .parse_nested_block(|parser| Ok::<_, cssparser::ParseError<()>>(are_numbers(parser)))
            .unwrap_or(false)
}

fn are_numbers(parser: &mut Parser<'_>) -> bool {
    let mut numbers = 0;
    while let Ok(token) = parser.next() {
        match token {
            Token::Number { .. } | Token::Percentage { .. } => numbers += 1,
            Token::Comma | Token::Delim('/') => {}
            _ => return false,
        }
    }
    matches!(numbers, 3 | 4)
}

/// What in a parsed text would do harm were it put into a page: what runs, loads a document, or leads to either.
pub(crate) fn dangers(html: &Html) -> Vec<String> {
    const CODE: &[&str] = &["script", "iframe", "object", "style"];
    // These do nothing but what an attribute tells them.
    const TOLD: &[&str] = &["frame", "embed", "applet", "base", "link", "meta"];
    const ADDRESSES: &[&str] = &[
        "href",
        "src",
        "action",
        "formaction",
        "data",
        "to",
        "values",
    ];
    let mut dangers = Vec::new();
    for node in html.tree.root().descendants() {
        let Some(element) = node.value().as_element() else {
            continue;
        };
        let is_told = element.attrs().any(|(_, value)| !value.is_empty());
        if CODE.contains(&element.name()) || TOLD.contains(&element.name()) && is_told {
            dangers.push(format!("<{}>", element.name()));
        }
        for (name, value) in element.attrs() {
            let event = name.strip_prefix("on").unwrap_or_default();
            let is_handler =
                !event.is_empty() && event.bytes().all(|byte| byte.is_ascii_lowercase());
            let runs = (is_handler || name == "srcdoc") && !value.is_empty();
            if runs || ADDRESSES.contains(&name) && runs_as_script(value) {
                dangers.push(format!("{name}={value:?}"));
            }
        }
    }
    dangers
}

/// Whether a browser would run an address, after parsing it as browsers do.
pub(crate) fn runs_as_script(address: &str) -> bool {
    url::Url::parse(address)
        .is_ok_and(|url| matches!(url.scheme(), "javascript" | "vbscript" | "data"))
}

#[test]
fn the_second_list_refuses_and_allows() {
    for (style, allowed) in [
        ("color: red", true),
        ("COLOR:#12Ab34;background-color:rgb(1, 2%, 3)", true),
        ("color:rgb(1 2 3 / 4%);;font-weight: 700", true),
        (
            "font-style:italic;text-align:center;text-decoration:underline",
            true,
        ),
        ("", true),
        ("color: red !important", false),
        ("color: url(//x)", false),
        ("color: r\\65 d", false),
        ("color: /**/red", false),
        ("color: var(--x, red)", false),
        ("position: fixed", false),
        ("color", false),
        ("font-weight: 750", false),
        ("color: rgb(1,2)", false),
        ("background-color: image-set(url(x) 1x)", false),
    ] {
        assert_eq!(style_breach(style).is_none(), allowed, "{style}");
    }
    for text in [
        "<b>x</b>",
        "<p id=x>",
        "<p style='color:red'>",
        "<!-- -->",
        "<!doctype html>",
        "<body onload=x>",
        "<svg><p>",
        "<math><span>",
    ] {
        assert!(!breaches_of_text(text).is_empty(), "{text}");
    }
    assert!(breaches_of_text("<p>a<br><u>b</u><span style='color:red'>c").is_empty());
    assert!(!dangers(&Html::parse_fragment("<a href='java&#9;script:x'>")).is_empty());
    assert!(dangers(&Html::parse_fragment("<a href='https://x'>y</a>")).is_empty());
}
