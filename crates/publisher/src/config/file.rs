//! `preflight.toml`: what it may hold, and where in it everything stands.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use preflight_core::json::{LineIndex, Position};
use preflight_core::policy::PolicyError;
use preflight_core::shape::nearest;
use preflight_core::{Policy, PolicyFile};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{Found, Setting};
use super::{Error, Origin};
use crate::input::Exclude;

/// The name the file is looked for by.
pub(crate) const NAME: &str = "preflight.toml";

/// A configuration file, read.
#[derive(Debug)]
pub(super) struct File {
    /// The path as the user would write it.
    pub(super) shown: String,
    pub(super) exclude_patterns: Vec<String>,
    /// The baseline as the file names it.
    pub(super) baseline: Option<String>,
    /// Where the file stands; paths in it begin here.
    folder: PathBuf,
    publish: Vec<PublishValue>,
    profiles: Vec<ProfileValues>,
    /// The number of the profile in force.
    chosen: Option<usize>,
    places: Vec<Place>,
}

/// The values of one `[profiles.<name>]`.
#[derive(Debug)]
pub(super) struct ProfileValues {
    name: String,
    /// Whether a person has to agree, if it says so.
    pub(super) confirm: Option<bool>,
    publish: Vec<PublishValue>,
}

/// A value of `[publish]`, and where its key stands.
#[derive(Debug)]
struct PublishValue {
    setting: &'static Setting,
    value: String,
    position: Position,
}

/// Where a key stands, and its value where that is a string.
#[derive(Debug)]
struct Place {
    keys: Vec<String>,
    text: Option<String>,
    key_position: Position,
    position: Position,
}

/// Everything but `[publish]`, which the table of settings reads.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    #[serde(default)]
    exclude: Vec<String>,
    baseline: Option<String>,
    #[serde(default)]
    policy: PolicyFile,
    /// Already read; named here so that the list of known keys is complete.
    #[serde(default, rename = "publish")]
    _publish: serde::de::IgnoredAny,
    #[serde(default, rename = "profiles")]
    _profiles: serde::de::IgnoredAny,
}

/// Reads a file and everything it says.
pub(super) fn read(path: &Path, shown: String) -> Result<(Policy, Exclude, File), Error> {
    let unreadable = |source| Error::Unreadable {
        path: shown.clone(),
        source,
    };
    let text = fs::read_to_string(path).map_err(unreadable)?;
    let canonical = fs::canonicalize(path).map_err(unreadable)?;
    let folder = canonical.parent().map(PathBuf::from).unwrap_or_default();
    parse(&text, folder, shown)
}

fn parse(text: &str, folder: PathBuf, shown: String) -> Result<(Policy, Exclude, File), Error> {
    let index = LineIndex::new(text);
    let at = |position: Position, message: String| Error::Contents {
        path: shown.clone(),
        line: position.line,
        column: position.column,
        message,
    };
    let toml_error = |error: &toml::de::Error| {
        let start = error.span().map_or(0, |span| span.start);
        at(index.position(start), advised(error.message()))
    };

    let table = DeTable::parse(text).map_err(|error| toml_error(&error))?;
    let mut places = Vec::new();
    collect_places(table.get_ref(), &mut Vec::new(), &index, &mut places);
    let publish = publish_values(table.get_ref(), &index)
        .map_err(|(position, message)| at(position, message))?;
    let profiles =
        profiles(table.get_ref(), &index).map_err(|(position, message)| at(position, message))?;
    let contents = Contents::deserialize(toml::de::Deserializer::from(table))
        .map_err(|error| toml_error(&error))?;
    let policy = contents.policy.into_policy().map_err(|error| {
        let position = place_of(&error, &places).unwrap_or(Position::START);
        at(position, error.to_string())
    })?;
    let exclude = Exclude::new(folder.clone(), &contents.exclude).map_err(|error| {
        let position = places
            .iter()
            .find(|place| place.text.as_ref() == Some(&error.pattern))
            .map_or(Position::START, |place| place.position);
        at(position, error.to_string())
    })?;
    let file = File {
        shown,
        exclude_patterns: contents.exclude,
        baseline: contents.baseline,
        folder,
        publish,
        profiles,
        chosen: None,
        places,
    };
    Ok((policy, exclude, file))
}

