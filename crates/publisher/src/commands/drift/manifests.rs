//! The manifests of what was published, as they are now.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};

use preflight_core::VerifiedPayload;

use crate::config::Config;
use crate::digest::Digest;
use crate::error::Error;
use crate::input;
use crate::journal::store::Entry;
use crate::journal::subject::{Destination, Subject};
use crate::publish::Item;

/// Where a manifest was read when it was published.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// None where it did not come from a file.
    path: Option<PathBuf>,
    ordinal: usize,
}

impl Place {
    /// The place of something that was published from this folder. Its path goes from there, so it is told anew where the
    /// current folder is another one.
    pub(super) fn of(folder: &str, entry: &Entry) -> Self {
        let is_here = env::current_dir().is_ok_and(|current| current == Path::new(folder));
        let path = (!input::is_no_file(&entry.path)).then(|| {
            if is_here {
                PathBuf::from(&entry.path)
            } else {
                Path::new(folder).join(&entry.path)
            }
        });
        Self {
            path,
            ordinal: entry.ordinal,
        }
    }
}

/// The files of these places, each once.
pub(super) fn paths<'p>(places: impl Iterator<Item = &'p Place>) -> Vec<PathBuf> {
    let paths: BTreeSet<&PathBuf> = places.filter_map(|place| place.path.as_ref()).collect();
    paths.into_iter().cloned().collect()
}

/// The manifests of what was published, as they are now.
#[derive(Debug)]
pub(super) struct Manifests {
    items: Vec<Item>,
    /// What each is about: of several about the same all count, since any of them may be what was published.
    by_subject: BTreeMap<Subject, Vec<(usize, Option<Digest>)>>,
    /// What is wrong with the files that cannot be read.
    unreadable: BTreeMap<String, String>,
}

impl Manifests {
    /// Reads and checks them. What cannot be read is told with what was published from it.
    pub(super) fn read(
        paths: &[PathBuf],
        config: &Config,
        destination: &Destination,
    ) -> Result<Self, Error> {
        let mut manifests = Self {
            items: Vec::new(),
            by_subject: BTreeMap::new(),
            unreadable: BTreeMap::new(),
        };
        if paths.is_empty() {
            return Ok(manifests);
        }
        let mut loaded = input::load(paths, config)?;
        manifests.items = loaded.documents.iter_mut().map(Item::of).collect();
        for (index, item) in manifests.items.iter().enumerate() {
            let planned = item.planned(destination);
            let same = manifests.by_subject.entry(planned.subject).or_default();
            same.push((index, planned.digest));
        }
        for error in loaded.errors {
            manifests
                .unreadable
                .insert(error.path, error.problem.to_string());
        }
        Ok(manifests)
    }

    /// What is published under the same name now: that which was, where it is still there.
    pub(super) fn payload(&self, entry: &Entry) -> Option<&VerifiedPayload> {
        let (index, _) = self.found(entry)?;
        self.items.get(*index)?.payload()
    }

    /// Whether what was published is still built.
    pub(super) fn builds(&self, entry: &Entry) -> bool {
        self.found(entry)
            .is_some_and(|(_, digest)| *digest == entry.digest)
    }

    fn found(&self, entry: &Entry) -> Option<&(usize, Option<Digest>)> {
        let same = self.by_subject.get(&entry.subject)?;
        same.iter()
            .find(|(_, digest)| *digest == entry.digest)
            .or_else(|| same.first())
    }

    /// Why nothing is published under the same name any more.
    pub(super) fn why_lost(&self, place: &Place, entry: &Entry) -> String {
        let Some(path) = &place.path else {
            return "Its manifest did not come from a file, so it cannot be read again.".to_owned();
        };
        let shown = path.to_string_lossy();
        if let Some(problem) = self.unreadable.get(shown.as_ref()) {
            return format!("Its manifest cannot be read: {problem}.");
        }
        let at_place = |item: &&Item| item.path == shown && item.ordinal == place.ordinal;
        match self.items.iter().find(at_place) {
            Some(item) if item.payload().is_some() => {
                "Its manifest is about something else now.".to_owned()
            }
            Some(_) => "Its manifest cannot be published as it is now; `preflight check` says why."
                .to_owned(),
            None => format!("{} does not hold its manifest any more.", entry.path),
        }
    }
}
