//! Every number and closed vocabulary the sandbox enforces, with its unit and its source.
//!
//! "Platform" is the Genesys Cloud limits table (namespace `platform.api`); the guides are the five Web
//! Messaging tutorials this workspace implements, named by their subject.

use std::num::NonZeroU32;

/// The roles the guides ask an administrator to assign.
pub(crate) const ROLES: &[&str] = &[
    "Web Messaging Admin",
    "Customization Developer",
    "Messaging Participant",
];

/// Largest request body, in bytes. Platform: `request.bytes.max`.
pub(crate) const REQUEST_BYTES: usize = 512_000;
/// How much of an oversized body is read and thrown away, in bytes, so that the refusal reaches a client that is
/// still sending. Ours.
pub(crate) const DISCARDED_BYTES: usize = 64 * 1024 * 1024;
/// Lifetime of a token, in seconds. Platform: `accessTokenValiditySeconds`, default 24 hours.
pub(crate) const TOKEN_SECONDS: NonZeroU32 = NonZeroU32::new(86_400).unwrap();
/// Rate limits where a scenario names none: name, the beginning of the paths that are counted (all when absent),
/// and requests a minute. Platform: `client.credentials.token.rate.per.minute`; card guide: "typically 100
/// requests per minute per client" for guest messages.
pub(crate) const RATE_LIMITS: &[(&str, Option<&str>, u32)] = &[
    ("all", None, 300),
    (
        "guest-messages",
        Some("/api/v2/guest/conversations/webchat/messages"),
        100,
    ),
];
/// Entities per page when the client does not say. Platform default.
pub(crate) const PAGE_SIZE_DEFAULT: usize = 25;
/// Most entities per page. Platform.
pub(crate) const PAGE_SIZE_MAX: usize = 500;

/// Longest name of a widget configuration, in characters. Widget guide: `name.maxLength`.
pub(crate) const CONFIGURATION_NAME_CHARACTERS: usize = 100;
/// Largest corner radius. Widget guide: `borderRadius.maximum`.
pub(crate) const BORDER_RADIUS_MAX: f64 = 50.0;
/// Most fields of a pre-chat form. Widget guide: `fields.maxItems`.
pub(crate) const FORM_FIELDS: usize = 15;
/// Bounds of `preChatForm.maxElements`. Widget guide.
pub(crate) const FORM_ELEMENTS: (f64, f64) = (1.0, 50.0);
/// Types of a pre-chat field. Preflight's closed list; the guide's is open.
pub(crate) const FIELD_TYPES: &[&str] = &[
    "text", "email", "tel", "number", "date", "textarea", "select", "radio", "checkbox", "hidden",
];
/// Field types that are nothing without options.
pub(crate) const CHOICE_TYPES: &[&str] = &["select", "radio"];
/// The one job type. Widget guide.
pub(crate) const JOB_TYPE: &str = "webmessaging.preview";
/// Events a webhook may subscribe to. Widget guide.
pub(crate) const WEBHOOK_EVENTS: &[&str] = &["webmessaging.configuration.updated"];

/// The one message type of the guest endpoint. Card guide.
pub(crate) const MESSAGE_TYPE: &str = "webchat";
/// The rendering engine, its version and its fallback. Card guide: `templateMatrix`.
pub(crate) const LAYOUT_ENGINE: &str = "flexbox";
/// See [`LAYOUT_ENGINE`].
pub(crate) const LAYOUT_VERSION: &str = "2.1";
/// See [`LAYOUT_ENGINE`].
pub(crate) const FALLBACK_BEHAVIOR: &str = "textOnly";
/// Most components of a card, counted at every level. Card guide: `MAX_COMPONENTS`.
pub(crate) const CARD_COMPONENTS: usize = 20;
/// Deepest level of a component, the top level being 1. Card guide: `MAX_DEPTH`.
pub(crate) const CARD_DEPTH: usize = 4;
/// Most buttons of one group. Card guide: `max_buttons`.
pub(crate) const GROUP_BUTTONS: usize = 5;
/// Styles of a header. Card guide.
pub(crate) const HEADER_STYLES: &[&str] = &["bold"];
/// Actions of a button. Card guide.
pub(crate) const BUTTON_ACTIONS: &[&str] = &["postback", "webchat", "link"];
/// Styles of a button. Card guide (`primary`); Preflight adds `secondary`.
pub(crate) const BUTTON_STYLES: &[&str] = &["primary", "secondary"];

/// Largest agent widget as sent, in bytes. Agent widget guide: `MaxPayloadSize`.
pub(crate) const AGENT_WIDGET_BYTES: usize = 10_240;
/// Largest width, in CSS pixels. Agent widget guide: `MaxWidgetWidth`.
pub(crate) const AGENT_WIDGET_WIDTH: f64 = 800.0;
/// Largest height, in CSS pixels. Agent widget guide: `MaxWidgetHeight`.
pub(crate) const AGENT_WIDGET_HEIGHT: f64 = 600.0;
/// Types of an agent widget. Agent widget guide.
pub(crate) const AGENT_WIDGET_TYPES: &[&str] = &["webapp", "integration"];

/// Themes of a channel's widget. Channel guide.
pub(crate) const CHANNEL_THEMES: &[&str] = &["default", "compact", "custom"];
/// Most custom attributes of a channel. Channel guide.
pub(crate) const CHANNEL_ATTRIBUTES: usize = 20;

/// Most attributes of one update. Variables guide: `MaxVariables`.
pub(crate) const VARIABLES: usize = 100;
/// Longest key, in UTF-8 bytes. Variables guide: `MaxKeyLength`.
pub(crate) const VARIABLE_KEY_BYTES: usize = 64;
/// Longest value, in UTF-8 bytes. Variables guide: `MaxValueLength`.
pub(crate) const VARIABLE_VALUE_BYTES: usize = 2_048;
/// Largest update as sent, in bytes. Variables guide: `MaxPayloadBytes`.
pub(crate) const VARIABLES_BYTES: usize = 16_384;
/// Key prefixes kept for the platform. Variables guide: `reservedNamespaces`.
pub(crate) const RESERVED_PREFIXES: &[&str] =
    &["sys:", "genesys:", "internal:", "routing:", "conversation:"];
