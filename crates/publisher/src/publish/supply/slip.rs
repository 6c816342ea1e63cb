//! What is kept of an item that is read again.

use preflight_core::{Kind, Receipt, Target, VerifiedPayload};

use crate::digest::Digest;
use crate::input::Place;
use crate::journal::subject::Matter;
use crate::journal::take_up::Taken;
use crate::publish::decide::fair::Recipient;
use crate::publish::{Item, Problem};

/// What is kept of an item that is read again.
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) place: Place,
    pub(super) matter: Matter,
    /// Of its payload; none where there is none.
    pub(super) digest: Option<Digest>,
    pub(super) kind: Option<Kind>,
    pub(super) id: Option<Box<str>>,
    pub(super) recipient: Option<Recipient>,
    pub(super) receipt: Option<Receipt>,
    /// Why it is not sent, where it is not.
    pub(super) obstacle: Option<Box<Problem>>,
    /// What the journal says of it, where that is more than that it is to be sent.
    pub(super) taken: Option<Box<Taken>>,
}

impl Slip {
    /// Of an item that was judged.
    pub(super) fn of(place: Place, receipt: Option<Receipt>, item: &Item) -> Self {
        Self {
            place,
            matter: item.matter(),
            digest: item.digest(),
            kind: item.kind.and_then(Kind::from_name),
            id: item.id.as_deref().map(Box::from),
            recipient: item.payload().and_then(recipient),
            receipt,
            obstacle: item.obstacle().cloned().map(Box::new),
            taken: None,
        }
    }

    /// What it is built again with, where it is to be sent or told of.
    pub(super) fn to_send(&self) -> Option<Receipt> {
        self.receipt.filter(|_| self.obstacle.is_none())
    }

    /// Does with the item what was decided about it.
    pub(super) fn plan(&self, item: &mut Item) {
        if let Some(problem) = &self.obstacle {
            item.block(Problem::clone(problem));
        } else if let Some(taken) = &self.taken {
            item.take_up(Taken::clone(taken));
        }
    }
}

/// Whom a payload is for, if it is for somebody.
pub(in crate::publish) fn recipient(payload: &VerifiedPayload) -> Option<Recipient> {
    let whom = match payload.target() {
        Target::None => return None,
        Target::Conversation(conversation) => conversation.as_str(),
        Target::Participant { participant, .. } => participant.as_str(),
    };
    let digest = Digest::of_bytes(whom.as_bytes());
    let (first, _) = digest.bytes().split_first_chunk()?;
    Some(Recipient::from_be_bytes(*first))
}