impl File {
    /// Where the baseline is that the file names.
    pub(super) fn baseline_path(&self) -> Option<PathBuf> {
        Some(self.resolve(self.baseline.as_ref()?))
    }

    /// Where a path of the file leads, as seen from here where it lies below.
    fn resolve(&self, path: &str) -> PathBuf {
        let path = self.folder.join(path);
        let near = env::current_dir()
            .and_then(fs::canonicalize)
            .ok()
            .and_then(|current| path.strip_prefix(current).map(PathBuf::from).ok());
        near.unwrap_or(path)
    }

    /// The value of a setting, where the file has one.
    pub(super) fn publish_value(&self, setting: &Setting) -> Option<Found> {
        self.chosen
            .and_then(|chosen| self.profiles.get(chosen))
            .into_iter()
            .flat_map(|profile| &profile.publish)
            .chain(&self.publish)
            .find(|found| found.setting == setting)
            .map(|found| Found {
                value: if setting.is_path {
                    self.resolve(&found.value).to_string_lossy().into_owned()
                } else {
                    found.value.clone()
                },
                origin: self.origin(found.position),
            })
    }

    /// The profiles it has.
    pub(super) fn profile_names(&self) -> impl Iterator<Item = &str> {
        self.profiles.iter().map(|profile| profile.name.as_str())
    }

    /// Puts the values of a profile before all others, where there is one of that name.
    pub(super) fn choose_profile(&mut self, name: &str) -> Option<&ProfileValues> {
        let chosen = self.profile_names().position(|other| other == name)?;
        self.chosen = Some(chosen);
        self.profiles.get(chosen)
    }

    /// Where a key stands, each of its parts written in kebab or camel case.
    pub(super) fn origin_of(&self, keys: &[&str]) -> Option<Origin> {
        self.places
            .iter()
            .find(|place| {
                place.keys.len() == keys.len()
                    && place
                        .keys
                        .iter()
                        .zip(keys)
                        .all(|(key, wanted)| key == wanted || kebab(wanted) == *key)
            })
            .map(|place| self.origin(place.key_position))
    }

    fn origin(&self, position: Position) -> Origin {
        Origin::File {
            path: self.shown.clone(),
            line: position.line,
        }
    }
}

/// `[publish]` by the table of settings.
fn publish_values(
    table: &DeTable<'_>,
    index: &LineIndex<'_>,
) -> Result<Vec<PublishValue>, Misplaced> {
    let Some(publish) = table.get("publish") else {
        return Ok(Vec::new());
    };
    let position = |span: std::ops::Range<usize>| index.position(span.start);
    let DeValue::Table(publish) = publish.get_ref() else {
        let place = position(publish.span());
        return Err((place, "publish has to be a table: write [publish]".into()));
    };
    publish
        .iter()
        .map(|(key, value)| publish_value(key, value, index))
        .collect()
}

type Misplaced = (Position, String);

/// One value of a setting.
fn publish_value(
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    index: &LineIndex<'_>,
) -> Result<PublishValue, Misplaced> {
    let position = |span: std::ops::Range<usize>| index.position(span.start);
    let name: &str = key.get_ref();
    let setting = Setting::public()
        .find(|setting| setting.key == name || kebab(name) == setting.key)
        .ok_or_else(|| (position(key.span()), unknown_setting(name)))?;
    let value = scalar(value).ok_or_else(|| {
        let message = format!("{name} has to be a string or a whole number");
        (position(value.span()), message)
    })?;
    Ok(PublishValue {
        setting,
        value,
        position: position(key.span()),
    })
}

