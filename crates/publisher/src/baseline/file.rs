//! The file of a baseline: JSON with one entry a line, so that a diff shows what came and what went.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::{Entry, Error};

/// Version of the file; it grows when a field changes meaning or goes away.
pub(super) const SCHEMA_VERSION: u64 = 1;

/// What every version of the file begins with.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    schema_version: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Contents {
    #[serde(rename = "schemaVersion")]
    _schema_version: u64,
    findings: Vec<Entry>,
}

pub(super) fn read(path: &Path) -> Result<Vec<Entry>, Error> {
    let text = fs::read_to_string(path).map_err(|source| {
        let path = path.to_owned();
        if source.kind() == io::ErrorKind::NotFound {
            Error::Missing { path }
        } else {
            Error::Unreadable { path, source }
        }
    })?;
    let contents = |error: serde_json::Error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        Error::Contents {
            path: path.to_owned(),
            line: error.line().max(1),
            column: error.column().max(1),
            message: message.to_owned(),
        }
    };
    let version: Version = serde_json::from_str(&text).map_err(contents)?;
    if version.schema_version != SCHEMA_VERSION {
        return Err(Error::Version {
            path: path.to_owned(),
            found: version.schema_version,
        });
    }
    let read: Contents = serde_json::from_str(&text).map_err(contents)?;
    Ok(read.findings)
}

pub(super) fn write(path: &Path, entries: &[Entry]) -> Result<(), Error> {
    let unwritable = |source| Error::Unwritable {
        path: path.to_owned(),
        source,
    };
    let lines = entries
        .iter()
        .map(|entry| Ok(format!("    {}", serde_json::to_string(entry)?)))
        .collect::<Result<Vec<_>, io::Error>>()
        .map_err(unwritable)?;
    let findings = if lines.is_empty() {
        "[]".to_owned()
    } else {
        format!("[\n{}\n  ]", lines.join(",\n"))
    };
    let text =
        format!("{{\n  \"schemaVersion\": {SCHEMA_VERSION},\n  \"findings\": {findings}\n}}\n");
    fs::write(path, text).map_err(unwritable)
}
