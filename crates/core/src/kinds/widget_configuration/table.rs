//! The shape tables of a widget configuration and its spec.

use crate::accessibility::AUTOCOMPLETE;
use crate::limits::Limit;
use crate::shape::{
    Bound, Condition, Field, List, Number, Object, Pattern, Shape, Text, TextMode, Unknown, When,
};

/// The types a pre-chat field may have.
const FIELD_TYPES: &[&str] = &[
    "text", "email", "tel", "number", "date", "textarea", "select", "radio", "checkbox", "hidden",
];

static WIDGET_ID: Pattern = Pattern {
    regex: "^[a-zA-Z0-9_-]+$",
    matches: |text| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    },
    meaning: "letters, digits, underscores and hyphens only",
    example: "prod_widget_alpha",
};

static HEX_COLOR: Pattern = Pattern {
    regex: "^#[0-9A-Fa-f]{6}$",
    matches: |text| {
        text.len() == 7
            && text
                .strip_prefix('#')
                .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    },
    meaning: "a # and six hexadecimal digits",
    example: "#0056B3",
};

const PLAIN: Shape = Shape::Text(&Text::of(TextMode::Plain));

static WIDGET_ID_TEXT: Text = Text {
    pattern: Some(&WIDGET_ID),
    ..Text::of(TextMode::Plain)
};

const WIDGET_ID_FIELD: Field = Field::required(
    "widgetId",
    Shape::Text(&WIDGET_ID_TEXT),
    "The widget's stable identifier.",
);

static COLOR_TEXT: Text = Text {
    pattern: Some(&HEX_COLOR),
    ..Text::of(TextMode::Css)
};

static NAME_TEXT: Text = Text {
    max_characters: Some(Limit::WidgetNameCharacters),
    ..Text::words(TextMode::Plain)
};

static OPTION: Object = Object {
    name: "option",
    doc: "One choice of a select or radio field.",
    fields: &[
        Field::required(
            "label",
            Shape::Text(&Text::words(TextMode::Plain)),
            "What the guest reads.",
        ),
        Field::required("value", PLAIN, "What is sent when it is chosen."),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static FIELD: Object = Object {
    name: "field",
    doc: "One field of the pre-chat form.",
    fields: &[
        Field::optional(
            "type",
            Shape::Choice(FIELD_TYPES),
            "The kind of control; \"text\" by default, as in HTML.",
        )
        .or("\"text\""),
        Field::optional(
            "label",
            Shape::Text(&Text::words(TextMode::Plain)),
            "The visible name of the field; every field but a hidden one needs it.",
        ),
        Field::optional(
            "required",
            Shape::Boolean,
            "Whether the guest must fill it in.",
        ),
        Field::optional(
            "options",
            Shape::List(&List {
                item: Shape::Either(&[
                    Shape::Text(&Text::words(TextMode::Plain)),
                    Shape::Object(&OPTION),
                ]),
                noun: "option",
                min_items: 1,
                max_items: None,
            }),
            "The choices of a select or radio field.",
        ),
        Field::optional("name", PLAIN, "The key the answer is sent under."),
        Field::optional("hint", PLAIN, "Help shown with the field."),
        Field::optional("placeholder", PLAIN, "Text shown while the field is empty."),
        Field::optional(
            "autocomplete",
            Shape::Text(&Text::of(TextMode::Plain).suggesting(AUTOCOMPLETE)),
            "The HTML autocomplete token of the field.",
        ),
        Field::optional(
            "ariaLabel",
            PLAIN,
            "The accessible name, where it differs from the label.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[
        When {
            field: "type",
            condition: Condition::IsNot(&["hidden"]),
            requires: "label",
        },
        When {
            field: "type",
            condition: Condition::Is(&["select", "radio"]),
            requires: "options",
        },
    ],
};

static THEME: Object = Object {
    name: "theme",
    doc: "The look of the widget.",
    fields: &[
        Field::required(
            "primaryColor",
            Shape::Text(&COLOR_TEXT),
            "The brand colour, as # and six hexadecimal digits.",
        ),
        Field::optional(
            "fontFamily",
            Shape::Text(&Text::of(TextMode::Css).suggesting(&[
                "system-ui, sans-serif",
                "Georgia, serif",
                "ui-monospace, monospace",
            ])),
            "A CSS font-family list.",
        ),
        Field::optional(
            "borderRadius",
            Shape::Number(&Number {
                integer: false,
                minimum: Some(Bound::Fixed(0)),
                maximum: Some(Bound::Limit(Limit::WidgetBorderRadius)),
            }),
            "The border radius in CSS pixels.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

static FIELD_LIST: List = List {
    item: Shape::Object(&FIELD),
    noun: "field",
    min_items: 0,
    max_items: Some(Limit::WidgetFields),
};

const FIELDS: Field = Field::required(
    "fields",
    Shape::List(&FIELD_LIST),
    "The fields of the pre-chat form, in order.",
);

static FORM: Object = Object {
    name: "preChatForm",
    doc: "The form a guest fills in before the conversation.",
    fields: &[
        FIELDS,
        Field::required(
            "maxElements",
            Shape::Number(&Number {
                integer: true,
                minimum: Some(Bound::Fixed(1)),
                maximum: Some(Bound::Limit(Limit::WidgetMaxElements)),
            }),
            "The most elements the form may draw.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static PAYLOAD: Object = Object {
    name: "widgetConfiguration",
    doc: "A messenger widget configuration, as sent.",
    fields: &[
        Field::required("name", Shape::Text(&NAME_TEXT), "The configuration's name."),
        WIDGET_ID_FIELD,
        Field::required("uiTheme", Shape::Object(&THEME), "The look of the widget."),
        Field::required(
            "preChatForm",
            Shape::Object(&FORM),
            "The form before the conversation.",
        ),
    ],
    unknown: Unknown::Refused,
    when: &[],
};

pub(super) static SPEC: Object = Object {
    name: "widgetConfigurationSpec",
    doc: "What a widget configuration is built from.",
    fields: &[
        WIDGET_ID_FIELD,
        Field::required("theme", Shape::Object(&THEME), "The look of the widget."),
        FIELDS,
    ],
    unknown: Unknown::Refused,
    when: &[],
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agree(text: &str) {
        for pattern in [&WIDGET_ID, &HEX_COLOR] {
            let regex = regex::Regex::new(pattern.regex).expect("a regular expression");
            assert_eq!(
                (pattern.matches)(text),
                regex.is_match(text),
                "{} {text:?}",
                pattern.regex
            );
        }
    }

    #[test]
    fn functions_and_expressions_agree_at_the_edges() {
        for text in [
            "",
            "#0056B3",
            "#0056B",
            "#0056B33",
            "0056B3",
            "#0056G3",
            "#0056B3\n",
            "a_-Z9",
            "a b",
            "é",
        ] {
            agree(text);
        }
        for pattern in [&WIDGET_ID, &HEX_COLOR] {
            assert!((pattern.matches)(pattern.example), "{}", pattern.example);
        }
    }

    proptest! {
        #[test]
        fn functions_and_expressions_agree(text in "#?[0-9A-Ga-g_ é\n-]{0,8}") {
            agree(&text);
        }
    }
}
