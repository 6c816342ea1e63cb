//! Profiles: settings of publishing under a name, such as dev, stage and prod.

use preflight_core::shape::nearest;

use super::env;
use super::file::File;
use super::{Error, Origin};

/// Names of profiles that ask before they publish, unless they say otherwise.
const CAREFUL: &[&str] = &["prod", "production"];

/// The profile in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) name: String,
    /// Whether a person has to agree before anything is sent.
    pub(crate) confirm: bool,
    pub(super) origin: Origin,
}

/// Chooses the profile that the flag or the environment names, so that its values come before those of `[publish]`.
pub(super) fn choose(
    flag: Option<&str>,
    file: Option<&mut File>,
) -> Result<Option<Profile>, Error> {
    let (name, origin) = match flag {
        Some(name) => (name.to_owned(), Origin::Flag("--profile".to_owned())),
        None => match env::read(env::PROFILE)? {
            Some(name) => (name, Origin::Environment(env::PROFILE.name)),
            None => return Ok(None),
        },
    };
    let names: Vec<String> = file
        .as_ref()
        .map(|file| file.profile_names().map(str::to_owned).collect())
        .unwrap_or_default();
    if let Some(values) = file.and_then(|file| file.choose_profile(&name)) {
        let is_careful = CAREFUL.contains(&name.as_str());
        return Ok(Some(Profile {
            confirm: values.confirm.unwrap_or(is_careful),
            name,
            origin,
        }));
    }
    let reason = if names.is_empty() {
        "the configuration file has no [profiles.<name>]".to_owned()
    } else {
        match nearest(&name, names.iter().map(String::as_str)) {
            Some(near) => format!("there is no such profile; did you mean `{near}`?"),
            None => format!("there is no such profile, only {}", names.join(", ")),
        }
    };
    Err(Error::NoProfile {
        name,
        origin,
        reason,
    })
}
