//! Rows 18 to 23 and 27 to 30: the way to the service breaks.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::server_errors::CREATED;
use super::stage::{Ends, Stage};
use crate::certificates::Authority;
use crate::chaos::{Chaos, Fault, Incoming};
use crate::manifests::{CHANNELS, MESSAGES};
use crate::server::Server;
use crate::support::{Run, all};
use crate::tunnel::{Connect, Proxy};

/// The requests of a channel that is made at the first try.
const MADE: &[&str] = &["POST token 200", "GET channels 200", "POST channels 200"];

/// A channel was made, with these requests.
const fn made<'a>(requests: &'a [&'a str]) -> Ends<'a> {
    Ends {
        exit: 0,
        requests,
        server: &["channel"],
        journal: &["channel done"],
        audit: CREATED,
    }
}

/// What happens to the first request with that line, the others passing.
fn first(line: String, fault: Fault) -> impl Fn(&Incoming) -> Fault {
    move |incoming| {
        if incoming.line == line && incoming.before == 0 {
            fault
        } else {
            Fault::Pass
        }
    }
}

fn creation() -> String {
    format!("POST {CHANNELS}")
}

#[test]
fn row_18_name_not_found() {
    let stage = Stage::of("channel", &json!([]));
    let authority = Authority::new();
    let mut command = stage.in_real_time();
    command
        // Nor is there a proxy for what is.
        .env_remove("http_proxy")
        .env("GENESYS_API_URL", "https://nothing.invalid")
        .env("PREFLIGHT_CA_CERTIFICATE", authority.file());
    let run = Run::of(&mut command);
    stage.ends(
        &run,
        &Ends {
            exit: 5,
            requests: &["POST token 200"],
            server: &[],
            journal: &["channel validated"],
            audit: &["channel_provision_failure failed"],
        },
    );
    let attempts = stage.audit.line("channel_provision_failure")["data"]["attempts"].clone();
    let troubles: Vec<&str> = attempts
        .as_array()
        .expect("attempts")
        .iter()
        .filter_map(|attempt| attempt["trouble"].as_str())
        .collect();
    assert_eq!(troubles, ["not-sent"; 5]);
}

/// Nobody listens until the program says that it tries again.
#[test]
fn row_19_connection_refused() {
    let stage = Stage::of("channel", &json!([]));
    let chaos = Chaos::closed(&stage.sandbox.base_url, |_| Fault::Pass);
    let mut child = stage
        .in_real_time()
        .env("GENESYS_API_URL", chaos.base_url())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut told = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("trying again") {
        line.clear();
        assert_ne!(told.read_line(&mut line).expect("text"), 0, "it gave up");
    }
    chaos.open();
    told.read_to_end(&mut Vec::new()).expect("text");
    let run = Run::from(child.wait_with_output().expect("it ends"));
    stage.ends(&run, &made(MADE));
}

#[test]
fn row_20_bad_certificate() {
    let stage = Stage::of("channel", &json!([]));
    let (trusted, other) = (Authority::new(), Authority::new());
    let good = trusted.server("login.mypurecloud.com");
    let bad = other.server("api.mypurecloud.com");
    let base_url = stage.sandbox.base_url.clone();
    let proxy = Proxy::start(move |host| {
        let config = if host.starts_with("login") {
            &good
        } else {
            &bad
        };
        Connect::To(Arc::clone(config), base_url.clone())
    });
    let mut command = stage.to_the_platform(&proxy, &trusted);
    stage.ends(
        &Run::of(&mut command),
        &Ends {
            exit: 3,
            requests: &["POST token 200"],
            server: &[],
            journal: &["channel failed"],
            audit: &["channel_provision_failure failed"],
        },
    );
    let connected: Vec<String> = proxy
        .seen()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(
        connected,
        ["login.mypurecloud.com:443", "api.mypurecloud.com:443"],
        "each once"
    );
}

/// What reached the server cannot be told from here, so a creation is looked for before it is sent again.
#[test]
fn row_21_reset_before_the_request_is_read() {
    let faults = [Fault::Reset, Fault::CutRequest(0), Fault::CutRequest(40)];
    all(faults, |fault| {
        let stage = Stage::of("channel", &json!([]));
        let chaos = Chaos::start(&stage.sandbox.base_url, first(creation(), fault));
        stage.ends(
            &Run::of(&mut stage.through(&chaos)),
            &made(&[
                "POST token 200",
                "GET channels 200",
                "GET channels 200",
                "POST channels 200",
            ]),
        );
        assert_eq!(chaos.count(&creation()), 2);
    });
}

#[test]
fn row_22_reset_before_the_answer() {
    let stage = Stage::of("channel", &json!([]));
    let chaos = Chaos::start(
        &stage.sandbox.base_url,
        first(creation(), Fault::CutAnswer(0)),
    );
    stage.ends(
        &Run::of(&mut stage.through(&chaos)),
        &made(&[
            "POST token 200",
            "GET channels 200",
            "POST channels 200",
            "GET channels 200",
        ]),
    );

    let stage = Stage::of("rich-card", &json!([]));
    let chaos = Chaos::start(
        &stage.sandbox.base_url,
        first(format!("POST {MESSAGES}"), Fault::CutAnswer(0)),
    );
    stage.ends(
        &Run::of(&mut stage.through(&chaos)),
        &Ends {
            exit: 6,
            requests: &["POST token 200", "POST messages 200"],
            server: &["rich-card"],
            journal: &["rich-card ambiguous"],
            audit: &["card_render_failure ambiguous"],
        },
    );
}

/// The fifteen seconds are the program's, whatever the scale, so both waits pass side by side.
#[test]
fn row_23_no_answer_in_time() {
    all([true, false], |arrives| {
        let stage = Stage::of("channel", &json!([]));
        let wait = Duration::from_secs(18);
        let fault = if arrives {
            Fault::Drip(wait)
        } else {
            Fault::Delay(wait)
        };
        let chaos = Chaos::start(&stage.sandbox.base_url, first(creation(), fault));
        let run = Run::of(&mut stage.through(&chaos));
        if arrives {
            let found = [
                "POST token 200",
                "GET channels 200",
                "POST channels 200",
                "GET channels 200",
            ];
            stage.ends(&run, &made(&found));
        } else {
            // It is still on its way when the program ends, so it is only looked for.
            stage.ends(
                &run,
                &Ends {
                    exit: 6,
                    requests: &[
                        "POST token 200",
                        "GET channels 200",
                        "GET channels 200",
                        "GET channels 200",
                        "GET channels 200",
                    ],
                    server: &[],
                    journal: &["channel ambiguous"],
                    audit: &["channel_provision_failure ambiguous"],
                },
            );
        }
        assert_eq!(chaos.count(&creation()), 1);
    });
}

/// A byte a second keeps a connection alive for ever, and a request only for as long as any other.
#[test]
fn row_27_answer_by_drops() {
    let stage = Stage::of("channel", &json!([]));
    let chaos = Chaos::start(
        &stage.sandbox.base_url,
        first(
            format!("GET {CHANNELS}"),
            Fault::Drip(Duration::from_secs(1)),
        ),
    );
    // The time that one call may take with all its attempts is for the real clock as well.
    let mut command = stage.in_real_time();
    command.env("GENESYS_API_URL", chaos.base_url());
    stage.ends(
        &Run::of(&mut command),
        &made(&[
            "POST token 200",
            "GET channels 200",
            "GET channels 200",
            "POST channels 200",
        ]),
    );
    let line = stage.audit.line("channel_provision_success");
    assert_eq!(
        line["data"]["attempts"][0]["trouble"], "timed-out",
        "{line}"
    );
}

#[test]
fn row_28_idle_connection_closed_at_send() {
    // Closed after each answer: mostly noticed before the next request is sent, and made good where it is not.
    let stage = Stage::of("channel", &json!([]));
    let chaos = Chaos::start(&stage.sandbox.base_url, |_| Fault::CloseAfter);
    let run = Run::of(&mut stage.through(&chaos));
    stage.ends_with_repeated_looks(&run, &made(MADE));

    // Closed as it is sent: of a card nobody knows whether it was read.
    let stage = Stage::of("rich-card", &json!([]));
    stage
        .folder
        .write("a-channel.json", &crate::manifests::channel("First"));
    let chaos = Chaos::start(&stage.sandbox.base_url, |incoming| {
        if incoming.reused && incoming.line == format!("POST {MESSAGES}") {
            Fault::Reset
        } else {
            Fault::Pass
        }
    });
    stage.ends(
        &Run::of(&mut stage.through(&chaos)),
        &Ends {
            exit: 6,
            requests: MADE,
            server: &["channel"],
            journal: &["channel done", "rich-card ambiguous"],
            audit: &[
                "channel_provision_success published",
                "card_render_failure ambiguous",
            ],
        },
    );
    assert_eq!(chaos.count(&format!("POST {MESSAGES}")), 1);
}

/// A server that would rather speak HTTP/2 is spoken to in HTTP/1.1, where there is neither of the two.
#[test]
fn row_29_http_2_is_not_spoken() {
    let stage = Stage::of("channel", &json!([]));
    let authority = Authority::new();
    let server = |host: &str| {
        let mut config = (*authority.server(host)).clone();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Arc::new(config)
    };
    let (login, api) = (
        server("login.mypurecloud.com"),
        server("api.mypurecloud.com"),
    );
    let base_url = stage.sandbox.base_url.clone();
    let proxy = Proxy::start(move |host| {
        let config = if host.starts_with("login") {
            &login
        } else {
            &api
        };
        Connect::To(Arc::clone(config), base_url.clone())
    });
    let mut command = stage.to_the_platform(&proxy, &authority);
    stage.ends(&Run::of(&mut command), &made(MADE));
}

#[test]
fn row_30_redirect_to_another_host() {
    let elsewhere = Server::start(|_, _| None);
    for (method, requests) in [
        ("GET", &["POST token 200", "GET channels 307"][..]),
        (
            "POST",
            &["POST token 200", "GET channels 200", "POST channels 307"],
        ),
    ] {
        let location = format!("{}/session?ticket=1", elsewhere.base_url);
        let stage = Stage::of(
            "channel",
            &json!([{"method": method, "path": CHANNELS, "times": null, "then": {
                "status": 307, "headers": {"Location": location},
            }}]),
        );
        stage.ends(
            &stage.publish(),
            &Ends {
                exit: 3,
                requests,
                server: &[],
                journal: &["channel failed"],
                audit: &["channel_provision_failure failed"],
            },
        );
    }
    assert!(elsewhere.seen().is_empty(), "no credentials go elsewhere");
}
