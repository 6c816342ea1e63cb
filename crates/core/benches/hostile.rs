//! Texts made to be slow: the shapes that sanitizers, CSS filters and Markdown parsers are known to choke on, each as
//! one string of 64 KB, 256 KB and 1 MB, and as many strings of one document of 1 MB.
//!
//! `cargo bench -p preflight-core --bench hostile` writes one line for each that takes more than a tenth of the budget
//! of 50 ms; `-- NAME` measures only those whose names begin so, and writes them all. Twice the text may take twice as
//! long: what grows faster is marked.

use std::hint::black_box;
use std::time::{Duration, Instant};

use preflight_core::sanitize::clean;
use preflight_core::shape::TextMode;
use preflight_core::{Kind, Options, Policy, check};

const BUDGET: Duration = Duration::from_millis(50);
const SIZES: &[usize] = &[1 << 16, 1 << 18, (1 << 20) - 4_096];

/// What is repeated, between what it begins and ends with.
const FLOODS: &[(&str, &str, &str, &str)] = &[
    ("div", "", "<div>", ""),
    ("closed-div", "", "<div></div>", ""),
    ("b", "", "<b>", ""),
    ("a", "", "<a>", ""),
    ("closed-a", "", "<a href=x>y</a>", ""),
    ("b-p", "", "<b><p>", ""),
    ("p-b", "", "<p><b>", ""),
    ("font-p", "", "<font color=1><font color=2><p>", ""),
    ("table", "", "<table><tr><td>", ""),
    ("end-tags", "", "</p></b>", ""),
    ("br", "", "<br>", ""),
    ("span-style", "", "<span style=color:red>x</span>", ""),
    ("script", "", "<script>", ""),
    ("svg", "", "<svg>", ""),
    ("unknown", "", "<x-y>", ""),
    ("unknown-end", "", "</x-y>", ""),
    ("attributes", "<p ", "a=1 ", ">"),
    ("other-attributes", "<p ", "#", ">"),
    ("onclick", "<p ", "onclick=x() ", ">"),
    ("targets", "<a ", "target=_blank ", ">"),
    ("declarations", "<span style=\"", "x:y;", "\">"),
    ("good-declarations", "<span style=\"", "color:red;", "\">"),
    (
        "referenced-declarations",
        "<span style=\"&#120;:y;",
        "x:y;",
        "\">",
    ),
    ("entities", "", "&amp;", ""),
    ("open-entities", "", "&#x41", ""),
    ("ampersands", "", "&", ""),
    ("long-reference", "&", "a", ""),
    ("comments", "", "<!--", ""),
    ("closed-comments", "", "<!---->", ""),
    ("cdata", "", "<![CDATA[", ""),
    ("open-quotes", "", "<p a=\"", ""),
    ("less-than", "", "<", ""),
    ("less-than-b", "", "<b <", ""),
    ("nested-tags", "", "<<b>b>", ""),
    ("brackets", "", "[", ""),
    ("images", "", "![", ""),
    ("links", "", "[a](javascript:x)", ""),
    ("nested-links", "", "[a](", ""),
    ("link-ends", "", "](x", ""),
    ("references", "", "[a]: x\n\n", ""),
    ("used-references", "[a]: /x\n\n", "[a]", ""),
    ("stars", "", "*a **b ", ""),
    ("star-run", "", "*", ""),
    ("underscores", "", "a_ _b", ""),
    ("quotations", "", "> ", ""),
    ("quotation-lines", "", "> a\n", ""),
    ("lists", "", "- ", ""),
    ("list-lines", "", "- a\n", ""),
    ("backticks", "", "`a``b```c", ""),
    ("backtick-run", "", "`", ""),
    ("parentheses", "[a](", "(", ""),
    ("autolinks", "", "<https://a>", ""),
    ("pipes", "|a|\n|-|\n", "|", ""),
    ("table-rows", "|a|\n|-|\n", "|b|\n", ""),
    ("tildes", "", "~~~\n", ""),
    ("backslashes", "", "\\", ""),
    ("headings", "", "# a\n", ""),
    ("zero-width", "", "\u{200b}", ""),
    ("zero-width-a", "", "\u{200b}a", ""),
    ("bidi-openers", "", "\u{202e}", ""),
    ("bidi-isolates", "", "\u{2066}a", ""),
    ("mixed-scripts", "", "aа ", ""),
    ("mixed-word", "", "aа", ""),
    ("controls", "", "\u{1}a", ""),
    ("carriage-returns", "", "<br>\r", ""),
    ("post-message", "", "postMessage(", ""),
    ("window-opener", "", "window.opener ", ""),
    ("window-space", "", "window ", ""),
    ("handlers", "", "onclick=x(", ""),
    ("equals", "", "=", ""),
    ("handler-spaces", "", "onclick = ", ""),
    ("handler-quotes", "", "onclick='", ""),
    ("spaces-equals", "", " =", ""),
    ("font-names", "", "a,", ""),
    ("font-name", "", "a ", ""),
    ("url", "https://example.com/", "a/", ""),
    ("url-host", "https://", "a.", ""),
    ("url-idna", "https://", "é.", ""),
    ("script-url", "", "\tj", ""),
];

/// One flood in one place.
struct Case {
    name: String,
    run: Box<dyn Fn(&Policy)>,
}

