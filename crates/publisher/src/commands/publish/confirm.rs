//! Asking before a careful profile publishes.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};

use crate::config::Config;
use crate::error::Error;
use crate::publish::Item;
use crate::report::visible;

/// Lets a person agree, where the profile wants that.
pub(super) fn confirm(config: &Config, items: &[Item]) -> Result<(), Error> {
    let Some(profile) = config.profile.as_ref().filter(|profile| profile.confirm) else {
        return Ok(());
    };
    let name = visible(&profile.name).into_owned();
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Error::NobodyToAsk { profile: name });
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items.iter().filter(|item| item.payload().is_some()) {
        *kinds.entry(item.kind.unwrap_or("unknown")).or_default() += 1;
    }
    let kinds: Vec<String> = kinds
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
