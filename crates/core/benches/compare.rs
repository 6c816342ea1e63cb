//! How long it takes to tell two versions apart: documents as they are written by hand, and texts of a megabyte that are made
//! to cost much.

use criterion::{Criterion, criterion_group, criterion_main};
use preflight_core::compare::compare;
use preflight_core::{Kind, Options, Policy};

const CARD: &str = include_str!("documents/card-13kb.json");
const MEGABYTE: usize = (1 << 20) - 4_096;

/// A card that holds a list of this text again and again.
fn list(item: &dyn Fn(usize) -> String) -> String {
    let mut text = String::from("{\"dynamicFields\":{\"list\":[");
    for number in 0.. {
        if text.len() > MEGABYTE {
            break;
        }
        if number > 0 {
            text.push(',');
        }
        text.push_str(&item(number));
    }
    text + "]}}"
}

type Item = fn(usize) -> String;

/// Lists whose items are hard to find again: equal ones in another order, names that meet again, many small lists.
const FLOODS: &[(&str, Item, Item)] = &[
    (
        "equal numbers",
        |_| "1".into(),
        |number| (number % 2).to_string(),
    ),
    (
        "numbers, turned around",
        |number| number.to_string(),
        |number| (1_000_000 - number).to_string(),
    ),
    (
        "names, turned around",
        |number| format!("{{\"name\":\"{number}\",\"a\":1}}"),
        |number| {
            format!(
                "{{\"name\":\"{}\",\"a\":2}}",
                20_000_usize.saturating_sub(number)
            )
        },
    ),
    (
        "the same name",
        |number| format!("{{\"name\":\"a\",\"b\":{number}}}"),
        |number| format!("{{\"name\":\"a\",\"b\":{}}}", number + 1_000_000),
    ),
    (
        "lists of 60",
        |number| {
            format!(
                "[{}]",
                (0..60)
                    .map(|at| ((at * 7 + number) % 5).to_string())
                    .collect::<Vec<_>>()
                    .join(",")
            )
        },
        |number| {
            format!(
                "[{}]",
                (0..60)
                    .map(|at| ((at * 3 + number) % 5).to_string())
                    .collect::<Vec<_>>()
                    .join(",")
            )
        },
    ),
    ("empty lists", |_| "[]".into(), |_| "[[]]".into()),
];

fn versions(criterion: &mut Criterion) {
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("compare");
    let edited = CARD.replacen("order", "parcel", 3);
    group.bench_function("a card of 13 KB", |bencher| {
        bencher.iter(|| compare(CARD, &edited, Options::new(&policy)));
    });
    group.sample_size(10);
    let bare = Options {
        kind: Some(Kind::RichCard),
        ..Options::new(&policy)
    };
    for (name, before, after) in FLOODS {
        let (before, after) = (list(before), list(after));
        group.bench_function(format!("1 MB, {name}"), |bencher| {
            bencher.iter(|| compare(&before, &after, bare));
        });
    }
    group.finish();
}

criterion_group!(benches, versions);
criterion_main!(benches);
