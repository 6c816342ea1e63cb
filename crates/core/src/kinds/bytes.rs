//! The size of what is sent.

use crate::finding::declare::rules;
use crate::finding::{Draft, Sink};
use crate::json::{Path, Span};
use crate::limits::Limit;
use crate::policy::Policy;
use crate::shape::counted;

rules! {
    /// A request body is no larger than its endpoint accepts: the limit `request.bytes`, and that of the kind where it has one
    /// (10,240 bytes for an agent widget, 16,384 for variables).
    ///
    /// Measured on the compact UTF-8 text that is sent, with whatever envelope the endpoint wants around the payload.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /description
    /// "⟨x × 10240⟩"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /description
    /// "⟨x × 9000⟩"
    /// ```
    TOO_MANY_BYTES = "limit/too-many-bytes", Error, Limit,
        "The request body is larger than the endpoint accepts.";
}

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
