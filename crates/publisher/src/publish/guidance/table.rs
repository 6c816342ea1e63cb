//! The table: kind and status, cause and next step.

use preflight_core::Kind;

/// What to say about one status.
#[derive(Debug)]
pub(crate) struct Guidance {
    /// The kind it is about; every kind where there is none.
    pub(crate) kind: Option<Kind>,
    /// The lowest and the highest status.
    pub(super) statuses: (u16, u16),
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
pub(super) const LATER: &str =
    "Run the same command again later: what is published already stays as it is.";
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
        "Give it what it lacks; `preflight auth check` shows what it has.",
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
