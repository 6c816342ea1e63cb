//! What is said of drawings.

use super::super::inspect;
use crate::policy::Policy;
use crate::view::{FormState, Language, Settings};
use crate::{Kind, Options};

fn said(kind: Kind, payload: &str, settings: Settings) -> String {
    let policy = Policy::default();
    let options = Options {
        kind: Some(kind),
        ..Options::new(&policy)
    };
    let found = inspect(payload, options, settings).expect("it is drawn");
    let line = |line: &super::Announcement| {
        let focus = if line.focusable { " ⇥" } else { "" };
        format!("{}{}{focus}\n", "  ".repeat(line.depth), line.text)
    };
    found.outline.iter().map(line).collect()
}

#[test]
fn a_card_is_said_as_people_hear_it() {
    let card = r#"{"components": [
        {"type": "header", "text": "Order <strong>12</strong>"},
        {"type": "body", "markdown": true, "text": "Your order has been **processed**. [Track *it*](https://a.example/)\n\n- one\n- two"},
        {"type": "buttonGroup", "buttons": [{"label": "Track", "action": "link", "payload": "https://a.example/"}]}]}"#;
    assert_eq!(
        said(Kind::RichCard, card, Settings::default()),
        "\
Chat with us, dialog
  Chat with us, heading level 2
  Close, button ⇥
  Conversation, log
    You
    I have a question about my order.
    Order 12, article
      Order 12, heading level 3
      Your order has been processed.
      Track it, link ⇥
      list, 2 items
        one
        two
      Track, link ⇥
  Your message, edit text, multi-line ⇥
  Send, button ⇥
Chat, button, expanded, opens a dialog ⇥
Text-only version, region
  Text-only version, heading level 2
  Order 12
  Your order has been processed. Track it
  • one
  • two
  Track: https://a.example/
"
    );
}

#[test]
fn a_form_is_said_with_what_is_wrong_in_it() {
    let form = r##"{"uiTheme": {"primaryColor": "#0056B3"}, "preChatForm": {"fields": [
        {"label": "Email", "type": "email", "required": true, "hint": "We answer there", "placeholder": "name@example.com"},
        {"label": "Team", "type": "select", "options": ["Sales", "Support"]},
        {"label": "Size", "type": "radio", "options": ["S", "L"]},
        {"label": "Agree", "type": "checkbox"},
        {"type": "text"}]}}"##;
    let settings = Settings {
        form: FormState::Invalid,
        ..Settings::default()
    };
    let told = said(Kind::WidgetConfiguration, form, settings);
    let (_, form) = told
        .split_once("  Before we start, form\n")
        .expect("a form");
    assert_eq!(
        form,
        "    \
    Before we start, heading level 3
    Email (required), edit text, required, invalid, name@example.com, We answer there Enter an email address, such as name@example.com. ⇥
    We answer there
    Enter an email address, such as name@example.com.
    Team, combo box, collapsed, Choose an option ⇥
      Choose an option, selected, 1 of 3
      Sales, 2 of 3
      Support, 3 of 3
    Size, group
      S, radio button, not checked, 1 of 2 ⇥
      L, radio button, not checked, 2 of 2 ⇥
    Agree, check box, not checked ⇥
    edit text ⇥
    Start chat, button ⇥
Chat, button, expanded, opens a dialog ⇥
"
    );
}

#[test]
fn a_summary_is_said_with_its_tables() {
    let channel = r#"{"name": "N", "webMessagingWidgetConfiguration": {"widgetId": "w", "customAttributes": {"department": "support"}}}"#;
    assert_eq!(
        said(Kind::Channel, channel, Settings::default()),
        "\
N, heading level 1
Widget, heading level 2
description list
  Widget ID
  w
Custom attributes, heading level 3
Custom attributes, table
  Key, column header
  Value, column header
  department, row header
  support
"
    );
}

#[test]
fn words_of_the_messenger_are_in_its_language_and_those_of_screen_readers_in_english() {
    let settings = Settings {
        language: Language::German,
        ..Settings::default()
    };
    let told = said(Kind::RichCard, r#"{"components": []}"#, settings);
    assert!(told.contains("Schließen, button ⇥\n"), "{told}");
}

#[test]
fn a_line_leads_to_the_place_that_it_says() {
    let text = r#"{"kind": "rich-card", "id": "é", "payload": {"components": [
        {"type": "body", "markdown": true, "text": "One **two**"}]}}"#;
    let policy = Policy::default();
    let found = inspect(text, Options::new(&policy), Settings::default()).expect("it is drawn");
    let line = |text: &str| {
        let mut lines = found.outline.iter();
        lines.find(|line| line.text == text).expect("it is said")
    };
    let said = line("One two");
    let span = said.span.expect("it is in the text");
    let units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(
        String::from_utf16_lossy(&units[span.start..span.end]),
        r#""One **two**""#
    );
    assert_eq!(
        said.pointer.as_ref().map(crate::json::Pointer::as_str),
        Some("/components/0/text")
    );
    assert_eq!(line("Close, button").pointer, None, "the messenger's own");
}
