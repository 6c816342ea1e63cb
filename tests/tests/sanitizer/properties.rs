//! Laws of cleaning, on HTML grown from a grammar of what parsers disagree about.

use preflight_core::sanitize::clean;
use preflight_core::shape::TextMode;
use preflight_core::{Policy, Severity};
use proptest::prelude::*;
use proptest::sample::select;
use scraper::Html;

use crate::allow_list::{breaches_of_text, dangers};
use crate::other_modes::{MODES, drawn, markdown_breaches};

/// Allowed, renamed, dropped with and without content, foreign, unknown, and those that move others in the tree.
const NAMES: &[&str] = &[
    "p",
    "br",
    "strong",
    "em",
    "u",
    "span",
    "div",
    "b",
    "i",
    "a",
    "img",
    "font",
    "nobr",
    "h1",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "caption",
    "form",
    "button",
    "select",
    "option",
    "script",
    "style",
    "iframe",
    "noscript",
    "template",
    "title",
    "textarea",
    "object",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
    "math",
    "mtext",
    "mglyph",
    "malignmark",
    "annotation-xml",
    "svg",
    "foreignobject",
    "desc",
    "use",
    "image",
    "html",
    "head",
    "body",
    "frameset",
    "frame",
    "base",
    "meta",
    "link",
    "pre",
    "listing",
    "selectedcontent",
    "dialog",
    "marquee",
    "String",
    "x-y",
    "svg:p",
    "SpAn",
    "DIV",
];

const ATTRIBUTES: &[&str] = &[
    "style",
    "STYLE",
    "onclick",
    "onerror",
    "href",
    "src",
    "xlink:href",
    "class",
    "id",
    "target",
    "rel",
    "srcdoc",
    "formaction",
    "autofocus",
    "data-x",
    "ONLOAD",
    "x\u{0}y",
    "\"",
    "=",
    "<",
    "style\u{c}",
];

const VALUES: &[&str] = &[
    "color: red",
    "COLOR:#fff;",
    "color:red;position:fixed",
    "background:url(//x)",
    "color:re\\64",
    "color: rgb(1,2,3)",
    "font-weight:bold;;text-align:center",
    "color:/*x*/red",
    "color:red!important",
    "javascript:alert(1)",
    "java&#x09;script:alert(1)",
    "&#106;avascript&colon;x",
    "data:text/html,<script>x</script>",
    "https://example.com",
    "_blank",
    "noopener",
    "x",
    "",
    "alert(1)",
    "a>b",
    "&quot;&gt;",
    "</p>",
    "\u{202e}",
    "color:&#114;ed",
    "&#0;",
    "&amp",
];

const TEXTS: &[&str] = &[
    "Hello",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u{c}",
    "\0",
    "&",
    "&amp;",
    "&amp;lt;",
    "&lt;",
    "&lt;b&gt;",
    "&#60;",
    "&#x3c",
    "&#xd;",
    "&#0;",
    "&nbsp;",
    "\u{a0}",
    "&notit;",
    "&NotEqualTilde;",
    "<",
    ">",
    "<<",
    "</",
    "<!",
    "<?",
    "\"",
    "'",
    "=",
    "5 < 6",
    "a<b",
    "List<String>",
    "\u{200b}",
    "\u{202e}",
    "&#x202e;",
    "\u{feff}",
    "\u{1f469}\u{200d}\u{1f467}",
    "é",
    "\u{ad}",
    "postMessage(1)",
    "window.opener",
    "onclick=alert(1)",
    "\" onfocus=\"x(",
    "javascript:x",
    "`",
    "*",
    "[x](y)",
    "\u{e0041}",
    "\u{d}\u{d}",
    "]]>",
    "--!>",
    "--",
];

const LEFTOVERS: &[&str] = &[
    "<!--",
    "-->",
    "<!-->",
    "<!--->",
    "<!--<script>",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<!doctype html>",
    "<?x?>",
    "</>",
    "</ x>",
    "<p",
    "<div style=\"",
    "<span style='color:red",
    "</p",
    "<a href=x",
    "</script",
    "<script ~~~>",
    "<b onclick",
    "<>",
    "<div/",
    "</br>",
    "</p>",
    "<p/>",
    "<svg><p>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;",
    "<noscript><p title=\"</noscript><img src=x>\">",
    "<svg></p><style><a id=\"</style><img src=1>\">",
    "<form><math><mtext></form><form><mglyph><style></math>",
    "<template><div>",
    "<table><td><p>",
    "<b><p>x</b>y</p>",
    "<select><option><style>",
    "<p><table><p>",
    "<xmp><p>",
    "<plaintext>",
    "<textarea></textarea",
];

