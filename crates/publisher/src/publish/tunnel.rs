//! Why a proxy did not connect a request with its server.

use std::error::Error;
use std::fmt;

/// What became of `CONNECT` (RFC 9110, section 9.3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tunnel {
    /// The proxy was not reached.
    NoProxy,
    /// The proxy answered 407: it wants to know for whom.
    Unauthorised,
    /// The proxy answered something else that is no success, or nothing that can be read.
    Refused,
}

/// How the HTTP library begins what it says about tunnels. Its type cannot be named, so its words are what there is; the
/// tests run a proxy that refuses.
const WORDS: &str = "tunnel error: ";

impl Tunnel {
    /// What became of it, where it is the tunnel that failed.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(words) = inner.to_string().strip_prefix(WORDS) {
                return Some(match words {
                    "failed to create underlying connection" => Self::NoProxy,
                    "proxy authorization required" => Self::Unauthorised,
                    _ => Self::Refused,
                });
            }
            cause = inner.source();
        }
        None
    }

    /// Whether it may go better in a moment. What a proxy refuses with is not known, and 502 or 503 would pass.
    pub(super) fn is_temporary(self) -> bool {
        !matches!(self, Self::Unauthorised)
    }

    /// What a person does about it.
    pub(super) fn next_step(self) -> &'static str {
        match self {
            Self::NoProxy => {
                "Check that the proxy runs and can be reached from here, and its address in --proxy, PREFLIGHT_PROXY or \
                 HTTPS_PROXY."
            }
            Self::Unauthorised => {
                "Write the proxy's user and password into PREFLIGHT_PROXY: http://user:password@host:port."
            }
            Self::Refused => {
                "Have the proxy allow that host and port, or choose another proxy by --proxy or PREFLIGHT_PROXY."
            }
        }
    }
}

impl fmt::Display for Tunnel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoProxy => "the proxy could not be reached",
            Self::Unauthorised => {
                "the proxy wants a user and a password (407), and refused those it got, if any"
            }
            Self::Refused => "the proxy refused to connect to that server",
        })
    }
}
