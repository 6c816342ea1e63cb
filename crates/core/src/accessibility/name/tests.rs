use crate::accessibility::Context;
use crate::dom::Document;

/// The name and the description of the element with the id `x`.
fn told(html: &str) -> (String, String) {
    let document = Document::from_html_fragment(html);
    let context = Context::of(&document);
    let id = context.by_id("x").expect("an element with the id");
    (context.name(id).to_owned(), context.description(id))
}

/// Elements, their names and their descriptions.
const TOLD: &[(&str, &str, &str)] = &[
    // What must not be named is described by its tooltip, unless the focus comes to it.
    ("<div id=x title=t>c</div>", "", "t"),
    ("<code id=x title=t>c</code>", "", "t"),
    ("<div id=x title=t tabindex=0>c</div>", "t", ""),
    ("<div id=x aria-label=l>c</div>", "l", ""),
    ("<abbr id=x title=t>c</abbr>", "t", ""),
    ("<abbr id=x title=t role=tab>c</abbr>", "c", "t"),
    ("<ul id=x title=t></ul>", "t", ""),
    // An image that says that it has nothing to say has no other name.
    ("<img id=x alt=' ' title=t>", "", "t"),
    ("<img id=x alt='' title=t tabindex=0>", "", "t"),
    ("<img id=x title=t>", "t", ""),
    ("<img id=x alt='' aria-label=l>", "l", ""),
    // White space that is no ASCII is a part of a name, and no name.
    ("<nav id=x aria-label='l&nbsp;'></nav>", "l\u{a0}", ""),
    ("<button id=x>&nbsp;</button>", "", ""),
    ("<button id=x aria-label='&nbsp;'>c</button>", "c", ""),
    // Fields within a name: their values, else their names.
    (
        "<h2 id=x>a <input value=v aria-label=l> b</h2>",
        "a v b",
        "",
    ),
    ("<h2 id=x>a <input aria-label=l> b</h2>", "a l b", ""),
    ("<h2 id=x>a <input placeholder=p> b</h2>", "a p b", ""),
    ("<h2 id=x>a <input type=range> b</h2>", "a 50 b", ""),
    ("<h2 id=x>a <meter value=.5></meter> b</h2>", "a 0.5 b", ""),
    (
        "<h2 id=x>a <input type=password value=öp> b</h2>",
        "a •• b",
        "",
    ),
    (
        "<h2 id=x>a <select><option disabled>o<option>p</select></h2>",
        "a p",
        "",
    ),
    // What is taken in is told where it was taken in.
    (
        "<button id=x aria-owns=o></button><p aria-hidden=true><b id=o>o</b></p>",
        "o",
        "",
    ),
    (
        "<button id=x aria-owns=o>c</button><b id=o aria-hidden=true>o</b>",
        "c",
        "",
    ),
    (
        "<h2 id=x><i hidden aria-owns=o></i><b id=o>o</b></h2>",
        "o",
        "",
    ),
    (
        "<h2 id=x><i aria-hidden=true aria-owns=o></i><b id=o>o</b></h2>",
        "o",
        "",
    ),
    // What would be the name describes, where another name wins.
    (
        "<table id=x aria-label=l><caption>c</caption></table>",
        "l",
        "c",
    ),
    (
        "<details><summary id=x aria-label=l>c</summary></details>",
        "l",
        "c",
    ),
    ("<svg id=x aria-label=l><title>t</title></svg>", "l", "t"),
    ("<input id=x type=submit value=v aria-label=l>", "l", "v"),
    // What styles put there is told as it is seen.
    (
        "<style>p::before{content:'b';display:none}</style><h2 id=x><p>c</p></h2>",
        "c",
        "",
    ),
    (
        "<style>p::before{content:'b';visibility:hidden}</style><h2 id=x><p>c</p></h2>",
        "c",
        "",
    ),
    (
        "<style>h2::before{counter-set:n 5;content:'' / counter(n) ' '}</style><h2 id=x>c</h2>",
        "5 c",
        "",
    ),
    (
        "<style>h2::before{content:attr(data-x, 'f')}</style><h2 id=x>c</h2>",
        "fc",
        "",
    ),
    (
        "<style>h2::before{content:'s' / 'a'}</style><h2 id=x>c</h2>",
        "a c",
        "",
    ),
    (
        "<style>h2::before{content:'s' / ''}</style><h2 id=x>c</h2>",
        "c",
        "",
    ),
    (
        "<style>b::before{content:'p'}</style><h2 id=x aria-labelledby=h></h2><p id=h hidden><b>h</b></p>",
        "h",
        "",
    ),
    // A field is no part of its own label.
    (
        "<label>l <input id=x type=button value=v aria-describedby=x></label><label for=x>m</label>",
        "l m",
        "l m",
    ),
    // What browsers do not know stands in a line, and what an author displays so.
    ("<h2 id=x>a<my-icon>b</my-icon>c</h2>", "abc", ""),
    (
        "<h2 id=x>a<div style=display:inline>b</div>c</h2>",
        "abc",
        "",
    ),
    ("<h2 id=x>a<i hidden>b</i>c<img alt=''>d</h2>", "acd", ""),
    ("<h2 id=x>a<b style=display:block>b</b>c</h2>", "a b c", ""),
    (
        "<h2 id=x><svg><text>a</text><text>b<tspan>c</tspan></text></svg></h2>",
        "a bc",
        "",
    ),
    // An attribute that says nothing sets nothing apart.
    ("<h2 id=x>a<b aria-label=''>b</b></h2>", "ab", ""),
];

#[test]
fn elements_are_named_and_described() {
    for (html, name, description) in TOLD {
        assert_eq!(
            told(html),
            ((*name).to_owned(), (*description).to_owned()),
            "{html}"
        );
    }
}

#[test]
fn a_name_that_is_too_long_or_too_deep_is_cut_off_and_never_none() {
    let long = format!("<button id=x>{}</button>", "ä ".repeat(100_000));
    let (name, _) = told(&long);
    assert!(name.len() < 90_000 && name.ends_with('…'), "{}", name.len());
    let deep = format!("<button id=x>{}c", "<b>".repeat(400));
    assert_eq!(told(&deep).0, "…");
}

#[test]
fn many_names_from_one_long_text_are_cut_short() {
    const BUTTONS: usize = 8_000;
    let text = "word ".repeat(3_200);
    let button = "<button aria-labelledby=t>Send</button>";
    let html = format!("<div id=t>{text}</div>{}", button.repeat(BUTTONS));
    let document = Document::from_html_fragment(&html);
    let context = Context::of(&document);
    let names: Vec<&str> = document.elements().map(|id| context.name(id)).collect();
    let all: usize = names.iter().map(|name| name.len()).sum();
    assert!(all < 10_000_000, "{all} bytes of names");
    let buttons = &names[names.len() - BUTTONS..];
    assert_eq!(buttons[0], text.trim());
    assert!(buttons.iter().all(|name| name.starts_with("word")));
    assert!(buttons[BUTTONS - 1].ends_with('…'));
}