fn attribute() -> impl Strategy<Value = String> {
    let quote = select(vec!["\"", "'", "", "\u{c}\""]);
    (
        select(ATTRIBUTES),
        prop::option::of((quote, select(VALUES))),
    )
        .prop_map(|(name, value)| match value {
            Some((quote, value)) => format!("{name}={quote}{value}{quote}"),
            None => name.to_owned(),
        })
}

fn html() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => select(TEXTS).prop_map(str::to_owned),
        2 => select(LEFTOVERS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let node = leaf.prop_recursive(5, 48, 5, |inner| {
        let attributes = prop::collection::vec(attribute(), 0..3);
        let end = prop_oneof![5 => Just(Some(None)), 2 => Just(None), 1 => select(NAMES).prop_map(|name| Some(Some(name)))];
        let separator = select(vec![" ", "/", "\n", "", " / "]);
        (select(NAMES), attributes, separator, prop::collection::vec(inner, 0..5), end).prop_map(
            |(name, attributes, separator, children, end)| {
                let attributes: String =
                    attributes.iter().flat_map(|attribute| [separator, attribute]).collect();
                let end = match end {
                    None => String::new(),
                    Some(other) => format!("</{}>", other.unwrap_or(name)),
                };
                format!("<{name}{attributes}>{}{end}", children.concat())
            },
        )
    });
    prop::collection::vec(node, 0..4).prop_map(|nodes| nodes.concat())
}

/// What a text in one of the modes must be like after cleaning; none when it is.
fn fault(text: &str, mode: TextMode) -> Option<String> {
    let policy = Policy::default();
    let once = clean(text, mode, &policy);
    let twice = clean(&once.text, mode, &policy);
    if twice.text != once.text {
        return Some(format!(
            "{mode:?}: once {:?}, twice {:?}",
            once.text, twice.text
        ));
    }
    // What only its author can reword stays, and is told again.
    let left = twice.removed.iter().find(|one| one.safety.is_some());
    if let Some(left) = left {
        return Some(format!("{mode:?}: {:?}: {}", once.text, left.message));
    }
    let harmful = match mode {
        TextMode::Html => breaches_of_text(&once.text),
        TextMode::Markdown => drawn(&once.text)
            .flat_map(|html| markdown_breaches(&html))
            .collect(),
        TextMode::Plain | TextMode::Data => dangers(&Html::parse_fragment(&once.text)),
        TextMode::Url | TextMode::Link | TextMode::Css => Vec::new(),
    };
    if !harmful.is_empty() {
        return Some(format!("{mode:?}: {:?}: {harmful:?}", once.text));
    }
    let outside = mode == TextMode::Html && !breaches_of_text(text).is_empty();
    (once.removed.is_empty() && (outside || once.text != text && mode != TextMode::Html))
        .then(|| format!("{mode:?}: became {:?} in silence", once.text))
}

/// As many cases as `PROPTEST_CASES` says, or enough for every run.
fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.max(512),
        failure_persistence: None,
        ..default
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn cleaning_grown_html_keeps_every_law(text in html()) {
        for mode in MODES {
            let fault = fault(&text, *mode);
            prop_assert!(fault.is_none(), "{text:?}\n{}", fault.unwrap_or_default());
        }
    }

    #[test]
    fn cleaning_any_text_keeps_every_law(text in any::<String>()) {
        for mode in MODES {
            let fault = fault(&text, *mode);
            prop_assert!(fault.is_none(), "{text:?}\n{}", fault.unwrap_or_default());
        }
    }

    /// HTML that comes out is HTML in which no rule of HTML or CSS finds anything at all.
    #[test]
    fn nothing_is_found_in_what_comes_out(text in html()) {
        let policy = Policy::default();
        let cleaned = clean(&text, TextMode::Html, &policy).text;
        let left = clean(&cleaned, TextMode::Html, &policy).removed;
        let error = left.iter().find(|one| {
            one.severity == Severity::Error && one.rule != "script/cross-frame"
        });
        prop_assert!(error.is_none(), "{text:?}\n{cleaned:?}\n{error:?}");
    }
}
