//! The model, by hand and from HTML.

use super::*;

#[test]
fn a_document_is_built_and_written() {
    let mut document = Document::new();
    let dialog = document.add_element(Document::ROOT, "DIV");
    document.set_attribute(dialog, "role", "dialog");
    document.set_attribute(dialog, "aria-label", "\"Chat\" <now>");
    document.set_origin(dialog, Pointer::root());
    let label = document.add_element(dialog, "label");
    document.add_text(label, "Name & ");
    document.add_text(label, "more");
    document.add_element(dialog, "input");
    assert_eq!(
        document.to_html(),
        "<div role=\"dialog\" aria-label=\"&quot;Chat&quot; &lt;now&gt;\"><label>Name &amp; more</label><input></div>"
    );
    assert_eq!(document.children(label).len(), 1, "text after text is one");
    assert_eq!(document.origin(label), Some(&Pointer::root()));
    assert_eq!(document.text_content(dialog), "Name & more");
    assert_eq!(document.ancestors(label).count(), 2);
    assert_eq!(document.elements().count(), 3);
}

#[test]
fn html_is_read_as_browsers_do() {
    for (html, read) in [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<b><p>x</b>y</p>", "<b></b><p><b>x</b>y</p>"),
        (
            "<table>x<tr><td>1",
            "x<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        (
            "<svg viewBox=1><a xlink:href=x></a></svg>",
            "<svg viewBox=\"1\"><a xlink:href=\"x\"></a></svg>",
        ),
        ("<noscript><p>x</noscript>", "<noscript><p>x</noscript>"),
        ("<template><p>x</template>y", "<template></template>y"),
        ("a&nbsp;&lt;b", "a&nbsp;&lt;b"),
    ] {
        assert_eq!(Document::from_html_fragment(html).to_html(), read, "{html}");
    }
    let whole = Document::from_html("<!doctype html><title>T</title>x");
    assert_eq!(
        whole.to_html(),
        "<!DOCTYPE html><html><head><title>T</title></head><body>x</body></html>"
    );
}

#[test]
fn ids_are_found_in_the_order_of_the_document() {
    let document = Document::from_html_fragment("<p id=a>1</p><p id=a>2</p><p id=''>3</p>");
    let first = document.by_id("a").expect("it is there");
    assert_eq!(document.text_content(first), "1");
    assert_eq!(document.by_id(""), None);
    assert_eq!(document.by_id("b"), None);
}

#[test]
fn depth_overflows_no_stack() {
    const DEPTH: usize = 50_000;
    let mut document = Document::new();
    let mut inner = Document::ROOT;
    for _ in 0..DEPTH {
        inner = document.add_element(inner, "div");
    }
    assert_eq!(document.elements().count(), DEPTH);
    assert_eq!(document.to_html().len(), DEPTH * "<div></div>".len());
}

#[test]
fn elements_stand_where_their_tags_stand() {
    let text =
        "a &amp<p title=\"1 < 2 > 0\">b<br>c<table><td>d</table><script>if (a<b) {}</script><I>e";
    let document = Document::from_html(text);
    let stands: Vec<(String, Option<&str>)> = document
        .elements()
        .map(|id| {
            let name = document.element(id).expect("an element").name.clone();
            (name, document.span(id).map(|span| &text[span.range()]))
        })
        .collect();
    let stands: Vec<(&str, Option<&str>)> = stands
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    assert_eq!(
        stands,
        [
            ("html", None),
            ("head", None),
            ("body", None),
            ("p", Some("<p title=\"1 < 2 > 0\">")),
            ("br", Some("<br>")),
            ("table", Some("<table>")),
            ("tbody", None),
            ("tr", None),
            ("td", Some("<td>")),
            ("script", Some("<script>")),
            ("i", Some("<I>")),
        ]
    );
}

#[test]
fn what_nests_too_deep_is_left_out_and_its_text_is_kept() {
    let text = format!("{}x{}", "<div>".repeat(100_000), "</div><p>y".repeat(1_000));
    let document = Document::from_html(&text);
    let deepest = document
        .elements()
        .map(|id| document.ancestors(id).count())
        .max();
    assert!(deepest.is_some_and(|deepest| deepest <= 514), "{deepest:?}");
    assert!(document.is_cut());
    assert!(document.text_content(Document::ROOT).starts_with("xy"));
    assert!(!Document::from_html(&"<p><br>".repeat(1_000)).is_cut());
}

#[test]
fn what_takes_too_long_is_left_out() {
    let attributes = |count: usize, tag: usize| {
        let names = (0..count).map(|name| format!("a{name}x{tag}"));
        names.collect::<Vec<_>>().join(" ")
    };
    let fonts = (0..200).map(|font| format!("<font {}>", attributes(500, font)));
    let fonts = fonts.collect::<Vec<_>>().concat();
    let most = attributes(130_000, 0);
    for (what, text, is_cut) in [
        ("a page", "<p>text</p>".repeat(50_000), false),
        ("many attributes", format!("<p {most}>"), false),
        (
            "a table",
            format!("<table>{}", "<tr><td>1".repeat(20_000)),
            false,
        ),
        (
            "text that a table cannot hold",
            format!("<table>{}", "<p>x".repeat(50_000)),
            false,
        ),
        (
            "unclosed fonts",
            "<table><tr><td><font size=1 color=red>x".repeat(100),
            false,
        ),
        (
            "end tags of nothing, deep",
            format!("{}{}", "<span>".repeat(500), "</x>".repeat(200_000)),
            true,
        ),
        ("fonts with many attributes", fonts, true),
    ] {
        assert_eq!(Document::from_html(&text).is_cut(), is_cut, "{what}");
    }
}

#[test]
fn further_body_tags_bring_the_attributes_it_lacks() {
    let document = Document::from_html("<body a=1 b=2><body b=3 c=4><body c=5 d>");
    assert_eq!(
        document.to_html(),
        "<html><head></head><body a=\"1\" b=\"2\" c=\"4\" d=\"\"></body></html>"
    );
}

#[test]
fn elements_whose_names_the_parser_changes_stand_somewhere_too() {
    let text = "<svg><foreignobject><image src=x>";
    let document = Document::from_html_fragment(text);
    let stands: Vec<_> = document
        .elements()
        .filter_map(|id| Some((document.element(id)?.name.as_str(), document.span(id)?)))
        .map(|(name, span)| (name, &text[span.range()]))
        .collect();
    assert_eq!(
        stands,
        [
            ("svg", "<svg>"),
            ("foreignObject", "<foreignobject>"),
            ("img", "<image src=x>")
        ]
    );
}
