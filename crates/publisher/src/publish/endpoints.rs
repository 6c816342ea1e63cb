//! Every endpoint the publisher calls, as one table.
//!
//! Flows name an endpoint and never write a path, so that a second table, for another generation of the API, can
//! stand beside this one. A row also carries what the machinery around a call needs to know: the scopes a token must
//! have, the family whose rate limit the call shares, whether sending it twice does no harm, by which member a listing
//! tells its objects apart, how it is narrowed, and where to look when nobody knows whether a call arrived.

use crate::gather::Gather as _;
use std::collections::BTreeSet;
use std::fmt;

use reqwest::Method;
use serde::{Deserialize, Serialize};
use url::Url;

/// What a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    ListConfigurations,
    CreateConfiguration,
    CreatePreview,
    WatchPreview,
    ListWebhooks,
    RegisterWebhook,
    SendCard,
    ListIntegrations,
    CreateIntegration,
    UpdateIntegration,
    FindChannels,
    CreateChannel,
    UpdateParticipant,
    WhoAmI,
    LookAtSession,
}

impl Name {
    /// What the journal calls it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ListConfigurations => "list-configurations",
            Self::CreateConfiguration => "create-configuration",
            Self::CreatePreview => "create-preview",
            Self::WatchPreview => "watch-preview",
            Self::ListWebhooks => "list-webhooks",
            Self::RegisterWebhook => "register-webhook",
            Self::SendCard => "send-card",
            Self::ListIntegrations => "list-integrations",
            Self::CreateIntegration => "create-integration",
            Self::UpdateIntegration => "update-integration",
            Self::FindChannels => "find-channels",
            Self::CreateChannel => "create-channel",
            Self::UpdateParticipant => "update-participant",
            Self::WhoAmI => "who-am-i",
            Self::LookAtSession => "look-at-session",
        }
    }
}

/// Calls that draw on one rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Family {
    Configurations,
    Jobs,
    Webhooks,
    Cards,
    Integrations,
    Channels,
    Participants,
    /// What only looks, to explain a failure.
    Diagnosis,
}

impl Family {
    /// Every family.
    pub(crate) const ALL: &[Self] = &[
        Self::Configurations,
        Self::Jobs,
        Self::Webhooks,
        Self::Cards,
        Self::Integrations,
        Self::Channels,
        Self::Participants,
        Self::Diagnosis,
    ];
}

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) name: Name,
    pub(crate) method: Method,
    /// The path, with `{}` where the one variable segment goes.
    path: &'static str,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) family: Family,
    /// Whether sending the same request twice leaves the same state as sending it once.
    pub(crate) repeatable: bool,
    /// The member by which the server, or a listing of it, tells two objects apart.
    pub(crate) natural_key: Option<&'static str>,
    /// The query parameter that narrows a listing to a natural key, more or less.
    pub(crate) filter: Option<&'static str>,
    /// Where a created object is found again when its creation was not answered.
    pub(crate) read_back: Option<Name>,
}

const READ_CONFIGURATIONS: &str = "webmessaging:configuration:read";
const WRITE_CONFIGURATIONS: &str = "webmessaging:configuration:write";
const JOBS: &str = "async-jobs:read";
const WEBHOOKS: &str = "routing:webhook:write";
const GUEST_MESSAGES: &str = "webchat:guest:write";
const READ_INTEGRATIONS: &str = "integrations:read";
const WRITE_INTEGRATIONS: &str = "integrations:write";
const READ_CHANNELS: &str = "webmessaging:channel:read";
const WRITE_CHANNELS: &str = "webmessaging:channel:write";
const PARTICIPANTS: &str = "messaging:participant:update";

