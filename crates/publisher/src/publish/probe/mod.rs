//! `--probe`: fetches what agent widgets point to, as an agent's browser would, before anything is sent.
//!
//! A manifest that browsers refuse is found out otherwise only when an agent opens the widget. Each address is asked
//! once, and not again: nothing was sent yet, so the whole command can be.

mod framing;
mod verdict;

use std::collections::BTreeMap;
use std::panic;
use std::sync::Arc;
use std::time::Duration;

use preflight_core::{Kind, VerifiedPayload};
use reqwest::header::{ACCEPT, HeaderMap, ORIGIN};
use serde_json::Value;
use tokio::task::JoinSet;
use url::Url;

use super::clock::Clock;
use super::connection::{Connection, Route};
use super::trouble::Trouble;
use super::{Error, Item, Problem, guidance};
use crate::config::PublishSettings;
use crate::exit::Exit;

/// The most time for one address, its answer included.
const LIMIT: Duration = Duration::from_secs(15);
/// The most bytes of a manifest that are read. How it goes on is of no interest, only that it comes.
const MANIFEST_BYTES: usize = 1024 * 1024;
/// The most addresses that are asked at the same time.
const AT_ONCE: usize = 4;

/// What a batch wants to be asked: the places of its agent widgets, with the addresses of their manifests.
#[derive(Debug, Default)]
pub(crate) struct Addresses(Vec<(usize, Result<Url, NotAsked>)>);

impl Addresses {
    /// Takes an item of the batch up, if it is an agent widget that would be sent.
    pub(crate) fn add(&mut self, place: usize, item: &Item) {
        if let Some(payload) = widget(item) {
            self.0.push((place, manifest_url(payload)));
        }
    }
}

/// Asks for every manifest, and tells which agent widgets are to be blocked, since the agents' desktop could not use them.
pub(crate) async fn probe(
    wanted: Addresses,
    settings: &PublishSettings,
) -> Result<Vec<(usize, Problem)>, Error> {
    let mut addresses: Vec<Url> = wanted
        .0
        .iter()
        .filter_map(|(_, address)| address.as_ref().ok().cloned())
        .collect();
    addresses.sort();
    addresses.dedup();
    // TLS is set up only where there is something to ask.
    let problems = if addresses.is_empty() {
        BTreeMap::new()
    } else {
        let connection = Connection::new(
            Route {
                bases: &addresses.iter().collect::<Vec<_>>(),
                proxy: settings.proxy.as_ref(),
                extra_roots: settings.extra_roots.as_ref(),
            },
            Clock::scaled(1.0),
        )?;
        let visit = Arc::new(Visit {
            connection,
            embedder: embedder(&settings.api_url),
        });
        visit_all(&visit, addresses).await
    };
    let blocked = wanted.0.into_iter().filter_map(|(place, address)| {
        let problem = match address {
            Ok(address) => problems.get(&address)?.clone(),
            Err(NotAsked) => not_asked(),
        };
        Some((place, problem))
    });
    Ok(blocked.collect())
}

/// The payload of an agent widget that would be sent.
fn widget(item: &Item) -> Option<&VerifiedPayload> {
    item.payload()
        .filter(|payload| payload.kind() == Kind::AgentWidget)
}

/// A manifestUrl that is not asked.
#[derive(Debug)]
struct NotAsked;

/// The address of a widget's manifest, without the fragment, which is not sent.
fn manifest_url(payload: &VerifiedPayload) -> Result<Url, NotAsked> {
    let payload: Value = serde_json::from_str(payload.json()).map_err(|_| NotAsked)?;
    let text = payload.get("manifestUrl").and_then(Value::as_str);
    let mut url = Url::parse(text.unwrap_or_default()).map_err(|_| NotAsked)?;
    url.set_fragment(None);
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    if url.scheme() == "https" && !has_credentials {
        Ok(url)
    } else {
        Err(NotAsked)
    }
}

/// Only a policy that suppresses the rule about it lets such a manifestUrl get here.
fn not_asked() -> Problem {
    Problem::new(
        Exit::Findings,
        "The manifestUrl was not probed, because it is no https URL without user and password.",
        "Write one that is, or publish without --probe.",
    )
}

/// The origin of the agents' desktop that belongs to an API: `https://apps.<domain>` for `https://api.<domain>`, and for
/// any other host the API's own.
fn embedder(api_url: &Url) -> Url {
    let mut url = api_url.clone();
    url.set_path("/");
    let apps = url
        .domain()
        .and_then(|host| host.strip_prefix("api."))
        .map(|domain| format!("apps.{domain}"));
    if let Some(apps) = apps {
        // The API's own host stays where that is no host, as behind "api.1".
        let _ = url.set_host(Some(&apps));
    }
    url
}

