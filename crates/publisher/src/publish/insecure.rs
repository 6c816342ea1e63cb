//! Why a server could not prove who it is.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::{Duration, SystemTime};

use rustls::CertificateError;
use rustls::pki_types::UnixTime;

use super::trouble::quoted;

/// Why no secure connection could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Insecure {
    /// Its certificate comes from nobody who is trusted.
    UnknownIssuer,
    /// Its certificate is no longer valid; since when, where that is known.
    Expired(Option<SystemTime>),
    /// Its certificate is not valid yet; when it will be, where that is known.
    NotYetValid(Option<SystemTime>),
    /// Its certificate is another host's: those it is for.
    WrongName(Vec<String>),
    /// Anything else, in the words of the TLS library.
    Other(String),
}

impl Insecure {
    /// The reason, where it is TLS that failed.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(tls) = inner.downcast_ref().or_else(|| held(inner.downcast_ref()?)) {
                return Some(Self::from(tls));
            }
            cause = inner.source();
        }
        None
    }

    /// What a person does about it.
    pub(super) fn next_step(&self) -> &'static str {
        match self {
            Self::UnknownIssuer => {
                "If an authority of your own issued it, give that authority's PEM file by --ca-certificate or \
                 PREFLIGHT_CA_CERTIFICATE; otherwise check the URL, and what stands between here and the server."
            }
            Self::Expired(_) | Self::NotYetValid(_) => {
                "Have the server's certificate renewed, or set the clock of this machine if it is wrong."
            }
            Self::WrongName(_) => {
                "Correct the host in the URL, or have the server's certificate name that host."
            }
            Self::Other(_) => {
                "Check the URL, the clock of this machine, and that its certificates are up to date."
            }
        }
    }
}

impl From<&rustls::Error> for Insecure {
    fn from(error: &rustls::Error) -> Self {
        let rustls::Error::InvalidCertificate(reason) = error else {
            return Self::Other(quoted(&error.to_string()));
        };
        match reason {
            CertificateError::UnknownIssuer => Self::UnknownIssuer,
            CertificateError::Expired => Self::Expired(None),
            CertificateError::ExpiredContext { not_after, .. } => Self::Expired(time(*not_after)),
            CertificateError::NotValidYet => Self::NotYetValid(None),
            CertificateError::NotValidYetContext { not_before, .. } => {
                Self::NotYetValid(time(*not_before))
            }
            CertificateError::NotValidForName => Self::WrongName(Vec::new()),
            CertificateError::NotValidForNameContext { presented, .. } => {
                Self::WrongName(presented.iter().map(|name| bare(name)).collect())
            }
            _ => Self::Other(quoted(&error.to_string())),
        }
    }
}

impl fmt::Display for Insecure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |time: &Option<SystemTime>| {
            time.map_or_else(String::new, |time| {
                format!(" ({})", httpdate::fmt_http_date(time))
            })
        };
        match self {
            Self::UnknownIssuer => formatter
                .write_str("nobody whom this machine trusts has issued the server's certificate"),
            Self::Expired(time) => {
                write!(
                    formatter,
                    "the server's certificate has expired{}",
                    date(time)
                )
            }
            Self::NotYetValid(time) => {
                write!(
                    formatter,
                    "the server's certificate is not valid yet{}",
                    date(time)
                )
            }
            Self::WrongName(names) if names.is_empty() => {
                formatter.write_str("the server's certificate is for another host")
            }
            Self::WrongName(names) => write!(
                formatter,
                "the server's certificate is for another host ({})",
                names.join(", ")
            ),
            Self::Other(words) => formatter.write_str(words),
        }
    }
}

/// The TLS error that an I/O error was made from, maybe through others: such errors skip themselves in the chain of
/// sources.
fn held(error: &io::Error) -> Option<&rustls::Error> {
    let inner: &(dyn Error + 'static) = error.get_ref()?;
    inner.downcast_ref().or_else(|| held(inner.downcast_ref()?))
}

/// A point in time, unless it is out of reach for a date of HTTP.
fn time(time: UnixTime) -> Option<SystemTime> {
    /// The first second of the year 10000.
    const END: u64 = 253_402_300_800;
    let seconds = time.as_secs();
    (seconds < END).then(|| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

/// `DnsName("host")` as `host`.
fn bare(name: &str) -> String {
    let bare = name.split('"').nth(1).unwrap_or(name);
    quoted(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer<E: Error + 'static>(#[source] E);

    #[test]
    fn a_reason_is_found_however_deep_it_lies() {
        let tls = || rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let once = || io::Error::other(tls());
        for error in [
            Insecure::of(&Outer(tls())),
            Insecure::of(&Outer(once())),
            Insecure::of(&Outer(io::Error::other(once()))),
            Insecure::of(&Outer(Outer(once()))),
        ] {
            assert_eq!(error, Some(Insecure::UnknownIssuer));
        }
        assert_eq!(Insecure::of(&Outer(io::Error::other("no"))), None);
    }

    #[test]
    fn times_and_names_are_for_people() {
        let at = |seconds| UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let expired = rustls::Error::InvalidCertificate(CertificateError::ExpiredContext {
            time: at(1_000_000_001),
            not_after: at(1_000_000_000),
        });
        assert_eq!(
            Insecure::from(&expired).to_string(),
            "the server's certificate has expired (Sun, 09 Sep 2001 01:46:40 GMT)"
        );
        assert_eq!(time(at(u64::MAX)), None);
        assert_eq!(bare("DnsName(\"a.test\")"), "a.test");
        assert_eq!(bare("127.0.0.1"), "127.0.0.1");
    }
}
