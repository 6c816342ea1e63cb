//! The settings of publishing, resolved and parsed.

use std::net::IpAddr;

use url::{Host, Url};

use super::file::File;
use super::settings::{self, Found, Setting, SettingFlags};
use super::show::Shown;
use super::{Error, Origin, regions};
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
    /// Where preflight reports to.
    pub(crate) webhook_url: Option<Url>,
    /// Where the platform is to report to.
    pub(crate) design_system_webhook_url: Option<Url>,
}

const CONCURRENCY: std::ops::RangeInclusive<usize> = 1..=1_000;

/// The settings, and how each is shown.
pub(super) fn resolve(
    flags: &SettingFlags,
    file: Option<&File>,
) -> Result<(PublishSettings, Vec<Shown>), Error> {
    let mut shown = Vec::new();
    let mut find = |setting: &Setting| setting.find(flags, file);

    let environment = find(settings::ENVIRONMENT)?;
    let api_url = find(settings::API_URL)?;
    let login_url = find(settings::LOGIN_URL)?;
    let client_id = find(settings::CLIENT_ID)?;
    let client_secret = find(settings::CLIENT_SECRET)?;
    let concurrency = find(settings::CONCURRENCY)?;
    let webhook_url = find(settings::WEBHOOK_URL)?;
    let design_system_webhook_url = find(settings::DESIGN_SYSTEM_WEBHOOK_URL)?;

    // Where both URLs are given the environment is not used, so it need not be a known one.
    let domain = match &environment {
        Some(found) if api_url.is_none() || login_url.is_none() => {
            parsed(settings::ENVIRONMENT, found, regions::domain)?
        }
        _ => "",
    };
    let base = |setting, found: Option<&Found>, host: &str| match found {
        Some(found) => parsed(setting, found, base_url),
        // The table of regions holds nothing that is no host name.
        None => parsed(
            setting,
            &Found {
                value: format!("https://{host}.{domain}/"),
                origin: Origin::Derived(settings::ENVIRONMENT.key),
            },
            base_url,
        ),
    };
    let webhook = |setting, found: Option<&Found>| {
        found
            .map(|found| parsed(setting, found, webhook_url_from))
            .transpose()
    };
    let settings = PublishSettings {
        api_url: base(settings::API_URL, api_url.as_ref(), "api")?,
        login_url: base(settings::LOGIN_URL, login_url.as_ref(), "login")?,
        client_id: client_id.as_ref().map(|found| found.value.clone()),
        client_secret: client_secret
            .as_ref()
            .map(|found| Secret::new(found.value.clone())),
        concurrency: concurrency.as_ref().map_or(Ok(1), |found| {
            parsed(settings::CONCURRENCY, found, concurrency_from)
        })?,
        webhook_url: webhook(settings::WEBHOOK_URL, webhook_url.as_ref())?,
        design_system_webhook_url: webhook(
            settings::DESIGN_SYSTEM_WEBHOOK_URL,
            design_system_webhook_url.as_ref(),
        )?,
    };

    let derived = || Origin::Derived(settings::ENVIRONMENT.key);
    let mut show = |setting: &Setting, value: Option<String>, origin: Origin| {
        shown.push(Shown::new(
            format!("publish.{}", setting.key),
            value.map(Into::into).unwrap_or_default(),
            origin,
        ));
    };
    let origin = |found: Option<&Found>| found.map_or(Origin::Default, |found| found.origin.clone());
    show(
        settings::ENVIRONMENT,
        environment.as_ref().map(|found| found.value.clone()),
        origin(environment.as_ref()),
    );
    for (setting, url, found) in [
        (settings::API_URL, &settings.api_url, &api_url),
        (settings::LOGIN_URL, &settings.login_url, &login_url),
    ] {
        let origin = found.as_ref().map_or_else(derived, |found| found.origin.clone());
        show(setting, Some(url.to_string()), origin);
    }
    for (setting, found) in [
        (settings::CLIENT_ID, &client_id),
        (settings::CLIENT_SECRET, &client_secret),
    ] {
        let set = if found.is_some() { "set" } else { "not set" };
        show(setting, Some(set.to_owned()), origin(found.as_ref()));
    }
    show(
        settings::CONCURRENCY,
        Some(settings.concurrency.to_string()),
        origin(concurrency.as_ref()),
    );
    for (setting, url, found) in [
        (
            settings::WEBHOOK_URL,
            &settings.webhook_url,
            &webhook_url,
        ),
        (
            settings::DESIGN_SYSTEM_WEBHOOK_URL,
            &settings.design_system_webhook_url,
            &design_system_webhook_url,
        ),
    ] {
        show(setting, url.as_ref().map(host_only), origin(found.as_ref()));
    }
    Ok((settings, shown))
}
