//! What an item is about: an object of a destination, told apart from all others as the server does it.

use preflight_core::{Target, VerifiedPayload};

use crate::digest::Digest;

/// Where payloads go and as whom: the base URL of the API and the OAuth client. A client belongs to one organisation, so
/// this tells organisations apart without asking for one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Destination {
    /// The base URL, for people.
    pub(crate) name: String,
    pub(crate) digest: Digest,
}

/// One object of a destination: kind and natural key, of a card also the conversation it goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Subject(pub(crate) Digest);

impl Destination {
    /// The API at this URL, as this client.
    pub(crate) fn new(api_url: &url::Url, client_id: &str) -> Self {
        let name = api_url.as_str().trim_end_matches('/').to_owned();
        Self {
            digest: Digest::of([name.as_bytes(), client_id.as_bytes()]),
            name,
        }
    }
}

/// What an item is about, wherever it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Matter(Digest);

impl Matter {
    /// What a payload is about. One without a natural key is told apart by what its manifest is called: a session can be
    /// given variables by several manifests, each of which is set.
    pub(crate) fn of(payload: &VerifiedPayload, manifest: &str) -> Self {
        let (whom, session) = match payload.target() {
            Target::None => ("", ""),
            Target::Conversation(conversation) => (conversation.as_str(), ""),
            Target::Participant {
                participant,
                session,
            } => (participant.as_str(), session.as_deref().unwrap_or_default()),
        };
        Self(Digest::of([
            payload.kind().name().as_bytes(),
            payload.natural_key().unwrap_or(manifest).as_bytes(),
            whom.as_bytes(),
            session.as_bytes(),
        ]))
    }

    /// A manifest that no payload could be made of, so that only its place tells it apart.
    pub(crate) fn of_manifest(path: &str, ordinal: usize) -> Self {
        Self(Digest::of([
            b"manifest".as_slice(),
            path.as_bytes(),
            &(ordinal as u64).to_be_bytes(),
        ]))
    }
}

impl Subject {
    /// A matter at a destination.
    pub(crate) fn at(destination: &Destination, matter: Matter) -> Self {
        Self(Digest::of([destination.digest.bytes(), matter.0.bytes()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use preflight_core::{Options, Policy, check};
    use serde_json::json;

    fn variables(participant: &str, session: Option<&str>) -> VerifiedPayload {
        let mut target = json!({ "participantId": participant });
        if let Some(session) = session {
            target["sessionId"] = session.into();
        }
        let manifest = json!({
            "kind": "participant-variables", "id": "tier", "target": target,
            "payload": { "attributes": { "tier": "gold" } },
        });
        let policy = Policy::default();
        let checked = check(&manifest.to_string(), Options::new(&policy));
        checked.into_parts().1.expect("a right payload")
    }

    #[test]
    fn subjects_differ_by_destination_and_target() {
        let url = |text| url::Url::parse(text).expect("a URL");
        let here = Destination::new(&url("https://api.example.com/"), "a");
        let there = Destination::new(&url("https://api.example.com/"), "b");
        let at = |destination, payload: &VerifiedPayload, manifest| {
            Subject::at(destination, Matter::of(payload, manifest))
        };
        let payload = variables("1", Some("2"));
        let subject = at(&here, &payload, "tier");
        assert_eq!(subject, at(&here, &variables("1", Some("2")), "tier"));
        assert_ne!(subject, at(&here, &payload, "region"));
        for (destination, other) in [
            (&there, variables("1", Some("2"))),
            (&here, variables("2", Some("2"))),
            (&here, variables("12", None)),
            (&here, variables("1", None)),
        ] {
            assert_ne!(subject, at(destination, &other, "tier"));
        }
    }
}
