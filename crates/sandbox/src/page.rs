//! Paged listings.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::check::{Checked, ensure};
use crate::limits;

/// The fields of a stored object as a client reads them back, `id` included.
pub(crate) type Entity = Map<String, Value>;

/// The query of a listing without filters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PageQuery {
    #[serde(default = "default_size")]
    pub(crate) page_size: usize,
    #[serde(default = "first")]
    pub(crate) page_number: usize,
}

pub(crate) fn default_size() -> usize {
    limits::PAGE_SIZE_DEFAULT
}

pub(crate) fn first() -> usize {
    1
}

impl PageQuery {
    pub(crate) fn check(&self) -> Checked {
        let max = limits::PAGE_SIZE_MAX;
        ensure((1..=max).contains(&self.page_size), "pageSize", || {
            format!("is {}; it must be from 1 to {max}", self.page_size)
        })?;
        ensure(self.page_number >= 1, "pageNumber", || {
            "is 0; pages are counted from 1".to_owned()
        })
    }

    /// The page of `entities` that was asked for; empty beyond the last one.
    pub(crate) fn of<'a>(&self, entities: impl Iterator<Item = &'a Entity> + Clone) -> Page {
        let total = entities.clone().count();
        Page {
            entities: entities
                .skip((self.page_number - 1).saturating_mul(self.page_size))
                .take(self.page_size)
                .cloned()
                .collect(),
            page_size: self.page_size,
            page_number: self.page_number,
            total,
            page_count: total.div_ceil(self.page_size),
        }
    }
}

/// One page of a listing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the platform's names")]
pub(crate) struct Page {
    entities: Vec<Entity>,
    page_size: usize,
    page_number: usize,
    total: usize,
    page_count: usize,
}
