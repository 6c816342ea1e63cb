//! What only a channel has to keep: origins that are origins, consent, a queue that can exist.

use url::Url;
use uuid::Uuid;

use super::super::definition::PayloadInput;
use crate::finding::declare::rules;
use crate::finding::{Draft, DraftEdit, FixDraft, Outcome, Safety, Sink};
use crate::json::{self, Path, shown_key};
use crate::sanitize::url_spelling;

rules! {
    /// An allowed origin is an origin: https, a host, perhaps a port, and nothing else (guide 003).
    ///
    /// Browsers compare origins as whole strings, so a path, even a lone slash, would never match; a wildcard is not an
    /// origin either, and `javascript:` is not https.
    ///
    /// Invalid:
    ///
    /// ```json channel /securityPolicy/allowedOrigins
    /// ["javascript:alert(1)"]
    /// ```
    ///
    /// ```json channel /securityPolicy/allowedOrigins
    /// ["https://example.com/chat"]
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel /securityPolicy/allowedOrigins
    /// ["https://example.com", "https://example.com:8443"]
    /// ```
    ORIGIN = "channel/origin", Error, Security,
        "An allowed origin is not an https origin.";
    /// An allowed origin is spelled as browsers spell it, since it is compared as text: in lower case, without the default port,
    /// international names in Punycode.
    ///
    /// Invalid:
    ///
    /// ```json channel /securityPolicy/allowedOrigins
    /// ["https://Example.com:443"]
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel /securityPolicy/allowedOrigins
    /// ["https://example.com"]
    /// ```
    ORIGIN_SPELLING = "channel/origin-spelling", Warning, Security,
        "An allowed origin is spelled otherwise than browsers send it, and would not match.";
    /// While the security policy is enabled, consent is required (guide 003).
    ///
    /// Invalid:
    ///
    /// ```json channel /securityPolicy
    /// {"enabled": true, "allowedOrigins": [], "requireConsent": false}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel /securityPolicy
    /// {"enabled": true, "allowedOrigins": [], "requireConsent": true}
    /// ```
    CONSENT = "channel/consent-required", Error, Security,
        "The security policy is enabled without requiring consent.";
    /// The platform names queues by UUID; anything else is likely a placeholder. Guide 003's own sample is one, so a person
    /// looks.
    ///
    /// Invalid:
    ///
    /// ```json channel /routingConfiguration/queueId
    /// "12345-67890-abcde-fghij"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json channel /routingConfiguration/queueId
    /// "2f3c1b9e-4d5a-4c6b-8e7f-90a1b2c3d4e5"
    /// ```
    QUEUE_ID = "channel/queue-id", Warning, Platform,
        "The queueId is not a UUID.";
}

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
        let path = Path::of(&keys).index(index);
        match judge_origin(text) {
            Ok(origin) if origin == text => {}
            Ok(origin) => {
                let place = sink.place(input.tree, *node, &path);
                let literal = input.tree.origin(*node).source_span();
                sink.add(|| {
                    let fix = literal.map(|span| FixDraft {
                        safety: Safety::Safe,
                        description: "Write the origin as browsers send it.".to_owned(),
                        edits: vec![DraftEdit {
                            span,
                            text: json::quote(&origin),
                        }],
                    });
                    Draft::new(
                        &ORIGIN_SPELLING,
                        place,
                        format!(
                            "{path} is {}, but browsers send {}; the two would not match.",
                            shown_key(text),
                            shown_key(&origin)
                        ),
                        format!("Write {}.", shown_key(&origin)),
                    )
                    .with_fix(fix)
                });
            }
            Err(problem) => {
                let place = sink.place(input.tree, *node, &path);
                sink.add(|| {
                    Draft::new(
                        &ORIGIN,
                        place,
                        format!(
                            "{path} is {}, which {problem}; an origin is https://, a host and perhaps a port.",
                            shown_key(text)
                        ),
                        "Write it like \"https://support.example.com\".",
                    )
                });
            }
        }
    }
}

/// The origin a text names, as browsers send it, or why it names none.
fn judge_origin(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|error| format!("is not an absolute URL ({error})"))?;
    if url.scheme() != "https" {
        return Err(format!("has the scheme {}:", url.scheme()));
    }
    if let Some(problem) = url_spelling::problem(text, &url) {
        return Err(problem);
    }
    let authority = url_spelling::authority(text).unwrap_or_default();
    if authority.len() + "https://".len() != text.len() {
        return Err("has a path, query or fragment".to_owned());
    }
    if authority.contains('*') {
        return Err("has a wildcard".to_owned());
    }
    Ok(url.origin().ascii_serialization())
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
    fn origins_are_told_as_browsers_send_them() {
        for (text, sent) in [
            (
                "https://Support.example.com:443",
                "https://support.example.com",
            ),
            ("HTTPS://support.example.com", "https://support.example.com"),
            ("https://\u{fc}.example", "https://xn--tda.example"),
            (
                "https://support.example.com:08443",
                "https://support.example.com:8443",
            ),
        ] {
            assert_eq!(judge_origin(text).as_deref(), Ok(sent), "{text}");
        }
    }

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
            ("https://%2a.example.com", false),
            ("https://\u{ff0a}.example.com", false),
            ("support.example.com", false),
            ("null", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(judge_origin(text).is_ok(), accepted, "{text}");
        }
    }
}
