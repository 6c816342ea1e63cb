//! The same attacks where no HTML is read: as Markdown, labels, links, CSS values and data.

use preflight_core::Policy;
use preflight_core::sanitize::clean;
use preflight_core::shape::TextMode;
use pulldown_cmark::{Options, Parser};
use scraper::Html;

use crate::allow_list::{breaches_of_text, dangers};
use crate::corpus;

pub(crate) const MODES: &[TextMode] = &[
    TextMode::Html,
    TextMode::Markdown,
    TextMode::Plain,
    TextMode::Link,
    TextMode::Css,
    TextMode::Data,
    TextMode::Url,
];

#[test]
fn cleaning_twice_changes_nothing_in_any_mode() {
    let policy = Policy::default();
    corpus::for_each("fixpoint", |row| {
        let mut faults = Vec::new();
        for mode in MODES {
            let once = clean(&row.payload, *mode, &policy);
            let twice = clean(&once.text, *mode, &policy);
            if twice.text != once.text {
                let (once, twice) = (&once.text, &twice.text);
                faults.push(format!("{mode:?}: once {once:?}, twice {twice:?}"));
            } else if let Some(left) = twice.removed.iter().find(|one| one.safety.is_some()) {
                faults.push(format!("{mode:?}: {:?}: {}", once.text, left.message));
            }
            if once.text != row.payload && once.removed.is_empty() && *mode != TextMode::Html {
                faults.push(format!("{mode:?}: became {:?} in silence", once.text));
            }
        }
        faults
    });
}

/// A label may be put into a page by somebody who forgets to escape it.
#[test]
fn cleaned_labels_and_data_are_harmless_even_as_html() {
    let policy = Policy::default();
    corpus::for_each("labels and data", |row| {
        let mut faults = Vec::new();
        for mode in [TextMode::Plain, TextMode::Data] {
            let text = clean(&row.payload, mode, &policy).text;
            let dangers = dangers(&Html::parse_fragment(&text));
            faults.extend(
                dangers
                    .iter()
                    .map(|danger| format!("{mode:?}: {text:?}: {danger}")),
            );
        }
        faults
    });
}

/// Markdown as messengers of several sorts draw it: `CommonMark` alone, and with the usual extensions.
pub(crate) fn drawn(markdown: &str) -> impl Iterator<Item = String> {
    let extended =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    [Options::empty(), extended]
        .into_iter()
        .map(move |options| {
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, options));
            html
        })
}

/// An attack as it is and at the places of Markdown that take an address, a title or a name.
pub(crate) fn as_markdown(attack: &str) -> impl Iterator<Item = String> {
    let places = [
        "@",
        "[text](@)",
        "[text](<@>)",
        "[text](https://example.com/ \"@\")",
        "![text](@)",
        "<@>",
        "[text]\n\n[text]: @",
        "[@](https://example.com/)",
        "[text][name]\n\n[name]: <@> '@'",
        "> - `@` **@**",
        "```@\n@\n```",
    ];
    places
        .into_iter()
        .map(move |place| place.replace('@', attack))
}

#[test]
fn cleaned_markdown_draws_only_what_markdown_makes() {
    let policy = Policy::default();
    corpus::for_each("markdown", |row| {
        let mut faults = Vec::new();
        for attack in as_markdown(&row.payload) {
            let once = clean(&attack, TextMode::Markdown, &policy);
            let twice = clean(&once.text, TextMode::Markdown, &policy);
            if twice.text != once.text {
                let (once, twice) = (&once.text, &twice.text);
                faults.push(format!("{attack:?}: once {once:?}, twice {twice:?}"));
            }
            if once.text != attack && once.removed.is_empty() {
                faults.push(format!("{attack:?}: became {:?} in silence", once.text));
            }
            let breaches = drawn(&once.text).flat_map(|html| markdown_breaches(&html));
            faults.extend(breaches.map(|breach| format!("{attack:?}: {:?}: {breach}", once.text)));
        }
        faults
    });
}

/// What drawn Markdown holds that Markdown cannot make, or that leads where nobody may be sent.
pub(crate) fn markdown_breaches(html: &str) -> Vec<String> {
    const ELEMENTS: &[&str] = &[
        "html",
        "p",
        "br",
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "del",
        "input",
    ];
    let mut breaches = Vec::new();
    for node in Html::parse_fragment(html).tree.root().descendants() {
        if node.value().is_comment() {
            breaches.push("a comment".to_owned());
        }
        let Some(element) = node.value().as_element() else {
            continue;
        };
        if !ELEMENTS.contains(&element.name()) {
            breaches.push(format!("the element <{}>", element.name()));
        }
        for (name, value) in element.attrs() {
            let allowed = match (element.name(), name) {
                ("a", "href") | ("img", "src") => leads_somewhere_safe(value),
                ("a" | "img", "title")
                | ("img", "alt")
                | ("code", "class")
                | ("ol", "start")
                | ("th" | "td", "style") => true,
                ("input", _) => matches!(name, "type" | "disabled" | "checked"),
                _ => false,
            };
            if !allowed {
                breaches.push(format!("{name}={value:?} of <{}>", element.name()));
            }
        }
    }
    breaches
}

fn leads_somewhere_safe(address: &str) -> bool {
    url::Url::parse(address)
        .is_ok_and(|url| matches!(url.scheme(), "https" | "http" | "mailto" | "tel"))
}

#[test]
fn links_and_css_values_are_plain_or_gone() {
    let policy = Policy::default();
    corpus::for_each("links and CSS", |row| {
        let mut faults = Vec::new();
        let link = clean(&row.payload, TextMode::Link, &policy).text;
        if !link.is_empty() && !leads_somewhere_safe(&link) {
            faults.push(format!("the link {link:?}"));
        }
        let css = clean(&row.payload, TextMode::Css, &policy).text;
        if css.contains(['(', ')', ';', ':', '{', '}', '\\', '<', '>', '@', '/', '*'])
            && crate::allow_list::style_breach(&format!("color:{css}")).is_some()
        {
            faults.push(format!("the CSS value {css:?}"));
        }
        faults
    });
}

/// Inside a sentence of its own the attack is no other one; this also covers texts that do not begin with it.
#[test]
fn prose_around_an_attack_changes_nothing() {
    corpus::for_each("prose", |row| {
        let text = format!("Dear guest,\n\n{}\n\nyour order & more", row.payload);
        breaches_of_text(&clean(&text, TextMode::Html, &Policy::default()).text)
    });
}
