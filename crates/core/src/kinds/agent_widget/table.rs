//! The shape tables of an agent widget and its spec.

use crate::limits::Limit;
use crate::shape::{Bound, Field, Number, Object, Shape, Text, TextMode, Unknown};

const fn pixels(most: Limit) -> Number {
    Number {
        integer: true,
        minimum: Some(Bound::Fixed(1)),
        maximum: Some(Bound::Limit(most)),
    }
}

static DIMENSIONS: Object = Object {
    name: "dimensions",
    doc: "The size of the widget's frame.",
    fields: &[
        Field::optional(
            "width",
            Shape::Number(&pixels(Limit::AgentWidgetWidth)),
            "The width in CSS pixels.",
        ),
        Field::optional(
            "height",
            Shape::Number(&pixels(Limit::AgentWidgetHeight)),
            "The height in CSS pixels.",
        ),
    ],
    unknown: Unknown::Allowed,
    when: &[],
};

static SETTINGS: Object = Object {
    name: "settings",
    doc: "Settings of the widget; keys beyond those named are the widget's own.",
    fields: &[
        Field::optional(
            "dimensions",
            Shape::Object(&DIMENSIONS),
            "The size of the widget's frame.",
        ),
        Field::optional(
            "refresh_interval_ms",
            Shape::Number(&Number {
                integer: true,
                minimum: Some(Bound::Fixed(1)),
                maximum: None,
            }),
            "How often the widget refreshes, in milliseconds.",
        ),
    ],
    unknown: Unknown::Allowed,
    when: &[],
};

const WIDGET_NAME: Field = Field::required(
    "name",
    Shape::Text(&Text::words(TextMode::Plain)),
    "The widget's name, by which a later publish finds it.",
);
const DESCRIPTION: Field = Field::optional(
    "description",
    Shape::Text(&Text::of(TextMode::Plain)),
    "What the widget is for.",
);
const TYPE: Shape = Shape::Choice(&["webapp", "integration"]);
const STATUS: Field = Field::optional(
    "status",
    Shape::Choice(&["inactive"]),
    "Widgets are created inactive; publishing activates them.",
);
const MANIFEST_URL: Field = Field::required(
    "manifestUrl",
    Shape::Text(
        &Text::some(TextMode::Url).suggesting(&["https://s3.amazonaws.com/bucket/manifest.json"]),
    ),
    "The URL of the widget's manifest.",
);
const SETTINGS_FIELD: Field = Field::optional(
    "settings",
    Shape::Object(&SETTINGS),
    "Settings of the widget.",
);

pub(super) static PAYLOAD: Object = Object {
    name: "agentWidget",
    doc: "An agent-desktop widget, as sent.",
    fields: &[
        WIDGET_NAME,
        DESCRIPTION,
        Field::required("type", TYPE, "The type of widget."),
        STATUS,
        MANIFEST_URL,
        SETTINGS_FIELD,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static SPEC: Object = Object {
    name: "agentWidgetSpec",
    doc: "What an agent widget is built from.",
    fields: &[
        WIDGET_NAME,
        DESCRIPTION,
        Field::optional("type", TYPE, "The type of widget; \"webapp\" by default.")
            .or("\"webapp\""),
        STATUS,
        MANIFEST_URL,
        SETTINGS_FIELD,
    ],
    unknown: Unknown::Refused,
    when: &[],
};
