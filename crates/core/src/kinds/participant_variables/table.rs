//! The shape tables of participant variables, their spec and their target.

use crate::limits::Limit;
use crate::policy::VariableType;
use crate::shape::{Field, List, Map, Number, Object, Shape, Text, TextMode, Unknown};

const PLAIN: Shape = Shape::Text(&Text::of(TextMode::Plain));
const WORDS: Shape = Shape::Text(&Text::words(TextMode::Plain));

pub(super) static PAYLOAD: Object = Object {
    name: "participantVariables",
    doc: "Attributes of a participant, as sent.",
    fields: &[Field::required(
        "attributes",
        Shape::Map(&Map {
            value: PLAIN,
            noun: "attribute",
            max_entries: Some(Limit::Variables),
        }),
        "The attributes; every value is a string.",
    )],
    unknown: Unknown::Refused,
    when: &[],
};

static DIRECTIVE: Object = Object {
    name: "directive",
    doc: "One attribute to set.",
    fields: &[
        Field::required("key", WORDS, "The attribute's key."),
        Field::required(
            "value",
            Shape::Either(&[
                PLAIN,
                Shape::Number(&Number {
                    integer: false,
                    minimum: None,
                    maximum: None,
                }),
                Shape::Boolean,
            ]),
            "The attribute's value, of the type named beside it.",
        ),
        Field::required(
            "type",
            Shape::Choice(VariableType::NAMES),
            "The value's type.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static SPEC: Object = Object {
    name: "participantVariablesSpec",
    doc: "What participant variables are built from.",
    fields: &[
        Field::required(
            "directives",
            Shape::List(&List {
                item: Shape::Object(&DIRECTIVE),
                noun: "directive",
                min_items: 0,
                // Each becomes an attribute, where they are counted.
                max_items: None,
            }),
            "The attributes to set, in order.",
        ),
        Field::optional(
            "keyMatrix",
            Shape::Map(&Map {
                value: Shape::Choice(VariableType::NAMES),
                noun: "key",
                max_entries: None,
            }),
            "The keys that may be set, with their types; by default the policy's.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static TARGET: Object = Object {
    name: "participantTarget",
    doc: "The participant whose attributes are set.",
    fields: &[
        Field::required("participantId", WORDS, "The participant."),
        Field::optional(
            "sessionId",
            WORDS,
            "The guest's session, for the hooks that follow.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};
