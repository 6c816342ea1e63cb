//! What a payload is about, as lines tell it. Of variables the keys are told, never the values.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use preflight_core::{Kind, Target, VerifiedPayload};
use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

use super::data::{Data, Member};

/// The members of `data` that say it.
pub(super) fn subject(payload: &VerifiedPayload) -> Data<'_> {
    let data = Data::default();
    let key = payload.natural_key();
    match payload.kind() {
        Kind::WidgetConfiguration => data.with("widgetId", key),
        Kind::RichCard => data
            .with("conversationId", payload.target().conversation())
            .with("messageId", key)
            .with("templateId", template_id(payload.json())),
        Kind::AgentWidget => data.with("widgetName", key),
        Kind::Channel => data.with("channelName", key),
        Kind::ParticipantVariables => {
            let keys = keys(payload.json());
            let (participant, session) = match payload.target() {
                Target::Participant {
                    participant,
                    session,
                } => (Some(participant), session.as_ref()),
                Target::None | Target::Conversation(_) => (None, None),
            };
            data.with("participantId", participant)
                .with("sessionId", session)
                .with("variable_count", keys.len())
                .with("keys", Member::Texts(keys))
        }
    }
}

/// The members of a card that say which template it is of.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct TemplateMatrix<'s> {
    #[serde(borrow)]
    template_id: Option<Cow<'s, str>>,
}

fn template_id(json: &str) -> Option<Cow<'_, str>> {
    member::<TemplateMatrix<'_>>(json, "templateMatrix")?.template_id
}

/// The keys of variables, in the order of the alphabet.
#[expect(
    clippy::zero_sized_map_values,
    reason = "a JSON object is read, of which only the names count"
)]
fn keys(json: &str) -> Vec<Cow<'_, str>> {
    member::<BTreeMap<String, IgnoredAny>>(json, "attributes")
        .unwrap_or_default()
        .into_keys()
        .map(Cow::Owned)
        .collect()
}

/// The member of an object that has this name. What comes after it is not read: the rest of a card is a hundred times as
/// much.
fn member<'j, T: Deserialize<'j>>(json: &'j str, name: &str) -> Option<T> {
    struct Looking<'l, T> {
        name: &'l str,
        found: &'l mut Option<T>,
    }

    impl<'j, T: Deserialize<'j>> Visitor<'j> for Looking<'_, T> {
        type Value = ();

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'j>>(self, mut members: A) -> Result<(), A::Error> {
            while let Some(name) = members.next_key::<Cow<'j, str>>()? {
                if name == self.name {
                    *self.found = Some(members.next_value()?);
                    break;
                }
                members.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    let mut found = None;
    // An object that is not read to its end is told as an error.
    let _ = serde_json::Deserializer::from_str(json).deserialize_map(Looking {
        name,
        found: &mut found,
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_found_wherever_it_stands() {
        for json in [
            r#"{"templateMatrix":{"templateId":"t","version":"2.1"},"components":[]}"#,
            r#"{"components":[{"templateMatrix":{"templateId":"x"}}],"templateMatrix":{"templateId":"t"}}"#,
            r#"{"template\u004datrix":{"a":1,"template\u0049d":"\u0074"}}"#,
        ] {
            assert_eq!(template_id(json).as_deref(), Some("t"), "{json}");
        }
        for json in [r#"{"components":[]}"#, "{}", r#"{"templateMatrix":{}}"#] {
            assert_eq!(template_id(json), None, "{json}");
        }
        assert_eq!(
            keys(r#"{"attributes":{"tier":"gold","\u0061ge":"40"}}"#),
            ["age", "tier"]
        );
    }
}
