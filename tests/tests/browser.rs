//! Core's verdicts on drawn payloads, good ones and mutants, against axe-core's and Chromium's own.
//!
//! - `PREFLIGHT_BROWSER_CASES`: how many payloads, 300 unless said otherwise; `PREFLIGHT_BROWSER_SEED`: which ones.
//! - `PREFLIGHT_BROWSER_CORPUS`: files of JSON lines with a member `html`, separated by commas: core is compared with the
//!   browser on these pages too, and the differences are printed.
//! - `PREFLIGHT_BROWSER_KEEP`: a folder in which to leave the cases and what the browser says of them.
//! - `PREFLIGHT_FAULTS`: how many examples of one sort of contradiction are printed.

use std::collections::BTreeMap;
use std::time::Instant;

use preflight_tests::browser::compare::compare;
use preflight_tests::browser::summary::{Found, Tally, by_sort, times};
use preflight_tests::browser::{Browser, Case, Ours, Scheme, axe_rules, deviations, generate};
use serde_json::Value as Json;

/// As many as a run of the tests has time for.
const CASES: usize = 300;
const SEED: u64 = 5;

fn number<N: std::str::FromStr>(name: &str, otherwise: N) -> N {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// Has both look at some cases, and prints what was compared. Gives what is no known deviation.
fn contradictions<'c>(browser: &Browser, cases: &'c [Case]) -> (Tally, Vec<Found<'c>>) {
    let start = Instant::now();
    let rules = axe_rules();
    let (versions, facts) = browser.facts(cases, Some(&rules));
    assert_eq!(
        versions.unknown,
        Vec::<String>::new(),
        "axe has these rules"
    );
    let mut tally = Tally::default();
    let mut found = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for (case, facts) in cases.iter().zip(&facts) {
        let ours = Ours::of(case);
        tally.pages += 1;
        tally.elements += ours.elements.len();
        for contradiction in compare(&ours, facts, &mut tally) {
            match deviations::find(case, &ours, facts, &contradiction) {
                Some(deviation) => *known.entry(deviation.why).or_default() += 1,
                None => found.push(Found {
                    case,
                    contradiction,
                }),
            }
        }
    }
    print!("{}{tally}", times(&versions, &facts, start.elapsed()));
    for (why, count) in known {
        println!("known deviation, {count} times: {why}");
    }
    print!("contradictions {}\n{}", found.len(), by_sort(&found));
    (tally, found)
}

#[test]
fn core_and_browser_agree_on_payloads_and_mutants() {
    let Some(browser) = Browser::find() else {
        return;
    };
    let count = number("PREFLIGHT_BROWSER_CASES", CASES);
    let cases = generate::cases(number("PREFLIGHT_BROWSER_SEED", SEED), count);
    let (tally, found) = contradictions(&browser, &cases);
    assert!(found.is_empty(), "{} contradictions", found.len());
    // Had little been compared, agreement would prove little.
    let least = |counted: usize, per_page: usize| counted >= per_page * count;
    assert!(tally.pages == count && least(tally.verdicts, 60), "{tally}");
    assert!(least(tally.ratios, 5) && least(tally.names, 8), "{tally}");
}

#[test]
fn core_and_browser_on_other_pages() {
    let Ok(files) = std::env::var("PREFLIGHT_BROWSER_CORPUS") else {
        return;
    };
    let Some(browser) = Browser::find() else {
        return;
    };
    let cases: Vec<Case> = files.split(',').flat_map(pages).collect();
    contradictions(&browser, &cases);
}

/// The pages of a corpus that stand still: without scripts, frames and pages that lead on.
fn pages(file: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let case = |(number, line): (usize, &str)| {
        let row: Json = serde_json::from_str(line).expect("a line of JSON");
        let html = row["html"].as_str().expect("html");
        let lower = html.to_ascii_lowercase();
        let moves = ["<script", "http-equiv", "<iframe", "<frame"];
        let title = ["rule", "filename", "id", "title"]
            .iter()
            .filter_map(|key| row[key].as_str())
            .map(|text| text.chars().take(24).collect::<String>())
            .collect::<Vec<_>>()
            .join(" ");
        (!moves.iter().any(|part| lower.contains(part)))
            .then(|| Case::page(format!("{} {title}", number + 1), Scheme::Light, html))
    };
    text.lines().enumerate().filter_map(case).collect()
}
