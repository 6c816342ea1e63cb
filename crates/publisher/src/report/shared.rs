//! What a person has to know of documents that came by share links: the link tells who judged them, and that is not us.

use std::path::PathBuf;

use preflight_core::{Policy, VERSION};

use super::{OutputOptions, note, warning};
use crate::input::{SharedDocument, share_link};

/// How many digits of a digest are shown; as many as tell the policies of one team apart.
const DIGITS: usize = 12;

/// Warns where the verdict may differ from the one that was seen when a link was made. Links that cannot be read say
/// nothing here; they are an error of the command.
pub(crate) fn share_links(paths: &[PathBuf], policy: &Policy, output: OutputOptions) {
    for link in paths.iter().filter_map(|path| share_link(path)) {
        if let Ok(document) = SharedDocument::from_link(link) {
            compare(&document, policy, output);
        }
    }
}

fn compare(document: &SharedDocument, policy: &Policy, output: OutputOptions) {
    let name = document.shown();
    if let Some(theirs) = &document.policy_digest
        && theirs != policy.digest()
    {
        let words = format!(
            "{name}: judged under the policy {} when it was shared, and under {} here; the verdict may differ",
            short(theirs),
            short(policy.digest())
        );
        warning(&words, output);
    }
    if let Some(theirs) = &document.core_version
        && theirs != VERSION
    {
        let words = format!(
            "{name}: judged by version {theirs} of Preflight when it was shared, and by {VERSION} here"
        );
        note(&words, output);
    }
}

fn short(digest: &str) -> &str {
    digest.get(..DIGITS).unwrap_or(digest)
}
