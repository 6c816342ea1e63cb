//! Entity tags (RFC 9110 section 8.8.3): which version of a text somebody has seen.

use crate::digest::Digest;

/// The tag of these bytes: their SHA-256, in quotes.
pub(super) fn of(bytes: &[u8]) -> String {
    format!("\"{}\"", Digest::of_bytes(bytes))
}

/// Whether an `If-Match` (RFC 9110 section 13.1.1) lets a version be replaced. A weak tag matches nothing.
pub(super) fn matches(if_match: &str, tag: &str) -> bool {
    let if_match = if_match.trim();
    if_match == "*" || if_match.split(',').any(|listed| listed.trim() == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_the_digest_in_quotes() {
        // FIPS 180-4, the digest of no bytes.
        let empty = "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"";
        assert_eq!(of(b""), empty);
    }

    #[test]
    fn only_a_strong_tag_of_the_same_bytes_matches() {
        let tag = of(b"a");
        let other = of(b"b");
        for (if_match, expected) in [
            (tag.clone(), true),
            ("*".to_owned(), true),
            (format!("{other}, {tag}"), true),
            (other.clone(), false),
            (format!("W/{tag}"), false),
            (tag.replace('"', ""), false),
            (String::new(), false),
        ] {
            assert_eq!(matches(&if_match, &tag), expected, "{if_match}");
        }
    }
}
