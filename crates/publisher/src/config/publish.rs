//! The settings of publishing, resolved and parsed.

use std::path::PathBuf;

use url::{Host, Url};

use super::settings::{self, Setting, Sources};
use super::show::Shown;
use super::{Error, ExtraRoots, Origin, Proxy, regions};
use crate::publish::{Limits, SigningKey};
use crate::redact::REDACTED;
use crate::secret::Secret;

/// Where to publish to, and as whom.
#[derive(Debug, Clone)]
pub(crate) struct PublishSettings {
    /// Base URL of the API: `https://api.<domain>/`.
    pub(crate) api_url: Url,
    /// Base URL of the login service: `https://login.<domain>/`; the token comes from `oauth/token` below it.
    pub(crate) login_url: Url,
    /// Id of the OAuth client.
    pub(crate) client_id: Option<String>,
    /// Secret of the OAuth client.
    pub(crate) client_secret: Option<Secret>,
    /// Most items published at the same time; at least 1.
    pub(crate) concurrency: usize,
    /// Requests a minute until the service tells its own limits.
    pub(crate) limits: Limits,
    /// Where to append what was done.
    pub(crate) audit: OwnFile,
    /// Where to keep what stands how.
    pub(crate) journal: OwnFile,
    /// What every request goes through, where that was chosen here.
    pub(crate) proxy: Option<Proxy>,
    /// Whom to trust besides the system's certificates.
    pub(crate) extra_roots: Option<ExtraRoots>,
    /// Where the platform is to report to.
    pub(crate) design_system_webhook_url: Option<Url>,
    /// Where delivered cards and new channels are reported to.
    pub(crate) webhook_url: Option<Url>,
    /// What signs what is told to URLs.
    pub(crate) webhook_secret: Option<SigningKey>,
    /// What is told that a session has a new context.
    pub(crate) context_refresh: Option<Hook>,
    /// What takes the variables of a session.
    pub(crate) personalization: Option<Hook>,
}

/// A file that publishing writes for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnFile {
    /// None where nothing is to be written.
    pub(crate) path: Option<PathBuf>,
    /// Whether somebody asked for it, rather than the default.
    pub(crate) is_given: bool,
}

/// What is told of something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hook {
    /// A URL that gets JSON by POST.
    Url(Url),
    /// A command of the system's shell that gets JSON on its standard input.
    Command(String),
}

/// The settings, and how each is shown.
pub(super) fn resolve(sources: Sources<'_>) -> Result<(PublishSettings, Vec<Shown>), Error> {
    let mut resolver = Resolver {
        sources,
        shown: Vec::new(),
    };
    resolver.find(settings::ENVIRONMENT, text, Clone::clone)?;
    let settings = PublishSettings {
        api_url: resolver.base_url(settings::API_URL, "api")?,
        login_url: resolver.base_url(settings::LOGIN_URL, "login")?,
        client_id: resolver.find(settings::CLIENT_ID, text, Clone::clone)?,
        client_secret: resolver.find(
            settings::CLIENT_SECRET,
            |value| Ok(Secret::new(value.to_owned())),
            |_| "set".to_owned(),
        )?,
        concurrency: resolver
            .find(settings::CONCURRENCY, concurrency, usize::to_string)?
            .unwrap_or(1),
        limits: Limits {
            all: resolver
                .find(settings::RATE_LIMIT, rate, u32::to_string)?
                .unwrap_or(1),
            cards: resolver
                .find(settings::CARD_RATE_LIMIT, rate, u32::to_string)?
                .unwrap_or(1),
        },
        audit: resolver.own_file(settings::AUDIT)?,
        journal: resolver.own_file(settings::JOURNAL)?,
        proxy: resolver.find(settings::PROXY, Proxy::parse, Proxy::masked)?,
        extra_roots: resolver.find(
            settings::CA_CERTIFICATE,
            ExtraRoots::read,
            ExtraRoots::shown,
        )?,
        design_system_webhook_url: resolver.find(
            settings::DESIGN_SYSTEM_WEBHOOK_URL,
            web_url,
            masked,
        )?,
        webhook_url: resolver.find(settings::WEBHOOK_URL, web_url, masked)?,
        webhook_secret: resolver.find(settings::WEBHOOK_SECRET, SigningKey::parse, |_| {
            "set".to_owned()
        })?,
        context_refresh: resolver.find(settings::CONTEXT_REFRESH, hook, Hook::shown)?,
        personalization: resolver.find(settings::PERSONALIZATION, hook, Hook::shown)?,
    };
    Ok((settings, resolver.shown))
}

struct Resolver<'a> {
    sources: Sources<'a>,
    shown: Vec<Shown>,
}

impl Resolver<'_> {
    /// The parsed value of a setting, noted down as `show` has it.
    fn find<T>(
        &mut self,
        setting: &'static Setting,
        parse: fn(&str) -> Result<T, String>,
        show: fn(&T) -> String,
    ) -> Result<Option<T>, Error> {
        let found = setting.find(self.sources)?;
        let origin = found
            .as_ref()
            .map_or(Origin::Default, |found| found.origin.clone());
        let value = found
            .map(|found| parse(&found.value).map_err(setting.wrong(&found.origin)))
            .transpose()?;
        self.shown.push(Shown {
            name: format!("publish.{}", setting.key),
            value: value.as_ref().map(|value| show(value).into()),
            origin,
        });
        Ok(value)
    }

    fn own_file(&mut self, setting: &'static Setting) -> Result<OwnFile, Error> {
        let path = self.find(setting, text, Clone::clone)?;
        let origin = self.shown.last().map(|shown| &shown.origin);
        Ok(OwnFile {
            path: path.filter(|path| path != "none").map(PathBuf::from),
            is_given: origin != Some(&Origin::Default),
        })
    }

    /// A base URL that is given, or the one of that host in the environment.
    ///
    /// The environment is looked up only here: whoever gives both URLs may publish to a place that the table of
    /// regions does not know.
    fn base_url(&mut self, setting: &'static Setting, host: &str) -> Result<Url, Error> {
        if let Some(url) = self.find(setting, base_url, Url::to_string)? {
            return Ok(url);
        }
        let environment = settings::ENVIRONMENT;
        let (name, origin) = environment
            .find(self.sources)?
            .map_or_else(Default::default, |found| (found.value, found.origin));
        let domain = regions::domain(&name).map_err(environment.wrong(&origin))?;
        let origin = Origin::Derived(environment.key);
        let url = base_url(&format!("https://{host}.{domain}/")).map_err(setting.wrong(&origin))?;
        if let Some(shown) = self.shown.last_mut() {
            shown.value = Some(url.to_string().into());
            shown.origin = origin;
        }
        Ok(url)
    }
}

