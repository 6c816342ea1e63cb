//! The limiter as a table of moments and verdicts.

use super::*;

fn limiter(rules: &[(Option<&str>, u32)]) -> Limiter {
    Limiter::new(rules.iter().map(|&(prefix, per_minute)| RateLimit {
        name: None,
        path_prefix: prefix.map(str::to_owned),
        per_minute: NonZeroU32::new(per_minute).expect("not zero"),
    }))
}

fn quota(count: u32, allowed: u32, reset: u64) -> Quota {
    Quota {
        count,
        allowed,
        reset,
    }
}

fn at(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

#[test]
fn a_window_begins_with_its_first_request_and_lasts_a_minute() {
    use Verdict::{Counted, Refused};
    let mut limiter = limiter(&[(None, 2)]);
    for (millis, verdict) in [
        (10_000, Counted(quota(1, 2, 60))),
        (10_001, Counted(quota(2, 2, 60))),
        (11_000, Refused(quota(2, 2, 59))),
        (69_001, Refused(quota(2, 2, 1))),
        (69_999, Refused(quota(2, 2, 1))),
        (70_000, Counted(quota(1, 2, 60))),
        // The next window is not on the grid of the first: it begins with its own first request.
        (145_500, Counted(quota(1, 2, 60))),
        (145_600, Counted(quota(2, 2, 60))),
        (205_499, Refused(quota(2, 2, 1))),
        (205_500, Counted(quota(1, 2, 60))),
    ] {
        assert_eq!(limiter.admit("/a", at(millis)), verdict, "{millis} ms");
    }
}

#[test]
fn the_rule_with_the_fewest_requests_left_is_the_one_shown() {
    let mut limiter = limiter(&[(None, 10), (Some("/a"), 5)]);
    assert_eq!(
        limiter.admit("/b", at(0)),
        Verdict::Counted(quota(1, 10, 60))
    );
    assert_eq!(
        limiter.admit("/a/1", at(1_000)),
        Verdict::Counted(quota(1, 5, 60)),
        "four left here, eight in all"
    );
    for _ in 0..5 {
        limiter.admit("/b", at(2_000));
    }
    assert_eq!(
        limiter.admit("/a", at(3_000)),
        Verdict::Counted(quota(8, 10, 57)),
        "three left here, two in all"
    );
}

#[test]
fn of_equals_the_one_that_resets_last_is_shown() {
    let mut limiter = limiter(&[(None, 3), (Some("/a"), 2)]);
    limiter.admit("/b", at(0));
    assert_eq!(
        limiter.admit("/a", at(10_000)),
        Verdict::Counted(quota(1, 2, 60))
    );
}

#[test]
fn a_refused_request_is_counted_nowhere_and_waits_for_every_rule_that_refused_it() {
    let mut limiter = limiter(&[(None, 2), (Some("/a"), 1)]);
    limiter.admit("/b", at(0));
    limiter.admit("/a", at(30_000));
    assert_eq!(
        limiter.admit("/a", at(40_000)),
        Verdict::Refused(quota(1, 1, 50)),
        "the rule for all resets in 20 s, that for /a in 50 s"
    );
    assert_eq!(
        limiter.admit("/a", at(60_000)),
        Verdict::Refused(quota(1, 1, 30))
    );
    for _ in 0..2 {
        assert!(matches!(
            limiter.admit("/b", at(60_000)),
            Verdict::Counted(_)
        ));
    }
    let report = serde_json::to_value(limiter.report()).expect("JSON");
    assert_eq!(
        report,
        serde_json::json!([
            {"name": "all", "allowed": 2, "refused": 1, "largestWindow": 2},
            {"name": "/a", "allowed": 1, "refused": 2, "largestWindow": 1},
        ])
    );
}

#[test]
fn without_a_rule_nothing_is_limited() {
    assert_eq!(limiter(&[]).admit("/a", at(0)), Verdict::Unlimited);
    assert_eq!(
        limiter(&[(Some("/a"), 1)]).admit("/b", at(0)),
        Verdict::Unlimited
    );
}

#[test]
fn the_default_is_what_the_platform_documents() {
    let mut limiter = Limiter::default();
    let messages = "/api/v2/guest/conversations/webchat/messages";
    assert_eq!(
        limiter.admit(messages, at(0)),
        Verdict::Counted(quota(1, 100, 60))
    );
    assert_eq!(
        limiter.admit("/api/v2/integrations", at(0)),
        Verdict::Counted(quota(2, 300, 60))
    );
}
