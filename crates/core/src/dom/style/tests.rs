//! Tests of the cascade. That its values are a browser's is tested in a browser; here is what a browser cannot say: what is
//! unknown, and what hostile documents cost.

use std::sync::Arc;

use super::value::{Computed, Generated};
use super::{ReadSheet, Spacing, Styles};
use crate::dom::{Document, NodeId};

fn styled(html: &str) -> (Document, Styles) {
    let document = Document::from_html(&format!("<!DOCTYPE html>{html}"));
    let styles = Styles::of(&document);
    (document, styles)
}

fn find(document: &Document, id: &str) -> NodeId {
    document.by_id(id).expect("an element of that id")
}

/// The colour of the text in `#x`, or that it is not known.
fn color(html: &str) -> String {
    let (document, styles) = styled(html);
    match styles.style(find(&document, "x")).text_color() {
        Computed::Known(color) => format!("{} {}", color.color, color.alpha),
        Computed::Unknown => "unknown".into(),
    }
}

#[test]
fn the_strongest_declaration_wins() {
    for (name, html, expected) in [
        ("nothing said", "<p id=x>", "#000000 1"),
        (
            "inherited",
            "<div style='color: #123'><p id=x></div>",
            "#112233 1",
        ),
        (
            "an id before a class",
            "<style>#x { color: red } .a { color: lime }</style><p id=x class=a>",
            "#ff0000 1",
        ),
        (
            "the later of two",
            "<style>p { color: red } p { color: lime }</style><p id=x>",
            "#00ff00 1",
        ),
        (
            "the attribute before any sheet",
            "<style>#x { color: red }</style><p id=x style='color: lime'>",
            "#00ff00 1",
        ),
        (
            "what is important before the attribute",
            "<style>p { color: red !important }</style><p id=x style='color: lime'>",
            "#ff0000 1",
        ),
        (
            "a mistake is passed over",
            "<p id=x style='color: red; color: nonsense; color: rgb(1)'>",
            "#ff0000 1",
        ),
        (
            "a custom property",
            "<style>:root { --a: #123; --b: var(--a) }</style><p id=x style='color: var(--b)'>",
            "#112233 1",
        ),
        (
            "what else to take",
            "<p id=x style='color: var(--none, #123)'>",
            "#112233 1",
        ),
        (
            "a property that is set to itself",
            "<p style='color: red'><b id=x style='--a: var(--a); color: var(--a)'></p>",
            "#ff0000 1",
        ),
        (
            "half transparent",
            "<p id=x style='color: hsl(0 100% 50% / 50%)'>",
            "#ff0000 0.5",
        ),
        (
            "a sheet for print",
            "<style>@media print { p { color: red } }</style><p id=x>",
            "#000000 1",
        ),
        (
            "a rule while it is hovered",
            "<style>p:hover { color: red }</style><p id=x>",
            "#000000 1",
        ),
        ("an old attribute", "<font color=red id=x>", "#ff0000 1"),
    ] {
        assert_eq!(color(html), expected, "{name}: {html}");
    }
}

#[test]
fn what_depends_on_what_is_not_looked_at_is_unknown() {
    for (name, html) in [
        ("a function", "<p id=x style='color: oklch(50% 0.1 20)'>"),
        (
            "the width of the window",
            "<style>@media (min-width: 600px) { p { color: red } }</style><p id=x>",
        ),
        (
            "what the browser supports",
            "<style>@supports (color: red) { p { color: red } }</style><p id=x>",
        ),
        (
            "a layer",
            "<style>@layer a { p { color: red } }</style><p id=x>",
        ),
        (
            "a state nobody knows",
            "<style>p:strange { color: red }</style><p id=x>",
        ),
        (
            "a property that changes so",
            "<style>@media (min-width: 1px) { p { --a: red } }</style><p id=x style='color: var(--a)'>",
        ),
    ] {
        assert_eq!(color(html), "unknown", "{name}: {html}");
    }
    let certain =
        "<style>@media (min-width: 600px) { p { color: red } } #x { color: lime }</style><p id=x>";
    assert_eq!(
        color(certain),
        "#00ff00 1",
        "what wins all the same is known"
    );
}

