//! The shape tables of a channel and its spec.

use crate::limits::Limit;
use crate::shape::{Field, List, Map, Object, Shape, Text, TextMode, Unknown};

const PLAIN: Shape = Shape::Text(&Text::of(TextMode::Plain));
const WORDS: Shape = Shape::Text(&Text::words(TextMode::Plain));
const THEME: Shape = Shape::Choice(&["default", "compact", "custom"]);

const CHANNEL_NAME: Field = Field::required(
    "name",
    WORDS,
    "The channel's name, unique in the organisation.",
);
const DESCRIPTION: Field = Field::optional("description", PLAIN, "What the channel is for.");
const WIDGET_ID: Field = Field::required("widgetId", WORDS, "The widget the channel shows.");
const CUSTOM_ATTRIBUTES: Field = Field::optional(
    "customAttributes",
    Shape::Map(&Map {
        value: PLAIN,
        noun: "custom attribute",
        max_entries: Some(Limit::ChannelAttributes),
    }),
    "Attributes of the team's own, as strings.",
);
const ALLOWED_ORIGINS: Field = Field::required(
    "allowedOrigins",
    Shape::List(&List {
        item: Shape::Text(&Text::of(TextMode::Url).suggesting(&["https://www.example.com"])),
        noun: "origin",
        min_items: 0,
        max_items: None,
    }),
    "The origins of the pages that may show the messenger.",
);
const REQUIRE_CONSENT: Field = Field::required(
    "requireConsent",
    Shape::Boolean,
    "Whether the guest must consent; needed when the policy is enabled.",
);
const ROUTING: Field = Field::required(
    "routingConfiguration",
    Shape::Object(&ROUTING_OBJECT),
    "Where messages go.",
);

static ROUTING_OBJECT: Object = Object {
    name: "routingConfiguration",
    doc: "Where messages go.",
    fields: &[Field::required("queueId", WORDS, "The queue, by its UUID.")],
    unknown: Unknown::Refused,
    when: &[],
};

static WIDGET: Object = Object {
    name: "webMessagingWidgetConfiguration",
    doc: "The widget of the channel.",
    fields: &[
        WIDGET_ID,
        Field::required("theme", THEME, "The widget's theme."),
        CUSTOM_ATTRIBUTES,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static SECURITY: Object = Object {
    name: "securityPolicy",
    doc: "Who may show the messenger.",
    fields: &[
        Field::required("enabled", Shape::Boolean, "Whether the policy is in force."),
        ALLOWED_ORIGINS,
        REQUIRE_CONSENT,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static PAYLOAD: Object = Object {
    name: "channel",
    doc: "A Web Messaging channel, as sent.",
    fields: &[
        CHANNEL_NAME,
        DESCRIPTION,
        Field::required(
            "webMessagingWidgetConfiguration",
            Shape::Object(&WIDGET),
            "The widget of the channel.",
        ),
        Field::required(
            "securityPolicy",
            Shape::Object(&SECURITY),
            "Who may show the messenger.",
        ),
        ROUTING,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static WIDGET_SPEC: Object = Object {
    name: "widgetSpec",
    doc: "The widget of the channel.",
    fields: &[
        WIDGET_ID,
        Field::optional(
            "theme",
            THEME,
            "The widget's theme; \"default\" by default.",
        )
        .or("\"default\""),
        CUSTOM_ATTRIBUTES,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static SECURITY_SPEC: Object = Object {
    name: "securitySpec",
    doc: "Who may show the messenger.",
    fields: &[
        Field::optional(
            "enabled",
            Shape::Boolean,
            "Whether the policy is in force; true by default.",
        )
        .or("true"),
        ALLOWED_ORIGINS,
        REQUIRE_CONSENT,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static SPEC: Object = Object {
    name: "channelSpec",
    doc: "What a channel is built from: the payload, less what has a default.",
    fields: &[
        CHANNEL_NAME,
        DESCRIPTION,
        Field::required(
            "webMessagingWidgetConfiguration",
            Shape::Object(&WIDGET_SPEC),
            "The widget of the channel.",
        ),
        Field::required(
            "securityPolicy",
            Shape::Object(&SECURITY_SPEC),
            "Who may show the messenger.",
        ),
        ROUTING,
    ],
    unknown: Unknown::Refused,
    when: &[],
};
