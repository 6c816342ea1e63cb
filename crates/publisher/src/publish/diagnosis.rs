//! Questions that are asked only to explain: who the client is, and how a guest's session stands.

use crate::gather::Gather as _;
use std::collections::BTreeSet;

use preflight_core::Kind;
use serde_json::Value;

use super::client::{Call, Client, Error};
use super::endpoints::{self, Name};
use super::trace::Trace;
use super::trouble;

/// The roles of which a kind needs one, as its guide names them. The other guides name none.
pub(crate) const ROLES: &[(Kind, &[&str])] = &[
    (
        Kind::WidgetConfiguration,
        &["Web Messaging Admin", "Customization Developer"],
    ),
    (Kind::ParticipantVariables, &["Messaging Participant"]),
];

/// What the platform says about the client. What it does not say is not known, which is not the same as nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) name: Option<String>,
    pub(crate) roles: Option<BTreeSet<String>>,
    pub(crate) scopes: Option<BTreeSet<String>>,
}

impl Identity {
    /// Reads an answer: roles are names, or objects that have one.
    fn of(answer: &Value) -> Self {
        let list = |name: &str| {
            let items = answer.get(name)?.as_array()?;
            let names = items.iter().filter_map(|item| {
                let text = item.as_str().or_else(|| item.get("name")?.as_str())?;
                Some(trouble::quoted(text))
            });
            Some(names.gather())
        };
        Self {
            name: answer
                .get("name")
                .and_then(Value::as_str)
                .map(trouble::quoted),
            roles: list("roles"),
            scopes: list("scopes"),
        }
    }

    /// The scopes of `needed` that the client is known to lack; none where nobody knows.
    pub(crate) fn missing_scopes(
        &self,
        needed: impl IntoIterator<Item = &'static str>,
    ) -> Vec<&'static str> {
        match &self.scopes {
            Some(scopes) => needed
                .into_iter()
                .filter(|scope| !scopes.contains(*scope))
                .collect(),
            None => Vec::new(),
        }
    }

    /// The roles of which a kind needs one, where the client is known to have none of them.
    pub(crate) fn missing_roles(&self, kind: Kind) -> Option<&'static [&'static str]> {
        let roles = self.roles.as_ref()?;
        let (_, needed) = ROLES.iter().find(|(of, _)| *of == kind)?;
        (!needed.iter().any(|role| roles.contains(*role))).then_some(needed)
    }
}

/// Asks who the client is.
pub(super) async fn identity(client: &Client, trace: &mut Trace) -> Result<Identity, Error> {
    let answer = client.call(Name::WhoAmI, Call::default(), trace).await?;
    let mut identity = Identity::of(&answer.json);
    if identity.scopes.is_none() {
        let token = client.auth.token(&client.connection).await?;
        identity.scopes = token.granted().cloned();
    }
    Ok(identity)
}

/// Asks how a guest's session stands: its status, or that there is none.
pub(super) async fn session(client: &Client, id: &str, trace: &mut Trace) -> Option<String> {
    if !endpoints::is_segment(id) {
        return None;
    }
    let call = Call {
        segment: id,
        ..Call::default()
    };
    match client.call(Name::LookAtSession, call, trace).await {
        Ok(answer) => answer
            .json
            .get("status")
            .and_then(Value::as_str)
            .map(trouble::quoted),
        Err(error) if error.refused_with() == Some(404) => Some("unknown".to_owned()),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_said_is_not_missing() {
        let silent = Identity::of(&json!({}));
        assert!(silent.missing_scopes(["a"]).is_empty());
        assert_eq!(silent.missing_roles(Kind::ParticipantVariables), None);
    }

    #[test]
    fn roles_are_names_or_objects_that_have_one() {
        for roles in [
            json!(["Customization Developer"]),
            json!([{"id": "7", "name": "Customization Developer"}]),
        ] {
            let identity = Identity::of(&json!({"roles": roles, "scopes": ["a"]}));
            assert_eq!(identity.missing_roles(Kind::WidgetConfiguration), None);
            assert_eq!(
                identity.missing_roles(Kind::ParticipantVariables),
                Some(&["Messaging Participant"][..])
            );
            assert_eq!(identity.missing_roles(Kind::Channel), None);
            assert_eq!(identity.missing_scopes(["a", "b"]), ["b"]);
        }
    }
}
