//! `--show-config`: every setting, its value, and where it came from.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::file::File;
use super::find::Chosen;
use super::{Config, Origin};
use crate::report::visible;

/// How the configuration is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ShowFormat {
    /// One setting a line.
    Human,
    /// One JSON document.
    Json,
}

/// A setting as it is shown; secrets never get this far.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Shown {
    pub(super) name: String,
    /// None where nothing is set.
    pub(super) value: Option<Value>,
    pub(super) origin: Origin,
}

/// Everything that is in force.
pub(super) fn everything(
    config: &Config,
    chosen: Option<&Chosen>,
    file: Option<&File>,
    baseline: Option<&Path>,
    publish: Vec<Shown>,
) -> Vec<Shown> {
    let mut shown = vec![Shown {
        name: "config".to_owned(),
        value: chosen.map(|chosen| chosen.shown.clone().into()),
        origin: chosen.map_or(Origin::Default, |chosen| chosen.origin.clone()),
    }];
    let origin_of = |keys: &[&str]| {
        file.and_then(|file| file.origin_of(keys))
            .unwrap_or(Origin::Default)
    };
    shown.push(Shown {
        name: "exclude".to_owned(),
        value: file.map(|file| json!(file.exclude_patterns)),
        origin: origin_of(&["exclude"]),
    });
    shown.push(Shown {
        name: "baseline".to_owned(),
        value: match baseline {
            Some(flag) => Some(flag.to_string_lossy().into()),
            None => file.and_then(|file| Some(file.baseline.clone()?.into())),
        },
        origin: match baseline {
            Some(_) => Origin::Flag("--baseline".to_owned()),
            None => origin_of(&["baseline"]),
        },
    });
    shown.push(Shown {
        name: "profile".to_owned(),
        value: config
            .profile
            .as_ref()
            .map(|profile| profile.name.clone().into()),
        origin: config
            .profile
            .as_ref()
            .map_or(Origin::Default, |profile| profile.origin.clone()),
    });
    shown.extend(policy(config, origin_of));
    shown.extend(publish);
    shown
}

/// The policy, member by member as core writes it.
fn policy(config: &Config, origin_of: impl Fn(&[&str]) -> Origin) -> Vec<Shown> {
    let contents: Value = serde_json::from_str(&config.policy.to_json()).unwrap_or_default();
    let mut shown = Vec::new();
    for (key, value) in contents.as_object().into_iter().flatten() {
        match value {
            Value::Object(members) if key == "limits" => {
                shown.extend(members.iter().map(|(name, value)| Shown {
                    name: format!("policy.{key}.{name}"),
                    value: Some(value.clone()),
                    origin: origin_of(&["policy", key, name]),
                }));
            }
            _ => shown.push(Shown {
                name: format!("policy.{key}"),
                value: Some(value.clone()).filter(|value| !value.is_null()),
                origin: origin_of(&["policy", key]),
            }),
        }
    }
    shown
}

/// Writes what is in force.
pub(crate) fn write(out: &mut impl Write, format: ShowFormat, shown: &[Shown]) -> io::Result<()> {
    match format {
        ShowFormat::Json => {
            serde_json::to_writer(&mut *out, &json!({"schemaVersion": 1, "settings": shown}))?;
            writeln!(out)
        }
        ShowFormat::Human => {
            for Shown {
                name,
                value,
                origin,
            } in shown
            {
                let value = match value {
                    None => "not set".to_owned(),
                    Some(Value::String(text)) => text.clone(),
                    Some(other) => other.to_string(),
                };
                let line = format!("{name} = {value}  ({origin})");
                writeln!(out, "{}", visible(&line))?;
            }
            Ok(())
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(formatter, "flag {name}"),
            Self::Environment(name) => write!(formatter, "environment {name}"),
            Self::File { path, line } => write!(formatter, "{path}:{line}"),
            Self::Found => formatter.write_str("found"),
            Self::Derived(key) => write!(formatter, "from publish.{key}"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(name) => json!({"from": "flag", "name": name}),
            Self::Environment(name) => json!({"from": "environment", "name": name}),
            Self::File { path, line } => json!({"from": "file", "path": path, "line": line}),
            Self::Found => json!({"from": "found"}),
            Self::Derived(key) => json!({"from": "setting", "name": format!("publish.{key}")}),
            Self::Default => json!({"from": "default"}),
        }
        .serialize(serializer)
    }
}
