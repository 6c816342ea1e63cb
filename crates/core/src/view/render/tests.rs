//! The drawing as data, whatever the payload says.

use super::*;
use crate::policy::Policy;
use crate::view::{Language, preview};

const FORM: &str = r##"{"kind": "widget-configuration", "id": "é", "spec": {
    "widgetId": "w", "theme": {"primaryColor": "#B3261E", "borderRadius": 4},
    "fields": [
        {"label": "Name", "name": "submit", "required": true, "hint": "As on your card", "autocomplete": "name"},
        {"label": "Reach me by", "type": "radio", "options": ["Mail", "Phone"]}
    ]}}"##;

fn drawn(text: &str, settings: Settings) -> RenderTree {
    render(text, Options::new(&Policy::default()), settings).expect("it is drawn")
}

#[test]
fn a_node_leads_to_the_text_it_comes_from() {
    let tree = drawn(FORM, Settings::default());
    let units: Vec<u16> = FORM.encode_utf16().collect();
    let label = tree.nodes.iter().find_map(|node| match node {
        RenderNode::Element {
            name: "label",
            pointer: Some(pointer),
            span: Some(span),
            ..
        } => Some((
            pointer.to_string(),
            String::from_utf16_lossy(&units[span.start..span.end]),
        )),
        _ => None,
    });
    let expected = (
        "/preChatForm/fields/0/label".to_owned(),
        "\"Name\"".to_owned(),
    );
    assert_eq!(label, Some(expected));
    let token = &tree.tokens[0];
    assert_eq!(
        (token.name, token.color.as_str()),
        ("primaryColor", "#b3261e")
    );
    assert_eq!(
        String::from_utf16_lossy(&units[token.span.start..token.span.end]),
        "\"#B3261E\""
    );
    assert_eq!(tree.theme["brand"], "#b3261e");
    assert_eq!(tree.theme["input-radius"], "4px");
}

#[test]
fn names_of_the_author_stay_out_of_the_form() {
    let tree = drawn(FORM, Settings::default());
    let names: Vec<&str> = tree
        .nodes
        .iter()
        .filter_map(|node| match node {
            RenderNode::Element { attributes, .. } => attributes.get("name").map(String::as_str),
            RenderNode::Text { .. } => None,
        })
        .collect();
    assert_eq!(names, ["field-1", "field-1"]);
}

#[test]
fn settings_are_told_and_drawn() {
    let tree = drawn(
        FORM,
        Settings {
            scheme: Scheme::Dark,
            language: Language::Arabic,
            form: FormState::Invalid,
        },
    );
    assert_eq!(
        (tree.language, tree.direction, tree.scheme, tree.form),
        ("ar", "rtl", "dark", "invalid")
    );
    let json = serde_json::to_string(&tree).expect("JSON");
    assert!(json.contains(r#""aria-invalid":"true""#), "{json}");
    assert!(json.contains(r#""start":"right""#), "{json}");
}

#[test]
fn a_link_is_data() {
    let text = r#"{"kind": "rich-card", "id": "a", "payload": {"components": [
        {"type": "body", "markdown": true, "text": "[go](https://example.com/a) ![i](https://example.com/i.png)"},
        {"type": "body", "text": "<p style='color: red; position: fixed'>x</p><span style='COLOR:red;width:1px'>y</span>"}]}}"#;
    let tree = drawn(text, Settings::default());
    let mut links = Vec::new();
    let mut styles = Vec::new();
    for node in &tree.nodes {
        if let RenderNode::Element {
            name, link, style, ..
        } = node
        {
            links.extend(link.as_deref());
            styles.extend(
                style
                    .iter()
                    .map(|(property, value)| (*name, *property, value.as_str())),
            );
        }
    }
    assert_eq!(links, ["https://example.com/a"]);
    assert_eq!(styles, [("span", "color", "red")]);
}

#[test]
fn the_frame_of_a_widget_has_its_size() {
    let text = r#"{"kind": "agent-widget", "id": "a", "spec": {"name": "A", "manifestUrl": "https://s3.amazonaws.com/m",
        "settings": {"dimensions": {"width": 750, "height": 1e9}}}}"#;
    let tree = drawn(text, Settings::default());
    let style = tree.nodes.iter().find_map(|node| match node {
        RenderNode::Element { style, .. } if !style.is_empty() => Some(style.clone()),
        _ => None,
    });
    let style = style.expect("a frame");
    assert_eq!(style["width"], "750px");
    assert_eq!(style["min-height"], "4000px");
}

#[test]
fn it_is_the_page_that_preview_writes() {
    let policy = Policy::default();
    for text in [
        FORM,
        include_str!("../../../../../examples/rich-card.json"),
        include_str!("../../../../../examples/channel.json"),
        include_str!("../../../../../examples/agent-widget.json"),
        include_str!("../../../../../examples/participant-variables.json"),
    ] {
        let tree = drawn(text, Settings::default());
        let view = preview(text, Options::new(&policy), Settings::default()).expect("a view");
        let document = view.document();
        let elements = document.elements().count() - 1;
        let told = tree
            .nodes
            .iter()
            .filter(|node| matches!(node, RenderNode::Element { .. }));
        assert_eq!(told.count(), elements, "every element but the sheet");
        let mut known = std::collections::BTreeSet::new();
        for node in &tree.nodes {
            match node {
                RenderNode::Element { id, parent, .. } => {
                    assert!(parent.is_none_or(|parent| known.contains(&parent)));
                    known.insert(*id);
                }
                RenderNode::Text { id, parent, .. } => assert!(known.contains(parent), "{id}"),
            }
        }
        let shown: String = tree
            .nodes
            .iter()
            .filter_map(|node| match node {
                RenderNode::Text { text, .. } => Some(text.as_str()),
                RenderNode::Element { .. } => None,
            })
            .collect();
        let root = document.children(Document::ROOT)[1];
        assert_eq!(shown, document.text_content(root));
        // Nothing that a view draws is missing from the vocabulary.
        for id in document
            .descendants(Document::ROOT)
            .filter_map(|id| document.element(id))
        {
            if id.name == "style" {
                continue;
            }
            let element = VOCABULARY
                .element(&id.name)
                .expect("an element of the vocabulary");
            for (name, value) in id.attributes() {
                let apart = matches!(name, "class" | "style" | "href" | "name");
                let attribute = VOCABULARY.attribute(element, name);
                assert!(
                    apart || attribute.is_some_and(|known| known.value.accepts(value)),
                    "{} {name}={value:?}",
                    id.name
                );
            }
        }
    }
}
