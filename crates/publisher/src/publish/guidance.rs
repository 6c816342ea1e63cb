//! What to do about a call that failed: one table from what happened to the next step.
//!
//! The steps are those of the guides' "Common errors", kept to what is true of every kind.

use preflight_core::Kind;

use super::client::Error;
use super::trouble::Trouble;

/// The next step for a status that the platform answered with.
const BY_STATUS: &[(u16, &str)] = &[
    (
        400,
        "Compare the field that the message names with the payload that `preflight build` prints.",
    ),
    (
        404,
        "Check the ids in the manifest's target, and that the API URL is the one that serves this path.",
    ),
    (
        405,
        "Check the API URL; what answers there has no such endpoint.",
    ),
    (
        407,
        "Write the proxy's user and password into PREFLIGHT_PROXY: http://user:password@host:port.",
    ),
    (
        409,
        "Look at what the server holds under this name, then rename one of the two or remove the old one.",
    ),
    (
        413,
        "Shorten the payload, or ask the platform's support for the limit in force.",
    ),
    (
        415,
        "Check that nothing between here and the API rewrites the Content-Type.",
    ),
    (
        422,
        "Compare the field that the message names with the payload that `preflight build` prints.",
    ),
    (
        429,
        "Run the same command again later, or with a lower --concurrency; what is published already stays as it is.",
    ),
];

/// The next step after a failed call of `kind`'s flow.
pub(super) fn next_step(error: &Error, kind: Kind) -> String {
    match error {
        Error::Auth(error) => error.next_step(),
        Error::Unknown { .. } if kind == Kind::RichCard => {
            "Look into the conversation before you send the card again: it may be there already."
                .to_owned()
        }
        Error::Unknown { .. } => {
            "Run the same command again later: it looks first, and sends only what is not there."
                .to_owned()
        }
        Error::Failed { endpoint, .. } if error.refused_with() == Some(403) => format!(
            "Give the OAuth client the scope {} and a role that includes it.",
            endpoint.scopes.join(", ")
        ),
        Error::Failed { trouble, .. } => of_trouble(trouble).to_owned(),
    }
}

fn of_trouble(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Refused { refusal, .. } => BY_STATUS
            .iter()
            .find(|(status, _)| *status == refusal.status)
            .map_or_else(
                || {
                    if trouble.event().is_temporary() {
                        "Run the same command again later."
                    } else {
                        "Give the correlation id to the platform's support."
                    }
                },
                |(_, step)| step,
            ),
        Trouble::NotJson { .. } | Trouble::Redirected { .. } | Trouble::Incomplete { .. } => {
            "Check the API URL, and that no proxy answers in its place."
        }
        Trouble::NotSecure { why, .. } => why.next_step(),
        Trouble::NotTunnelled { why, .. } => why.next_step(),
        Trouble::NotSent { .. } | Trouble::TimedOut { .. } | Trouble::Broken { .. } => {
            "Check that the API URL is right and can be reached from here, then run the same command again."
        }
    }
}

/// The next step where requests to any host would fail the same way: TLS or a proxy is at fault.
pub(super) fn of_way(trouble: &Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::NotSecure { why, .. } => Some(why.next_step()),
        Trouble::NotTunnelled { why, .. } => Some(why.next_step()),
        _ => None,
    }
}

/// The next step where a manifest could not be probed.
pub(super) fn of_probe(trouble: &Trouble) -> &'static str {
    of_way(trouble).unwrap_or(
        "Check that manifestUrl is right and can be reached from here, then run the same command again; or leave out \
         --probe if only agents can reach it.",
    )
}
