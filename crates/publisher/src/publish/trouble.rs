//! What can go wrong with one attempt of one request, in words a release engineer can act on.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use super::decide::retry::Event;
use super::insecure::Insecure;
use super::tunnel::Tunnel;

/// Longest text that is quoted from a server, in characters.
const QUOTED: usize = 300;

/// One attempt that did not work.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum Trouble {
    /// The platform said no.
    #[error("{call} was refused with {refusal}")]
    Refused { call: String, refusal: Box<Refusal> },
    /// Something answered that does not speak as the platform does: a proxy's page, a captive portal, another service.
    #[error("{call} was answered with {status} and {found} where JSON was expected")]
    NotJson {
        call: String,
        status: u16,
        found: String,
    },
    /// A redirect, which is never followed: it would carry credentials to a host nobody chose.
    #[error(
        "{call} was answered with {status}, a redirect to {location}; redirects are not followed"
    )]
    Redirected {
        call: String,
        status: u16,
        location: String,
    },
    /// The answer lacks what makes it useful.
    #[error("{call} was answered with {status} but without {missing}")]
    Incomplete {
        call: String,
        status: u16,
        missing: &'static str,
    },
    /// Nothing was sent.
    #[error("{call} could not be sent: {cause}")]
    NotSent { call: String, cause: String },
    /// Nothing was sent, because the other side could not prove who it is.
    #[error("{call} was not sent, because no secure connection could be made: {why}")]
    NotSecure { call: String, why: Insecure },
    /// Nothing was sent, because a proxy is in the way.
    #[error("{call} was not sent, because {why}")]
    NotTunnelled { call: String, why: Tunnel },
    /// No answer in time.
    #[error("{call} was not answered within {} s", limit.as_secs())]
    TimedOut { call: String, limit: Duration },
    /// The connection broke with the request, or part of it, sent.
    #[error("the connection broke before {call} was answered: {cause}")]
    Broken { call: String, cause: String },
    /// Nothing was sent, because what was sent before got no answer.
    #[error(
        "{call} was not sent, because the service has not answered for {} s",
        waited.as_secs()
    )]
    Away { call: String, waited: Duration },
}

/// What the platform says about one field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FieldRefusal {
    /// The field as the platform writes it.
    pub(crate) name: String,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

/// What the platform says when it refuses: its error body, as far as it has one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    /// The fields it names.
    pub(crate) fields: Vec<FieldRefusal>,
    pub(crate) correlation_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// Whether the body was the platform's JSON.
    pub(crate) readable: bool,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)?;
        if let Some(code) = &self.code {
            write!(formatter, " {code}")?;
        }
        match &self.message {
            Some(message) => write!(formatter, ": {message}")?,
            None if !self.readable => {
                formatter
                    .write_str(" by something that does not answer in JSON, such as a proxy")?;
            }
            None => {}
        }
        let unnamed: Vec<&str> = self
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .filter(|field| {
                let message = self.message.as_deref().unwrap_or_default();
                !message.contains(field)
            })
            .collect();
        if !unnamed.is_empty() {
            write!(formatter, " (fields: {})", unnamed.join(", "))?;
        }
        Ok(())
    }
}

impl Trouble {
    /// A transport error of `call`, told apart by whether anything was sent.
    pub(super) fn of(error: &reqwest::Error, call: &str, limit: Duration) -> Self {
        let call = call.to_owned();
        if error.is_connect() || error.is_builder() {
            if let Some(why) = Insecure::of(error) {
                return Self::NotSecure { call, why };
            }
            if let Some(why) = Tunnel::of(error) {
                return Self::NotTunnelled { call, why };
            }
            let cause = root_cause(error);
            return Self::NotSent { call, cause };
        }
        if error.is_timeout() {
            return Self::TimedOut { call, limit };
        }
        Self::Broken {
            call,
            cause: root_cause(error),
        }
    }

