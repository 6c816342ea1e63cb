//! The parser and filter beneath our policy, held to the outputs that Closure's authors wrote down.
//!
//! Closure's policy allows far more than ours, so its rows say nothing about our allow-list; they say whether ammonia
//! reads hostile HTML as another careful reader does.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use scraper::Html;

use crate::corpus;

/// The elements of Closure's `TagWhitelist` (closure-library, `closure/goog/html/sanitizer`), without those its blacklist
/// takes back; what it does not know it drops, as ammonia does.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "command",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "map",
    "mark",
    "menu",
    "meter",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "pre",
    "progress",
    "q",
    "s",
    "samp",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// The elements of its `TagBlacklist`, which go with all they hold.
const DROPPED: &[&str] = &[
    "applet", "audio", "base", "bgsound", "embed", "iframe", "isindex", "keygen", "layer", "link",
    "meta", "object", "script", "style", "svg", "template", "video",
];

/// The rows on which it writes otherwise than any accepted output, and why. A row that is no longer missed is a failure
/// too.
const MISSES: &[(&str, &str)] = &[
    (
        "contract_command_plain",
        "Closure's list has the element, its rows do not keep it",
    ),
    (
        "input",
        "`type` is an attribute Closure keeps, and this policy does not; the script is gone in both",
    ),
    (
        "mxss_noscript",
        "ammonia keeps `<noscript>` with its text unescaped, as a browser that runs scripts reads it; never allow it",
    ),
];

fn closure_policy() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(KEPT.iter().copied().collect())
        .clean_content_tags(DROPPED.iter().copied().collect())
        .generic_attributes(HashSet::new())
        .generic_attribute_prefixes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src"])),
            ("p", HashSet::from(["async", "loading"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "ftp"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|_, _, value| Some(Cow::Borrowed(value)))
        .link_rel(None)
        .strip_comments(true);
    builder
}

/// HTML as a parser reads it, so that only the tree is compared.
fn tree(html: &str) -> String {
    Html::parse_fragment(html).html()
}

/// All but the misses: 486 of 489.
#[test]
fn ammonia_writes_what_closure_accepts() {
    let cleaner = closure_policy();
    corpus::for_each("Closure", |row| {
        if row.source != "closure" {
            return Vec::new();
        }
        let output = cleaner.clean(&row.payload).to_string();
        let accepts = |accepted: &String| tree(accepted) == tree(&output);
        let accepted = row.expected.iter().any(accepts);
        let missed = MISSES.iter().find(|(id, _)| *id == row.id);
        match (accepted, missed) {
            (true, None) | (false, Some(_)) => Vec::new(),
            (false, None) => vec![format!("became {output:?}, not one of {:?}", row.expected)],
            (true, Some((_, why))) => vec![format!("is not missed any more: {why}")],
        }
    });
}
