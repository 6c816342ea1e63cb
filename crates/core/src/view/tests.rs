//! What views draw.

use super::{FormState, Language, Scheme, Settings, View, preview};
use crate::dom::{Document, NodeId};
use crate::json::Pointer;
use crate::{Kind, Options, Policy};

fn drawn(text: &str, settings: Settings) -> View {
    let policy = Policy::default();
    preview(text, Options::new(&policy), settings).unwrap_or_else(|| panic!("no view of {text}"))
}

fn form(fields: &str) -> View {
    form_with(fields, Settings::default())
}

fn form_with(fields: &str, settings: Settings) -> View {
    let text = format!(
        r##"{{"kind": "widget-configuration", "id": "a", "payload": {{"name": "A", "widgetId": "a", "uiTheme": {{"primaryColor": "#0056B3"}}, "preChatForm": {{"fields": {fields}, "maxElements": 50}}}}}}"##
    );
    drawn(&text, settings)
}

fn by_name<'d>(document: &'d Document, name: &'d str) -> impl Iterator<Item = NodeId> + 'd {
    document
        .elements()
        .filter(move |id| document.html_name(*id) == Some(name))
}

/// The labels whose `for` names an element.
fn labels_of(document: &Document, id: NodeId) -> Vec<String> {
    let own = document.attribute(id, "id").unwrap_or_default();
    by_name(document, "label")
        .filter(|label| document.attribute(*label, "for") == Some(own))
        .map(|label| document.text_content(label).trim().to_owned())
        .collect()
}

const EVERY_TYPE: &[(&str, &str)] = &[
    ("text", "input"),
    ("email", "input"),
    ("tel", "input"),
    ("number", "input"),
    ("date", "input"),
    ("textarea", "textarea"),
    ("select", "select"),
    ("checkbox", "input"),
];

#[test]
fn every_type_of_field_has_its_control_and_a_label_bound_to_it() {
    for (kind, element) in EVERY_TYPE {
        let view = form(&format!(
            r#"[{{"label": "What", "type": "{kind}", "required": true, "hint": "Why", "name": "w"}}]"#
        ));
        let document = view.document();
        let control = document.by_id("field-0").expect("a control");
        assert_eq!(document.html_name(control), Some(*element), "{kind}");
        if *element == "input" {
            assert_eq!(document.attribute(control, "type"), Some(*kind));
        }
        assert_eq!(labels_of(document, control), ["What (required)"], "{kind}");
        for (name, value) in [
            ("required", ""),
            ("name", "w"),
            ("aria-describedby", "field-0-hint"),
        ] {
            assert_eq!(document.attribute(control, name), Some(value), "{kind}");
        }
        let hint = document.by_id("field-0-hint").expect("a hint");
        assert_eq!(document.text_content(hint), "Why");
    }
}

#[test]
fn choices_stand_in_a_group_with_a_legend_and_each_has_its_label() {
    for kind in ["radio", "checkbox"] {
        let view = form(&format!(
            r#"[{{"label": "Way", "type": "{kind}", "required": true, "options": ["Phone", {{"label": "Mail", "value": "m"}}]}}]"#
        ));
        let document = view.document();
        let group = document.by_id("field-0").expect("a group");
        assert_eq!(document.html_name(group), Some("fieldset"));
        let legend = document.children(group)[0];
        assert_eq!(document.html_name(legend), Some("legend"));
        assert_eq!(document.text_content(legend), "Way (required)");
        let marks: Vec<NodeId> = by_name(document, "input").collect();
        let labels: Vec<_> = marks
            .iter()
            .map(|mark| labels_of(document, *mark))
            .collect();
        assert_eq!(labels, [["Phone"], ["Mail"]]);
        assert_eq!(document.attribute(marks[1], "value"), Some("m"));
        let required = marks
            .iter()
            .all(|mark| document.attribute(*mark, "required").is_some());
        assert_eq!(required, kind == "radio");
    }
}

