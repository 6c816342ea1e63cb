//! Pages made to be slow: a mebibyte of one thing each, such as elements of one sort, rules of style, or names that name
//! each other.
//!
//! `cargo bench -p preflight-core --bench pages` writes one line for each that takes more than half the budget of 50 ms;
//! `-- NAME` measures only those whose names begin so, and writes them all.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use preflight_core::{Options, Policy, check_page};

const BUDGET: Duration = Duration::from_millis(50);
const BYTES: usize = (1 << 20) - 64;

/// What is repeated, after what it begins with.
const FLOODS: &[(&str, &str, &str)] = &[
    ("br", "", "<br>"),
    ("p", "", "<p>"),
    ("p-text", "", "<p>a"),
    ("div", "", "<div>"),
    ("closed-div", "", "<div></div>"),
    ("unknown", "", "<x></x>"),
    ("comments", "", "<!--a-->"),
    ("references", "", "&amp;"),
    ("text", "", "word "),
    ("input", "", "<input>"),
    ("img", "", "<img>"),
    ("button", "", "<button>x</button>"),
    ("nameless-button", "", "<button></button>"),
    ("closed-a", "", "<a href=x>y</a>"),
    ("a", "", "<a href=x>"),
    ("b", "", "<b>"),
    ("font", "", "<font color=red>x</font>"),
    ("heading", "", "<h1>x</h1><h4>y</h4>"),
    ("item", "<ul>", "<li>x"),
    ("description", "<dl>", "<dt>a<dd>b"),
    ("option", "<select>", "<option>a"),
    ("radio", "<form>", "<input type=radio name=a>"),
    (
        "invalid",
        "<form>",
        "<input aria-invalid=true><p class=error>Invalid value",
    ),
    (
        "autocomplete",
        "",
        "<input autocomplete=\"section-a shipping home tel bogus\">",
    ),
    ("row", "<table>", "<tr><td>x"),
    ("cell", "<table><tr>", "<td headers=a>x"),
    ("table", "", "<table><tr><td>"),
    ("svg", "", "<svg><g role=img></g></svg>"),
    ("iframe", "", "<iframe src=x></iframe>"),
    ("details", "", "<details><summary>a</summary></details>"),
    ("template", "", "<template></template>"),
    ("script", "", "<script></script>"),
    ("area", "<map name=a>", "<area href=x>"),
    ("same-id", "", "<p id=a aria-labelledby=a>x"),
    ("language", "", "<p lang=xx>a"),
    ("role", "", "<p role=button>"),
    ("item-role", "", "<b role=listitem></b>"),
    (
        "tree",
        "<ul role=tree>",
        "<li role=treeitem aria-expanded=true>x",
    ),
    ("aria", "", "<p aria-label=a role=x tabindex=0 title=b>"),
    (
        "dialog",
        "",
        "<div role=dialog aria-modal=true><button>x</button></div>",
    ),
    (
        "hidden-focus",
        "",
        "<div aria-hidden=true><a href=x>y</a></div>",
    ),
    (
        "attributes",
        "",
        "<p a b c d e f g h i j k l m n o q r s t u v w x y z>",
    ),
    (
        "labelled-by-much",
        "<p id=d>",
        "word <b aria-labelledby=d role=button></b>",
    ),
    ("style-attribute", "", "<p style=color:red>x"),
    (
        "shadow",
        "",
        "<p style=\"text-shadow:1px 1px red,2px 2px red,3px 3px red,4px 4px red\">x",
    ),
    (
        "gradient",
        "",
        "<p style=\"background:linear-gradient(red,blue,red,blue,red,blue)\">x",
    ),
    (
        "small-target",
        "",
        "<button style=\"width:9px;height:9px;display:block\">x</button>",
    ),
    (
        "positioned",
        "",
        "<button style=\"position:absolute;left:9px;top:9px;width:9px;height:9px\">x</button>",
    ),
    ("rules", "<style>", "p{color:red}"),
    ("selectors", "<style>", "a b>c~d{color:red}"),
    ("selector-list", "<style>", "p,"),
    ("declarations", "<style>p{", "color:red;"),
    ("conditions", "<style>", "@media(x){p{color:red}}"),
    ("braces", "<style>", "{"),
    (
        "generated",
        "<style>p{counter-increment:a b c}p::before{content:counters(a,\".\") counter(b)}</style>",
        "<p>",
    ),
    (
        "has",
        "<style>:has(p){color:red}p:has(+p){color:blue}</style>",
        "<p>",
    ),
    (
        "focus",
        "<style>:focus{outline:none}</style>",
        "<a href=x>y</a>",
    ),
];

