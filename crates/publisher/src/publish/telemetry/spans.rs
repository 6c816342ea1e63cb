//! The trace of a run: a span for the run, one for each manifest, and one for each attempt of each request.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Instant, SystemTime};

use opentelemetry::trace::{
    Span as _, SpanBuilder, SpanId, SpanKind, Status, TraceContextExt as _, TraceId, Tracer as _,
    TracerProvider as _,
};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{
    ExporterBuildError, RetryPolicy, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, IdGenerator, RandomIdGenerator, SdkTracer,
    SdkTracerProvider, Span,
};
use url::Url;

use super::super::{Attempted, ItemReport};
use super::delivery::{Counting, Courier, Shared};
use super::vocabulary::{
    ADDRESS, ATTEMPT, ATTEMPTS, BATCH, DOCUMENT, ERROR, EXIT, ID, ITEM, ITEMS, KIND, METHOD,
    OUTCOME, PATH, PORT, REMOTE_ID, REQUEST_ID, RESENT, RUN, SIDE_EFFECT, STATUS, TEMPLATE, URL,
};
use crate::exit::Exit;

/// Spans that wait to be sent; those of a batch that is held back come at once.
const QUEUE: usize = 16 * 1024;
/// The SDK's variable for that.
const QUEUE_VARIABLE: &str = "OTEL_BSP_MAX_QUEUE_SIZE";

/// The trace of a run.
#[derive(Debug)]
pub(super) struct Spans {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
    batch: Span,
    began: (SystemTime, Instant),
    ended: usize,
    delivered: Arc<AtomicUsize>,
    courier: Arc<Courier>,
}

impl Spans {
    /// Begins it.
    pub(super) fn begin(
        (run, began): (&str, (SystemTime, Instant)),
        courier: Courier,
        (endpoint, resource): (&str, Resource),
    ) -> Result<Self, ExporterBuildError> {
        let courier = Arc::new(courier);
        let delivered = Arc::new(AtomicUsize::new(0));
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(endpoint)
            .with_protocol(opentelemetry_otlp::Protocol::HttpBinary)
            .with_http_client(Shared(Arc::clone(&courier)))
            .with_retry_policy(RetryPolicy::recommended())
            .build()?;
        let exporter = Counting {
            exporter,
            delivered: Arc::clone(&delivered),
        };
        let mut config = BatchConfigBuilder::default();
        if std::env::var_os(QUEUE_VARIABLE).is_none() {
            config = config.with_max_queue_size(QUEUE);
        }
        let processor = BatchSpanProcessor::builder(exporter)
            .with_batch_config(config.build())
            .build();
        let provider = SdkTracerProvider::builder()
            .with_span_processor(processor)
            .with_id_generator(Ids::of(run))
            .with_resource(resource)
            .build();
        let tracer = provider.tracer("preflight");
        let builder = SpanBuilder::from_name(BATCH.name)
            .with_kind(SpanKind::Internal)
            .with_start_time(began.0)
            .with_attributes([KeyValue::new(RUN.name, run.to_owned())]);
        let batch = tracer.build_with_context(builder, &Context::new());
        Ok(Self {
            provider,
            tracer,
            batch,
            began,
            ended: 0,
            delivered,
            courier,
        })
    }

    /// Adds a manifest with its attempts.
    pub(super) fn item(&mut self, report: &ItemReport) {
        let attempts = &report.trace.attempts;
        let now = Instant::now();
        let began = attempts.first().map_or(now, Attempted::began);
        let ended = attempts.iter().map(Attempted::ended).max().unwrap_or(now);
        let kind = report.kind.unwrap_or("manifest");
        let mut attributes = vec![
            KeyValue::new(KIND.name, kind),
            KeyValue::new(PATH.name, report.path.clone()),
            KeyValue::new(DOCUMENT.name, integer(report.ordinal)),
            KeyValue::new(OUTCOME.name, report.outcome.name()),
            KeyValue::new(ATTEMPTS.name, i64::from(report.attempts)),
        ];
        let texts = [(ID, &report.id), (REMOTE_ID, &report.remote_id)];
        attributes.extend(texts.into_iter().filter_map(|(attribute, text)| {
            Some(KeyValue::new(attribute.name, text.as_ref()?.clone()))
        }));
        let context = Context::new().with_remote_span_context(self.batch.span_context().clone());
        let builder = SpanBuilder::from_name(ITEM.name.replace("{kind}", kind))
            .with_kind(SpanKind::Internal)
            .with_start_time(self.on_the_wall(began))
            .with_attributes(attributes);
        let mut item = self.tracer.build_with_context(builder, &context);
        let context = Context::new().with_remote_span_context(item.span_context().clone());
        for attempted in attempts {
            self.attempt(attempted, &context);
        }
        if !report.outcome.is_good() {
            // The words of servers stay here.
            item.set_status(Status::error(report.outcome.name()));
        }
        self.end_span(&mut item, ended);
    }