#[test]
fn styles_that_are_not_read_are_told() {
    for (name, html, complete) in [
        ("none", "<p>", true),
        (
            "a sheet elsewhere",
            "<link rel=stylesheet href=x.css>",
            false,
        ),
        (
            "a sheet elsewhere for print",
            "<link rel=stylesheet media=print href=x.css>",
            true,
        ),
        ("an icon", "<link rel=icon href=x.ico>", true),
        ("an import", "<style>@import 'x.css';</style>", false),
        (
            "rules in rules",
            "<style>p { color: red; &.a { color: lime } }</style>",
            false,
        ),
    ] {
        assert_eq!(styled(html).1.is_complete(), complete, "{name}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn what_is_seen_is_told() {
    for (name, html, seen) in [
        ("plain", "<p id=x>", Some(true)),
        ("hidden", "<p id=x hidden>", Some(false)),
        (
            "hidden, and shown by a style",
            "<p id=x hidden style='display: block'>",
            Some(true),
        ),
        (
            "around it hidden",
            "<div style='display: none'><p id=x></div>",
            Some(false),
        ),
        (
            "invisible",
            "<div style='visibility: hidden'><p id=x></div>",
            Some(false),
        ),
        (
            "visible in what is not",
            "<div style='visibility: hidden'><p id=x style='visibility: visible'></div>",
            Some(true),
        ),
        (
            "transparent",
            "<div style='opacity: 0'><p id=x></div>",
            Some(false),
        ),
        (
            "a closed details",
            "<details><summary></summary><p id=x></details>",
            Some(false),
        ),
        (
            "the summary of a closed details",
            "<details><summary id=x></summary></details>",
            Some(true),
        ),
        (
            "an open details",
            "<details open><summary></summary><p id=x></details>",
            Some(true),
        ),
        ("a closed dialog", "<dialog><p id=x></dialog>", Some(false)),
        (
            "an open dialog",
            "<dialog open><p id=x></dialog>",
            Some(true),
        ),
        (
            "out of sight",
            "<p id=x style='position: absolute; left: -9999px'>",
            Some(false),
        ),
        (
            "moved by its margin",
            "<p id=x style='margin-left: -9999px'>",
            Some(false),
        ),
        (
            "indented away",
            "<p id=x style='text-indent: -9999px'>",
            Some(false),
        ),
        (
            "cut in the old way",
            "<p id=x style='position: absolute; clip: rect(1px, 1px, 1px, 1px)'>",
            Some(false),
        ),
        (
            "the old way cuts only what is placed",
            "<p id=x style='clip: rect(1px, 1px, 1px, 1px)'>",
            Some(true),
        ),
        (
            "cut to nothing",
            "<p id=x style='clip-path: inset(50%)'>",
            Some(false),
        ),
        (
            "a pixel large",
            "<p id=x style='width: 1px; height: 1px; overflow: hidden'>",
            Some(false),
        ),
        (
            "without height",
            "<p id=x style='height: 0; overflow: hidden'>",
            Some(false),
        ),
        (
            "stretched to nothing",
            "<p id=x style='transform: scale(0)'>",
            Some(false),
        ),
        (
            "moved somewhere",
            "<p id=x style='transform: translateX(20px)'>",
            None,
        ),
        (
            "perhaps not rendered",
            "<style>@media (width > 3px) { p { display: none } }</style><p id=x>",
            None,
        ),
    ] {
        let (document, styles) = styled(html);
        assert_eq!(styles.is_seen(find(&document, "x")), seen, "{name}: {html}");
    }
}

#[test]
fn a_style_attribute_can_hold_a_spacing() {
    for (style, held) in [
        ("letter-spacing: 1px !important", true),
        ("letter-spacing: 1px", false),
        ("letter-spacing: inherit !important", false),
        ("letter-spacing: initial !important", true),
        ("letter-spacing: 1px !important; letter-spacing: 2px", true),
    ] {
        let (document, styles) = styled(&format!("<p id=x style='{style}'>"));
        assert_eq!(
            styles.is_held(find(&document, "x"), Spacing::Letters),
            held,
            "{style}"
        );
    }
}

#[test]
fn pseudo_elements_hold_text() {
    let (document, styles) = styled(
        "<style>p::before { content: 'a' attr(title) } p::after { content: none } q::after { content: url(x.png) }</style>\
         <p id=x title=b></p><q id=y></q>",
    );
    let text = |id: &str, after: bool| {
        let id = find(&document, id);
        let generated = if after {
            styles.after(id)
        } else {
            styles.before(id)
        };
        generated.map(|generated| generated.content.clone())
    };
    assert_eq!(text("x", false), Some(Generated::Text("ab".into())));
    assert_eq!(text("x", true), None);
    assert_eq!(text("y", true), Some(Generated::Unknown));
}

#[test]
fn what_an_element_gets_with_the_focus_is_known() {
    let (document, styles) = styled(
        "<style>#x:focus-visible { color: red } a { outline: none }</style><a id=x href=#>a</a><b id=y>",
    );
    let x = find(&document, "x");
    assert!(
        styles
            .on_focus(x)
            .is_some_and(|style| style.color != styles.style(x).color)
    );
    assert!(styles.on_focus(find(&document, "y")).is_none());
    assert!(styles.is_outline_declared(x) && !styles.focus_changes_others());
    assert!(
        styled("<style>a:focus + b { color: red }</style>")
            .1
            .focus_changes_others()
    );
    assert!(
        styled("<style>div:focus-within { color: red }</style>")
            .1
            .focus_changes_others()
    );
}

#[test]
#[expect(clippy::format_collect, reason = "a test may take its time")]
fn hostile_documents_are_bounded() {
    let deep = "<div>".repeat(20_000);
    let rules: String = (0..3_000)
        .map(|n| format!("div div .a{n} b, :not(p) > div:nth-child({n}n+1) {{ color: red }}"))
        .collect();
    let siblings = "<p class=a>x</p>".repeat(5_000);
    let variables: String = (0..2_000)
        .map(|n| format!("--v{}: var(--v{n}) var(--v{n});", n + 1))
        .collect();
    for (name, html) in [
        (
            "deep and many rules",
            format!("<style>{rules}</style>{deep}"),
        ),
        (
            "rules that look below",
            format!("<style>div:has(p p p b) {{ color: red }}</style>{deep}"),
        ),
        (
            "rules that look beside",
            format!(
                "<style>p ~ p ~ p ~ b, p:nth-last-child(2n of .a) {{ color: red }}</style>{siblings}"
            ),
        ),
        (
            "properties that grow",
            format!("<p style='{variables} color: var(--v2000)'>"),
        ),
        (
            "selectors in selectors",
            format!(
                "<style>{}p{} {{ color: red }}</style><p>",
                ":not(".repeat(5_000),
                ")".repeat(5_000)
            ),
        ),
        (
            "a long selector",
            format!("<style>{} {{ color: red }}</style><p>", "p ".repeat(50_000)),
        ),
        (
            "blocks in blocks",
            format!("<style>{}</style><p>", "@media screen {".repeat(20_000)),
        ),
        (
            "brackets",
            format!("<style>p {{ color: {} }}</style><p>", "(".repeat(50_000)),
        ),
        (
            "letters that shrink",
            format!("<style>div {{ font-size: 0.999em }}</style>{deep}"),
        ),
        (
            "opacity in opacity",
            format!(
                "<style>div {{ opacity: 0.5; background: linear-gradient(red, rgb(0 0 0 / 50%)) }}</style>{deep}"
            ),
        ),
    ] {
        let (document, styles) = styled(&html);
        assert_eq!(styles.of.len(), document.len(), "{name}");
    }
}

/// The colour behind the text in `#x`.
fn ground(html: &str) -> Option<String> {
    let (document, styles) = styled(html);
    let color = styles.ground(find(&document, "x")).color()?;
    Some(color.to_string())
}

#[test]
fn a_dark_scheme_hides_only_the_colors_of_browsers() {
    for (name, html, text, behind) in [
        (
            "the canvas",
            "<html style='color-scheme: dark'><p id=x>",
            "unknown",
            None,
        ),
        (
            "the page of an author",
            "<html style='color-scheme: dark'><body style='background: #111; color: #eee'><p id=x>",
            "#eeeeee 1",
            Some("#111111"),
        ),
        (
            "the page of an author, without a colour of text",
            "<html style='color-scheme: dark'><body style='background: #111'><p id=x>",
            "unknown",
            Some("#111111"),
        ),
        (
            "a part of a page",
            "<div style='color-scheme: dark; background: #111; color: #eee'><p id=x>",
            "#eeeeee 1",
            Some("#111111"),
        ),
        (
            "a control",
            "<div style='color-scheme: dark; background: #111; color: #eee'><button id=x>",
            "unknown",
            None,
        ),
        (
            "a control of an author",
            "<div style='color-scheme: dark; background: #111; color: #eee'>\
             <button id=x style='background: #222; color: inherit'>",
            "#eeeeee 1",
            Some("#222222"),
        ),
        (
            "a link",
            "<div style='color-scheme: dark; background: #111; color: #eee'><a href=/ id=x>",
            "unknown",
            Some("#111111"),
        ),
        (
            "colours of the system",
            "<div style='color-scheme: dark; background: Canvas; color: CanvasText' id=x>",
            "unknown",
            None,
        ),
        (
            "the first colour",
            "<div style='color-scheme: dark; background: #111; color: initial' id=x>",
            "unknown",
            Some("#111111"),
        ),
        (
            "a light part of a dark page",
            "<html style='color-scheme: dark'>\
             <p style='color-scheme: light; background: Canvas; color: CanvasText' id=x>",
            "#000000 1",
            Some("#ffffff"),
        ),
    ] {
        assert_eq!(color(html), text, "{name}: {html}");
        assert_eq!(ground(html).as_deref(), behind, "{name}: {html}");
    }
}

#[test]
fn selectors_ask_for_the_direction_of_text() {
    let document = Document::from_html_fragment(
        "<style>p:dir(rtl)::before { content: 'r' } p:dir(ltr)::before { content: 'l' } \
         p:dir(up)::before { content: 'u' }</style>\
         <p id=none></p><div dir=RTL><p id=inside></p><p id=own dir=ltr></p><p id=wrong dir=up></p></div>\
         <div dir=auto><p id=auto></p></div>",
    );
    let styles = Styles::of(&document);
    for (id, content) in [
        ("none", Generated::Text("l".into())),
        ("inside", Generated::Text("r".into())),
        ("own", Generated::Text("l".into())),
        ("wrong", Generated::Text("r".into())),
        ("auto", Generated::Unknown),
    ] {
        let before = styles.before(find(&document, id));
        assert_eq!(before.map(|before| &before.content), Some(&content), "{id}");
    }
}

#[test]
fn rules_in_rules_make_styles_uncertain() {
    for (css, complete) in [
        (
            "p { color: red; border-radius: 1px; cursor: pointer }",
            true,
        ),
        ("p { a:hover { color: red } }", false),
        (
            "p { cursor: pointer; a:hover { color: red } color: lime }",
            false,
        ),
        ("p { &.a { color: red } }", false),
    ] {
        let (_, styles) = styled(&format!("<style>{css}</style><p>"));
        assert_eq!(styles.is_complete(), complete, "{css}");
    }
}

#[test]
fn elements_share_rules_only_where_rules_ask_the_same_of_them() {
    for (name, css, other, x, expected) in [
        (
            "another class",
            ".a { color: red }",
            "<p class=a>",
            "<p id=x class=b>",
            "#000000 1",
        ),
        (
            "another name",
            "p.a { color: red }",
            "<p class=a>",
            "<b id=x class=a>",
            "#000000 1",
        ),
        (
            "an id of its own",
            "#x { color: red }",
            "<p>",
            "<p id=x>",
            "#ff0000 1",
        ),
        (
            "a class below an id",
            "#x.a { color: red }",
            "<p id=y class=a>",
            "<p id=x class=a>",
            "#ff0000 1",
        ),
        (
            "what is around",
            ".a { color: red } div .b { color: lime }",
            "<p class=b>",
            "<div><p id=x class=b></div>",
            "#00ff00 1",
        ),
        (
            "an attribute",
            "p[title] { color: red }",
            "<p title=a>",
            "<p id=x>",
            "#000000 1",
        ),
    ] {
        let html = format!("<style>{css}</style>{other}text</p>{x}");
        assert_eq!(color(&html), expected, "{name}");
    }
}

#[test]
fn a_sheet_that_was_read_before_counts_as_long_as_nothing_changes_it() {
    let drawn = |change: fn(&mut Document, NodeId)| {
        let text = "p { color: red }";
        let mut document = Document::new();
        let sheet = Arc::new(ReadSheet::of(text));
        document.add_read_style(Document::ROOT, text, &sheet);
        let style = document.children(Document::ROOT)[0];
        let text = document.add_element(Document::ROOT, "p");
        change(&mut document, style);
        let styles = Styles::of(&document);
        styles
            .style(text)
            .text_color()
            .known()
            .map(|color| color.color.to_string())
    };
    for (name, change, expected) in [
        (
            "nothing",
            (|_, _| {}) as fn(&mut Document, NodeId),
            "#ff0000",
        ),
        (
            "more text",
            |document, style| document.add_text(style, "p { color: lime }"),
            "#00ff00",
        ),
        (
            "a condition",
            |document, style| document.set_attribute(style, "media", "print"),
            "#000000",
        ),
        (
            "taken out",
            |document, style| document.remove(style),
            "#000000",
        ),
        (
            "another sheet",
            |document, _| {
                let other = document.add_element(Document::ROOT, "style");
                document.add_text(other, "p { color: blue }");
            },
            "#0000ff",
        ),
    ] {
        assert_eq!(drawn(change).as_deref(), Some(expected), "{name}");
    }
}
