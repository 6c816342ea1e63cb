//! Reads any text as JSON. Core must accept exactly what `serde_json` accepts and mean the same by it, and every
//! span must be a place in the text, inside its parent's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use preflight_core::json::{self, LineIndex, NodeId, Parsed, Span, Tree};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let parsed = json::parse(text);
    spans_are_places(text, &parsed);
    children_lie_within(&parsed.tree, parsed.root);
    same_as_serde_json(text, &parsed);
});

fn spans_are_places(text: &str, parsed: &Parsed<'_>) {
    let lines = LineIndex::new(text);
    for error in &parsed.errors {
        assert!(text.get(error.span.range()).is_some(), "{error:?}");
        lines.text_span(error.span);
    }
    assert!(parsed.errors.is_sorted_by_key(|error| error.span));
}

fn children_lie_within(tree: &Tree<'_>, parent: NodeId) {
    let whole = tree.span(parent);
    assert!(tree.source().get(whole.range()).is_some(), "{whole:?}");
    let mut end = whole.start;
    let mut follows = |span: Span| {
        assert!(whole.contains(span), "{span:?} is not in {whole:?}");
        assert!(end <= span.start, "{span:?} begins before {end}");
        end = span.end;
    };
    for item in tree.items(parent) {
        follows(tree.span(*item));
        children_lie_within(tree, *item);
    }
    for member in tree.members(parent) {
        follows(member.key_origin.span());
        assert!(whole.contains(tree.span(member.value)));
        children_lie_within(tree, member.value);
    }
}

fn same_as_serde_json(text: &str, parsed: &Parsed<'_>) {
    // A key that stands twice is our error alone. With errors left uncounted nobody knows what the others were;
    // the name is serde_json's own for a raw value, and no ordinary key to it.
    if parsed.uncounted > 0 || text.contains("$serde_json::private::RawValue") {
        return;
    }
    let ours = parsed
        .errors
        .iter()
        .all(|error| error.rule.id == "json/duplicate-key");
    let theirs = serde_json::from_str::<serde_json::Value>(text);
    assert_eq!(
        ours,
        theirs.is_ok(),
        "{:?} against {theirs:?}",
        parsed.errors
    );

    if let Ok(theirs) = theirs {
        let compact =
            json::compact(&parsed.tree, parsed.root).expect("a text without errors can be written");
        assert_eq!(json::compact_len(&parsed.tree, parsed.root), compact.len());
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&compact).ok(),
            Some(theirs)
        );
        let again = json::parse(&compact);
        assert_eq!(
            json::compact(&again.tree, again.root),
            Some(compact.clone())
        );
    }
}