    fn attempt(&mut self, attempted: &Attempted, parent: &Context) {
        let endpoint = attempted.endpoint;
        let name = ATTEMPT
            .name
            .replace("{method}", endpoint.method.as_str())
            .replace("{template}", &endpoint.path_template());
        let builder = SpanBuilder::from_name(name)
            .with_kind(SpanKind::Client)
            .with_start_time(self.on_the_wall(attempted.began()))
            .with_attributes([measured(attempted), told(attempted)].concat());
        let mut span = self.tracer.build_with_context(builder, parent);
        if attempted.trouble.is_some() {
            span.set_status(Status::error(""));
        }
        self.end_span(&mut span, attempted.ended());
    }

    /// Ends the run.
    pub(super) fn end(&mut self, items: usize, exit: Option<Exit>) {
        self.batch
            .set_attribute(KeyValue::new(ITEMS.name, integer(items)));
        if let Some(exit) = exit {
            self.batch
                .set_attribute(KeyValue::new(EXIT.name, exit as i64));
        }
        if exit != Some(Exit::Done) {
            self.batch.set_status(Status::error(""));
        }
        self.ended += usize::from(self.batch.span_context().is_sampled());
        let now = self.on_the_wall(Instant::now());
        self.batch.end_with_timestamp(now);
    }

    fn end_span(&mut self, span: &mut Span, at: Instant) {
        // What is not sampled is not sent either.
        self.ended += usize::from(span.span_context().is_sampled());
        span.end_with_timestamp(self.on_the_wall(at));
    }

    /// What a clock on the wall would show that nobody has set since the run began: a parent ends after its children,
    /// whatever becomes of the machine's time.
    fn on_the_wall(&self, at: Instant) -> SystemTime {
        let (wall, monotonic) = self.began;
        wall + at.saturating_duration_since(monotonic)
    }

    /// What sends the rest.
    pub(super) fn provider(&self) -> SdkTracerProvider {
        self.provider.clone()
    }

    /// What was not delivered, to whom, and why, in words.
    pub(super) fn missing(&self) -> Option<String> {
        let delivered = self.delivered.load(Ordering::Relaxed);
        let missing = self.ended.saturating_sub(delivered);
        (missing > 0).then(|| {
            format!(
                "{missing} of {} spans were not delivered to {}: {}",
                self.ended,
                self.courier.shown(),
                super::on::why(&self.courier)
            )
        })
    }
}

/// What measurements of an attempt are told apart by.
pub(super) fn measured(attempted: &Attempted) -> Vec<KeyValue> {
    let mut attributes = vec![
        KeyValue::new(METHOD.name, attempted.endpoint.method.to_string()),
        KeyValue::new(TEMPLATE.name, attempted.endpoint.path_template()),
    ];
    attributes.extend(place(attempted.url()));
    if let Some(status) = attempted.status {
        attributes.push(KeyValue::new(STATUS.name, i64::from(status)));
    }
    if let Some(trouble) = attempted.trouble {
        let error = match attempted.status {
            Some(status @ 400..) => status.to_string(),
            _ => trouble.to_owned(),
        };
        attributes.push(KeyValue::new(ERROR.name, error));
    }
    attributes
}

/// What only its span tells of an attempt.
fn told(attempted: &Attempted) -> Vec<KeyValue> {
    let mut attributes = vec![
        KeyValue::new(URL.name, attempted.url().to_string()),
        KeyValue::new(REQUEST_ID.name, attempted.request_id.clone()),
        KeyValue::new(SIDE_EFFECT.name, attempted.is_side_effect),
    ];
    let resent = attempted.number.saturating_sub(1);
    if resent > 0 {
        attributes.push(KeyValue::new(RESENT.name, i64::from(resent)));
    }
    attributes
}

/// Host and port of a URL.
fn place(url: &Url) -> impl Iterator<Item = KeyValue> {
    let address = url
        .host_str()
        .map(|host| KeyValue::new(ADDRESS.name, host.to_owned()));
    let port = url
        .port_or_known_default()
        .map(|port| KeyValue::new(PORT.name, i64::from(port)));
    address.into_iter().chain(port)
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Gives the trace the id of the run, so that who has one has the other.
#[derive(Debug)]
struct Ids {
    trace: Option<TraceId>,
    others: RandomIdGenerator,
}

impl Ids {
    fn of(run: &str) -> Self {
        Self {
            trace: TraceId::from_hex(&run.replace('-', "")).ok(),
            others: RandomIdGenerator::default(),
        }
    }
}

impl IdGenerator for Ids {
    fn new_trace_id(&self) -> TraceId {
        self.trace.unwrap_or_else(|| self.others.new_trace_id())
    }

    fn new_span_id(&self) -> SpanId {
        self.others.new_span_id()
    }
}
