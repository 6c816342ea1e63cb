//! Where an agent widget's manifest may come from.

use url::{Host, Url};

use super::super::definition::PayloadInput;
use crate::finding::declare::rules;
use crate::finding::{Draft, Sink};
use crate::json::Path;
use crate::sanitize::url_spelling;

rules! {
    /// The manifest is fetched over https from the default port, with no credentials in the URL, and the URL is spelled so that
    /// every reader finds the same host in it (guide 002).
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /manifestUrl
    /// "http://s3.amazonaws.com/b/m.json"
    /// ```
    ///
    /// ```json agent-widget /manifestUrl
    /// "https://s3.amazonaws.com:8443/b/m.json"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /manifestUrl
    /// "https://s3.amazonaws.com/b/m.json"
    /// ```
    MANIFEST_URL = "agent-widget/manifest-url", Error, Security,
        "The manifestUrl is not an https URL on the default port.";
    /// The manifest comes from a host the team allows: one of the list `allowed-origins`, or below a `*.` entry of it.
    ///
    /// The host is read as browsers read it and compared label by label: `*.cloudfront.net` needs at least one more label and
    /// never matches `evilcloudfront.net`.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /manifestUrl
    /// "https://evilcloudfront.net/m.json"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /manifestUrl
    /// "https://d111.cloudfront.net/m.json"
    /// ```
    MANIFEST_ORIGIN = "agent-widget/manifest-origin", Error, Security,
        "The manifestUrl's host is not among the allowed origins.";
}

pub(super) fn check(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let Some(node) = input.tree.get(input.payload, "manifestUrl") else {
        return;
    };
    // An empty text is the shape table's to report.
    let Some(text) = input.tree.text(node).filter(|text| !text.is_empty()) else {
        return;
    };
    let place = sink.place(input.tree, node, &Path::of(&["manifestUrl"]));
    let url = match secure_url(text) {
        Ok(url) => url,
        Err(problem) => {
            sink.add(|| {
                Draft::new(
                    &MANIFEST_URL,
                    place,
                    format!("manifestUrl {problem}; it must be an https URL on the default port."),
                    "Write it like \"https://s3.amazonaws.com/my-bucket/widget-manifest.json\".",
                )
            });
            return;
        }
    };
    let host = url.host_str().unwrap_or_default();
    let allowed = input.policy.allowed_origins();
    if !allowed
        .iter()
        .any(|pattern| host_matches(url.host(), pattern))
    {
        sink.add(|| {
            Draft::new(
                &MANIFEST_ORIGIN,
                place,
                format!(
                    "manifestUrl has the host {host}; allowed are {}.",
                    if allowed.is_empty() {
                        "none".to_owned()
                    } else {
                        allowed.join(", ")
                    }
                ),
                "Move the manifest to an allowed host, or add the host to the policy's allowed origins.",
            )
        });
    }
}

fn secure_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("is not an absolute URL ({error})"))?;
    if url.scheme() != "https" {
        return Err(format!("has the scheme {}:", url.scheme()));
    }
    if let Some(problem) = url_spelling::problem(text, &url) {
        return Err(problem);
    }
    if let Some(port) = url.port() {
        return Err(format!("names the port {port}"));
    }
    // Escapes and look-alike letters in a host are read differently by different readers.
    let written = url_spelling::authority(text).unwrap_or_default();
    let written = written.strip_suffix(":443").unwrap_or(written);
    let host = url.host_str().unwrap_or_default();
    if !written.eq_ignore_ascii_case(host) {
        return Err(format!(
            "spells its host in a way that browsers read as {host}"
        ));
    }
    Ok(url)
}

/// Whether a host is `pattern`, or lies below it where the pattern is `*.suffix`.
fn host_matches(host: Option<Host<&str>>, pattern: &str) -> bool {
    let Some(host) = host else {
        return false;
    };
    match (pattern.strip_prefix("*."), host) {
        // Label by label: the dot before the suffix must be the host's own, with a label before it.
        (Some(suffix), Host::Domain(host)) => {
            let host = host.to_ascii_lowercase();
            host.strip_suffix(&suffix.to_ascii_lowercase())
                .and_then(|rest| rest.strip_suffix('.'))
                .is_some_and(|labels| {
                    !labels.is_empty() && labels.split('.').all(|label| !label.is_empty())
                })
        }
        (Some(_), _) => false,
        (None, host) => host.to_string().eq_ignore_ascii_case(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_https_urls_are_secure() {
        for (text, accepted) in [
            ("https://s3.amazonaws.com/b/m.json", true),
            ("https://S3.amazonaws.com:443/b/m.json?v=1#x", true),
            ("http://s3.amazonaws.com/m", false),
            ("https://s3.amazonaws.com:8443/m", false),
            ("https://user:pass@s3.amazonaws.com/m", false),
            ("https://@s3.amazonaws.com/m", false),
            ("https://s3.amazonaws.com\\.evil.com/m", false),
            (" https://s3.amazonaws.com/m", false),
            ("ht\ntps://s3.amazonaws.com/m", false),
            ("https:s3.amazonaws.com/m", false),
            ("https:\\\\s3.amazonaws.com/m", false),
            ("https://s3%2eamazonaws.com/m", false),
            ("https://s3\u{ad}.amazonaws.com/m", false),
            ("https://*.cloudfront.net/m", false),
            ("//s3.amazonaws.com/m", false),
            ("", false),
        ] {
            assert_eq!(secure_url(text).is_ok(), accepted, "{text}");
        }
    }

    #[test]
    fn wildcards_match_label_by_label() {
        for (url, pattern, expected) in [
            ("https://d1.cloudfront.net/m", "*.cloudfront.net", true),
            ("https://a.b.cloudfront.net/m", "*.cloudfront.net", true),
            ("https://D1.CloudFront.NET/m", "*.cloudfront.net", true),
            ("https://cloudfront.net/m", "*.cloudfront.net", false),
            ("https://evilcloudfront.net/m", "*.cloudfront.net", false),
            (
                "https://d1.cloudfront.net.evil.test/m",
                "*.cloudfront.net",
                false,
            ),
            ("https://.cloudfront.net/m", "*.cloudfront.net", false),
            ("https://s3.amazonaws.com/m", "s3.amazonaws.com", true),
            ("https://b.s3.amazonaws.com/m", "s3.amazonaws.com", false),
            ("https://localhost/m", "*.cloudfront.net", false),
            ("https://127.0.0.1/m", "*.0.0.1", false),
        ] {
            let url = Url::parse(url).expect("a URL");
            assert_eq!(
                host_matches(url.host(), pattern),
                expected,
                "{url} {pattern}"
            );
        }
    }
}