/// The API as the five guides describe it.
pub(crate) static GUIDES: Table = Table(&[
    Endpoint {
        name: Name::ListConfigurations,
        method: Method::GET,
        path: "/api/v2/webmessaging/configurations",
        scopes: &[READ_CONFIGURATIONS],
        family: Family::Configurations,
        repeatable: true,
        natural_key: Some("widgetId"),
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::CreateConfiguration,
        method: Method::POST,
        path: "/api/v2/webmessaging/configurations",
        scopes: &[WRITE_CONFIGURATIONS],
        family: Family::Configurations,
        repeatable: false,
        natural_key: Some("widgetId"),
        filter: None,
        read_back: Some(Name::ListConfigurations),
    },
    Endpoint {
        name: Name::CreatePreview,
        method: Method::POST,
        path: "/api/v2/async-jobs",
        scopes: &[JOBS],
        family: Family::Jobs,
        repeatable: false,
        natural_key: None,
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::WatchPreview,
        method: Method::GET,
        path: "/api/v2/async-jobs/{}",
        scopes: &[JOBS],
        family: Family::Jobs,
        repeatable: true,
        natural_key: None,
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::ListWebhooks,
        method: Method::GET,
        path: "/api/v2/routing/webhooks",
        scopes: &[WEBHOOKS],
        family: Family::Webhooks,
        repeatable: true,
        natural_key: Some("name"),
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::RegisterWebhook,
        method: Method::POST,
        path: "/api/v2/routing/webhooks",
        scopes: &[WEBHOOKS],
        family: Family::Webhooks,
        repeatable: false,
        natural_key: Some("name"),
        filter: None,
        read_back: Some(Name::ListWebhooks),
    },
    Endpoint {
        name: Name::SendCard,
        method: Method::POST,
        path: "/api/v2/guest/conversations/webchat/messages",
        scopes: &[GUEST_MESSAGES],
        family: Family::Cards,
        repeatable: false,
        natural_key: Some("messageId"),
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::ListIntegrations,
        method: Method::GET,
        path: "/api/v2/integrations",
        scopes: &[READ_INTEGRATIONS],
        family: Family::Integrations,
        repeatable: true,
        natural_key: Some("name"),
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::CreateIntegration,
        method: Method::POST,
        path: "/api/v2/integrations",
        scopes: &[WRITE_INTEGRATIONS],
        family: Family::Integrations,
        repeatable: false,
        natural_key: Some("name"),
        filter: None,
        read_back: Some(Name::ListIntegrations),
    },
    Endpoint {
        name: Name::UpdateIntegration,
        method: Method::PATCH,
        path: "/api/v2/integrations/{}",
        scopes: &[WRITE_INTEGRATIONS],
        family: Family::Integrations,
        repeatable: true,
        natural_key: None,
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::FindChannels,
        method: Method::GET,
        path: "/api/v2/webmessaging/channels",
        scopes: &[READ_CHANNELS],
        family: Family::Channels,
        repeatable: true,
        natural_key: Some("name"),
        filter: Some("name"),
        read_back: None,
    },
    Endpoint {
        name: Name::CreateChannel,
        method: Method::POST,
        path: "/api/v2/webmessaging/channels",
        scopes: &[WRITE_CHANNELS],
        family: Family::Channels,
        repeatable: false,
        natural_key: Some("name"),
        filter: None,
        read_back: Some(Name::FindChannels),
    },
    Endpoint {
        name: Name::UpdateParticipant,
        method: Method::PATCH,
        path: "/api/v2/conversations/messaging/participants/{}",
        scopes: &[PARTICIPANTS],
        family: Family::Participants,
        repeatable: true,
        natural_key: None,
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::WhoAmI,
        method: Method::GET,
        path: "/api/v2/authorization/me",
        scopes: &[],
        family: Family::Diagnosis,
        repeatable: true,
        natural_key: None,
        filter: None,
        read_back: None,
    },
    Endpoint {
        name: Name::LookAtSession,
        method: Method::GET,
        path: "/api/v2/conversations/webchat/sessions/{}",
        scopes: &[],
        family: Family::Diagnosis,
        repeatable: true,
        natural_key: None,
        filter: None,
        read_back: None,
    },
]);

/// The endpoints of one API.
#[derive(Debug)]
pub(crate) struct Table(&'static [Endpoint]);

impl Table {
    /// Every row, for those who print the table.
    pub(crate) fn rows(&self) -> &'static [Endpoint] {
        self.0
    }

    /// The row of that name.
    ///
    /// # Panics
    /// When the table lacks it; a test keeps every table whole.
    pub(crate) fn get(&self, name: Name) -> &'static Endpoint {
        self.0
            .iter()
            .find(|endpoint| endpoint.name == name)
            .expect("every table has a row of every name")
    }

    /// The scopes that calls of these names need together, in order and each once.
    pub(crate) fn scopes(&self, names: impl IntoIterator<Item = Name>) -> BTreeSet<&'static str> {
        names
            .into_iter()
            .flat_map(|name| self.get(name).scopes)
            .copied()
            .gather()
    }
}