fn filled(flood: &(&str, &str, &str, &str), bytes: usize) -> String {
    let (_, before, piece, after) = flood;
    format!("{before}{}{after}", piece.repeat(bytes / piece.len()))
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

/// Where each mode has a text in a document, with the document around it.
const PLACES: &[(&str, Kind, &str, &str)] = &[
    (
        "plain",
        Kind::ParticipantVariables,
        "{\"attributes\":{\"k\":",
        "}}",
    ),
    (
        "html",
        Kind::RichCard,
        "{\"components\":[{\"type\":\"header\",\"style\":\"bold\",\"text\":",
        "}]}",
    ),
    (
        "markdown",
        Kind::RichCard,
        "{\"components\":[{\"type\":\"body\",\"markdown\":true,\"text\":",
        "}]}",
    ),
    (
        "link",
        Kind::RichCard,
        "{\"components\":[{\"type\":\"buttonGroup\",\"buttons\":[{\"label\":\"x\",\"action\":\"link\",\"payload\":",
        "}]}]}",
    ),
    (
        "css",
        Kind::WidgetConfiguration,
        "{\"uiTheme\":{\"fontFamily\":",
        "}}",
    ),
    ("data", Kind::RichCard, "{\"dynamicFields\":{\"k\":", "}}"),
];

const MODES: &[(&str, TextMode)] = &[
    ("plain", TextMode::Plain),
    ("html", TextMode::Html),
    ("markdown", TextMode::Markdown),
    ("link", TextMode::Link),
    ("css", TextMode::Css),
    ("data", TextMode::Data),
];

fn timed(case: &Case, policy: &Policy) -> Duration {
    let mut best = Duration::MAX;
    // The least of several; what is far off the mark is seen the first time.
    for _ in 0..9 {
        let start = Instant::now();
        (case.run)(policy);
        best = best.min(start.elapsed());
        if best > 4 * BUDGET {
            break;
        }
    }
    best
}

fn cases(flood: &'static (&str, &str, &str, &str), bytes: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, mode) in MODES {
        let text = filled(flood, bytes);
        cases.push(Case {
            name: format!("{} clean {name}", flood.0),
            run: Box::new(move |policy| drop(black_box(clean(&text, *mode, policy)))),
        });
    }
    for (name, kind, before, after) in PLACES {
        let text = format!("{before}{}{after}", quoted(&filled(flood, bytes)));
        cases.push(document(format!("{} check {name}", flood.0), *kind, text));
    }
    // Many strings, each as large as is judged at all, and each a small one.
    for (name, kind, array) in [
        ("data", Kind::RichCard, "{\"dynamicFields\":{\"k\":["),
        (
            "plain",
            Kind::ParticipantVariables,
            "{\"attributes\":{\"k\":\"\",\"a\":[",
        ),
    ] {
        for piece in [60_000, 4_000, 100] {
            let text = quoted(&filled(flood, piece.min(bytes)));
            let count = (bytes / (text.len() + 1)).max(1);
            let text = format!("{array}{}]}}}}", vec![text; count].join(","));
            cases.push(document(
                format!("{} check {name} in {piece}s", flood.0),
                kind,
                text,
            ));
        }
    }
    let body = quoted(&filled(flood, 4_000.min(bytes)));
    for markdown in [false, true] {
        let component = format!("{{\"type\":\"body\",\"markdown\":{markdown},\"text\":{body}}}");
        let count = (bytes / (component.len() + 1)).max(1);
        let text = format!("{{\"components\":[{}]}}", vec![component; count].join(","));
        let mode = if markdown { "markdown" } else { "html" };
        cases.push(document(
            format!("{} check {mode} in 4000s", flood.0),
            Kind::RichCard,
            text,
        ));
    }
    cases
}

fn document(name: String, kind: Kind, text: String) -> Case {
    Case {
        name,
        run: Box::new(move |policy| {
            let options = Options {
                kind: Some(kind),
                ..Options::new(policy)
            };
            drop(black_box(check(&text, options)));
        }),
    }
}

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let policy = Policy::default();
    println!("| what | 64 KB | 256 KB | 1 MB | |");
    println!("|---|---|---|---|---|");
    for flood in FLOODS {
        if wanted
            .as_deref()
            .is_some_and(|wanted| !flood.0.starts_with(wanted))
        {
            continue;
        }
        let sized: Vec<Vec<Case>> = SIZES.iter().map(|bytes| cases(flood, *bytes)).collect();
        for index in 0..sized[0].len() {
            let times: Vec<Duration> = sized
                .iter()
                .map(|cases| timed(&cases[index], &policy))
                .collect();
            let milliseconds = |time: &Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
            let longest = *times.iter().max().expect("three sizes");
            // Four times the text in more than six times the time is no noise. The smallest size is left out: up to
            // it texts are judged, beyond it they are refused or only cleared of markup.
            let grows = times[2] > Duration::from_millis(5)
                && times[2].as_secs_f64() > 6.0 * times[1].as_secs_f64();
            if longest * 10 < BUDGET && wanted.is_none() {
                continue;
            }
            let mark = match (longest > BUDGET, grows) {
                (true, true) => "over the budget, superlinear",
                (true, false) => "over the budget",
                (false, true) => "superlinear",
                (false, false) => "",
            };
            let times: Vec<String> = times.iter().map(milliseconds).collect();
            println!(
                "| {} | {} | {mark} |",
                sized[0][index].name,
                times.join(" | ")
            );
        }
    }
}
