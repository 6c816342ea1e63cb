//! The size of what is sent.

use crate::finding::{Class, Draft, Rule, Severity, Sink};
use crate::json::{Path, Span};
use crate::limits::Limit;
use crate::policy::Policy;
use crate::shape::counted;

/// A request body is no larger than its endpoint accepts.
///
/// Measured on the compact UTF-8 text that is sent, with whatever envelope the endpoint wants around the payload.
///
/// Invalid: an agent widget of 10,241 bytes. Valid: one of 10,240.
static TOO_MANY_BYTES: Rule = Rule {
    id: "limit/too-many-bytes",
    severity: Severity::Error,
    class: Class::Limit,
    in_json_schema: false,
    summary: "The request body is larger than the endpoint accepts.",
};

pub(crate) static RULES: &[&Rule] = &[&TOO_MANY_BYTES];

/// Reports a body over the limit of its kind or of any request.
pub(crate) fn check(
    bytes: usize,
    own: Option<Limit>,
    whole: Span,
    policy: &Policy,
    sink: &mut Sink,
) {
    let most = own
        .into_iter()
        .chain([Limit::RequestBytes])
        .map(|limit| policy.limit(limit))
        .min()
        .unwrap_or(u64::MAX);
    let bytes = bytes as u64;
    if bytes > most {
        let place = sink.at(whole, &Path::payload());
        sink.add(|| {
            Draft::new(
                &TOO_MANY_BYTES,
                place,
                format!("The request body is {bytes} bytes as sent; at most {most} are accepted."),
                format!("Shorten the payload by {}.", counted(bytes - most, "byte")),
            )
        });
    }
}
