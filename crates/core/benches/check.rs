//! How long a full check takes, on the documents in `benches/documents` and on texts made to be slow.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use preflight_core::finding::Safety;
use preflight_core::{Kind, Options, Policy, PolicyFile, check, fix};

const DOCUMENTS: &[(&str, &str)] = &[
    ("card 1 KB", include_str!("documents/card-1kb.json")),
    ("card 13 KB", include_str!("documents/card-13kb.json")),
    (
        "card 13 KB, HTML and Markdown",
        include_str!("documents/card-13kb-html.json"),
    ),
    ("card 100 KB", include_str!("documents/card-100kb.json")),
    ("hostile 1 MB", include_str!("documents/hostile-1mb.json")),
];

/// A mebibyte of one thing, the shapes that recursive, backtracking or quadratic checkers choke on.
fn floods() -> Vec<(&'static str, String)> {
    // A little under the most that is read, since some floods need a few characters around them.
    const BYTES: usize = (1 << 20) - 64;
    let filled = |piece: &str| piece.repeat(BYTES / piece.len());
    let keys: Vec<String> = (0..60_000).map(|index| format!("\"k{index}\":0")).collect();
    let keys = keys.join(",");
    vec![
        ("brackets", filled("[")),
        ("commas", filled(",")),
        ("numbers", format!("[{}0]", filled("0,"))),
        ("unknown keys", format!("{{{keys}}}")),
        ("one key", format!("{{{}\"a\":0}}", filled("\"a\":0,"))),
        ("escapes", format!("\"{}\"", filled("\\u00e9"))),
        ("comments", filled("/**/")),
    ]
}

fn documents(criterion: &mut Criterion) {
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("check");
    for (name, text) in DOCUMENTS {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| check(text, Options::new(&policy)));
        });
    }
    group.finish();
}

fn hostile(criterion: &mut Criterion) {
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("flood");
    group.sample_size(20);
    for (name, text) in floods() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| check(&text, Options::new(&policy)));
        });
    }
    // As a payload of the kind with the costliest rules.
    let tags = format!("{{\"attributes\":{{\"k\":\"{}\"}}}}", "<b>".repeat(300_000));
    let nested = format!(
        "{{\"attributes\":{{\"k\":\"{}{}\"}}}}",
        "<".repeat(300_000),
        "b>".repeat(300_000)
    );
    let matrix: Vec<String> = (0..20_000)
        .map(|index| format!("\"listed_{index}\":\"string\""))
        .collect();
    let directives: Vec<String> = (0..8_000)
        .map(|index| {
            format!("{{\"key\":\"unlisted_{index}\",\"value\":\"v\",\"type\":\"string\"}}")
        })
        .collect();
    let manifest = format!(
        "{{\"kind\":\"participant-variables\",\"id\":\"v\",\"spec\":{{\"keyMatrix\":{{{}}},\"directives\":[{}]}}}}",
        matrix.join(","),
        directives.join(",")
    );
    group.throughput(Throughput::Bytes(manifest.len() as u64));
    group.bench_function("key matrix", |bencher| {
        bencher.iter(|| check(&manifest, Options::new(&policy)));
    });
    let options = Options {
        kind: Some(Kind::ParticipantVariables),
        ..Options::new(&policy)
    };
    for (name, text) in [("tags", tags), ("nested tags", nested)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| check(&text, options)));
    }
    group.finish();
}

/// Texts with more faults than a report keeps, of which all or thousands can be mended.
fn mending(criterion: &mut Criterion) {
    const BYTES: usize = (1 << 20) - 64;
    let filled = |piece: &str| format!("[{}0]", piece.repeat(BYTES / piece.len()));
    let policy = Policy::default();
    let mut group = criterion.benchmark_group("fix");
    group.sample_size(10);
    for (name, text) in [
        (
            "2,000 trailing commas",
            format!("[{}0]", "[1,],".repeat(2_000)),
        ),
        ("trailing commas", filled("[1,],")),
        ("comments", filled("/**/")),
        ("single quotes", filled("'a',")),
        (
            "hostile 1 MB",
            include_str!("documents/hostile-1mb.json").to_owned(),
        ),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| fix(&text, Options::new(&policy), Safety::Unsafe));
        });
    }
    group.finish();
}

fn policies(criterion: &mut Criterion) {
    criterion.bench_function("policy from JSON", |bencher| {
        let text = Policy::default().to_json();
        bencher.iter_batched(
            || text.clone(),
            |text| PolicyFile::from_json(&text).and_then(PolicyFile::into_policy),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(benches, documents, hostile, mending, policies);
criterion_main!(benches);
