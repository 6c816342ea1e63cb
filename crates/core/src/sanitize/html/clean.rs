//! The cleaned HTML, as ammonia cleans it.
//!
//! Cleaning once is not enough: taking an element out may leave a paragraph inside a paragraph, which the next parser
//! reads otherwise. So the text is cleaned until nothing changes.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::vocabulary::{ALLOWED_ELEMENTS, REMOVED_WITH_CONTENT, STYLED_ELEMENTS};
use crate::sanitize::css;

/// Each setting is given, because the builder's defaults allow more: attributes on every element, 25 URL schemes,
/// relative URLs, and a `rel` of its own.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(set(ALLOWED_ELEMENTS))
        .clean_content_tags(set(REMOVED_WITH_CONTENT))
        .generic_attributes(HashSet::new())
        .generic_attribute_prefixes(HashSet::new())
        .tag_attributes(
            STYLED_ELEMENTS
                .iter()
                .map(|element| (*element, set(&["style"])))
                .collect::<HashMap<_, _>>(),
        )
        .tag_attribute_values(HashMap::new())
        .set_tag_attribute_values(HashMap::new())
        .allowed_classes(HashMap::new())
        .url_schemes(HashSet::new())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .id_prefix(None)
        .strip_comments(true)
        .attribute_filter(|_, _, value| {
            let kept = css::allowed_declarations(value);
            (!kept.is_empty()).then_some(Cow::Owned(kept))
        });
    builder
});

fn set(names: &[&'static str]) -> HashSet<&'static str> {
    names.iter().copied().collect()
}

/// `text` with nothing but the allow-list left, and stable: cleaned again it stays the same.
pub(crate) fn clean(text: &str) -> String {
    // Each pass but the last undoes one nesting that a parser would undo; what needs more was made to need more.
    const PASSES: usize = 8;
    let mut text = CLEANER.clean(text).to_string();
    for _ in 0..PASSES {
        let again = CLEANER.clean(&text).to_string();
        if again == text {
            return text;
        }
        text = again;
    }
    escaped(&super::visible_text(&text))
}

/// Text as HTML shows it.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{a0}' => escaped.push_str("&nbsp;"),
            // Parsers drop the first and change the others.
            '\0' => {}
            '\r' => escaped.push('\n'),
            other => escaped.push(other),
        }
    }
    escaped
}
