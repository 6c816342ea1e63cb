//! How long editors wait: completion, hover and outline at the end of a document of 13 KB, and the same drawn as data.

use criterion::{Criterion, criterion_group, criterion_main};
use preflight_core::editor::{complete, form, hover, symbols};
use preflight_core::view::{Settings, render};
use preflight_core::{Kind, Options, Policy};

const CARD: &str = include_str!("documents/card-13kb.json");
const FORM: &str = include_str!("documents/form-15.json");

fn editor(criterion: &mut Criterion) {
    let policy = Policy::default();
    let options = Options::new(&policy);
    let mut group = criterion.benchmark_group("editor");
    // The last place in the document where a key may stand, and the last key.
    let (before, _) = CARD.rsplit_once('"').expect("a document with strings");
    let last = before.encode_utf16().count();
    let units = CARD.encode_utf16().count();
    let typed = format!("{before}\", \"");
    let end = typed.encode_utf16().count();
    assert!(hover(CARD, last - 1, options).is_some());
    group.bench_function("complete, 13 KB", |bencher| {
        bencher.iter(|| complete(&typed, end, options));
    });
    group.bench_function("complete in the middle, 13 KB", |bencher| {
        bencher.iter(|| complete(CARD, units / 2, options));
    });
    group.bench_function("hover, 13 KB", |bencher| {
        bencher.iter(|| hover(CARD, last - 1, options));
    });
    group.bench_function("symbols, 13 KB", |bencher| {
        bencher.iter(|| symbols(CARD, options));
    });
    group.bench_function("complete, empty document", |bencher| {
        bencher.iter(|| complete("", 0, options));
    });
    group.bench_function("form", |bencher| {
        bencher.iter(|| form(Kind::RichCard, &policy));
    });
    group.bench_function("render, 13 KB card", |bencher| {
        bencher.iter(|| render(CARD, options, Settings::default()));
    });
    group.bench_function("render, form of 15 fields", |bencher| {
        bencher.iter(|| render(FORM, options, Settings::default()));
    });
    group.finish();
}

criterion_group!(benches, editor);
criterion_main!(benches);