/// Half of a page, and the other half.
fn halves(first: &str, one: &str, between: &str, other: &str) -> String {
    let half = BYTES / 2;
    format!(
        "{first}{}{between}{}",
        one.repeat(half / one.len()),
        other.repeat(half / other.len())
    )
}

/// A page of pieces that have numbers.
fn numbered(piece: impl Fn(&mut String, usize)) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < BYTES {
        piece(&mut text, number);
        number += 1;
    }
    text.truncate(BYTES);
    text
}

/// Pages of which no two parts are the same. Writing to a String cannot fail.
fn numbers() -> Vec<(&'static str, String)> {
    vec![
        (
            "ids",
            numbered(|text, at| {
                let _ = write!(text, "<p id=i{at}>");
            }),
        ),
        (
            "labels",
            numbered(|text, at| {
                let _ = write!(text, "<label for=i{at}>a</label><input id=i{at}>");
            }),
        ),
        (
            "labelled-by-next",
            numbered(|text, at| {
                let _ = write!(text, "<p id=i{at} aria-labelledby=i{}>", at + 1);
            }),
        ),
        (
            "owns-next",
            numbered(|text, at| {
                let _ = write!(text, "<p id=i{at} aria-owns=i{}>", at + 1);
            }),
        ),
        (
            "same-name",
            numbered(|text, at| {
                let _ = write!(text, "<a href=x{at}>same name</a> word ");
            }),
        ),
        (
            "colors",
            numbered(|text, at| {
                let _ = write!(text, "<p style=color:#{:06x}>word", 0x77_7777 + at);
            }),
        ),
        (
            "attribute-names",
            numbered(|text, at| {
                let _ = write!(text, "<p a{at} b{at} c{at} d{at}>");
            }),
        ),
        (
            "variables",
            numbered(|text, at| {
                let before = if at == 0 { "<style>" } else { "" };
                let _ = write!(text, "{before}:root{{--a{at}:var(--a{})}}", at + 1);
            }),
        ),
    ]
}

/// Pages with much of two things.
fn pairs() -> Vec<(&'static str, String)> {
    let nested = |open: &str, close: &str, depth: usize| {
        let once = [open.repeat(depth), close.repeat(depth)].concat();
        once.repeat(BYTES / once.len())
    };
    let scrolling = "<div style=\"overflow:auto;height:9px;width:9px\">";
    vec![
        ("deep", nested("<div>", "</div>", 500)),
        ("deep-lists", nested("<ul><li>", "</ul>", 200)),
        (
            "stray-ends",
            format!("{}{}", "<b>".repeat(500), "</x>".repeat(BYTES / 4 - 400)),
        ),
        (
            "scrolling",
            format!("{}{}", scrolling.repeat(400), "word ".repeat(200_000)),
        ),
        (
            "rules-and-elements",
            halves("<style>", "p{color:red}", "</style>", "<div><p>x</div>"),
        ),
        (
            "rules-and-depth",
            halves(
                "<style>",
                "*{color:red}",
                "</style>",
                &["<i>".repeat(400), "</i>".repeat(400)].concat(),
            ),
        ),
        (
            "siblings",
            halves("<style>", "p~p~p~p~p p{color:red}", "</style>", "<p>x"),
        ),
        (
            "places",
            halves(
                "<style>",
                "p:nth-child(2n+1 of p):not(a,b,c){color:red}",
                "</style>",
                "<p>x",
            ),
        ),
        (
            "classes",
            halves(
                "<style>",
                ".c1>p{color:red}.c2 .c3{color:red}.c4{color:red}",
                "</style>",
                "<p class='c1 c2 c3 c4 c5'>x",
            ),
        ),
    ]
}

fn timed(text: &str, policy: &Policy) -> Duration {
    let mut best = Duration::MAX;
    // The least of several; what is far off the mark is seen the first time.
    for _ in 0..9 {
        let start = Instant::now();
        drop(black_box(check_page(text.as_bytes(), Options::new(policy))));
        best = best.min(start.elapsed());
        if best > 4 * BUDGET {
            break;
        }
    }
    best
}

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let policy = Policy::default();
    let repeated = FLOODS.iter().map(|(name, before, piece)| {
        let count = (BYTES - before.len()) / piece.len();
        (*name, format!("{before}{}", piece.repeat(count)))
    });
    println!("| what | 1 MB | |\n|---|---|---|");
    for (name, text) in repeated.chain(numbers()).chain(pairs()) {
        if wanted
            .as_deref()
            .is_some_and(|wanted| !name.starts_with(wanted))
        {
            continue;
        }
        let time = timed(&text, &policy);
        if 2 * time < BUDGET && wanted.is_none() {
            continue;
        }
        let mark = if time > BUDGET { "over the budget" } else { "" };
        println!("| {name} | {:.1} ms | {mark} |", time.as_secs_f64() * 1e3);
    }
}
