//! Whether a browser shows a page in a frame of another origin: `frame-ancestors` of Content Security Policy Level 3,
//! and `X-Frame-Options` as the HTML standard reads it where no policy says anything about frames.
//!
//! The frame of an agent's widget has one ancestor that is looked at here, the agents' desktop.

use reqwest::header::{CONTENT_SECURITY_POLICY, HeaderMap, X_FRAME_OPTIONS};
use url::Url;

use super::verdict::combined;

/// What forbids the frame.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Forbidden {
    /// The sources of a policy's `frame-ancestors`, as the server wrote them.
    ByPolicy(String),
    /// The values of `X-Frame-Options`, as the server wrote them.
    ByFrameOptions(String),
}

/// What forbids `embedder` to frame a page that `own` was answered with.
///
/// Every policy must allow it (CSP3, section 6.4.2). Policies that only report do not count.
pub(super) fn forbids(headers: &HeaderMap, own: &Url, embedder: &Url) -> Option<Forbidden> {
    let policies = combined(headers, &CONTENT_SECURITY_POLICY).unwrap_or_default();
    let lists: Vec<&str> = policies.split(',').filter_map(frame_ancestors).collect();
    if !lists.is_empty() {
        return lists
            .into_iter()
            .find(|list| !admits(list, own, embedder))
            .map(|list| Forbidden::ByPolicy(list.to_owned()));
    }
    let options = combined(headers, &X_FRAME_OPTIONS)?;
    (!is_framed_despite(&options, own, embedder)).then_some(Forbidden::ByFrameOptions(options))
}

/// The sources of the directive in one policy (CSP3, section 2.2.1): of several, the first one counts.
fn frame_ancestors(policy: &str) -> Option<&str> {
    policy
        .split(';')
        .map(str::trim_ascii)
        .filter(|directive| directive.is_ascii())
        .find_map(|directive| {
            let end = directive
                .find(|character: char| character.is_ascii_whitespace())
                .unwrap_or(directive.len());
            let (name, sources) = directive.split_at(end);
            name.eq_ignore_ascii_case("frame-ancestors")
                .then(|| sources.trim_ascii())
        })
}

/// Whether a source list has the embedder in it (CSP3, section 6.7.2.7). An empty one has nobody, and `'none'` is no
/// source that anybody is.
fn admits(list: &str, own: &Url, embedder: &Url) -> bool {
    list.split_ascii_whitespace()
        .any(|source| is_source(source, own, embedder))
}

/// Whether a source expression means the embedder (CSP3, section 6.7.2.8). A path says nothing about an ancestor, of
/// which only the origin is known.
fn is_source(source: &str, own: &Url, embedder: &Url) -> bool {
    if source == "*" {
        return matches!(embedder.scheme(), "http" | "https");
    }
    if source.eq_ignore_ascii_case("'self'") {
        return own.origin() == embedder.origin();
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return is_scheme(scheme, embedder.scheme());
    }
    let (scheme, rest) = match source.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        // Without one it is that of the page.
        None => (own.scheme(), source),
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    is_scheme(scheme, embedder.scheme()) && is_host(host, embedder) && is_port(port, embedder)
}

/// Whether the scheme of a source covers that of a URL (section 6.7.2.9): the encrypted one is as good.
fn is_scheme(source: &str, scheme: &str) -> bool {
    source.eq_ignore_ascii_case(scheme)
        || (source.eq_ignore_ascii_case("http") && scheme == "https")
}

/// Whether the host of a source covers that of a URL (section 6.7.2.10).
fn is_host(pattern: &str, url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    if pattern == "*" {
        return true;
    }
    if let Some(suffix) = pattern.strip_prefix('*') {
        let labels = host.len().checked_sub(suffix.len());
        return suffix.len() > 1
            && suffix.starts_with('.')
            && labels.is_some_and(|labels| {
                labels > 0
                    && host.is_char_boundary(labels)
                    && host[labels..].eq_ignore_ascii_case(suffix)
            });
    }
    // Of addresses only this one may be a source.
    let is_address = !matches!(url.host(), Some(url::Host::Domain(_)));
    pattern.eq_ignore_ascii_case(host) && (!is_address || pattern == "127.0.0.1")
}

