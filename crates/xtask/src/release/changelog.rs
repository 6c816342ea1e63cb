//! Whether `CHANGELOG.md` tells about a version.

use crate::error::Error;
use crate::workspace;

const FILE: &str = "CHANGELOG.md";

/// Refuses a version that the file says nothing of.
pub(super) fn require(version: &str) -> Result<(), Error> {
    match date(&text()?, version) {
        Some(_) => Ok(()),
        None => Err(Error::Unexpected {
            what: FILE.to_owned(),
            seen: format!("it has no section `## [{version}] - DATE`"),
        }),
    }
}

/// What a person is told of a version that is not released yet.
pub(super) fn open(version: &str) -> Result<Option<String>, Error> {
    let text = text()?;
    let open = date(&text, version).is_none_or(|date| !is_date(date));
    Ok(open.then(|| {
        format!(
            "{FILE} has no date for {version}: this archive is for trying, not for handing out."
        )
    }))
}

fn text() -> Result<String, Error> {
    workspace::read(&workspace::root().join(FILE))
}

/// What stands behind the version in the title of its section.
fn date<'t>(text: &'t str, version: &str) -> Option<&'t str> {
    let title = format!("## [{version}] - ");
    text.lines().find_map(|line| line.strip_prefix(&title))
}

/// Whether a text is a day, as 2026-11-30.
fn is_date(text: &str) -> bool {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.trim().split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2]) && parts.into_iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::super::VERSION;
    use super::*;

    #[test]
    fn this_version_has_a_section() {
        require(VERSION).expect("a section for the version in Cargo.toml");
    }

    #[test]
    fn a_section_is_found_by_its_whole_version() {
        let text = "# Changelog\n\n## [1.2.0] - Unreleased\n\n## [1.1.10] - 2026-11-30\n";
        assert_eq!(date(text, "1.2.0"), Some("Unreleased"));
        assert_eq!(date(text, "1.1.10"), Some("2026-11-30"));
        for version in ["1.1.1", "1.2", "2.0", ""] {
            assert_eq!(date(text, version), None, "{version}");
        }
    }

    #[test]
    fn only_a_day_is_a_date() {
        assert!(is_date("2026-11-30"));
        for text in ["Unreleased", "", "30-11-2026", "2026-11-xx", "2026-11-30-1"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
