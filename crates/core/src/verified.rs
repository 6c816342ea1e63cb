//! The payload that may be sent.

use std::borrow::Cow;

use crate::kinds::Kind;

/// Whom a payload is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Nobody in particular: the organisation.
    None,
    /// A conversation.
    Conversation(String),
    /// A participant of one.
    Participant {
        /// The participant.
        participant: String,
        /// The guest's session.
        session: Option<String>,
    },
}

impl Target {
    /// The conversation, where there is one.
    pub fn conversation(&self) -> Option<&str> {
        match self {
            Self::Conversation(conversation) => Some(conversation),
            Self::None | Self::Participant { .. } => None,
        }
    }
}

/// A payload that passed every check of its kind.
///
/// Only [`check`](crate::check) makes one, and only from a document in which nothing blocks publishing; whoever asks
/// for this type cannot be handed anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedPayload {
    pub(crate) kind: Kind,
    pub(crate) id: Option<String>,
    pub(crate) natural_key: Option<String>,
    pub(crate) target: Target,
    pub(crate) json: String,
}

impl VerifiedPayload {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The manifest's id; none for a bare payload.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The text by which the server tells objects of this kind apart: widgetId, messageId or name.
    pub fn natural_key(&self) -> Option<&str> {
        self.natural_key.as_deref()
    }

    /// Whom it is for.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The payload as compact JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The request body that carries it.
    pub fn body(&self) -> Cow<'_, str> {
        let conversation = self.target.conversation().unwrap_or_default();
        self.kind.definition().body(&self.json, conversation)
    }
}
