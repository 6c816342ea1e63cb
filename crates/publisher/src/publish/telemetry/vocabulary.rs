//! Every name that telemetry sends, as tables that the code and the documentation read.
//!
//! What OpenTelemetry's conventions have a name for is called that; the rest begins with `preflight.`. No row holds a
//! credential, a payload, a text of the server or the value of a variable.

/// Something that a span or a measurement tells.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: &'static str,
    #[cfg(test)]
    pub(crate) meaning: &'static str,
}

macro_rules! attributes {
    ($($constant:ident = $name:literal, $meaning:literal;)*) => {
        $(pub(crate) const $constant: &Attribute = &Attribute {
            name: $name,
            #[cfg(test)]
            meaning: $meaning,
        };)*
    };
}

attributes! {
    RUN = "preflight.run",
        "The id of the run, as the audit has it; its digits are the id of the trace.";
    ITEMS = "preflight.items",
        "How many manifests the run had.";
    EXIT = "process.exit.code",
        "The exit code; absent where the run broke off.";
    KIND = "preflight.kind",
        "The kind.";
    ID = "preflight.id",
        "The manifest's id.";
    PATH = "preflight.path",
        "Its file.";
    DOCUMENT = "preflight.document",
        "Its number in that, from 1.";
    OUTCOME = "preflight.outcome",
        "What became of it, as reports have it.";
    ATTEMPTS = "preflight.attempts",
        "The most attempts that one of its requests took.";
    REMOTE_ID = "preflight.remote_id",
        "The id by which the server knows it.";
    REQUEST_ID = "preflight.request_id",
        "The `X-Genesys-Request-Id` that was sent.";
    SIDE_EFFECT = "preflight.side_effect",
        "Whether it followed the publish, so that it decided nothing.";
    METHOD = "http.request.method",
        "The method.";
    URL = "url.full",
        "The URL, without its query.";
    TEMPLATE = "url.template",
        "Its path, with `{id}` for what varies.";
    ADDRESS = "server.address",
        "The host.";
    PORT = "server.port",
        "Its port.";
    STATUS = "http.response.status_code",
        "The status that came back, if one did.";
    RESENT = "http.request.resend_count",
        "How often the request had been sent before; absent the first time.";
    ERROR = "error.type",
        "The status from 400, or in a word what else went wrong; absent where nothing did.";
}

/// A span or a metric.
#[derive(Debug)]
pub(crate) struct Signal {
    pub(crate) name: &'static str,
    /// What sort of span or instrument it is; of an instrument also the unit.
    pub(crate) sort: &'static str,
    pub(crate) meaning: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the documentation prints it"))]
    pub(crate) attributes: &'static [&'static Attribute],
}

/// The spans, each the parent of the next.
#[cfg(test)]
pub(crate) const SPANS: &[Signal] = &[BATCH, ITEM, ATTEMPT];

/// A run.
pub(crate) const BATCH: Signal = Signal {
    name: "publish",
    sort: "internal",
    meaning: "The run, from its beginning to its end; an error where it did not end with 0.",
    attributes: &[RUN, ITEMS, EXIT],
};
/// A manifest.
pub(crate) const ITEM: Signal = Signal {
    name: "publish {kind}",
    sort: "internal",
    meaning: "A manifest, from its first request to the end of its last one; an error where it was not published.",
    attributes: &[KIND, ID, PATH, DOCUMENT, OUTCOME, ATTEMPTS, REMOTE_ID],
};
/// An attempt.
pub(crate) const ATTEMPT: Signal = Signal {
    name: "{method} {template}",
    sort: "client",
    meaning: "One attempt of one request for it, waits before it not counted.",
    attributes: &[
        METHOD,
        URL,
        TEMPLATE,
        ADDRESS,
        PORT,
        STATUS,
        RESENT,
        ERROR,
        REQUEST_ID,
        SIDE_EFFECT,
    ],
};

/// The metrics.
#[cfg(test)]
pub(crate) const METRICS: &[Signal] = &[ITEM_COUNT, ATTEMPT_TIME, RATE_LIMIT, BREAKER];

/// Manifests, counted.
pub(crate) const ITEM_COUNT: Signal = Signal {
    name: "preflight.item.count",
    sort: "counter, {item}",
    meaning: "Manifests.",
    attributes: &[KIND, OUTCOME],
};
/// How long attempts take.
pub(crate) const ATTEMPT_TIME: Signal = Signal {
    name: "http.client.request.duration",
    sort: "histogram, s",
    meaning: "Attempts, by how long they took.",
    attributes: &[METHOD, TEMPLATE, ADDRESS, PORT, STATUS, ERROR],
};
/// The limit.
pub(crate) const RATE_LIMIT: Signal = Signal {
    name: "preflight.rate_limit",
    sort: "gauge, {request}/min",
    meaning: "Requests a minute, as far as the service told at the end of the run.",
    attributes: &[],
};
/// The circuit breaker.
pub(crate) const BREAKER: Signal = Signal {
    name: "preflight.breaker.opened",
    sort: "counter, {opening}",
    meaning: "How often a service was left alone because it seemed to be away.",
    attributes: &[],
};

/// The bounds of the histogram in seconds: those that the conventions advise for HTTP, and the time-out of the guides.
#[cfg(feature = "otel")]
pub(super) const SECONDS: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0, 15.0,
];
