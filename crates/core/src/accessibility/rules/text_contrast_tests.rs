use crate::accessibility::Context;
use crate::accessibility::check::{Checked, RuleOutcome, run};
use crate::dom::Document;
use crate::finding::Outcome;
use crate::view::{FormState, Scheme, Settings, preview};
use crate::{Options, Policy};

fn outcome(body: &str) -> RuleOutcome {
    let document = Document::from_html(&format!("<!DOCTYPE html><body>{body}"));
    let checked = run(&Context::of(&document));
    checked
        .iter()
        .find(|checked| checked.check.rule.id == "contrast/text")
        .expect("the rule")
        .outcome()
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn what_is_seen_is_judged() {
    use RuleOutcome::{Fail, Inapplicable, Pass, Review};
    let grey = "color: #aaa";
    for (name, body, expected) in [
        ("plain text", "<p>text".to_owned(), Pass),
        ("grey text", format!("<p style='{grey}'>text"), Fail),
        (
            "a link as browsers have it",
            "<a href=#>text</a>".into(),
            Pass,
        ),
        (
            "large text",
            "<p style='color: #888; font-size: 24px'>text".into(),
            Pass,
        ),
        (
            "nearly large text",
            "<p style='color: #888; font-size: 23px'>text".into(),
            Fail,
        ),
        (
            "bold text of 14 pt",
            "<p style='color: #888; font: bold 14pt serif'>text".into(),
            Pass,
        ),
        (
            "large by a heading",
            "<h1 style='color: #888'>text</h1>".into(),
            Pass,
        ),
        (
            "of a size that is not known",
            "<p style='color: #888; font-size: 3vw'>text".into(),
            Review,
        ),
        (
            "grey on grey of an ancestor",
            "<div style='background: #777'><div><p style='color: #333'>text</div></div>".into(),
            Fail,
        ),
        (
            "colours that let through",
            "<p style='color: rgb(0 0 0 / 30%)'>text".into(),
            Fail,
        ),
        (
            "opacity",
            "<div style='opacity: .4'><p>text</div>".into(),
            Fail,
        ),
        (
            "a background that lets through",
            "<div style='background: rgb(0 0 0 / 50%)'>text</div>".into(),
            Pass,
        ),
        (
            "opacity of a group with its own background",
            "<div style='opacity: .5; background: black'><p style='color: white'>text</div>".into(),
            Fail,
        ),
        (
            "a gradient that is too light everywhere",
            format!("<p style='{grey}; background: linear-gradient(white, #eee)'>text"),
            Fail,
        ),
        (
            "a gradient that is too light somewhere",
            format!("<p style='{grey}; background: linear-gradient(white, black)'>text"),
            Review,
        ),
        (
            "a gradient that is dark enough",
            "<p style='color: white; background: linear-gradient(navy, black)'>text".into(),
            Pass,
        ),
        (
            "text that a margin of the box before it pulls over that box",
            "<div style='background: black; height: 50px; margin-bottom: -40px'></div><p style='color: #ddd'>text".into(),
            Review,
        ),
        (
            "text that a margin of the box after it may pull a background over",
            format!(
                "<p style='{grey}'>text</p><div style='background: black; height: 50px; margin-top: -40px'></div>"
            ),
            Review,
        ),
        (
            "a margin that is the margin of what is around the box as well",
            "<div><b style='display: block; background: black; height: 50px; margin-bottom: -40px'></b></div><p style='color: #ddd'>text".into(),
            Review,
        ),
        (
            "a margin that only makes a block wider",
            format!(
                "<div style='background: navy; margin: 0 -15px'></div><p style='{grey}'>text"
            ),
            Fail,
        ),
        (
            "a margin of what is out of the flow",
            format!(
                "<div style='position: absolute; width: 1px; height: 1px; margin: -1px'></div><p style='{grey}'>text<b style='background: white'> and more</b>"
            ),
            Fail,
        ),
        (
            "a picture",
            format!("<p style='{grey}; background: url(x.png)'>text"),
            Review,
        ),
        (
            "a picture below an opaque background",
            format!(
                "<div style='background: url(x.png)'><p style='{grey}; background: white'>text</div>"
            ),
            Fail,
        ),
        (
            "a shadow that helps nowhere",
            format!("<p style='{grey}; text-shadow: 1px 1px #eee'>text"),
            Fail,
        ),
        (
            "a shadow that may help",
            format!("<p style='{grey}; text-shadow: 0 0 3px black'>text"),
            Review,
        ),
        (
            "the colour of the background",
            "<p style='color: white'>text".into(),
            Review,
        ),
        (
            "no words",
            format!("<p style='{grey}'>--- *** %%%"),
            Inapplicable,
        ),
        (
            "a sign",
            format!("<button style='{grey}; background: white'>X</button>"),
            Review,
        ),
        (
            "not rendered",
            format!("<p hidden style='{grey}'>text"),
            Inapplicable,
        ),
        (
            "out of sight",
            format!("<p style='{grey}; position: absolute; left: -9999px'>text"),
            Inapplicable,
        ),
        (
            "cut away",
            format!("<p style='{grey}; position: absolute; clip: rect(0 0 0 0)'>text"),
            Inapplicable,
        ),
        (
            "hidden from tools",
            format!("<p aria-hidden=true style='{grey}'>text"),
            Review,
        ),
        (
            "a disabled button",
            format!("<button disabled style='{grey}'>text</button>"),
            Inapplicable,
        ),
        (
            "a label around a disabled field",
            format!("<label style='{grey}'>text <input disabled></label>"),
            Inapplicable,
        ),
        (
            "a label for a disabled field",
            format!("<label for=a style='{grey}'>text</label><input id=a disabled>"),
            Inapplicable,
        ),
        (
            "a label by ARIA",
            format!(
                "<p id=a style='{grey}'>text</p><div role=textbox aria-labelledby=a aria-disabled=true></div>"
            ),
            Inapplicable,
        ),
        (
            "a disabled fieldset",
            format!("<fieldset disabled style='{grey}'><label>text <input></label></fieldset>"),
            Inapplicable,
        ),
        (
            "a label for another field",
            format!("<label style='{grey}'>text <input></label><input disabled>"),
            Fail,
        ),
        ("what is typed", format!("<input style='{grey}'>"), Fail),
        (
            "a field as browsers have it",
            "<input placeholder=Name>".into(),
            Pass,
        ),
        (
            "a placeholder",
            "<style>::placeholder { color: #ccc }</style><input placeholder=Name>".into(),
            Fail,
        ),
        (
            "a sheet for print",
            format!("<style media=print>p {{ {grey} }}</style><p>text"),
            Pass,
        ),
        (
            "a sheet for small windows",
            format!("<style>@media (max-width: 600px) {{ p {{ {grey} }} }}</style><p>text"),
            Review,
        ),
        (
            "a sheet elsewhere",
            format!("<link rel=stylesheet href=x.css><p style='{grey}'>text"),
            Review,
        ),
        (
            "a rule while it is hovered",
            format!("<style>p:hover {{ {grey} }}</style><p>text"),
            Pass,
        ),
        (
            "a custom property",
            "<style>:root { --ink: #aaa } p { color: var(--ink) }</style><p>text".into(),
            Fail,
        ),
        (
            "text in a drawing",
            "<svg><text fill='#aaa'>text</text></svg>".into(),
            Inapplicable,
        ),
        (
            "placed on something",
            format!("<img src=x.png><p style='{grey}; position: absolute; top: 0'>text"),
            Review,
        ),
        (
            "placed with its own background",
            format!(
                "<img src=x.png><p style='{grey}; position: absolute; top: 0; background: white'>text"
            ),
            Fail,
        ),
        (
            "filled letters",
            "<p style='-webkit-text-fill-color: #aaa'>text".into(),
            Fail,
        ),
    ] {
        assert_eq!(outcome(&body), expected, "{name}: {body}");
    }
}

#[test]
fn a_dark_view_is_judged_for_certain() {
    let policy = Policy::default();
    let form = include_str!("../../../benches/documents/form-15.json");
    for state in [FormState::Untouched, FormState::Invalid] {
        let settings = Settings {
            scheme: Scheme::Dark,
            form: state,
            ..Settings::default()
        };
        let view = preview(form, Options::new(&policy), settings).expect("a view");
        let checked = run(&Context::of(view.document()));
        for rule in ["contrast/text", "contrast/text-enhanced"] {
            let checked = checked
                .iter()
                .find(|checked| checked.check.rule.id == rule)
                .expect("the rule");
            let reviews: Vec<&str> = checked
                .told
                .iter()
                .filter(|verdict| verdict.outcome == Outcome::Review)
                .map(|verdict| verdict.message.as_str())
                .collect();
            assert!(reviews.is_empty(), "{rule}, {state:?}: {reviews:?}");
            assert_ne!(checked.outcome(), RuleOutcome::Inapplicable);
        }
    }
}

#[test]
fn only_so_many_colors_are_advised_on() {
    let texts: Vec<String> = (0..200)
        .map(|blue| format!("<p style='color: #ffff{:02x}'>text", blue + 20))
        .collect();
    let texts = texts.concat();
    let document = Document::from_html(&format!("<!DOCTYPE html><body>{texts}"));
    let checked = run(&Context::of(&document));
    let rule = |checked: &&Checked| checked.check.rule.id == "contrast/text";
    let told = &checked.iter().find(rule).expect("the rule").told;
    let advised = told
        .iter()
        .filter(|told| told.help.contains("would do"))
        .count();
    assert_eq!((told.len(), advised), (200, 50));
}
