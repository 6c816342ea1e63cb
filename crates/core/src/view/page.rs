//! The page around a view.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Scheme, View};
use crate::dom::Document;
use crate::sanitize::escaped;

/// Writes the page.
pub(super) fn write(view: &View) -> String {
    let document = view.document();
    let settings = view.settings();
    let scheme = match settings.scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    let (style, body) = match document.children(Document::ROOT) {
        [style, body @ ..] => (Some(*style), body),
        [] => (None, &[][..]),
    };
    let sheet = style.map(|style| document.text_content(style));
    let mut page = String::with_capacity(32 * 1024);
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"{scheme}\">\n<title>",
        settings.language.tag(),
        settings.language.direction(),
        policy(document, sheet.as_deref().unwrap_or_default()),
    );
    page.push_str(&escaped(view.title()));
    page.push_str("</title>\n");
    if let Some(style) = style {
        page.push_str(&document.node_to_html(style));
    }
    page.push_str("\n</head>\n<body>\n<main>\n");
    for id in body {
        page.push_str(&document.node_to_numbered_html(*id));
    }
    page.push_str("\n</main>\n</body>\n</html>\n");
    page
}

/// The content security policy: nothing but the sheet, and each style that an element has of its own, by their hashes.
fn policy(document: &Document, sheet: &str) -> String {
    let mut policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'",
        hash(sheet)
    );
    let styles: BTreeSet<&str> = document
        .elements()
        .filter_map(|id| document.attribute(id, "style"))
        .collect();
    if !styles.is_empty() {
        policy.push_str(" 'unsafe-hashes'");
    }
    for style in styles {
        let _ = write!(policy, " 'sha256-{}'", hash(style));
    }
    policy
}

/// SHA-256 of a text, in base 64.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = Sha256::digest(text.as_bytes());
    let mut encoded = String::with_capacity(44);
    for three in bytes.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            if digit <= three.len() {
                let place = (bits >> (18 - 6 * digit)) & 63;
                encoded.push(char::from(DIGITS[place as usize]));
            } else {
                encoded.push('=');
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_content_security_policy() {
        // The example of CSP 3, section 8.3, and the hash of nothing.
        assert_eq!(
            hash("alert('Hello, world.');"),
            "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
