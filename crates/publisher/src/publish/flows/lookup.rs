//! What the server holds under a natural key.

use std::collections::BTreeMap;

use preflight_core::VerifiedPayload;
use serde_json::Value;
use tokio::sync::OnceCell;

use super::super::client::{Call, Client, Error};
use super::super::endpoints::Name;
use super::super::trace::Trace;
use super::{Context, content};

/// Objects asked for at once: the most that the platform's listings commonly give.
const PAGE_SIZE: u64 = 100;
/// Most pages of one listing that are read: a server that ignores the page number must not be asked for ever.
const PAGES: u64 = 1_000;

/// What a look-up found.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing of that name.
    Absent,
    /// An object with the content of the payload.
    Same(Value),
    /// An object of that name with other content.
    Other(Value),
}

/// Listings, each read whole and once for a whole batch: a look-up of every item would read every page again. They stay
/// true, because no two items of a batch have one natural key.
#[derive(Debug)]
pub(super) struct Listings(BTreeMap<Name, OnceCell<Result<Vec<Value>, Error>>>);

impl Default for Listings {
    fn default() -> Self {
        let names = [
            Name::ListConfigurations,
            Name::ListIntegrations,
            Name::FindChannels,
        ];
        Self(names.map(|name| (name, OnceCell::new())).into())
    }
}

/// Looks before anything is sent.
pub(super) async fn before(
    context: &Context,
    payload: &VerifiedPayload,
    listing: Name,
    trace: &mut Trace,
) -> Result<Found, Error> {
    if context.client.endpoint(listing).filter.is_some() {
        // It can be narrowed to the few of that name.
        return now(context, payload, listing, trace).await;
    }
    let entities = whole(context, listing, trace).await?;
    Ok(judge(&context.client, payload, listing, entities))
}

/// The object that the server knows by an id.
pub(super) async fn by_id(
    context: &Context,
    listing: Name,
    id: &str,
    trace: &mut Trace,
) -> Result<Option<Value>, Error> {
    let entities = whole(context, listing, trace).await?;
    let known = |entity: &&Value| entity.get("id").and_then(Value::as_str) == Some(id);
    Ok(entities.iter().find(known).cloned())
}

/// Every object of a listing, as it was when one was looked for first.
async fn whole<'c>(
    context: &'c Context,
    listing: Name,
    trace: &mut Trace,
) -> Result<&'c [Value], Error> {
    let Some(shared) = context.listings.0.get(&listing) else {
        return Ok(&[]);
    };
    let entities = shared
        .get_or_init(|| list(&context.client, listing, None, |_| false, trace))
        .await;
    // A failure is shared as well: the call was repeated as often as the policy allows.
    match entities {
        Ok(entities) => Ok(entities),
        Err(error) => Err(error.clone()),
    }
}

/// Looks at what is there at this moment.
pub(super) async fn now(
    context: &Context,
    payload: &VerifiedPayload,
    listing: Name,
    trace: &mut Trace,
) -> Result<Found, Error> {
    let client = &context.client;
    let key = payload.natural_key();
    let entities = list(
        client,
        listing,
        key,
        |entity| is_named(client, listing, entity, key),
        trace,
    )
    .await?;
    Ok(judge(client, payload, listing, &entities))
}

/// Reads a listing page by page, up to the page on which `enough` holds for an entity.
pub(super) async fn list(
    client: &Client,
    listing: Name,
    key: Option<&str>,
    enough: impl Fn(&Value) -> bool,
    trace: &mut Trace,
) -> Result<Vec<Value>, Error> {
    let mut entities = Vec::new();
    for page in 1..=PAGES {
        let mut query: Vec<(&'static str, String)> = Vec::new();
        if let (Some(filter), Some(key)) = (client.endpoint(listing).filter, key) {
            query.push((filter, key.to_owned()));
        }
        query.push(("pageSize", PAGE_SIZE.to_string()));
        query.push(("pageNumber", page.to_string()));
        let call = Call {
            query: &query,
            ..Call::default()
        };
        let mut answer = client.call(listing, call, trace).await?;
        let Some(Value::Array(found)) = answer.json.get_mut("entities").map(Value::take) else {
            return Err(client.incomplete(listing, answer.status, "a list of entities"));
        };
        let done = found.is_empty()
            || found.iter().any(&enough)
            || answer
                .json
                .get("pageCount")
                .and_then(Value::as_u64)
                .is_some_and(|pages| page >= pages);
        entities.extend(found);
        if done {
            break;
        }
    }
    Ok(entities)
}

fn is_named(client: &Client, listing: Name, entity: &Value, key: Option<&str>) -> bool {
    let member = client.endpoint(listing).natural_key;
    key.is_some()
        && member
            .and_then(|member| entity.get(member))
            .and_then(Value::as_str)
            == key
}

/// Where several objects have the name, one with the same content is enough.
fn judge(client: &Client, payload: &VerifiedPayload, listing: Name, entities: &[Value]) -> Found {
    let key = payload.natural_key();
    let mut named = entities
        .iter()
        .filter(|entity| is_named(client, listing, entity, key))
        .peekable();
    let first = named.peek().copied().cloned();
    match (
        named.find(|entity| content::is_same(payload, entity)),
        first,
    ) {
        (Some(same), _) => Found::Same(same.clone()),
        (None, Some(other)) => Found::Other(other),
        (None, None) => Found::Absent,
    }
}
