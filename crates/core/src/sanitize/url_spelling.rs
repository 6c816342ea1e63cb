//! URLs that every reader reads alike.
//!
//! A browser forgives white space, backslashes and missing slashes; what is sent is the text as written, and the next
//! reader may not forgive, or may see another host in it.

use ::url::Url;

/// How the spelling of a parsed URL could mislead, as the end of a sentence about it.
pub(crate) fn problem(text: &str, url: &Url) -> Option<String> {
    if text.contains(|character: char| {
        character.is_whitespace() || character.is_control() || character == '\\'
    }) {
        return Some("is spelled with white space, control characters or backslashes".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("carries a user name or password".to_owned());
    }
    let host = url.host_str()?;
    let Some(authority) = authority(text) else {
        return Some("does not follow its scheme with //".to_owned());
    };
    if authority.contains('@') {
        return Some("carries a user name or password".to_owned());
    }
    host.contains('*')
        .then(|| "has a wildcard for a host".to_owned())
}

/// What stands between `//` and the path, query or fragment.
pub(crate) fn authority(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    Some(&rest[..end])
}
