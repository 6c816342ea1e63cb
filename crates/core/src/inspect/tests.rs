//! Inspections as a whole.

use super::*;
use crate::finding::Safety;
use crate::policy::Policy;
use crate::view::Scheme;
use crate::{Kind, fix};

fn inspected(text: &str, scheme: Scheme) -> Inspection {
    let policy = Policy::default();
    let settings = Settings {
        scheme,
        ..Settings::default()
    };
    inspect(text, Options::new(&policy), settings).expect("it is drawn")
}

fn card(body: &str) -> String {
    let body = serde_json::to_string(body).expect("JSON");
    format!(
        r#"{{"kind": "rich-card", "id": "a", "target": {{"conversationId": "c"}}, "payload": {{
            "messageId": "5f0c1c9a-8f1e-5d3b-9c51-0d6f5a7b2e11",
            "templateMatrix": {{"templateId": "t", "layoutEngine": "flexbox", "version": "2.1", "fallbackBehavior": "textOnly"}},
            "components": [{{"type": "body", "text": {body}, "markdown": false}}]}}}}"#
    )
}

/// The pairs whose colours a card gives, a line for each.
fn own_pairs(found: &Inspection) -> Vec<String> {
    let own = found
        .contrast
        .iter()
        .filter(|pair| pair.foreground_pointer.is_some() || pair.background_pointer.is_some());
    own.map(|pair| {
        format!(
            "{}× {:?} {} on {} {:.2} {:?}",
            pair.count, pair.sample, pair.foreground, pair.background, pair.ratio, pair.outcome
        )
    })
    .collect()
}

#[test]
fn the_colours_of_a_card_are_told_with_what_would_do() {
    const LONG: &str = "Words that go on for a good while longer than a list has room for";
    for (body, pairs, nearest) in [
        (
            "<span style='color: #999'>grey</span> <span style='color: #999'>again</span>",
            &["2× \"grey\" #999999 on #ffffff 2.85 Fail"][..],
            &["color #999999 -> #767676"][..],
        ),
        (
            "<div style='background-color: #332211'>dark <u>and more</u></div>",
            &["2× \"dark\" #1b1f24 on #332211 1.09 Fail"],
            &["color #1b1f24 -> #ffffff"],
        ),
        (
            "<div style='color: #999; background-color: #eeeeee'>both</div>",
            &["1× \"both\" #999999 on #eeeeee 2.46 Fail"],
            &["color #999999 -> #6c6c6c"],
        ),
        (
            "<span style='color: #999'>x</span>",
            &["1× \"x\" #999999 on #ffffff 2.85 Review"],
            &[],
        ),
        (
            "<span style='color: #0056b3'>blue</span>",
            &["1× \"blue\" #0056b3 on #ffffff 7.04 Pass"],
            &[],
        ),
        ("plain", &[], &[]),
    ] {
        let text = card(body);
        let found = inspected(&text, Scheme::Light);
        assert_eq!(own_pairs(&found), pairs, "{body}");
        let told: Vec<String> = found
            .nearest
            .iter()
            .map(|one| {
                assert_eq!(one.pointer.as_str(), "/components/0/text");
                assert!(one.ratio >= 4.5);
                format!("{} {} -> {}", one.name, one.color, one.suggestion)
            })
            .collect();
        assert_eq!(told, nearest, "{body}");
        // The fix that findings offer writes the same colour.
        let policy = Policy::default();
        let fixed = fix(&text, Options::new(&policy), Safety::Unsafe);
        for one in &found.nearest {
            let applied = fixed.applied().iter();
            let mut writes = applied.map(|fix| fix.description.as_str());
            let color = one.suggestion.to_string();
            assert!(writes.any(|text| text.contains(&color)), "{body}");
        }
    }
    let found = inspected(&card(LONG), Scheme::Light);
    let sample = |pair: &ContrastPair| pair.sample == "Words that go on for a good while longer…";
    assert!(found.contrast.iter().any(sample), "{:#?}", found.contrast);
}

#[test]
fn the_colours_are_those_of_the_scheme() {
    let text = card("<span style='color: #0056b3'>blue</span>");
    let dark = inspected(&text, Scheme::Dark);
    assert_eq!(
        own_pairs(&dark),
        ["1× \"blue\" #0056b3 on #1a1f26 2.35 Fail"]
    );
    assert_eq!(dark.nearest[0].pointer.as_str(), "/components/0/text");
}

#[test]
fn a_theme_passes_whatever_its_colour() {
    for brand in ["#0056B3", "#FFFFFF", "#FFD600", "#777777"] {
        let text = format!(
            r#"{{"kind": "widget-configuration", "id": "a", "spec": {{"widgetId": "a", "theme": {{"primaryColor": "{brand}"}},
                "fields": [{{"label": "Name", "placeholder": "Ada"}}]}}}}"#
        );
        let found = inspected(&text, Scheme::Light);
        let fails = |pair: &&ContrastPair| pair.outcome != ContrastOutcome::Pass;
        assert_eq!(found.contrast.iter().find(fails), None);
        assert_eq!((found.nearest.len(), found.unmeasured), (0, 0));
        let of = |sample: &str| {
            let mut pairs = found.contrast.iter();
            let pair = pairs.find(|pair| pair.sample == sample);
            pair.unwrap_or_else(|| panic!("{sample}: {:#?}", found.contrast))
        };
        let token = Some("/uiTheme/primaryColor");
        let place = |pointer: &Option<crate::json::Pointer>| {
            pointer.as_ref().map(|pointer| pointer.as_str().to_owned())
        };
        let ring = of("focus ring of Name");
        assert_eq!(place(&ring.foreground_pointer).as_deref(), token, "{brand}");
        assert_eq!(ring.purpose, ContrastUse::NonText);
        let title = of("Chat with us");
        assert_eq!(place(&title.background_pointer).as_deref(), token);
        assert_eq!(of("border of Name").background_pointer, None, "{brand}");
        assert_eq!(of("Ada").needed.to_bits(), 4.5_f64.to_bits());
        let border = of("border of Name");
        assert_eq!(
            place(&border.pointer).as_deref(),
            Some("/preChatForm/fields/0")
        );
    }
}

#[test]
fn where_nothing_is_drawn_nothing_is_inspected() {
    let policy = Policy::default();
    for (text, kind) in [("", None), ("{", None), ("{}", None), ("[]", None)] {
        let options = Options {
            kind,
            ..Options::new(&policy)
        };
        assert_eq!(inspect(text, options, Settings::default()), None, "{text}");
    }
    let bare = Options {
        kind: Some(Kind::ParticipantVariables),
        ..Options::new(&policy)
    };
    assert!(inspect("{}", bare, Settings::default()).is_some());
}