/// `[profiles.<name>]`, each like `[publish]` and with `confirm`.
fn profiles(table: &DeTable<'_>, index: &LineIndex<'_>) -> Result<Vec<ProfileValues>, Misplaced> {
    let Some(profiles) = table.get("profiles") else {
        return Ok(Vec::new());
    };
    let position = |span: std::ops::Range<usize>| index.position(span.start);
    let wrong = |span, name: &str| {
        let message = format!("{name} has to be a table: write [profiles.dev]");
        (position(span), message)
    };
    let DeValue::Table(table) = profiles.get_ref() else {
        return Err(wrong(profiles.span(), "profiles"));
    };
    let mut read = Vec::new();
    for (name, values) in table {
        let DeValue::Table(table) = values.get_ref() else {
            return Err(wrong(values.span(), name.get_ref()));
        };
        let mut profile = ProfileValues {
            name: name.get_ref().to_string(),
            confirm: None,
            publish: Vec::new(),
        };
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("confirm", DeValue::Boolean(confirm)) => profile.confirm = Some(*confirm),
                ("confirm", _) => {
                    let message = "confirm has to be true or false".to_owned();
                    return Err((position(value.span()), message));
                }
                _ => profile.publish.push(publish_value(key, value, index)?),
            }
        }
        read.push(profile);
    }
    Ok(read)
}

fn scalar(value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str().to_owned()),
        _ => None,
    }
}

fn unknown_setting(name: &str) -> String {
    if super::settings::ALL
        .iter()
        .any(|setting| setting.key == kebab(name))
    {
        return format!(
            "{name} does not belong in a file that others can read; set it in the environment"
        );
    }
    let keys: Vec<&str> = Setting::public().map(|setting| setting.key).collect();
    match nearest(name, keys.iter().copied()) {
        Some(near) => format!("[publish] has no key `{name}`; did you mean `{near}`?"),
        None => format!("[publish] has no key `{name}`, only {}", keys.join(", ")),
    }
}

/// The reader's message, with the next step where its words do not suggest one.
fn advised(message: &str) -> String {
    let message = message.trim_end().replace('\n', " ");
    if message.contains("invalid type: map, expected u64") {
        format!("{message}; a limit's name stands in quotes: \"rich-card.depth\" = 3")
    } else {
        message
    }
}

fn collect_places(
    table: &DeTable<'_>,
    keys: &mut Vec<String>,
    index: &LineIndex<'_>,
    places: &mut Vec<Place>,
) {
    for (key, value) in table {
        keys.push(key.get_ref().to_string());
        let key_position = index.position(key.span().start);
        collect_value(value, key_position, keys, index, places);
        keys.pop();
    }
}

fn collect_value(
    value: &Spanned<DeValue<'_>>,
    key_position: Position,
    keys: &mut Vec<String>,
    index: &LineIndex<'_>,
    places: &mut Vec<Place>,
) {
    places.push(Place {
        keys: keys.clone(),
        text: value.get_ref().as_str().map(str::to_owned),
        key_position,
        position: index.position(value.span().start),
    });
    match value.get_ref() {
        DeValue::Table(table) => collect_places(table, keys, index, places),
        DeValue::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                keys.push(number.to_string());
                collect_value(item, key_position, keys, index, places);
                keys.pop();
            }
        }
        _ => {}
    }
}

/// The place a policy error is about, found by the word it is about.
fn place_of(error: &PolicyError, places: &[Place]) -> Option<Position> {
    let word: &str = match error {
        PolicyError::Unknown { name, .. } => name,
        PolicyError::BadDate { found, .. } | PolicyError::BadOrigin { found } => found,
        PolicyError::NoReason { rule } | PolicyError::NoPlace { rule } => rule,
        PolicyError::Fixed { rule } => rule,
        PolicyError::EmptyPrefix => "",
        PolicyError::Unreadable(_) => return None,
    };
    places
        .iter()
        .filter(|place| place.keys.first().is_some_and(|key| key == "policy"))
        .find_map(|place| {
            if place.keys.last().is_some_and(|key| key == word) {
                Some(place.key_position)
            } else {
                (place.text.as_deref() == Some(word)).then_some(place.position)
            }
        })
}

/// `allowedOrigins` as `allowed-origins`.
fn kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() {
            kebab.push('-');
            kebab.push(character.to_ascii_lowercase());
        } else {
            kebab.push(character);
        }
    }
    kebab
}
