//! What only a channel has to keep: origins that are origins, consent, a queue that can exist.

use url::Url;
use uuid::Uuid;

use super::super::definition::PayloadInput;
use crate::finding::{Class, Draft, Outcome, Rule, Severity, Sink};
use crate::json::{Path, shown_key};

/// An allowed origin is an origin: https, a host, perhaps a port, and nothing else.
///
/// Browsers compare origins as whole strings, so a path, even a lone slash, would never match; a wildcard is not an
/// origin either.
///
/// Invalid: `"javascript:alert(1)"`, `"https://example.com/chat"`. Valid: `"https://example.com"`.
static ORIGIN: Rule = Rule {
    id: "channel/origin",
    severity: Severity::Error,
    class: Class::Security,
    in_json_schema: false,
    summary: "An allowed origin is not an https origin.",
};

/// With the security policy enabled, consent is required.
///
/// Invalid: `{"enabled": true, "requireConsent": false}`. Valid: `{"enabled": true, "requireConsent": true}`.
static CONSENT: Rule = Rule {
    id: "channel/consent-required",
    severity: Severity::Error,
    class: Class::Security,
    in_json_schema: false,
    summary: "The security policy is enabled without requiring consent.",
};

/// Queues are named by UUID; anything else is likely a placeholder.
///
/// Invalid: `"12345-67890-abcde-fghij"`. Valid: `"2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"`.
static QUEUE_ID: Rule = Rule {
    id: "channel/queue-id",
    severity: Severity::Warning,
    class: Class::Platform,
    in_json_schema: false,
    summary: "The queueId is not a UUID.",
};

pub(super) static ALL: &[&Rule] = &[&ORIGIN, &CONSENT, &QUEUE_ID];

pub(super) fn check(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    origins(input, sink);
    consent(input, sink);
    queue_id(input, sink);
}

fn origins(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let keys = ["securityPolicy", "allowedOrigins"];
    let Some(origins) = input.tree.get_path(input.payload, &keys) else {
        return;
    };
    for (index, node) in input.tree.items(origins).iter().enumerate() {
        let Some(text) = input.tree.text(*node) else {
            continue;
        };
        if let Some(problem) = origin_problem(text) {
            let path = Path::of(&keys).index(index);
            let place = sink.place(input.tree, *node, &path);
            sink.add(|| {
                Draft::new(
                    &ORIGIN,
                    place,
                    format!("{path} is {}, which {problem}; an origin is https://, a host and perhaps a port.", shown_key(text)),
                    "Write it like \"https://support.example.com\".",
                )
            });
        }
    }
}

fn origin_problem(text: &str) -> Option<String> {
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => return Some(format!("is not an absolute URL ({error})")),
    };
    if url.scheme() != "https" {
        return Some(format!("has the scheme {}:", url.scheme()));
    }
    // Parsing forgives white space, backslashes and missing slashes; a browser's string comparison does not.
    let authority = text.get("https://".len()..).unwrap_or_default();
    let spelled = text
        .get(.."https://".len())
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
    if !url.username().is_empty() || url.password().is_some() || authority.contains('@') {
        return Some("carries a user name or password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() || authority.contains(['/', '?', '#']) {
        return Some("has a path, query or fragment".to_owned());
    }
    if !spelled
        || authority.contains(|character: char| {
            character.is_whitespace() || character.is_control() || character == '\\'
        })
    {
        return Some("is not spelled as an origin".to_owned());
    }
    if authority.contains('*') {
        return Some("has a wildcard".to_owned());
    }
    None
}

fn consent(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let flag = |key| {
        let node = input
            .tree
            .get_path(input.payload, &["securityPolicy", key])?;
        Some((node, input.tree.boolean(node)?))
    };
    if let (Some((_, true)), Some((node, false))) = (flag("enabled"), flag("requireConsent")) {
        let path = Path::of(&["securityPolicy", "requireConsent"]);
        let place = sink.place(input.tree, node, &path);
        sink.add(|| {
            Draft::new(
                &CONSENT,
                place,
                "securityPolicy.requireConsent is false; it must be true while securityPolicy.enabled is true.".to_owned(),
                "Set requireConsent to true, or disable the policy.",
            )
        });
    }
}

fn queue_id(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let keys = ["routingConfiguration", "queueId"];
    let Some(node) = input.tree.get_path(input.payload, &keys) else {
        return;
    };
    // An empty text is the shape table's to report.
    let Some(text) = input.tree.text(node).filter(|text| !text.is_empty()) else {
        return;
    };
    // Only the hyphenated form: the braced and the bare one are not what the platform writes.
    if text.len() != 36 || Uuid::try_parse(text).is_err() {
        let path = Path::of(&keys);
        let place = sink.place(input.tree, node, &path);
        sink.add(|| {
            Draft::new(
                &QUEUE_ID,
                place,
                format!(
                    "{path} is {}, which is not a UUID; queues are named by UUID.",
                    shown_key(text)
                ),
                "Copy the queue's id from the platform.",
            )
            .with_outcome(Outcome::Review)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_origins() {
        for (text, accepted) in [
            ("https://support.example.com", true),
            ("https://support.example.com:8443", true),
            ("https://[::1]:8443", true),
            ("https://support.example.com/", false),
            ("https://support.example.com/chat", false),
            ("https://support.example.com?x", false),
            ("https://support.example.com#x", false),
            ("https://user@support.example.com", false),
            ("https://@support.example.com", false),
            ("http://support.example.com", false),
            ("javascript:alert(1)", false),
            ("java\tscript:alert(1)", false),
            ("https:support.example.com", false),
            ("https:\\\\support.example.com", false),
            (" https://support.example.com", false),
            ("https://sup\tport.example.com", false),
            ("https://*.example.com", false),
            ("support.example.com", false),
            ("null", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(origin_problem(text).is_none(), accepted, "{text}");
        }
    }
}