    /// What it is, in a word.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::NotJson { .. } => "not-json",
            Self::Redirected { .. } => "redirected",
            Self::Incomplete { .. } => "incomplete",
            Self::NotSent { .. } => "not-sent",
            Self::NotSecure { .. } => "not-secure",
            Self::TimedOut { .. } => "timed-out",
            Self::Broken { .. } => "broken",
            Self::Away { .. } => "away",
            Self::NotTunnelled { .. } => "not-tunnelled",
        }
    }

    /// What the retry policy is told.
    pub(super) fn event(&self) -> Event {
        match self {
            Self::Refused { refusal, .. } => Event::Answered {
                status: refusal.status,
                retry_after: refusal.retry_after,
            },
            // "See other" is what some servers say after they have done what they were asked.
            Self::Redirected { status, .. } if *status != 303 => Event::Answered {
                status: *status,
                retry_after: None,
            },
            Self::NotJson { .. } | Self::Redirected { .. } | Self::Incomplete { .. } => {
                Event::Unreadable
            }
            Self::NotSent { .. } | Self::Away { .. } => Event::NotSent,
            Self::NotTunnelled { why, .. } if why.is_temporary() => Event::NotSent,
            Self::NotSecure { .. } | Self::NotTunnelled { .. } => Event::Refused,
            Self::TimedOut { .. } => Event::TimedOut,
            Self::Broken { .. } => Event::Broken,
        }
    }

    /// The status that came back, if one did.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal.status),
            Self::NotJson { status, .. }
            | Self::Redirected { status, .. }
            | Self::Incomplete { status, .. } => Some(*status),
            Self::NotSent { .. }
            | Self::NotSecure { .. }
            | Self::NotTunnelled { .. }
            | Self::TimedOut { .. }
            | Self::Broken { .. }
            | Self::Away { .. } => None,
        }
    }

    /// The platform's words, if it had any.
    pub(crate) fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused { refusal, .. } => Some(refusal),
            _ => None,
        }
    }
}

/// Why a request to somebody else than the platform failed.
pub(super) fn cause_of(error: &reqwest::Error) -> String {
    root_cause(error)
}

/// The innermost cause: the outer ones only say that a request failed, and name its URL once more.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = None;
    while let Some(inner) = cause {
        text = Some(inner.to_string());
        cause = inner.source();
    }
    quoted(&text.unwrap_or_else(|| error.to_string()))
}

/// A server's words on one line, without control characters, and not endless.
pub(super) fn quoted(text: &str) -> String {
    let mut words = String::new();
    for (count, character) in text.trim().chars().enumerate() {
        if count == QUOTED {
            words.push('…');
            break;
        }
        words.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> FieldRefusal {
        FieldRefusal {
            name: name.to_owned(),
            ..FieldRefusal::default()
        }
    }

    #[test]
    fn a_refusal_reads_as_a_sentence() {
        let mut refusal = Refusal {
            status: 400,
            code: Some("invalid.value".to_owned()),
            message: Some("uiTheme.primaryColor is \"red\"".to_owned()),
            fields: vec![field("uiTheme.primaryColor")],
            readable: true,
            ..Refusal::default()
        };
        assert_eq!(
            refusal.to_string(),
            "400 invalid.value: uiTheme.primaryColor is \"red\""
        );
        refusal.fields.push(field("name"));
        assert!(refusal.to_string().ends_with("(fields: name)"), "{refusal}");
        let page = Refusal {
            status: 502,
            ..Refusal::default()
        };
        assert_eq!(
            page.to_string(),
            "502 by something that does not answer in JSON, such as a proxy"
        );
    }

    #[test]
    fn a_redirect_is_a_refusal_unless_it_may_follow_a_success() {
        let redirected = |status| Trouble::Redirected {
            call: "POST /".to_owned(),
            status,
            location: "nowhere".to_owned(),
        };
        assert_eq!(redirected(303).event(), Event::Unreadable);
        for status in [301, 302, 307, 308] {
            let refused = Event::Answered {
                status,
                retry_after: None,
            };
            assert_eq!(redirected(status).event(), refused);
        }
    }

    #[test]
    fn a_servers_words_stay_on_one_line() {
        assert_eq!(quoted(" a\u{1b}[31m\nb "), "a [31m b");
        let long = quoted(&"é".repeat(1_000));
        assert_eq!(long.chars().count(), QUOTED + 1);
    }
}