impl Setting {
    /// Turns what is wrong with a value into an error that says whose value it is.
    fn wrong(&'static self, origin: &Origin) -> impl FnOnce(String) -> Error {
        move |reason| Error::Value {
            key: self.key,
            origin: origin.clone(),
            reason,
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "one of several parsers with one signature"
)]
fn text(value: &str) -> Result<String, String> {
    Ok(value.to_owned())
}

fn concurrency(value: &str) -> Result<usize, String> {
    match value.parse() {
        Ok(number @ 1..=1_000) => Ok(number),
        _ => Err(format!("\"{value}\" is no whole number from 1 to 1000")),
    }
}

fn rate(value: &str) -> Result<u32, String> {
    match value.parse() {
        Ok(number @ 1..=1_000_000_000) => Ok(number),
        _ => Err(format!(
            "\"{value}\" is no whole number of requests a minute from 1 to 1000000000"
        )),
    }
}

fn hook(value: &str) -> Result<Hook, String> {
    let scheme = value.split_once("://").map(|(scheme, _)| scheme);
    match scheme {
        Some("http" | "https") => web_url(value).map(Hook::Url),
        _ if value.trim().is_empty() => {
            Err("it is blank; write a URL or a command of the shell".to_owned())
        }
        _ => Ok(Hook::Command(value.to_owned())),
    }
}

impl Hook {
    /// The hook for other eyes: a URL may hold a key, and so may the arguments of a command.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Url(url) => masked(url),
            Self::Command(command) => {
                let program = command.split_whitespace().next().unwrap_or_default();
                if program.len() == command.trim().len() {
                    program.to_owned()
                } else {
                    format!("{program} {REDACTED}")
                }
            }
        }
    }
}

/// The URL that API paths are appended to. Credentials go there, so it is encrypted unless it never leaves the machine.
fn base_url(value: &str) -> Result<Url, String> {
    let url = web_url(value)?;
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(
            "credentials would be sent unencrypted; write https, or http with a loopback address"
                .to_owned(),
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("a base URL holds no user and no password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("a base URL ends with its path: no \"?\" and no \"#\"".to_owned());
    }
    Ok(url)
}

/// A URL of the web. Messages do not repeat it, since the path and query of a sink may be secrets.
fn web_url(value: &str) -> Result<Url, String> {
    let url = Url::parse(value).map_err(|error| {
        format!("this is no URL ({error}); write it in full: https://host/path")
    })?;
    if matches!(url.scheme(), "https" | "http") {
        Ok(url)
    } else {
        Err(format!(
            "the scheme \"{}\" cannot be used; write https://host/path",
            url.scheme()
        ))
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(domain)) => domain == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A sink's URL for other eyes.
pub(crate) fn masked(url: &Url) -> String {
    let origin = url.origin().ascii_serialization();
    if url.path() == "/" && url.query().is_none() {
        origin
    } else {
        format!("{origin}/[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_keep_credentials_safe() {
        for good in [
            "https://api.example.com",
            "https://api.example.com/proxy/",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "http://localhost:1",
        ] {
            assert!(base_url(good).is_ok(), "{good}");
        }
        for bad in [
            "api.example.com",
            "http://api.example.com",
            "http://127.0.0.1.example.com",
            "ftp://api.example.com",
            "https://user@api.example.com",
            "https://api.example.com?x=1",
            "https://api.example.com#x",
        ] {
            assert!(base_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sinks_are_shown_without_what_may_be_secret() {
        let shown = |url: &str| masked(&web_url(url).expect("a URL"));
        assert_eq!(
            shown("https://hooks.example.com"),
            "https://hooks.example.com"
        );
        assert_eq!(
            shown("https://user:pass@hooks.example.com:8443/services/T0/XYZ?key=1"),
            "https://hooks.example.com:8443/[redacted]"
        );
    }

    #[test]
    fn a_hook_is_a_url_or_a_command() {
        let shown = |value: &str| hook(value).map(|hook| hook.shown());
        assert_eq!(
            shown("https://hooks.example.com/T0/key"),
            Ok("https://hooks.example.com/[redacted]".to_owned())
        );
        assert_eq!(shown("refresh"), Ok("refresh".to_owned()));
        assert_eq!(
            shown("refresh --key 7"),
            Ok("refresh [redacted]".to_owned())
        );
        assert!(shown(" ").is_err());
        assert!(shown("https://").is_err());
    }

    #[test]
    fn concurrency_is_a_number_in_range() {
        assert_eq!(concurrency("1000"), Ok(1_000));
        for bad in ["0", "1001", "-1", "eight", ""] {
            assert!(concurrency(bad).is_err(), "{bad}");
        }
    }
}
