//! The shape tables of a card, its spec and its target.

use crate::limits::Limit;
use crate::shape::{
    Bound, Condition, Field, List, ModeWhen, Number, Object, Shape, Tagged, Text, TextMode, Unknown,
};

const WORDS: Shape = Shape::Text(&Text::words(TextMode::Plain));
const ACTIONS: &[&str] = &["postback", "webchat", "link"];

static BUTTON_PAYLOAD: Text = Text {
    mode_when: Some(&ModeWhen {
        field: "action",
        condition: Condition::Is(&["link"]),
        mode: TextMode::Link,
    }),
    ..Text::of(TextMode::Plain)
};

static BODY_TEXT: Text = Text {
    mode_when: Some(&ModeWhen {
        field: "markdown",
        condition: Condition::Is(&["true"]),
        mode: TextMode::Markdown,
    }),
    ..Text::of(TextMode::Html)
};

static BUTTON: Object = Object {
    name: "button",
    doc: "A button.",
    fields: &[
        Field::required("label", WORDS, "What the guest reads."),
        Field::required("action", Shape::Choice(ACTIONS), "What pressing it does."),
        Field::required(
            "payload",
            Shape::Text(&BUTTON_PAYLOAD),
            "What is sent; for a link, the URL that is opened.",
        ),
        Field::optional(
            "style",
            Shape::Choice(&["primary", "secondary"]),
            "How it looks.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static HEADER: Object = Object {
    name: "header",
    doc: "A heading.",
    fields: &[
        Field::required(
            "text",
            Shape::Text(&Text::of(TextMode::Html)),
            "The heading.",
        ),
        Field::optional("style", Shape::Choice(&["bold"]), "How it looks."),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static BODY: Object = Object {
    name: "body",
    doc: "A paragraph of text.",
    fields: &[
        Field::required("text", Shape::Text(&BODY_TEXT), "The text."),
        Field::optional(
            "markdown",
            Shape::Boolean,
            "Whether the text is Markdown; else it is HTML.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static BUTTON_GROUP: Object = Object {
    name: "buttonGroup",
    doc: "A row of buttons.",
    fields: &[Field::required(
        "buttons",
        Shape::List(&List {
            item: Shape::Object(&BUTTON),
            noun: "button",
            min_items: 0,
            max_items: Some(Limit::CardButtons),
        }),
        "The buttons, in order.",
    )],
    unknown: Unknown::Refused,
    when: &[],
};

static CONTAINER: Object = Object {
    name: "container",
    doc: "A group of components.",
    fields: &[Field::required(
        "components",
        Shape::List(&COMPONENT_LIST),
        "The components, in order.",
    )],
    unknown: Unknown::Refused,
    when: &[],
};

static COMPONENT: Tagged = Tagged {
    tag: "type",
    noun: "component",
    variants: &[
        ("header", &HEADER),
        ("body", &BODY),
        ("buttonGroup", &BUTTON_GROUP),
        ("container", &CONTAINER),
    ],
};

static COMPONENT_LIST: List = List {
    item: Shape::Tagged(&COMPONENT),
    noun: "component",
    min_items: 0,
    // Counted over all levels, which a shape cannot say.
    max_items: None,
};

static TEMPLATE_MATRIX: Object = Object {
    name: "templateMatrix",
    doc: "How the messenger lays the card out.",
    fields: &[
        Field::required("templateId", WORDS, "The template."),
        Field::required(
            "layoutEngine",
            Shape::Choice(&["flexbox"]),
            "The layout engine.",
        ),
        Field::required(
            "version",
            Shape::Choice(&["2.1"]),
            "The version of the template matrix.",
        ),
        Field::required(
            "fallbackBehavior",
            Shape::Choice(&["textOnly"]),
            "What is shown where the card cannot be drawn.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static DYNAMIC_FIELDS: Object = Object {
    name: "dynamicFields",
    doc: "Data for the template.",
    fields: &[],
    unknown: Unknown::Allowed,
    when: &[],
};

pub(super) static PAYLOAD: Object = Object {
    name: "richCard",
    doc: "A rich card, as sent.",
    fields: &[
        Field::required("messageId", WORDS, "The message's identifier."),
        Field::required(
            "templateMatrix",
            Shape::Object(&TEMPLATE_MATRIX),
            "How the card is laid out.",
        ),
        Field::optional(
            "dynamicFields",
            Shape::Object(&DYNAMIC_FIELDS),
            "Data for the template.",
        ),
        Field::required(
            "components",
            Shape::List(&COMPONENT_LIST),
            "The components, in order.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static ACTION: Object = Object {
    name: "action",
    doc: "A button to be built.",
    fields: &[
        Field::optional(
            "label",
            WORDS,
            "What the guest reads; \"Action\" by default.",
        )
        .or("\"Action\""),
        Field::optional(
            "type",
            Shape::Choice(ACTIONS),
            "What pressing it does; \"postback\" by default.",
        )
        .or("\"postback\""),
        Field::optional(
            "value",
            Shape::Text(&Text::of(TextMode::Plain)),
            "What is sent, or the URL of a link.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static FIELDS: Object = Object {
    name: "fields",
    doc: "What the card says; keys beyond those named go to dynamicFields.",
    fields: &[
        Field::optional(
            "title",
            Shape::Text(&Text::of(TextMode::Html)),
            "The heading; \"System Notification\" by default.",
        )
        .or("\"System Notification\""),
        Field::optional(
            "description",
            Shape::Text(&Text::of(TextMode::Markdown)),
            "The text; \"Card content placeholder\" by default.",
        )
        .or("\"Card content placeholder\""),
        Field::optional(
            "actions",
            Shape::List(&List {
                item: Shape::Object(&ACTION),
                noun: "action",
                min_items: 0,
                // Each becomes a button, where they are counted.
                max_items: None,
            }),
            "The buttons, in order.",
        ),
    ],
    unknown: Unknown::Allowed,
    when: &[],
};

pub(super) static SPEC: Object = Object {
    name: "richCardSpec",
    doc: "What a rich card is built from.",
    fields: &[
        Field::required("templateId", WORDS, "The template."),
        Field::optional("fields", Shape::Object(&FIELDS), "What the card says."),
        Field::optional(
            "maxButtons",
            Shape::Number(&Number {
                integer: true,
                minimum: Some(Bound::Fixed(0)),
                maximum: Some(Bound::Limit(Limit::CardButtons)),
            }),
            "The most actions this card may have; 5 by default.",
        )
        .or("5"),
        Field::optional(
            "messageId",
            WORDS,
            "The message's identifier; by default a UUID computed from id, target and spec.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static TARGET: Object = Object {
    name: "cardTarget",
    doc: "The conversation a card is sent to.",
    fields: &[Field::required(
        "conversationId",
        WORDS,
        "The conversation.",
    )],
    unknown: Unknown::Refused,
    when: &[],
};
