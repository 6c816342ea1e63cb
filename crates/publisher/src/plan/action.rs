//! What a plan does about an item.

use serde::{Deserialize, Serialize};

/// What a plan does about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Action {
    /// It is not there, or is sent anew: a card goes into its conversation.
    Create,
    /// It is there and is changed: an agent widget is activated, variables are set.
    Update,
    /// It is there as it should be.
    Unchanged,
    /// Something else is there under its name, which is not overwritten, or nobody knows what is there.
    Conflict,
}

/// Every action, in the order in which they are counted.
pub(crate) const ACTIONS: &[Action] = &[
    Action::Create,
    Action::Update,
    Action::Unchanged,
    Action::Conflict,
];

impl Action {
    /// Every action.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        ACTIONS.iter().copied()
    }

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Unchanged => "unchanged",
            Self::Conflict => "conflict",
        }
    }

    /// Whether something is sent for it.
    pub(crate) fn is_change(self) -> bool {
        matches!(self, Self::Create | Self::Update)
    }
}