/// What asks for manifests, and on whose behalf.
#[derive(Debug)]
struct Visit {
    connection: Connection,
    embedder: Url,
}

/// Asks a few addresses at a time, and tells what is wrong with those that something is wrong with.
async fn visit_all(visit: &Arc<Visit>, addresses: Vec<Url>) -> BTreeMap<Url, Problem> {
    let mut problems = BTreeMap::new();
    let mut waiting = addresses.into_iter();
    let mut running = JoinSet::new();
    loop {
        while running.len() < AT_ONCE {
            let Some(address) = waiting.next() else {
                break;
            };
            let visit = Arc::clone(visit);
            running.spawn(async move { (visit.problem_of(&address).await, address) });
        }
        match running.join_next().await {
            Some(Ok((Some(problem), address))) => {
                problems.insert(address, problem);
            }
            Some(Ok((None, _))) => {}
            // An address nobody knows anything about must not pass for a good one.
            Some(Err(error)) => panic::resume_unwind(error.into_panic()),
            None => return problems,
        }
    }
}

impl Visit {
    async fn problem_of(&self, address: &Url) -> Option<Problem> {
        let shown = shown(address);
        let origin = self.embedder.origin().ascii_serialization();
        let (status, headers) = match self.fetch(address, &origin).await {
            Ok(answer) => answer,
            Err(error) => {
                let trouble = Trouble::of(&error, &format!("GET {shown}"), LIMIT);
                return Some(Problem::new(
                    Exit::Findings,
                    format!("The manifest could not be probed for {origin}: {trouble}."),
                    guidance::of_probe(&trouble),
                ));
            }
        };
        let objections = verdict::objections(status, &headers, address, &self.embedder);
        if objections.is_empty() {
            return None;
        }
        let list = |parts: Vec<&str>, between: &str| parts.join(between);
        let messages = objections
            .iter()
            .map(|objection| objection.message.as_str());
        let remedies = objections.iter().map(|objection| objection.remedy.as_str());
        Some(Problem {
            status: Some(status),
            ..Problem::new(
                Exit::Findings,
                format!(
                    "The manifest at {shown} cannot be used from {origin}: {}.",
                    list(messages.collect(), ". Also, ")
                ),
                format!(
                    "To mend it, {}; then run the same command again.",
                    list(remedies.collect(), ", and ")
                ),
            )
        })
    }

    /// Asks as a browser does from another origin, without credentials. Redirects are not followed.
    async fn fetch(&self, address: &Url, origin: &str) -> Result<(u16, HeaderMap), reqwest::Error> {
        let mut response = self
            .connection
            .http()
            .get(address.clone())
            .header(ORIGIN, origin)
            .header(ACCEPT, "*/*")
            .timeout(LIMIT)
            .send()
            .await?;
        let mut read = 0;
        while read < MANIFEST_BYTES {
            match response.chunk().await? {
                Some(chunk) => read += chunk.len(),
                None => break,
            }
        }
        Ok((response.status().as_u16(), response.headers().clone()))
    }
}

/// An address for messages: its query may hold a signature that grants access.
fn shown(address: &Url) -> String {
    let mut shown = address.clone();
    let had_query = shown.query().is_some();
    shown.set_query(None);
    if had_query {
        format!("{shown}?…")
    } else {
        shown.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desktop_is_the_one_that_belongs_to_the_api() {
        for (api_url, expected) in [
            (
                "https://api.mypurecloud.com/",
                "https://apps.mypurecloud.com",
            ),
            (
                "https://api.usw2.pure.cloud/x/",
                "https://apps.usw2.pure.cloud",
            ),
            (
                "https://api.example.com:8443/",
                "https://apps.example.com:8443",
            ),
            (
                "https://gateway.example.com/api/",
                "https://gateway.example.com",
            ),
            ("https://apis.example.com/", "https://apis.example.com"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ] {
            let url = Url::parse(api_url).expect("a URL");
            let origin = embedder(&url).origin();
            assert_eq!(origin.ascii_serialization(), expected, "{api_url}");
        }
    }

    #[test]
    fn a_signature_is_not_shown() {
        for (address, expected) in [
            (
                "https://s3.amazonaws.com/b/m.json",
                "https://s3.amazonaws.com/b/m.json",
            ),
            (
                "https://s3.amazonaws.com/b/m?sig=hunter2",
                "https://s3.amazonaws.com/b/m?…",
            ),
        ] {
            let url = Url::parse(address).expect("a URL");
            assert_eq!(shown(&url), expected);
        }
    }
}
