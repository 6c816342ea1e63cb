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

/// How the host of a link could mislead, as the end of a sentence about it.
///
/// A browser writes `%65xample.com`, `2130706433` and `https:///example.com` anew; a person, or a filter before the
/// browser, reads another host. Hosts in the letters of their language are read alike by everybody.
pub(crate) fn host_problem(text: &str, url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let written = authority(text)?;
    let written = match written.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => written,
    };
    let rewritten = if written.is_ascii() {
        !written.eq_ignore_ascii_case(host)
    } else {
        written.chars().any(is_misread)
    };
    rewritten.then(|| format!("spells its host in a way that browsers read as {host}"))
}

/// What looks like a full stop, a slash or another sign of a URL, or becomes one: punctuation, symbols, full-width forms.
fn is_misread(value: char) -> bool {
    matches!(value,
        '%' | '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{303f}'
        | '\u{a789}' | '\u{ff00}'..='\u{ffef}')
}
