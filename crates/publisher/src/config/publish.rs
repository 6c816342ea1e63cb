//! The settings of publishing, resolved and parsed.

use url::{Host, Url};

use super::settings::{self, Setting, Sources};
use super::show::Shown;
use super::{Error, ExtraRoots, Origin, Proxy, regions};
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
    /// What every request goes through, where that was chosen here.
    pub(crate) proxy: Option<Proxy>,
    /// Whom to trust besides the system's certificates.
    pub(crate) extra_roots: Option<ExtraRoots>,
    /// Where the platform is to report to.
    pub(crate) design_system_webhook_url: Option<Url>,
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
fn masked(url: &Url) -> String {
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
    fn concurrency_is_a_number_in_range() {
        assert_eq!(concurrency("1000"), Ok(1_000));
        for bad in ["0", "1001", "-1", "eight", ""] {
            assert!(concurrency(bad).is_err(), "{bad}");
        }
    }
}