#[test]
fn a_hidden_field_is_drawn_without_a_label() {
    let view = form(r#"[{"label": "Origin", "type": "hidden", "name": "origin"}]"#);
    let document = view.document();
    let input = document.by_id("field-0").expect("an input");
    assert_eq!(document.attribute(input, "type"), Some("hidden"));
    assert!(labels_of(document, input).is_empty());
}

#[test]
fn mistakes_are_drawn_as_they_are() {
    // No label, an empty one, an unknown type, wrong JSON types, a field that is none.
    let view = form(
        r#"[{"type": "email"}, {"label": ""}, {"label": "A", "type": "password"}, {"label": 7, "required": "yes", "options": {}}, 3, {"type": "select"}, {"type": "radio", "autocomplete": "nonsense"}]"#,
    );
    let document = view.document();
    let labels = |id: &str| labels_of(document, document.by_id(id).expect("a control"));
    assert!(labels("field-0").is_empty());
    assert_eq!(labels("field-1"), [""]);
    let unknown = document.by_id("field-2").expect("a control");
    assert_eq!(document.attribute(unknown, "type"), Some("text"));
    let wrong = document.by_id("field-3").expect("a control");
    assert_eq!(document.attribute(wrong, "required"), None);
    assert!(labels("field-3").is_empty());
    for rest in ["field-4", "field-5", "field-6"] {
        assert!(document.by_id(rest).is_some(), "{rest}");
    }
}

#[test]
fn whatever_is_there_something_is_drawn() {
    for kind in crate::kinds::ALL {
        for payload in [
            "{}",
            "[]",
            "null",
            "3",
            r#"{"components": 1, "attributes": [], "preChatForm": null, "uiTheme": [], "name": {}}"#,
            r#"{"components": [{"type": "body"}, {"type": 3}, 7, {"type": "container", "components": [null]}, {"type": "buttonGroup", "buttons": [{}]}]}"#,
        ] {
            let policy = Policy::default();
            let options = Options {
                kind: Some(*kind),
                ..Options::new(&policy)
            };
            let view = preview(payload, options, Settings::default()).expect("a view");
            assert!(
                !view.title().is_empty() && view.page().ends_with("</html>\n"),
                "{kind} {payload}"
            );
        }
    }
    let policy = Policy::default();
    let nothing = preview("[]", Options::new(&policy), Settings::default());
    assert!(nothing.is_none(), "nobody said what it is");
}

#[test]
fn a_color_that_cannot_be_read_gives_way_to_the_default() {
    for (color, shown) in [
        ("#7A1FA2", "#7a1fa2"),
        ("red", "#0056b3"),
        ("#12", "#0056b3"),
    ] {
        let text = format!(
            r#"{{"kind": "widget-configuration", "id": "a", "payload": {{"uiTheme": {{"primaryColor": "{color}"}}}}}}"#
        );
        let view = drawn(&text, Settings::default());
        assert!(
            view.page().contains(&format!("background-color: {shown};")),
            "{color}"
        );
        let given = view
            .tokens()
            .iter()
            .map(|token| (token.name, token.pointer.as_str()));
        let expected = (shown != "#0056b3").then_some(("primaryColor", "/uiTheme/primaryColor"));
        assert!(given.eq(expected));
    }
}

/// A payload of each kind with a text in every place.
fn filled(kind: Kind, text: &str) -> String {
    let text = crate::json::quote(text);
    match kind {
        Kind::WidgetConfiguration => format!(
            r#"{{"name": {text}, "widgetId": {text}, "uiTheme": {{"primaryColor": {text}, "fontFamily": {text}}}, "preChatForm": {{"fields": [{{"label": {text}, "name": {text}, "hint": {text}, "placeholder": {text}, "autocomplete": {text}, "ariaLabel": {text}, "required": true}}, {{"type": "radio", "label": {text}, "options": [{text}, {{"label": {text}, "value": {text}}}]}}, {{"type": "select", "options": [{text}]}}]}}}}"#
        ),
        Kind::RichCard => format!(
            r#"{{"components": [{{"type": "header", "text": {text}}}, {{"type": "body", "text": {text}}}, {{"type": "body", "markdown": true, "text": {text}}}, {{"type": "container", "components": [{{"type": "header", "text": {text}}}]}}, {{"type": "buttonGroup", "buttons": [{{"label": {text}, "action": "link", "payload": {text}, "style": {text}}}]}}]}}"#
        ),
        Kind::AgentWidget => format!(
            r#"{{"name": {text}, "description": {text}, "type": {text}, "status": {text}, "manifestUrl": {text}, "settings": {{"own": {text}, "dimensions": {{"width": {text}, "height": 300}}}}}}"#
        ),
        Kind::Channel => format!(
            r#"{{"name": {text}, "description": {text}, "webMessagingWidgetConfiguration": {{"widgetId": {text}, "theme": {text}, "customAttributes": {{{text}: {text}}}}}, "securityPolicy": {{"enabled": true, "allowedOrigins": [{text}], "requireConsent": {text}}}, "routingConfiguration": {{"queueId": {text}}}}}"#
        ),
        Kind::ParticipantVariables => format!(r#"{{"attributes": {{{text}: {text}}}}}"#),
    }
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "[x](javascript:alert(1)) <https://example.com/\" onclick=\"x> ![y](https://example.com/y.png)",
    "<b onclick=alert(1)>b</b><a href=\"data:text/html,x\">a</a><iframe src=https://example.com>",
    "<div style=\"background: url(https://example.com/x)\">d</div>",
    "x}*{color:red",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "--><svg onload=alert(1)>",
    "\u{202e}\u{0}\u{feff}",
];

#[test]
fn what_a_payload_says_is_text_and_nothing_else() {
    for kind in crate::kinds::ALL {
        for hostile in HOSTILE {
            let policy = Policy::default();
            let options = Options {
                kind: Some(*kind),
                ..Options::new(&policy)
            };
            let view =
                preview(&filled(*kind, hostile), options, Settings::default()).expect("a view");
            // As a browser reads the page, not as it was built.
            let page = Document::from_html(&view.page());
            for id in page.elements() {
                let element = page.element(id).expect("an element");
                let name = element.name.as_str();
                assert!(
                    !matches!(
                        name,
                        "script" | "iframe" | "img" | "object" | "embed" | "link" | "base"
                    ),
                    "{kind} {hostile}: <{name}>"
                );
                for (attribute, value) in element.attributes() {
                    assert!(
                        !attribute.starts_with("on") && attribute != "autofocus",
                        "{kind} {hostile}: {attribute}"
                    );
                    if attribute == "href" {
                        assert!(value.starts_with("https://"), "{kind} {hostile}: {value}");
                    }
                    if attribute == "style" {
                        assert!(!value.contains("url"), "{kind} {hostile}: {value}");
                    }
                }
            }
            let styles: String = by_name(&page, "style")
                .map(|id| page.text_content(id))
                .collect();
            assert!(
                !styles.contains("url(") && !styles.contains("color:red"),
                "{kind} {hostile}"
            );
            assert_eq!(by_name(&page, "style").count(), 1, "{kind} {hostile}");
        }
    }
}

#[test]
fn every_node_knows_a_place_that_the_payload_has() {
    for kind in crate::kinds::ALL {
        let text = filled(*kind, "Some <em>text</em>");
        let payload: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let policy = Policy::default();
        let options = Options {
            kind: Some(*kind),
            ..Options::new(&policy)
        };
        let view = preview(&text, options, Settings::default()).expect("a view");
        let document = view.document();
        let mut places = std::collections::BTreeSet::new();
        for id in document.elements().skip(1) {
            let place = document.origin(id).map(Pointer::as_str).expect("a place");
            assert!(payload.pointer(place).is_some(), "{kind}: {place}");
            places.insert(place);
        }
        assert!(
            places.len() > 3 || *kind == Kind::ParticipantVariables,
            "{kind}: {places:?}"
        );
        for token in view.tokens() {
            assert!(payload.pointer(token.pointer.as_str()).is_some());
        }
    }
}

#[test]
fn numbers_of_elements_follow_the_order_of_the_document() {
    for kind in crate::kinds::ALL {
        let policy = Policy::default();
        let options = Options {
            kind: Some(*kind),
            ..Options::new(&policy)
        };
        let view = preview(&filled(*kind, "a<br>b"), options, Settings::default()).expect("a view");
        let numbers: Vec<usize> = view.document().elements().map(NodeId::index).collect();
        assert!(numbers.is_sorted(), "{kind}: {numbers:?}");
        let page = Document::from_html(&view.page());
        let written = page
            .elements()
            .filter_map(|id| page.attribute(id, "data-node-id")?.parse::<usize>().ok());
        // The sheet is no part of the page's body, and has no number.
        assert!(written.eq(numbers.into_iter().skip(1)), "{kind}");
    }
}

#[test]
fn a_wrongly_filled_form_says_what_is_wrong_where_it_is() {
    let fields = r#"[{"label": "Mail", "type": "email", "hint": "Yours"}, {"label": "Free"}]"#;
    let settings = Settings {
        form: FormState::Invalid,
        ..Settings::default()
    };
    for (settings, invalid, described, hidden) in [
        (Settings::default(), None, "field-0-hint", true),
        (settings, Some("true"), "field-0-hint field-0-error", false),
    ] {
        let view = form_with(fields, settings);
        let document = view.document();
        let input = document.by_id("field-0").expect("an input");
        assert_eq!(document.attribute(input, "aria-invalid"), invalid);
        assert_eq!(
            document.attribute(input, "aria-describedby"),
            Some(described)
        );
        let error = document.by_id("field-0-error").expect("a message");
        assert_eq!(document.attribute(error, "hidden").is_some(), hidden);
        let free = document.by_id("field-1").expect("an input");
        assert_eq!(
            document.attribute(free, "aria-invalid"),
            None,
            "nothing can be wrong with it"
        );
    }
}

#[test]
fn a_view_is_in_its_language_and_direction() {
    for language in Language::ALL {
        let settings = Settings {
            language: *language,
            scheme: Scheme::Dark,
            ..Settings::default()
        };
        let view = form_with(r#"[{"label": "A", "required": true}]"#, settings);
        let page = Document::from_html(&view.page());
        for name in ["html", "div"] {
            let root = by_name(&page, name).next().expect("a root");
            assert_eq!(page.attribute(root, "lang"), Some(language.tag()));
            assert_eq!(page.attribute(root, "dir"), Some(language.direction()));
        }
    }
}

/// The mark of a required field stands where a line ends, whatever the direction of the label.
#[test]
fn a_label_that_runs_the_other_way_leaves_the_line_its_direction() {
    for (label, language, isolated) in [
        ("Name", Language::English, false),
        ("الاسم؟", Language::English, true),
        ("Name?", Language::Arabic, true),
        ("الاسم", Language::Arabic, false),
        ("2024", Language::Arabic, false),
    ] {
        let settings = Settings {
            language,
            ..Settings::default()
        };
        let view = form_with(
            &format!(r#"[{{"label": "{label}", "required": true}}]"#),
            settings,
        );
        let document = view.document();
        let is_label = |id: &NodeId| document.attribute(*id, "for") == Some("field-0");
        let drawn = by_name(document, "label").find(is_label).expect("a label");
        let inside = document.children(drawn)[0];
        let direction = document.attribute(drawn, "dir");
        assert_eq!(
            document.html_name(inside) == Some("bdi"),
            isolated,
            "{label}"
        );
        assert_eq!(direction, (!isolated).then_some("auto"), "{label}");
        assert!(document.text_content(drawn).starts_with(label));
    }
}

#[test]
fn lists_keep_their_numbers_where_there_is_only_text() {
    let body =
        r#"{"type": "body", "markdown": true, "text": "3. Third\n4. Fourth\n\nThen\n\n- Point"}"#;
    let text =
        format!(r#"{{"kind": "rich-card", "id": "a", "payload": {{"components": [{body}]}}}}"#);
    let view = drawn(&text, Settings::default());
    let document = view.document();
    let fallback = by_name(document, "section").next().expect("the text");
    let lines: Vec<String> = document
        .descendants(fallback)
        .filter(|id| document.html_name(*id) == Some("p"))
        .map(|id| document.text_content(id))
        .collect();
    assert_eq!(lines, ["3. Third", "4. Fourth", "Then", "• Point"]);
}

#[test]
fn of_far_too_much_only_the_beginning_is_drawn() {
    let many = vec![r#"{"label": "A"}"#; 20_000].join(",");
    let view = form(&format!("[{many}]"));
    assert!(!view.is_complete());
    assert!(view.document().len() < 10_000);
    assert!(form("[]").is_complete());
}

#[test]
fn the_page_of_a_form() {
    let view = form(
        r#"[{"label": "Full Name", "required": true}, {"label": "Way", "type": "radio", "options": ["Phone"]}, {"label": "Team", "type": "select", "options": ["Sales"], "hint": "If you know"}, {"label": "I agree", "type": "checkbox", "required": true}]"#,
    );
    // A tag a line, without the head.
    let page = view.page().replace("><", ">\n<");
    let (_, body) = page.split_once("</head>").expect("a head");
    insta::assert_snapshot!(body);
}

#[test]
fn the_policy_of_a_page_lets_in_its_own_styles_and_nothing_else() {
    let body = r#"{"type": "body", "text": "<span style=\"color: red\">a</span>"}"#;
    for (components, styles) in [("", 0), (body, 1)] {
        let text = format!(
            r#"{{"kind": "rich-card", "id": "a", "payload": {{"components": [{components}]}}}}"#
        );
        let page = Document::from_html(&drawn(&text, Settings::default()).page());
        let meta = by_name(&page, "meta")
            .find(|id| page.attribute(*id, "http-equiv").is_some())
            .expect("a policy");
        let policy = page.attribute(meta, "content").unwrap_or_default();
        assert!(
            policy.starts_with(
                "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
            ),
            "{policy}"
        );
        assert_eq!(policy.matches("'sha256-").count(), 1 + styles, "{policy}");
        assert_eq!(policy.contains("'unsafe-hashes'"), styles > 0);
    }
}

#[test]
fn a_name_that_says_nothing_is_as_one_that_is_missing() {
    let cards = |text: &str| {
        format!(
            r#"{{"components": [{{"type": "header", "text": "{text}"}}, {{"type": "body", "text": "b"}}], "fallbackText": "b"}}"#
        )
    };
    let named = |name: &str| format!(r#"{{"name": "{name}"}}"#);
    for kind in [
        "channel",
        "agent-widget",
        "widget-configuration",
        "rich-card",
    ] {
        for name in ["", " ", "\\t\\n", "\u{a0}"] {
            let payload = match kind {
                "rich-card" => cards(name),
                _ => named(name),
            };
            let text = format!(r#"{{"kind": "{kind}", "id": "a", "payload": {payload}}}"#);
            let view = drawn(&text, Settings::default());
            assert_eq!(view.title(), kind, "{name:?}");
            let document = view.document();
            let is_empty = |id| document.text_content(id).trim().is_empty();
            assert!(!by_name(document, "h1").any(is_empty), "{kind} {name:?}");
        }
    }
}
