//! HTML: what comes out is inside the allow-list for every parser and place, and nothing is taken out in silence.

use preflight_core::sanitize::{Cleaned, clean};
use preflight_core::shape::TextMode;
use preflight_core::{Policy, Severity};
use scraper::{Html, Selector};

use crate::allow_list::{ELEMENTS, breaches, breaches_of_text};
use crate::corpus;

fn cleaned(text: &str) -> Cleaned {
    clean(text, TextMode::Html, &Policy::default())
}

#[test]
fn what_comes_out_is_inside_the_allow_list() {
    corpus::for_each("allow-list", |row| {
        breaches_of_text(&cleaned(&row.payload).text)
    });
}

#[test]
fn cleaning_twice_changes_nothing() {
    corpus::for_each("fixpoint", |row| {
        let once = cleaned(&row.payload);
        let twice = cleaned(&once.text);
        let mut faults = Vec::new();
        if twice.text != once.text {
            faults.push(format!("once {:?}, twice {:?}", once.text, twice.text));
        }
        // What only its author can reword stays.
        let removable = twice.removed.iter().filter(|one| one.safety.is_some());
        faults.extend(removable.map(|one| format!("{:?}: {}", once.text, one.message)));
        faults
    });
}

/// A page puts a message where it likes; whatever stands around it, the message brings nothing else along.
#[test]
fn what_comes_out_stays_so_wherever_it_is_put() {
    // What stands around it, and whether the text keeps its own shape there, as it does in a block.
    let places = [
        ("<div>", "</div>", true),
        ("<span>", "</span>", false),
        ("<p>", "</p>", false),
        ("<table><tr><td>", "</td></tr></table>", true),
        ("<table>", "</table>", false),
        ("<ul><li>", "</li></ul>", true),
        ("<select>", "</select>", false),
        ("<button>", "</button>", true),
        ("<svg>", "</svg>", false),
        ("<svg><desc>", "</desc></svg>", true),
        ("<math><mtext>", "</mtext></math>", true),
        ("<b><a href=x>", "</a></b>", false),
    ];
    let marked = Selector::parse("[data-place]").expect("a selector");
    corpus::for_each("places", |row| {
        let text = cleaned(&row.payload).text;
        let mut faults = Vec::new();
        for (before, after, keeps_shape) in places {
            // The innermost element is marked, to be found again.
            let innermost = before.len() - 1;
            let page = format!(
                "<body>{} data-place>{text}{after}<i id=end></i>",
                &before[..innermost]
            );
            let html = Html::parse_document(&page);
            let frame = [
                "html", "head", "body", "table", "tbody", "tr", "td", "ul", "li", "select",
                "button", "svg", "desc", "math", "mtext", "b", "a", "i",
            ];
            let outside = breaches(&html, &frame).into_iter().filter(|breach| {
                !breach.contains("data-place")
                    && !breach.contains("href=")
                    && !breach.contains("id=\"end\"")
            });
            faults.extend(outside.map(|breach| format!("in {before}: {breach}")));
            let place = html.select(&marked).next().map(|place| place.inner_html());
            if keeps_shape && place.as_deref() != Some(text.as_str()) {
                faults.push(format!("in {before}: {text:?} became {place:?}"));
            }
        }
        faults
    });
}

/// Nothing is removed in silence.
#[test]
fn whatever_a_browser_would_see_is_reported() {
    corpus::for_each("reported", |row| {
        let breaches = breaches_of_text(&row.payload);
        let silent = !breaches.is_empty() && cleaned(&row.payload).removed.is_empty();
        if silent { breaches } else { Vec::new() }
    });
}

/// What a browser sees nothing wrong in, wherever it is put, is no error of HTML or CSS.
#[test]
fn what_a_browser_finds_harmless_is_no_error() {
    corpus::for_each("false alarms", |row| {
        if !breaches_of_text(&row.payload).is_empty() || drops_a_tag(&row.payload) {
            return Vec::new();
        }
        let alarms = cleaned(&row.payload).removed.into_iter().filter(|removed| {
            removed.severity == Severity::Error
                && (removed.rule.starts_with("html/") || removed.rule.starts_with("css/"))
        });
        alarms.map(|removed| removed.message).collect()
    });
}

/// Whether a text has a tag of another element, which a parser may have dropped for where it stands: `<td>` outside of
/// a table, `</script>` without its beginning.
fn drops_a_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|after| {
        let name = after.trim_start_matches('/').split(|character: char| {
            character.is_ascii_whitespace() || matches!(character, '/' | '>')
        });
        let name = name
            .into_iter()
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && !ELEMENTS.contains(&name.as_str())
    })
}
