//! What an answer says about whether the agents' desktop can use it, decided from the answer alone.
//!
//! The desktop fetches the manifest from its own origin without credentials, and shows it in a frame. So the answer must
//! be 200, pass the CORS check of the Fetch standard, and not forbid the frame ([`super::framing`]).

use reqwest::header::{ACCESS_CONTROL_ALLOW_ORIGIN, HeaderMap, HeaderName, LOCATION};
use url::Url;

use super::framing::{self, Forbidden};
use crate::publish::connection;
use crate::publish::trouble::quoted;

/// One thing that stands against an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Objection {
    /// What was found, and what it must be.
    pub(super) message: String,
    /// What a person does about it: the rest of a sentence.
    pub(super) remedy: String,
}

/// Everything that stands against an answer to `own` where `embedder` is to use it; nothing if it can.
pub(super) fn objections(
    status: u16,
    headers: &HeaderMap,
    own: &Url,
    embedder: &Url,
) -> Vec<Objection> {
    // The headers of an error page or of a redirect say nothing about the manifest's.
    if let Some(objection) = status_objection(status, headers) {
        return vec![objection];
    }
    let origin = embedder.origin().ascii_serialization();
    let mut objections = Vec::new();
    objections.extend(cors_objection(headers, &origin));
    objections.extend(
        framing::forbids(headers, own, embedder).map(|found| framing_objection(found, &origin)),
    );
    objections
}

fn status_objection(status: u16, headers: &HeaderMap) -> Option<Objection> {
    let (more, remedy) = match status {
        200 => return None,
        300..=399 => {
            let target = combined(headers, &LOCATION).map_or_else(
                || "nowhere".to_owned(),
                |location| connection::place(&location),
            );
            (
                format!(", a redirect to {target}"),
                "write the address it leads to into manifestUrl, as redirects are not followed",
            )
        }
        401 | 403 | 407 => (
            String::new(),
            "make the manifest readable without credentials, for agents' browsers send none",
        ),
        404 | 410 => (
            String::new(),
            "upload the manifest there, or correct manifestUrl",
        ),
        408 | 429 | 500.. => (String::new(), "find out what ails that server"),
        _ => (
            String::new(),
            "have that server answer a plain GET with the manifest",
        ),
    };
    Some(Objection {
        message: format!("the answer is {status}{more}; it must be 200"),
        remedy: remedy.to_owned(),
    })
}

/// The CORS check for a request without credentials (Fetch, section 4.10): the header's values put together must be `*`
/// or the origin, letter by letter. `null` is another origin.
fn cors_objection(headers: &HeaderMap, origin: &str) -> Option<Objection> {
    let found = combined(headers, &ACCESS_CONTROL_ALLOW_ORIGIN);
    let found = match found.as_deref() {
        Some(value) if value == "*" || value == origin => return None,
        Some(value) => format!("is \"{}\"", quoted(value)),
        None => "is missing".to_owned(),
    };
    Some(Objection {
        message: format!(
            "Access-Control-Allow-Origin {found}; it must be one value, \"*\" or \"{origin}\""
        ),
        remedy: format!("make its server send \"Access-Control-Allow-Origin: {origin}\""),
    })
}

fn framing_objection(found: Forbidden, origin: &str) -> Objection {
    match found {
        Forbidden::ByPolicy(sources) => Objection {
            message: format!(
                "Content-Security-Policy has \"{}\", which forbids the frame; every policy's frame-ancestors must allow \
                 {origin}",
                quoted(&format!("frame-ancestors {sources}"))
            ),
            remedy: format!(
                "make its server send \"frame-ancestors {origin}\" in Content-Security-Policy"
            ),
        },
        Forbidden::ByFrameOptions(options) => Objection {
            message: format!(
                "X-Frame-Options is \"{}\", which forbids the frame; it must be absent, or a frame-ancestors of \
                 Content-Security-Policy must allow {origin} instead",
                quoted(&options)
            ),
            remedy: format!(
                "make its server replace X-Frame-Options by \"Content-Security-Policy: frame-ancestors {origin}\""
            ),
        },
    }
}

/// All values of a header as one, as browsers read them (Fetch, "get").
pub(super) fn combined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<String> = headers
        .get_all(name)
        .iter()
        .map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes());
            text.trim_matches([' ', '\t']).to_owned()
        })
        .collect();
    (!values.is_empty()).then(|| values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: (&str, &str) = ("access-control-allow-origin", "*");

    fn judged(status: u16, lines: &[(&'static str, &str)]) -> Vec<String> {
        let url = |text| Url::parse(text).expect("a URL");
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().expect("a header"));
        }
        let own = url("https://d1.cloudfront.net/m.json");
        let embedder = url("https://apps.mypurecloud.com");
        objections(status, &headers, &own, &embedder)
            .into_iter()
            .map(|objection| objection.message)
            .collect()
    }

    #[test]
    fn only_200_is_an_answer() {
        assert_eq!(judged(200, &[ALL]), [] as [&str; 0]);
        for status in [201, 204, 206, 304, 400, 401, 403, 404, 429, 500, 503] {
            let said = judged(status, &[ALL]);
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].contains("it must be 200"), "{said:?}");
        }
        let location = ("location", "https://elsewhere.test/m?ticket=1");
        assert_eq!(
            judged(302, &[location]),
            ["the answer is 302, a redirect to https://elsewhere.test; it must be 200"]
        );
    }

    #[test]
    fn cors_admits_one_value_and_no_other() {
        let name = "access-control-allow-origin";
        for (values, allowed) in [
            (vec!["*"], true),
            (vec!["https://apps.mypurecloud.com"], true),
            (vec![" https://apps.mypurecloud.com "], true),
            (vec![], false),
            (vec![""], false),
            (vec!["null"], false),
            (vec!["https://apps.mypurecloud.com/"], false),
            (vec!["https://APPS.mypurecloud.com"], false),
            (vec!["http://apps.mypurecloud.com"], false),
            (vec!["https://apps.mypurecloud.com:443"], false),
            (vec!["https://*.mypurecloud.com"], false),
            (vec!["*", "*"], false),
            (vec!["*, https://apps.mypurecloud.com"], false),
            (
                vec![
                    "https://apps.mypurecloud.com",
                    "https://apps.mypurecloud.com",
                ],
                false,
            ),
        ] {
            let lines: Vec<_> = values.iter().map(|value| (name, *value)).collect();
            assert_eq!(judged(200, &lines).is_empty(), allowed, "{values:?}");
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(
            judged(200, &[("x-frame-options", "DENY")]),
            [
                "Access-Control-Allow-Origin is missing; it must be one value, \"*\" or \
                 \"https://apps.mypurecloud.com\"",
                "X-Frame-Options is \"DENY\", which forbids the frame; it must be absent, or a frame-ancestors of \
                 Content-Security-Policy must allow https://apps.mypurecloud.com instead",
            ]
        );
        assert_eq!(
            judged(
                200,
                &[ALL, ("content-security-policy", "frame-ancestors 'self'")]
            ),
            [
                "Content-Security-Policy has \"frame-ancestors 'self'\", which forbids the frame; every policy's \
                 frame-ancestors must allow https://apps.mypurecloud.com"
            ]
        );
    }
}
