//! What is told of keys and values.

use super::super::testing::placed;
use super::*;

fn told_of(text: &str) -> Option<Hover> {
    let (text, offset) = placed(text);
    hover(&text, offset, Options::new(&Policy::default()))
}

#[test]
fn keys_and_values_are_told() {
    for (text, pointer, title, type_name) in [
        (
            r#"{"▮kind": "channel"}"#,
            "/kind",
            "kind",
            "one of a list of strings",
        ),
        (
            r#"{"kind": ▮"channel"}"#,
            "/kind",
            "kind",
            "one of a list of strings",
        ),
        (
            r#"{"kind": "channel", "spec": {"na▮me": "#,
            "/spec/name",
            "name",
            "a string",
        ),
        (
            r#"{"kind": "widget-configuration", "spec": {"fields": [{}, {"options": ["a", "▮b"]}]}}"#,
            "/spec/fields/1/options/1",
            "option",
            "a string or an object",
        ),
        (
            r#"{"payload": {"attributes": {"a/b": "▮"}}, "kind": "participant-variables"}"#,
            "/payload/attributes/a~1b",
            "attribute",
            "a string",
        ),
        (
            r#"{"kind": "rich-card", "payload": {"components": [{"buttons▮": [], "type": "buttonGroup"}]}}"#,
            "/payload/components/0/buttons",
            "buttons",
            "an array of buttons",
        ),
    ] {
        let hover = told_of(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (
                hover.pointer.as_str(),
                hover.title.as_str(),
                hover.type_name.as_str()
            ),
            (pointer, title, type_name),
            "{text}"
        );
    }
    for text in [
        "▮",
        r#"{▮ "kind": "channel"}"#,
        r#"{"colour▮": 1}"#,
        r#"{"kind": "nothing", "spec": {"a▮": 1}}"#,
        r#"{"kind": "channel"▮}"#,
    ] {
        assert_eq!(told_of(text), None, "{text}");
    }
}

#[test]
fn a_person_reads_the_bounds_the_pattern_and_the_default() {
    let hover =
        told_of(r##"{"kind": "widget-configuration", "spec": {"theme": {"▮primaryColor": "#"}}}"##);
    assert_eq!(
        hover.expect("a field").markdown,
        "**primaryColor**: a string, required\n\nThe brand colour, as # and six hexadecimal digits.\n\n\
         - `^#[0-9A-Fa-f]{6}$`: a # and six hexadecimal digits, such as `#0056B3`"
    );
    let hover = told_of(r#"{"kind": "rich-card", "spec": {"maxButtons": ▮3}}"#).expect("a field");
    assert_eq!(
        hover.markdown,
        "**maxButtons**: an integer\n\nThe most actions this card may have; 5 by default.\n\n\
         - 0 to 5 buttons (`rich-card.buttons`)\n- Default: `5`"
    );
    let rules: Vec<&str> = hover.rules.iter().map(|rule| rule.id).collect();
    assert_eq!(
        rules,
        [
            "schema/type",
            "schema/integer",
            "limit/too-small",
            "limit/too-large"
        ]
    );
}

#[test]
fn a_value_says_what_it_means() {
    let hover = told_of(r#"{"kind": "rich-▮card"}"#).expect("a kind");
    assert_eq!(hover.documentation, "A rich card, as sent.");
    let hover =
        told_of(r#"{"kind": "rich-card", "payload": {"components": [{"type": "▮header"}]}}"#);
    assert_eq!(hover.expect("a tag").documentation, "A heading.");
}

#[test]
fn what_is_needed_depends_on_what_is_there() {
    for (kind, required) in [("radio", true), ("text", false)] {
        let text = format!(
            r#"{{"kind": "widget-configuration", "spec": {{"fields": [{{"▮options": [], "type": "{kind}"}}]}}}}"#
        );
        assert_eq!(
            told_of(&text).expect("a field").required,
            required,
            "{kind}"
        );
    }
}
