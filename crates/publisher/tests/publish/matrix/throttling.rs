//! Rows 1 to 5: the service is busy, and says for how long or not.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use super::stage::{Ends, Stage};
use crate::manifests::CHANNELS;
use crate::support::{Run, all};

/// The first creation of a channel is answered so.
fn first_answered(status: u16, retry_after: &str) -> Value {
    json!([{"method": "POST", "path": CHANNELS, "then": {
        "status": status, "headers": {"Retry-After": retry_after},
    }}])
}

const REFUSED_ONCE: Ends = Ends {
    exit: 0,
    requests: &[
        "POST token 200",
        "GET channels 200",
        "POST channels 429",
        "POST channels 200",
    ],
    server: &["channel"],
    journal: &["channel done"],
    audit: &["channel_provision_success published"],
};

/// Two channels go side by side; the one that was not refused waits as long as the other.
#[test]
fn row_01_throttled_for_seconds() {
    let stage = Stage::of_channels(2, &first_answered(429, "7"));
    let run = Run::of(stage.command().args(["--concurrency", "2"]));
    stage.ends_in_any_order(
        &run,
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "GET channels 200",
                "POST channels 429",
                "POST channels 200",
                "POST channels 200",
            ],
            server: &["channel", "channel"],
            journal: &["channel done", "channel done"],
            audit: &["channel_provision_success published"; 2],
        },
    );
    let times = stage.sandbox.times(&format!("POST {CHANNELS}"));
    assert!(times[2] - times[0] >= 6.9, "{times:?}");
}

/// A moment in each of the three formats of RFC 9110, section 5.6.7.
fn formats(date: SystemTime) -> [String; 3] {
    let fixed = httpdate::fmt_http_date(date);
    let words: Vec<&str> = fixed
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let [day, date, month, year, time, _] = words[..] else {
        panic!("{fixed}");
    };
    let whole_day = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    .into_iter()
    .find(|name| name.starts_with(day))
    .expect("a day");
    let short_date = date.strip_prefix('0').unwrap_or(date);
    [
        format!("{whole_day}, {date}-{month}-{} {time} GMT", &year[2..]),
        format!("{day} {month} {short_date:>2} {time} {year}"),
        fixed,
    ]
}

#[test]
fn row_02_throttled_until_a_date() {
    // As far away as a call may wait, on a clock that is so much faster.
    let date = SystemTime::now() + Duration::from_secs(2);
    let whole = Duration::from_secs(1);
    all(formats(date), |text| {
        let stage = Stage::of("channel", &first_answered(429, &text));
        stage.ends(&stage.publish(), &REFUSED_ONCE);
        assert!(
            SystemTime::now() + whole >= date,
            "{text} was not waited for"
        );
    });
    let past = SystemTime::now() - Duration::from_secs(3_600);
    all(formats(past), |text| {
        let stage = Stage::of("channel", &first_answered(429, &text));
        stage.ends(&stage.publish(), &REFUSED_ONCE);
    });
}

#[test]
fn row_03_throttled_without_a_word() {
    for headers in [
        json!({}),
        json!({"Retry-After": "in a while"}),
        json!({"Retry-After": "-7"}),
    ] {
        let stage = Stage::of(
            "channel",
            &json!([{"method": "POST", "path": CHANNELS, "times": 3, "then": {
                "status": 429, "headers": headers,
            }}]),
        );
        stage.ends(
            &stage.publish(),
            &Ends {
                requests: &[
                    "POST token 200",
                    "GET channels 200",
                    "POST channels 429",
                    "POST channels 429",
                    "POST channels 429",
                    "POST channels 200",
                ],
                ..REFUSED_ONCE
            },
        );
        // Jitter may shorten one wait to nothing, but not three of them.
        let times = stage.sandbox.times(&format!("POST {CHANNELS}"));
        assert!(times[3] - times[0] > 0.3, "{times:?}");
    }
}

#[test]
fn row_04_throttled_for_an_hour() {
    let stage = Stage::of_channels(3, &first_answered(429, "3600"));
    let run = stage.publish();
    stage.ends(
        &run,
        &Ends {
            exit: 5,
            requests: &["POST token 200", "GET channels 200", "POST channels 429"],
            server: &[],
            journal: &["channel validated"; 3],
            audit: &[
                "channel_provision_failure failed",
                "channel_provision_failure skipped",
                "channel_provision_failure skipped",
            ],
        },
    );
    assert_eq!(
        run.json()["items"][0]["error"]["nextStep"],
        "Run the same command again in 60 min or later."
    );
    let run = stage.resume();
    stage.ends(
        &run,
        &Ends {
            exit: 0,
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 200",
                "GET channels 200",
                "POST channels 200",
                "GET channels 200",
                "POST channels 200",
            ],
            server: &["channel"; 3],
            journal: &["channel done"; 3],
            audit: &["channel_provision_success published"; 3],
        },
    );
}

#[test]
fn row_05_unavailable_for_seconds() {
    let stage = Stage::of("channel", &first_answered(503, "30"));
    stage.ends(
        &stage.publish(),
        &Ends {
            requests: &[
                "POST token 200",
                "GET channels 200",
                "POST channels 503",
                "GET channels 200",
                "POST channels 200",
            ],
            ..REFUSED_ONCE
        },
    );
    let times = stage.sandbox.times(&format!("POST {CHANNELS}"));
    assert!(times[1] - times[0] >= 29.0, "{times:?}");
}
