//! The same attacks in whole documents: wherever a payload has a text, a dangerous one is refused.

use preflight_core::finding::Class;
use preflight_core::{Checked, Kind, Severity};
use preflight_tests::{check_payload, good_payload};
use scraper::Html;
use serde_json::{Value as Json, json};

use crate::allow_list::{dangers, runs_as_script};
use crate::corpus;
use crate::other_modes::drawn;

/// The kind's good payload with these texts in it.
fn with(kind: Kind, texts: &[(&str, &str)]) -> Json {
    let mut payload = good_payload(kind);
    for (pointer, text) in texts {
        *payload
            .pointer_mut(pointer)
            .expect("a place in the good payload") = json!(text);
    }
    payload
}

/// Whether a security error names the place.
fn is_refused(checked: &Checked, pointer: &str) -> bool {
    let findings = &checked.report().findings;
    findings.iter().any(|finding| {
        finding.pointer.as_str() == pointer
            && finding.severity == Severity::Error
            && finding.class == Class::Security
    })
}

fn dangerous(html: &str) -> bool {
    !dangers(&Html::parse_fragment(html)).is_empty()
        || !dangers(&Html::parse_document(html)).is_empty()
}

#[test]
fn every_dangerous_text_is_refused_wherever_it_stands() {
    const HEADER: &str = "/components/0/text";
    const MARKDOWN: &str = "/components/1/components/0/text";
    const LABEL: &str = "/components/2/buttons/0/label";
    const LINK: &str = "/components/2/buttons/0/payload";
    const DATA: &str = "/dynamicFields/order/number";
    const FONT: &str = "/uiTheme/fontFamily";
    const FIELD: &str = "/preChatForm/fields/0/label";
    const ATTRIBUTE: &str = "/webMessagingWidgetConfiguration/customAttributes/region";
    const VARIABLE: &str = "/attributes/is_vip";
    corpus::for_each("documents", |row| {
        let text = row.payload.as_str();
        let as_html = dangerous(text);
        let as_markdown = drawn(text).any(|html| dangerous(&html));
        let as_link = runs_as_script(text);
        let mut faults = Vec::new();
        let mut judge = |kind: Kind, places: &[(&str, bool)]| {
            let texts: Vec<(&str, &str)> = places.iter().map(|(place, _)| (*place, text)).collect();
            let checked = check_payload(kind, &with(kind, &texts));
            for (place, dangerous) in places {
                if *dangerous && !is_refused(&checked, place) {
                    faults.push(format!("accepted at {place} of a {kind:?}"));
                }
            }
        };
        judge(
            Kind::RichCard,
            &[
                (HEADER, as_html),
                (MARKDOWN, as_markdown),
                (LABEL, as_html),
                (LINK, as_link),
                (DATA, as_html || as_link),
            ],
        );
        judge(
            Kind::WidgetConfiguration,
            &[(FONT, as_html), (FIELD, as_html)],
        );
        judge(
            Kind::Channel,
            &[("/description", as_html), (ATTRIBUTE, as_html || as_link)],
        );
        judge(
            Kind::ParticipantVariables,
            &[(VARIABLE, as_html || as_link)],
        );
        faults
    });
}

/// Body text without Markdown is HTML.
#[test]
fn every_dangerous_body_is_refused() {
    corpus::for_each("bodies", |row| {
        if !dangerous(&row.payload) {
            return Vec::new();
        }
        let mut payload = good_payload(Kind::RichCard);
        payload["components"][1]["components"][0] =
            json!({"type": "body", "text": row.payload, "markdown": false});
        let checked = check_payload(Kind::RichCard, &payload);
        if is_refused(&checked, "/components/1/components/0/text") {
            Vec::new()
        } else {
            vec!["accepted".to_owned()]
        }
    });
}
