//! The variables of OpenTelemetry that are obeyed, as a table.

/// A variable.
#[derive(Debug)]
pub(crate) struct Variable {
    pub(crate) name: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the documentation prints it"))]
    pub(crate) meaning: &'static str,
}

const fn variable(name: &'static str, meaning: &'static str) -> Variable {
    Variable { name, meaning }
}

/// Whether nothing is sent after all.
pub(crate) const DISABLED: Variable =
    variable("OTEL_SDK_DISABLED", "`true`: nothing is sent after all.");
/// Where everything goes.
pub(crate) const ENDPOINT: Variable = variable(
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "Base URL of a collector: traces go to `/v1/traces` below it, metrics to `/v1/metrics`.",
);
/// Where traces go.
pub(crate) const TRACES_ENDPOINT: Variable = variable(
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "Where traces go, as it is; without the variable above nothing else is sent.",
);
/// Where metrics go.
pub(crate) const METRICS_ENDPOINT: Variable = variable(
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    "The same for metrics.",
);
/// What is spoken.
pub(crate) const PROTOCOL: Variable = variable(
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "`http/protobuf`, which is the only one spoken; with another nothing is sent.",
);
/// What all speak.
#[cfg(feature = "otel")]
pub(super) const SPOKEN: &str = "http/protobuf";
/// Who gets traces.
pub(crate) const TRACES_EXPORTER: Variable =
    variable("OTEL_TRACES_EXPORTER", "`none`: no traces are sent.");
/// Who gets metrics.
pub(crate) const METRICS_EXPORTER: Variable =
    variable("OTEL_METRICS_EXPORTER", "`none`: no metrics are sent.");

/// Every variable that is obeyed; those without a name above are read by the SDK.
#[cfg(test)]
pub(crate) const ALL: &[Variable] = &[
    ENDPOINT,
    TRACES_ENDPOINT,
    METRICS_ENDPOINT,
    PROTOCOL,
    variable(
        "OTEL_EXPORTER_OTLP_HEADERS",
        "Headers to send along, such as `authorization=Bearer%20…`; `_TRACES_HEADERS` and `_METRICS_HEADERS` for one of \
         them.",
    ),
    variable(
        "OTEL_SERVICE_NAME",
        "The name of the service; `preflight` unless given.",
    ),
    variable(
        "OTEL_RESOURCE_ATTRIBUTES",
        "More about it, such as `deployment.environment.name=prod`.",
    ),
    TRACES_EXPORTER,
    METRICS_EXPORTER,
    DISABLED,
    variable(
        "OTEL_TRACES_SAMPLER",
        "Which runs are traced; every one unless given. `OTEL_BSP_*` and `OTEL_METRIC_EXPORT_INTERVAL` hold as well.",
    ),
];

/// The value of a variable; an empty one counts as unset.
#[cfg(feature = "otel")]
pub(super) fn read(variable: &Variable) -> Option<String> {
    std::env::var(variable.name)
        .ok()
        .filter(|value| !value.is_empty())
}