/// Whether the port of a source covers that of a URL (section 6.7.2.11); without one it is the scheme's own.
fn is_port(source: Option<&str>, url: &Url) -> bool {
    match source {
        None => url.port().is_none(),
        Some("*") => true,
        Some(port) => {
            let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
            is_number && port.parse().ok() == url.port_or_known_default()
        }
    }
}

/// Whether `X-Frame-Options` lets the embedder frame the page (HTML, "check a navigation response's adherence to
/// `X-Frame-Options`"): what is unknown counts for nothing, but contradictions forbid.
fn is_framed_despite(options: &str, own: &Url, embedder: &Url) -> bool {
    let mut values: Vec<String> = split(options);
    values.sort_unstable();
    values.dedup();
    match values.as_slice() {
        [value] if value == "deny" => false,
        [value] if value == "sameorigin" => own.origin() == embedder.origin(),
        [_] | [] => true,
        several => !several
            .iter()
            .any(|value| matches!(value.as_str(), "deny" | "allowall" | "sameorigin")),
    }
}

/// The values of a list, in lower case (Fetch, "get, decode, and split"): a comma between quotes parts nothing.
fn split(list: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in list.chars() {
        match character {
            ',' if !quoted => {
                values.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = quoted && !escaped && character == '\\';
        if let Some(value) = values.last_mut() {
            value.push(character.to_ascii_lowercase());
        }
    }
    values
        .into_iter()
        .map(|value| value.trim_matches([' ', '\t']).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://d1.cloudfront.net/m.json";
    const EMBEDDER: &str = "https://apps.mypurecloud.com";

    fn is_forbidden(own: &str, embedder: &str, lines: &[(&'static str, &str)]) -> bool {
        let url = |text| Url::parse(text).expect("a URL");
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().expect("a header"));
        }
        forbids(&headers, &url(own), &url(embedder)).is_some()
    }

    #[test]
    fn a_source_list_names_the_embedder_or_does_not() {
        for (sources, allowed) in [
            ("*", true),
            ("https:", true),
            ("HTTPS:", true),
            ("http:", true),
            ("wss:", false),
            ("data:", false),
            ("'none'", false),
            ("'NONE'", false),
            ("'none' https:", true),
            ("", false),
            ("'self'", false),
            ("'unsafe-inline'", false),
            ("https://apps.mypurecloud.com", true),
            ("https://APPS.MyPureCloud.com", true),
            ("http://apps.mypurecloud.com", true),
            ("apps.mypurecloud.com", true),
            ("https://apps.mypurecloud.com/directory/", true),
            ("https://apps.mypurecloud.com:443", true),
            ("https://apps.mypurecloud.com:*", true),
            ("apps.mypurecloud.com:443", true),
            ("https://apps.mypurecloud.com:8443", false),
            ("https://apps.mypurecloud.com:", false),
            ("https://apps.mypurecloud.com:+443", false),
            ("ws://apps.mypurecloud.com", false),
            ("https://*.mypurecloud.com", true),
            ("*.mypurecloud.com", true),
            ("*.com", true),
            ("https://*", true),
            ("*:443", true),
            ("*.apps.mypurecloud.com", false),
            ("*purecloud.com", false),
            ("*.", false),
            ("https://mypurecloud.com", false),
            ("https://apps.mypurecloud.com.evil.test", false),
            ("https://evil.test https://apps.mypurecloud.com", true),
            ("https://evil.test", false),
        ] {
            let policy = format!("default-src 'self'; frame-ancestors {sources}");
            assert_eq!(
                is_forbidden(OWN, EMBEDDER, &[("content-security-policy", &policy)]),
                !allowed,
                "{sources}"
            );
        }
    }

    #[test]
    fn sources_are_relative_to_the_page_and_compare_ports() {
        for (own, embedder, sources, allowed) in [
            (EMBEDDER, EMBEDDER, "'self'", true),
            ("https://a.test/m", "https://a.test:8443", "'self'", false),
            (
                OWN,
                "https://apps.a.test:8443",
                "https://apps.a.test:8443",
                true,
            ),
            (
                OWN,
                "https://apps.a.test:8443",
                "https://apps.a.test",
                false,
            ),
            (OWN, "https://apps.a.test:8443", "*", true),
            // Without a scheme it is the page's, which is https.
            (OWN, "http://127.0.0.1:8080", "127.0.0.1:8080", false),
            (OWN, "http://127.0.0.1:8080", "http://127.0.0.1:8080", true),
            (OWN, "http://127.0.0.2:8080", "http://127.0.0.2:8080", false),
        ] {
            let policy = format!("frame-ancestors {sources}");
            assert_eq!(
                is_forbidden(own, embedder, &[("content-security-policy", &policy)]),
                !allowed,
                "{own} in {embedder}: {sources}"
            );
        }
    }

    #[test]
    fn every_policy_must_allow_it() {
        let csp = "content-security-policy";
        let xfo = "x-frame-options";
        let good = "frame-ancestors https:";
        let bad = "frame-ancestors 'none'";
        for (lines, allowed) in [
            (vec![], true),
            (vec![(csp, "default-src 'none'")], true),
            (vec![(csp, good), (csp, bad)], false),
            (
                vec![(csp, "frame-ancestors https:, frame-ancestors 'none'")],
                false,
            ),
            (
                vec![(csp, "default-src 'none', frame-ancestors 'none'")],
                false,
            ),
            (
                vec![(csp, "frame-ancestors https:; frame-ancestors 'none'")],
                true,
            ),
            (vec![(csp, " ;; FRAME-Ancestors\t'none' ;")], false),
            (vec![(csp, "frame-ancestors")], false),
            (vec![(csp, "frame-ancestors-x 'none'")], true),
            (vec![("content-security-policy-report-only", bad)], true),
            // A policy about frames makes the older header void.
            (vec![(csp, good), (xfo, "DENY")], true),
            (vec![(csp, bad), (xfo, "ALLOWALL")], false),
            (vec![(csp, "default-src 'none'"), (xfo, "DENY")], false),
            (
                vec![("content-security-policy-report-only", good), (xfo, "DENY")],
                false,
            ),
        ] {
            assert_eq!(is_forbidden(OWN, EMBEDDER, &lines), !allowed, "{lines:?}");
        }
    }

    #[test]
    fn frame_options_are_read_as_browsers_do() {
        for (values, allowed) in [
            (vec!["DENY"], false),
            (vec!["deny"], false),
            (vec![" Deny\t"], false),
            (vec!["SAMEORIGIN"], false),
            (vec!["SAMEORIGIN, SAMEORIGIN"], false),
            (vec!["DENY", "deny"], false),
            (vec!["ALLOWALL"], true),
            (vec!["ALLOW-FROM https://apps.mypurecloud.com"], true),
            (vec!["nonsense"], true),
            (vec!["nonsense, more"], true),
            (vec![""], true),
            (vec!["nonsense, DENY"], false),
            (vec!["DENY,"], false),
            (vec!["ALLOWALL", "nonsense"], false),
            (vec!["\"DENY\""], true),
            (vec!["\"a, deny\""], true),
            (vec!["\"a\\\", deny\""], true),
            (vec!["\"a\", deny"], false),
        ] {
            let lines: Vec<_> = values
                .iter()
                .map(|value| ("x-frame-options", *value))
                .collect();
            assert_eq!(is_forbidden(OWN, EMBEDDER, &lines), !allowed, "{values:?}");
        }
        let same = &[("x-frame-options", "SAMEORIGIN")];
        assert!(!is_forbidden(EMBEDDER, EMBEDDER, same));
    }
}
