//! The published attacks, read once.

use std::sync::LazyLock;

use serde_json::Value as Json;

/// One payload.
#[derive(Debug)]
pub(crate) struct Row {
    /// The collection, and its own name for the row.
    pub(crate) source: String,
    pub(crate) id: String,
    pub(crate) payload: String,
    /// The outputs that the collection accepts under its own policy.
    pub(crate) expected: Vec<String>,
}

/// The rows; none, and a notice, where the corpora are not on this machine.
pub(crate) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
        let Some(text) = preflight_tests::corpus("sanitizer.jsonl") else {
            return Vec::new();
        };
        let rows: Vec<Row> = text.lines().map(row).collect();
        // A file cut short would pass every test.
        let from_closure = rows.iter().filter(|row| row.source == "closure").count();
        assert_eq!((rows.len(), from_closure), (6_121, 489), "another corpus");
        rows
    });
    &ROWS
}

fn row(line: &str) -> Row {
    let json: Json = serde_json::from_str(line).expect("a line of JSON");
    let text = |key: &str| match &json[key] {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let expected = match &json["expected"] {
        Json::Array(outputs) => outputs.clone(),
        Json::Null => Vec::new(),
        one => vec![one.clone()],
    };
    Row {
        source: text("src"),
        id: text("id"),
        payload: text("payload"),
        expected: expected
            .iter()
            .filter_map(|output| output.as_str().map(str::to_owned))
            .collect(),
    }
}

/// Runs a judgement over every payload, and fails with all that it says.
///
/// # Panics
/// When it says anything.
pub(crate) fn for_each(name: &str, judge: impl Fn(&Row) -> Vec<String>) {
    let mut faults = Vec::new();
    for row in rows() {
        for fault in judge(row) {
            faults.push(format!(
                "{} {:?}\n  payload {:?}\n  {fault}",
                row.source, row.id, row.payload
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{name}: {} faults, the first of them:\n{}",
        faults.len(),
        faults[..faults.len().min(most_shown())].join("\n")
    );
}

fn most_shown() -> usize {
    std::env::var("PREFLIGHT_FAULTS")
        .ok()
        .and_then(|most| most.parse().ok())
        .unwrap_or(10)
}
