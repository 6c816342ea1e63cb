//! Why a call failed, and what to do about it: one table by kind and status, from the "Common errors" of every guide, and
//! what is true of every kind.

use preflight_core::Kind;

use super::client::Error;
use super::decide::retry::BUDGET;
use super::trouble::Trouble;

/// What to say about one status.
#[derive(Debug)]
pub(crate) struct Guidance {
    /// The kind it is about; every kind where there is none.
    pub(crate) kind: Option<Kind>,
    /// The lowest and the highest status.
    statuses: (u16, u16),
    pub(crate) cause: &'static str,
    pub(crate) next_step: &'static str,
}

const fn row(
    kind: Option<Kind>,
    statuses: (u16, u16),
    cause: &'static str,
    next_step: &'static str,
) -> Guidance {
    Guidance {
        kind,
        statuses,
        cause,
        next_step,
    }
}

const fn only(status: u16) -> (u16, u16) {
    (status, status)
}

const WIDGET_CONFIGURATION: Option<Kind> = Some(Kind::WidgetConfiguration);
const RICH_CARD: Option<Kind> = Some(Kind::RichCard);
const AGENT_WIDGET: Option<Kind> = Some(Kind::AgentWidget);
const CHANNEL: Option<Kind> = Some(Kind::Channel);
const VARIABLES: Option<Kind> = Some(Kind::ParticipantVariables);

const COMPARE: &str =
    "Mend the field that the answer names; `preflight build` prints the payload as it was sent.";
const LATER: &str = "Run the same command again later: what is published already stays as it is.";
const SLOWER: &str = "Run the same command again later, or with a lower --rate-limit: other programs that use the same \
                      OAuth client draw on the same limit.";

