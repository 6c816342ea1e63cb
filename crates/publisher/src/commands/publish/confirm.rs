//! Asking before a careful profile publishes.

use std::io::{self, IsTerminal as _, Write as _};

use crate::config::Config;
use crate::error::Error;
use crate::publish::Supply;
use crate::report::visible;

/// Lets a person agree, where the profile wants that.
pub(super) fn confirm(config: &Config, supply: &Supply) -> Result<(), Error> {
    let Some(profile) = config.profile.as_ref().filter(|profile| profile.confirm) else {
        return Ok(());
    };
    let name = visible(&profile.name).into_owned();
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Error::NobodyToAsk { profile: name });
    }
    let kinds: Vec<String> = supply
        .kinds()
        .into_iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let mut stderr = io::stderr().lock();
    let asked = write!(
        stderr,
        "About to publish {} to {} (profile {name}). Go on? [y/N] ",
        kinds.join(", "),
        config.publish.api_url
    )
    .and_then(|()| stderr.flush());
    let mut answer = String::new();
    let answered = asked.and_then(|()| io::stdin().read_line(&mut answer));
    let agreed = matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes");
    match answered {
        Ok(_) if agreed => Ok(()),
        _ => Err(Error::Declined),
    }
}
