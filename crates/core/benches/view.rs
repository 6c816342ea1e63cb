//! How long it takes to draw a form of 15 fields, to write it as a page, and to tell what is heard and seen of it.

use criterion::{Criterion, criterion_group, criterion_main};
use preflight_core::inspect::inspect;
use preflight_core::view::{Scheme, Settings, preview};
use preflight_core::{Options, Policy};

const FORM: &str = include_str!("documents/form-15.json");
const CARD: &str = include_str!("documents/card-13kb.json");

fn view(criterion: &mut Criterion) {
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("view");
    // A dark surface needs the brand colour made lighter.
    for (name, scheme) in [("light", Scheme::Light), ("dark", Scheme::Dark)] {
        let settings = Settings {
            scheme,
            ..Settings::default()
        };
        let draw = || preview(FORM, Options::new(&policy), settings).expect("a view");
        group.bench_function(format!("form of 15 fields, {name}"), |bencher| {
            bencher.iter(draw);
        });
    }
    let drawn = preview(FORM, Options::new(&policy), Settings::default()).expect("a view");
    group.bench_function("page of 15 fields", |bencher| {
        bencher.iter(|| drawn.page());
    });
    group.bench_function("inspection of 15 fields", |bencher| {
        bencher.iter(|| inspect(FORM, Options::new(&policy), Settings::default()));
    });
    group.bench_function("inspection of a card of 13 KB", |bencher| {
        bencher.iter(|| inspect(CARD, Options::new(&policy), Settings::default()));
    });
    group.finish();
}

criterion_group!(benches, view);
criterion_main!(benches);
