//! Laws: nothing panics, ranges are of the text, and a completion makes no text worse.

use preflight_core::editor::{Range, Symbol, complete, hover, symbols};
use preflight_core::json::parse;
use preflight_core::view::{Settings, render};
use preflight_core::{Kind, Options, Policy};
use proptest::prelude::*;

use crate::edits::with;
use crate::mutations::{broken, document};

fn is_of(range: Range, length: usize) -> bool {
    range.start <= range.end && range.end <= length
}

fn are_of(symbols: &[Symbol], around: Range) -> bool {
    symbols.iter().all(|symbol| {
        let Range { start, end } = symbol.range;
        around.start <= start
            && end <= around.end
            && start <= symbol.selection_range.start
            && symbol.selection_range.end <= end
            && are_of(&symbol.children, symbol.range)
    })
}

fn faults(text: &str) -> usize {
    let parsed = parse(text);
    parsed.errors.len() + parsed.uncounted
}

/// Asks everything at one place, and holds every answer to the text.
fn ask(text: &str, offset: usize, options: Options<'_>) {
    let length = text.encode_utf16().count();
    for completion in complete(text, offset, options) {
        assert!(is_of(completion.range, length));
        assert!(completion.range.start <= offset.min(length));
        let inside = completion.insert.encode_utf16().count();
        assert!(
            completion
                .placeholders
                .iter()
                .all(|place| is_of(*place, inside))
        );
        with(text, &completion);
    }
    if let Some(hover) = hover(text, offset, options) {
        assert!(
            is_of(hover.range, length) && hover.range.start <= offset && offset <= hover.range.end
        );
        assert!(!hover.title.is_empty(), "{hover:?}");
    }
}

/// A document as an editor writes it, in one of several layouts.
fn written() -> impl Strategy<Value = String> {
    (document(), 0..3_u8).prop_map(|(document, layout)| match layout {
        0 => document.to_string(),
        1 => serde_json::to_string_pretty(&document).expect("JSON"),
        _ => serde_json::to_string_pretty(&document)
            .expect("JSON")
            .replace('\n', "\r\n")
            .replace("  ", "\t"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_place_of_any_text_has_an_answer(text in broken(), offsets in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        let policy = Policy::default();
        let length = text.encode_utf16().count();
        for offset in offsets {
            let offset = offset.index(length + 3);
            ask(&text, offset, Options::new(&policy));
            ask(&text, offset, Options { kind: Some(Kind::RichCard), ..Options::new(&policy) });
        }
        let outline = symbols(&text, Options::new(&policy));
        let whole = Range { start: 0, end: length };
        prop_assert!(are_of(&outline.symbols, whole));
        let _ = render(&text, Options::new(&policy), Settings::default());
    }

    #[test]
    fn any_characters_have_an_answer(text in "[{}\\[\\]:,\"'\\\\/* \na1é\u{1f600}]{0,40}", offset in 0..60_usize) {
        let policy = Policy::default();
        ask(&text, offset, Options::new(&policy));
        let length = text.encode_utf16().count();
        let outline = symbols(&text, Options::new(&policy));
        let whole = Range { start: 0, end: length };
        prop_assert!(are_of(&outline.symbols, whole));
    }

    #[test]
    fn a_completion_makes_no_good_text_worse(text in written(), place in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let policy = Policy::default();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = *place.get(&starts);
        let text = if cut { &text[..at] } else { &text };
        let before = faults(text);
        let offset = text[..at].encode_utf16().count();
        for completion in complete(text, offset, Options::new(&policy)) {
            let made = with(text, &completion);
            prop_assert!(
                faults(&made) <= before,
                "{} at {}: {:?} -> {:?}",
                completion.label, offset, text, made
            );
        }
    }
}
