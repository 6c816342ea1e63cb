//! What was judged once is built again without being judged again.

use sha2::{Digest as _, Sha256};

use super::conclude::verify;
use super::{Checked, Options, check_bytes, judge};
use crate::verified::VerifiedPayload;

/// Proof that nothing blocks a text: half of the SHA-256 of the text and of all that it was judged by. Only a check makes
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt([u8; 16]);

/// Checks a document as [`check_bytes`] does, and gives a receipt where nothing blocks it.
///
/// ```
/// use preflight_core::{Options, Policy, check_for_receipt, rebuild};
///
/// let policy = Policy::default();
/// let options = Options::new(&policy);
/// let text = r##"{
///     "kind": "widget-configuration",
///     "id": "alpha",
///     "spec": {"widgetId": "alpha", "theme": {"primaryColor": "#0056B3"}, "fields": []}
/// }"##;
/// let (checked, receipt) = check_for_receipt(text.as_bytes(), options);
/// let receipt = receipt.expect("nothing blocks it");
/// let again = rebuild(text.as_bytes(), options, receipt).expect("the same text");
/// assert_eq!(Some(again.json()), checked.verified().map(|payload| payload.json()));
/// let other = text.replace("alpha", "omega");
/// assert!(rebuild(other.as_bytes(), options, receipt).is_none());
/// ```
pub fn check_for_receipt(bytes: &[u8], options: Options<'_>) -> (Checked, Option<Receipt>) {
    let checked = check_bytes(bytes, options);
    let receipt = checked
        .verified()
        .is_some()
        .then(|| Receipt::of(bytes, options));
    (checked, receipt)
}

/// The payload of a text that a check found nothing against, built again; none where the text, the policy, the day or the
/// kind is not the one of that check.
pub fn rebuild(bytes: &[u8], options: Options<'_>, receipt: Receipt) -> Option<VerifiedPayload> {
    if Receipt::of(bytes, options) != receipt {
        return None;
    }
    let read = judge::built(std::str::from_utf8(bytes).ok()?, options);
    let payload = read.payload?;
    let text = |node| read.tree.text(node).map(str::to_owned);
    let id = read.manifest.id.and_then(text);
    let key = payload
        .kind
        .definition()
        .natural_key(&read.tree, payload.node)
        .and_then(text);
    verify(payload, id, key)
}

impl Receipt {
    fn of(bytes: &[u8], options: Options<'_>) -> Self {
        let mut hasher = Sha256::new();
        for part in [
            options.policy.digest().as_bytes(),
            options.kind.map_or("", |kind| kind.name()).as_bytes(),
            options.today.unwrap_or_default().as_bytes(),
            crate::VERSION.as_bytes(),
            bytes,
        ] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        let mut half = [0; 16];
        for (byte, of) in half.iter_mut().zip(hasher.finalize()) {
            *byte = of;
        }
        Self(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Policy, PolicyFile};

    const TEXT: &[u8] =
        br#"{"kind": "channel", "id": "a", "payload": {"name": "support", "type": "web"}}"#;

    #[test]
    fn a_receipt_is_for_one_text_and_one_way_to_judge_it() {
        let policy = Policy::default();
        let options = Options::new(&policy);
        let receipt = Receipt::of(TEXT, options);
        assert_eq!(receipt, Receipt::of(TEXT, options));
        let mut other = TEXT.to_vec();
        other.push(b' ');
        assert_ne!(receipt, Receipt::of(&other, options));
        let tomorrow = Options {
            today: Some("2026-11-23"),
            ..options
        };
        assert_ne!(receipt, Receipt::of(TEXT, tomorrow));
        let strict = PolicyFile::from_json(r#"{"limits": {"rich-card.depth": 3}}"#)
            .and_then(PolicyFile::into_policy)
            .expect("a policy");
        assert_ne!(receipt, Receipt::of(TEXT, Options::new(&strict)));
    }

    #[test]
    fn what_is_blocked_has_no_receipt() {
        let policy = Policy::default();
        let (checked, receipt) = check_for_receipt(b"{}", Options::new(&policy));
        assert!(checked.verified().is_none() && receipt.is_none());
    }
}
