//! Which request meets which fault, without a server and without a clock.

use serde_json::{Value, json};

use super::*;

fn faults(list: Value) -> Faults {
    Faults::new(serde_json::from_value(list).expect("faults"))
}

/// The labels of the faults that so many equal requests meet; `-` for none.
fn meet(faults: &mut Faults, method: &Method, path: &str, requests: usize) -> String {
    (0..requests)
        .map(|_| {
            let fired = faults.fire(method, path);
            fired.map_or_else(|| "-".to_owned(), |fired| fired.label.to_string())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn counts(faults: &Faults) -> Vec<(u64, u64)> {
    faults
        .0
        .iter()
        .map(|armed| (armed.matched, armed.fired))
        .collect()
}

#[test]
fn skip_and_times_say_which_requests_meet_a_fault() {
    for (fault, met) in [
        (json!({"then": {}}), "#0 - - - -"),
        (json!({"times": 2, "then": {}}), "#0 #0 - - -"),
        (json!({"times": null, "then": {}}), "#0 #0 #0 #0 #0"),
        (json!({"skip": 3, "then": {}}), "- - - #0 -"),
        (json!({"skip": 1, "times": 2, "then": {}}), "- #0 #0 - -"),
        (
            json!({"skip": 2, "times": null, "then": {}}),
            "- - #0 #0 #0",
        ),
        (json!({"name": "named", "then": {}}), "named - - - -"),
        (
            json!({"probability": 0, "times": null, "then": {}}),
            "- - - - -",
        ),
        (
            json!({"probability": 1, "times": 2, "then": {}}),
            "#0 #0 - - -",
        ),
    ] {
        let mut faults = faults(json!([fault]));
        assert_eq!(meet(&mut faults, &Method::GET, "/a", 5), met, "{fault}");
    }
}

#[test]
fn the_first_fault_with_shots_left_is_met_and_hides_the_request_from_the_others() {
    let mut faults = faults(json!([
        {"name": "a", "times": 2, "then": {}},
        {"name": "b", "skip": 1, "times": 1, "then": {}},
        {"name": "c", "times": null, "then": {}},
    ]));
    assert_eq!(meet(&mut faults, &Method::GET, "/", 6), "a a c b c c");
    assert_eq!(counts(&faults), [(6, 2), (4, 1), (3, 3)]);
}

#[test]
fn method_and_path_must_both_match() {
    let mut faults = faults(json!([
        {"method": "POST", "path": "/a/{id}", "times": null, "then": {}},
    ]));
    for (method, path, met) in [
        (Method::POST, "/a/1", "#0"),
        (Method::GET, "/a/1", "-"),
        (Method::POST, "/a", "-"),
    ] {
        assert_eq!(meet(&mut faults, &method, path, 1), met, "{method} {path}");
    }
    assert_eq!(counts(&faults), [(1, 1)], "others are not counted");
}

#[test]
fn chance_is_the_same_in_every_run_and_depends_on_the_seed() {
    let run = |seed: u64| {
        let fault = json!([{"probability": 0.5, "seed": seed, "times": null, "then": {}}]);
        meet(&mut faults(fault), &Method::GET, "/", 64)
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
    let fired = run(7).matches("#0").count();
    assert!((16..48).contains(&fired), "{fired}");
}

#[test]
fn requests_elsewhere_do_not_move_the_chance() {
    let fault = json!([{"path": "/a", "probability": 0.5, "times": null, "then": {}}]);
    let alone = meet(&mut faults(fault.clone()), &Method::GET, "/a", 32);
    let mut mixed = faults(fault);
    let between: Vec<_> = (0..32)
        .map(|_| {
            meet(&mut mixed, &Method::GET, "/b", 3);
            meet(&mut mixed, &Method::GET, "/a", 1)
        })
        .collect();
    assert_eq!(between.join(" "), alone);
}