/// The table. The first row that fits counts, and rows of a kind stand before those of every kind.
pub(crate) const TABLE: &[Guidance] = &[
    row(
        WIDGET_CONFIGURATION,
        only(401),
        "The access token has expired or was withdrawn, or the client's credentials are wrong.",
        "Check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET against the registered OAuth client, and that it has the scope \
         webmessaging:configuration:write.",
    ),
    row(
        WIDGET_CONFIGURATION,
        only(403),
        "The OAuth client has no role that permits it, or is restricted to other IP addresses.",
        "Give it the role Web Messaging Admin or Customization Developer, and look at its IP allow-list; `preflight auth \
         check` shows the roles it has.",
    ),
    row(
        WIDGET_CONFIGURATION,
        only(400),
        "The payload breaks a constraint of the platform's schema.",
        COMPARE,
    ),
    row(
        WIDGET_CONFIGURATION,
        only(422),
        "The payload breaks a constraint of the platform's schema, such as maxElements over 50, a colour that is not \
         #RRGGBB, or a malformed pre-chat form.",
        COMPARE,
    ),
    row(
        RICH_CARD,
        only(400),
        "The card's structure is not accepted: a required member is missing, or components are nested too deeply.",
        COMPARE,
    ),
    row(
        RICH_CARD,
        only(401),
        "The access token has expired or was withdrawn, or lacks the scope webchat:guest:write.",
        "Check the client's credentials, and the scopes of its configuration in the admin console.",
    ),
    row(
        RICH_CARD,
        only(403),
        "The OAuth client may not write Web Messaging messages, or the conversation is not that of an active guest \
         session.",
        "Check that the target's conversationId is that of an active session, and give the client webchat:guest:write (and \
         conversation:webchat:write where messages go through the Conversation API).",
    ),
    row(
        RICH_CARD,
        only(404),
        "There is no such conversation, or it has ended.",
        "Check the target's conversationId.",
    ),
    row(
        RICH_CARD,
        only(429),
        "The client has sent more cards than it may, which is typically 100 a minute.",
        "Run the same command again later, or with a lower --card-rate-limit.",
    ),
    row(
        AGENT_WIDGET,
        only(400),
        "The widget breaks a constraint of the desktop's sandbox: its frame is too large, its origin is blocked, or it \
         violates the content security policy.",
        "Check settings.dimensions and the host of manifestUrl, and that the manifest is publicly reachable over https with \
         CORS headers; `preflight publish --probe` looks.",
    ),
    row(
        AGENT_WIDGET,
        only(401),
        "The access token has expired or is malformed, or the client's credentials are wrong.",
        "Check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET.",
    ),
    row(
        AGENT_WIDGET,
        only(403),
        "The OAuth client lacks the scope integrations:write or integrations:read.",
        "Assign both scopes to the OAuth client in the admin console, then run the same command again.",
    ),
    row(
        AGENT_WIDGET,
        (500, 599),
        "The platform is unstable, or a part of it failed for a moment.",
        "Look at status.mypurecloud.com, and run the same command again when the platform is well.",
    ),
    row(
        CHANNEL,
        only(400),
        "The channel breaks a constraint of the platform's schema, such as an unknown theme, an origin that is none, or \
         more than 20 custom attributes.",
        COMPARE,
    ),
    row(
        CHANNEL,
        only(409),
        "A channel of this name exists in the organisation, where names are unique.",
        "Rename this one, or remove the one on the server, then run the same command again.",
    ),
    row(
        CHANNEL,
        only(429),
        "The OAuth client or the organisation is over its limit, which creating channels shares with other configuration.",
        SLOWER,
    ),
    row(
        VARIABLES,
        only(400),
        "The variables are not accepted: over 16 KB, more than 100, a key longer than 64 bytes, or text that is not UTF-8.",
        COMPARE,
    ),
    row(
        VARIABLES,
        (401, 403),
        "The access token has expired or is malformed, or lacks the scope messaging:participant:update.",
        "Give the client that scope and the role Messaging Participant; an administrator may have to allow it the API \
         explicitly. `preflight auth check` shows what it has.",
    ),
    row(
        VARIABLES,
        only(404),
        "There is no such participant, or the conversation has ended.",
        "Check the target's participantId.",
    ),
    row(
        VARIABLES,
        only(429),
        "The organisation or this one participant is updated too often.",
        SLOWER,
    ),
    row(
        VARIABLES,
        (502, 504),
        "A part of the platform, or the network on the way to it, is in trouble for the moment.",
        LATER,
    ),
    row(
        None,
        only(400),
        "The platform does not accept the payload.",
        COMPARE,
    ),
    row(
        None,
        only(401),
        "The access token was not accepted.",
        "Check GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET, and that the API URL and the login URL belong together.",
    ),
    row(
        None,
        only(403),
        "The OAuth client lacks a scope or a role.",
        "Give it both; `preflight auth check` shows what it has.",
    ),
    row(
        None,
        only(404),
        "There is nothing at this address.",
        "Check the ids in the manifest's target, and that the API URL is the one that serves this path.",
    ),
    row(
        None,
        only(405),
        "What answers has no such endpoint.",
        "Check the API URL.",
    ),
    row(
        None,
        only(407),
        "The proxy wants to know who uses it.",
        "Write the proxy's user and password into PREFLIGHT_PROXY: http://user:password@host:port.",
    ),
    row(
        None,
        only(408),
        "The platform did not get the request in time.",
        LATER,
    ),
    row(
        None,
        only(409),
        "The server holds something else under this name.",
        "Rename this one, or remove the one on the server, then run the same command again.",
    ),
    row(
        None,
        only(413),
        "The payload is larger than the platform takes.",
        "Shorten it, or ask the platform's support for the limit in force.",
    ),
    row(
        None,
        only(415),
        "The platform did not see JSON.",
        "Check that nothing between here and the API rewrites the Content-Type.",
    ),
    row(
        None,
        only(422),
        "The platform does not accept the payload.",
        COMPARE,
    ),
    row(
        None,
        only(429),
        "The OAuth client, or the organisation, is over its rate limit.",
        SLOWER,
    ),
    row(
        None,
        (501, 501),
        "What answers has no such function.",
        "Check the API URL, then give the correlation id to the platform's support.",
    ),
    row(
        None,
        (505, 505),
        "What answers does not speak this version of HTTP.",
        "Check the API URL, and the proxy where there is one.",
    ),
    row(
        None,
        (500, 599),
        "The platform, or something on the way to it, is in trouble for the moment.",
        LATER,
    ),
];

impl Guidance {
    /// The statuses as people write them.
    #[cfg(test)]
    pub(crate) fn statuses(&self) -> String {
        match self.statuses {
            (500, 599) => "5xx".to_owned(),
            (low, high) if low == high => low.to_string(),
            (low, high) => format!("{low} to {high}"),
        }
    }
}

/// Why a call of `kind`'s flow failed, where that is known, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Advice {
    pub(super) cause: Option<&'static str>,
    pub(super) next_step: String,
}

impl Advice {
    fn step(next_step: impl Into<String>) -> Self {
        Self {
            cause: None,
            next_step: next_step.into(),
        }
    }
}

