//! Cases one by one.

use preflight_core::finding::Safety;
use preflight_core::{Kind, MAX_DOCUMENT_BYTES, Options, Policy, PolicyFile, check, fix};

fn safely(text: &str) -> String {
    let policy = Policy::default();
    fix(text, Options::new(&policy), Safety::Safe)
        .into_parts()
        .0
}

#[test]
fn notations_become_json() {
    for (name, text, expected) in [
        ("nothing to do", "{\"a\": 1}\n", "{\"a\": 1}\n"),
        ("a byte order mark", "\u{feff}[1]", "[1]"),
        ("a trailing comma", "[1, ]", "[1 ]"),
        (
            "CRLF stays",
            "{\r\n  a: 1, // x\r\n}\r\n",
            "{\r\n  \"a\": 1\r\n}\r\n",
        ),
        (
            "raw control characters",
            "[\"a\tb\u{7f}\u{1}\"]",
            "[\"a\\tb\u{7f}\\u0001\"]",
        ),
        ("one after the other", "['a\tb']", "[\"a\\tb\"]"),
        ("a comment keeps apart", "[1,/**/2/**/]", "[1, 2 ]"),
        ("what is missing is not guessed", "[1,,2 3", "[1,,2 3"),
        ("only comments", "// nothing\n", "// nothing\n"),
        ("nothing at all", "\u{feff}", "\u{feff}"),
    ] {
        assert_eq!(safely(text), expected, "{name}");
    }
}

/// More findings than a report keeps, of which none has a fix of its own there.
#[test]
fn floods_are_mended() {
    let policy = Policy::default();
    for (name, text) in [
        ("trailing commas", format!("[{}1]", "[1,],\n".repeat(2_000))),
        (
            "control characters",
            format!("[\"{}\"]", "\u{1}".repeat(1_500)),
        ),
        (
            "comments",
            format!("[{}1]", "/* x */ // y\n".repeat(30_000)),
        ),
        (
            "quotes and controls",
            format!("[{}1]", "'a\u{1}',".repeat(5_000)),
        ),
    ] {
        let before = check(&text, Options::new(&policy));
        assert!(before.report().omitted_findings > 0, "{name}");
        let fixed = fix(&text, Options::new(&policy), Safety::Safe);
        assert!(fixed.is_complete(), "{name}");
        assert!(
            serde_json::from_str::<serde_json::Value>(fixed.text()).is_ok(),
            "{name}"
        );
    }
}

/// Some findings can be mended, thousands cannot: those are counted all the same.
#[test]
fn a_flood_without_fixes_does_not_hold_up_the_rest() {
    let keys: Vec<String> = (0..3_000)
        .map(|index| format!("\"k{index}\": [1,]"))
        .collect();
    let text = format!(
        "{{\"kind\": \"channel\", \"id\": \"c\", \"payload\": {{{}}}}}",
        keys.join(", ")
    );
    assert_eq!(safely(&text), text.replace(",]", "]"));
}

#[test]
fn what_would_become_too_large_stays() {
    let controls = MAX_DOCUMENT_BYTES - 10;
    let text = format!("[\"{}\"]", "\u{1}".repeat(controls));
    let policy = Policy::default();
    let fixed = fix(&text, Options::new(&policy), Safety::Safe);
    assert!(!fixed.is_complete());
    assert_eq!(fixed.text(), text);

    let text = format!("[{}1,]", " ".repeat(MAX_DOCUMENT_BYTES));
    let fixed = fix(&text, Options::new(&policy), Safety::Safe);
    assert_eq!(fixed.text(), text);
    assert_eq!(fixed.checked().report().findings[0].rule, "json/too-large");
}

fn variables(value: &str) -> String {
    format!(
        r#"{{"attributes": {{"note": {}}}}}"#,
        serde_json::Value::from(value)
    )
}

fn options(policy: &Policy) -> Options<'_> {
    Options {
        kind: Some(Kind::ParticipantVariables),
        ..Options::new(policy)
    }
}

#[test]
fn unsafe_fixes_are_made_on_demand() {
    let policy = Policy::default();
    let text = variables("one<br>two<b>!</b>");
    let safe = fix(&text, options(&policy), Safety::Safe);
    assert_eq!(safe.text(), variables("one<br>two!"));
    let both = fix(&text, options(&policy), Safety::Unsafe);
    assert_eq!(both.text(), variables("onetwo!"));
    assert_eq!(both.applied()[1].safety, Safety::Unsafe);
    assert_eq!(both.applied()[1].pointer.as_str(), "/attributes/note");
}

/// Where Markdown reads two pieces of text and a script between them, the pieces must not become a tag.
#[test]
fn what_is_left_does_not_become_a_tag() {
    let policy = Policy::default();
    let card = |text: &str| {
        let card = r#"{"messageId": "m", "templateMatrix": {"templateId": "t", "layoutEngine": "flexbox",
            "version": "2.1", "fallbackBehavior": "textOnly"}, "components": [{"type": "body", "markdown": true, "text": "TEXT"}]}"#;
        card.replace("TEXT", text)
    };
    let options = Options {
        kind: Some(Kind::RichCard),
        ..Options::new(&policy)
    };
    let fixed = fix(&card("<scr<script>x</script>ipt>Hi"), options, Safety::Safe);
    assert_eq!(fixed.text(), card("&lt;script>Hi"));
    assert!(fixed.checked().report().ok);
}

#[test]
fn what_is_suppressed_stays() {
    let policy = |expires: &str| {
        let json = format!(
            r#"{{"suppressions": [{{"rule": "text/markup", "pointer": "/attributes/note",
                "reason": "shown as code"{expires}}}]}}"#
        );
        let file = PolicyFile::from_json(&json).expect("a policy");
        file.into_policy().expect("a policy")
    };
    // The comma keeps the document from being complete; the markup is none of the fixes' business all the same.
    let text = variables("<b>x</b>").replace("}}", "},}");
    let in_force = policy("");
    let fixed = fix(&text, options(&in_force), Safety::Unsafe);
    assert_eq!(fixed.text(), variables("<b>x</b>"));
    assert_eq!(fixed.checked().report().suppressed_findings, 1);

    let expired = policy(r#", "expires": "2020-01-01""#);
    let dated = Options {
        today: Some("2021-01-01"),
        ..options(&expired)
    };
    let fixed = fix(&text, dated, Safety::Safe);
    assert_eq!(fixed.text(), variables("x"));
}

#[test]
fn places_are_places_in_the_new_text() {
    let text = "// a note\n{\"kind\": 'channel', \"id\": 7}";
    let policy = Policy::default();
    let fixed = fix(text, Options::new(&policy), Safety::Safe);
    let findings = &fixed.checked().report().findings;
    let finding = findings.iter().find(|it| it.rule == "schema/type");
    let span = finding.expect("an id is text").span;
    assert_eq!(span.start.line, 1);
    assert_eq!(&fixed.text()[span.start.offset..span.end.offset], "7");
}