impl Endpoint {
    /// The path as people write it.
    pub(crate) fn path_template(&self) -> String {
        self.path.replace("{}", "{id}")
    }

    /// Whether the path has a variable part.
    pub(crate) fn has_segment(&self) -> bool {
        self.path.contains("{}")
    }

    /// Where the call goes on the host of `base`, which may have a path of its own; `segment` fills the variable part.
    pub(crate) fn url(&self, base: &Url, segment: &str) -> Url {
        let path = self.path.replace("{}", &encoded(segment));
        let mut url = base.clone();
        url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
        url.set_query(None);
        url.set_fragment(None);
        url
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path_template())
    }
}

impl fmt::Display for Family {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Configurations => "configurations",
            Self::Jobs => "jobs",
            Self::Webhooks => "webhooks",
            Self::Cards => "cards",
            Self::Integrations => "integrations",
            Self::Channels => "channels",
            Self::Participants => "participants",
            Self::Diagnosis => "diagnosis",
        })
    }
}

/// Whether a text can be one segment of a path. URL parsers resolve dot segments however they are encoded, so no
/// encoding keeps them in place.
pub(crate) fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(crate) fn encoded(text: &str) -> String {
    use fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[Name] = &[
        Name::ListConfigurations,
        Name::CreateConfiguration,
        Name::CreatePreview,
        Name::WatchPreview,
        Name::ListWebhooks,
        Name::RegisterWebhook,
        Name::SendCard,
        Name::ListIntegrations,
        Name::CreateIntegration,
        Name::UpdateIntegration,
        Name::FindChannels,
        Name::CreateChannel,
        Name::UpdateParticipant,
        Name::WhoAmI,
        Name::LookAtSession,
    ];

    fn base(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn the_table_has_each_name_once_and_reads_back_only_from_listings() {
        assert_eq!(GUIDES.0.len(), NAMES.len());
        for name in NAMES {
            let endpoint = GUIDES.get(*name);
            // To look at oneself takes no more than a token.
            let is_diagnosis = endpoint.family == Family::Diagnosis;
            assert_eq!(endpoint.scopes.is_empty(), is_diagnosis, "{name:?}");
            assert_eq!(endpoint.repeatable, endpoint.method != Method::POST);
            if let Some(read_back) = endpoint.read_back {
                let listing = GUIDES.get(read_back);
                assert_eq!(listing.method, Method::GET, "{name:?}");
                assert_eq!(listing.natural_key, endpoint.natural_key, "{name:?}");
            }
        }
    }

    #[test]
    fn a_segment_cannot_leave_its_place() {
        let endpoint = GUIDES.get(Name::UpdateParticipant);
        let url = endpoint.url(&base("https://api.example.com"), "../a b/ü?x#y%2f");
        assert_eq!(
            url.as_str(),
            "https://api.example.com/api/v2/conversations/messaging/participants/..%2Fa%20b%2F%C3%BC%3Fx%23y%252f"
        );
        assert!(!is_segment("..") && !is_segment(".") && !is_segment("") && is_segment("..."));
    }

    #[test]
    fn a_base_url_may_have_a_path() {
        let endpoint = GUIDES.get(Name::SendCard);
        for text in [
            "http://localhost:1/genesys",
            "http://localhost:1/genesys/?q#f",
        ] {
            assert_eq!(
                endpoint.url(&base(text), "").as_str(),
                "http://localhost:1/genesys/api/v2/guest/conversations/webchat/messages"
            );
        }
    }

    #[test]
    fn scopes_of_several_calls_are_listed_once() {
        let scopes = GUIDES.scopes([Name::CreatePreview, Name::WatchPreview, Name::SendCard]);
        assert_eq!(Vec::from_iter(scopes), [JOBS, GUEST_MESSAGES]);
    }
}