/// What to do about a failed call of `kind`'s flow.
pub(super) fn advice(error: &Error, kind: Kind) -> Advice {
    match error {
        Error::Auth(error) => Advice::step(error.next_step()),
        Error::Unknown { .. } if kind == Kind::RichCard => Advice::step(
            "Look into the conversation before you send the card again: it may be there already.",
        ),
        Error::Unknown { .. } => Advice::step(
            "Run the same command again later: it looks first, and sends only what is not there.",
        ),
        Error::Stopped => Advice::step(LATER),
        Error::Failed {
            endpoint, trouble, ..
        } => {
            let mut advice = of_trouble(trouble, kind);
            if error.refused_with() == Some(403) {
                let scopes = endpoint.scopes.join(", ");
                advice.next_step =
                    format!("{} The call needs the scope {scopes}.", advice.next_step);
            }
            advice
        }
    }
}

fn of_trouble(trouble: &Trouble, kind: Kind) -> Advice {
    let step = match trouble {
        Trouble::Refused { refusal, .. } => {
            if let Some(wait) = refusal.retry_after.filter(|wait| *wait > BUDGET) {
                return Advice {
                    cause: find(kind, refusal.status).map(|row| row.cause),
                    next_step: format!(
                        "Run the same command again in {} or later.",
                        in_words(wait.as_secs())
                    ),
                };
            }
            return match find(kind, refusal.status) {
                Some(row) => Advice {
                    cause: Some(row.cause),
                    next_step: row.next_step.to_owned(),
                },
                None => Advice::step("Give the correlation id to the platform's support."),
            };
        }
        Trouble::NotJson { .. } | Trouble::Redirected { .. } | Trouble::Incomplete { .. } => {
            "Check the API URL, and that no proxy answers in its place."
        }
        Trouble::NotSecure { why, .. } => why.next_step(),
        Trouble::NotTunnelled { why, .. } => why.next_step(),
        Trouble::NotSent { .. } | Trouble::TimedOut { .. } | Trouble::Broken { .. } => {
            "Check that the API URL is right and can be reached from here, then run the same command again."
        }
        Trouble::Away { .. } => {
            "Look at status.mypurecloud.com, and run the same command again when the platform is well."
        }
    };
    Advice::step(step)
}

/// The next step where requests to any host would fail the same way: TLS or a proxy is at fault.
pub(super) fn of_way(trouble: &Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::NotSecure { why, .. } => Some(why.next_step()),
        Trouble::NotTunnelled { why, .. } => Some(why.next_step()),
        _ => None,
    }
}

/// The next step where a manifest could not be probed.
pub(super) fn of_probe(trouble: &Trouble) -> &'static str {
    of_way(trouble).unwrap_or(
        "Check that manifestUrl is right and can be reached from here, then run the same command again; or leave out \
         --probe if only agents can reach it.",
    )
}

/// The row for a status that the platform answered a call of `kind`'s flow with.
pub(crate) fn find(kind: Kind, status: u16) -> Option<&'static Guidance> {
    let fits = |row: &&Guidance| (row.statuses.0..=row.statuses.1).contains(&status);
    let of = |kind: Option<Kind>| TABLE.iter().filter(move |row| row.kind == kind).find(fits);
    of(Some(kind)).or_else(|| of(None))
}

fn in_words(seconds: u64) -> String {
    match seconds {
        0..=180 => format!("{seconds} s"),
        181..=7_200 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_error_of_the_guides_has_its_own_row() {
        for (kind, statuses) in [
            (Kind::WidgetConfiguration, &[401, 403, 422][..]),
            (Kind::RichCard, &[401, 403, 429, 400]),
            (Kind::AgentWidget, &[401, 403, 400, 500, 503]),
            (Kind::Channel, &[409, 429, 400]),
            (Kind::ParticipantVariables, &[400, 401, 403, 429, 502, 504]),
        ] {
            for status in statuses {
                let row = find(kind, *status).expect("a row");
                assert_eq!(row.kind, Some(kind), "{status}");
            }
        }
        // Of these the guides say nothing that is not true of every kind.
        for (kind, status) in [(Kind::WidgetConfiguration, 429), (Kind::AgentWidget, 429)] {
            assert_eq!(find(kind, status).map(|row| row.kind), Some(None));
        }
    }

    #[test]
    fn rows_are_sentences_and_none_hides_another() {
        for (index, row) in TABLE.iter().enumerate() {
            assert!(
                row.cause.ends_with('.') && row.next_step.ends_with('.'),
                "{row:?}"
            );
            let hidden = TABLE[..index].iter().any(|before| {
                before.kind == row.kind
                    && before.statuses.0 <= row.statuses.0
                    && row.statuses.1 <= before.statuses.1
            });
            assert!(!hidden, "{row:?}");
        }
    }

    #[test]
    fn waits_are_told_in_the_unit_people_use() {
        for (seconds, words) in [
            (90, "90 s"),
            (181, "4 min"),
            (3_600, "60 min"),
            (7_201, "3 h"),
        ] {
            assert_eq!(in_words(seconds), words);
        }
    }
}
