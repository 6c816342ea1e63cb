//! The five kinds. A kind is one folder: its shape table, its builder, the rules only it has.

mod agent_widget;
mod builder;
mod bytes;
mod channel;
mod definition;
mod member;
mod participant_variables;
mod rich_card;
mod widget_configuration;

use serde::{Serialize, Serializer};

use crate::finding::{Page, Rule};
use crate::shape::Object;

pub(crate) use bytes::{PAGES as COMMON_PAGES, RULES as COMMON_RULES, check as check_bytes};
pub(crate) use definition::{BuildInput, Contrast, Definition, Fault, PayloadInput, ViewInput};

/// One of the kinds of payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A messenger widget configuration (guide 000).
    WidgetConfiguration,
    /// A rich card (guide 001).
    RichCard,
    /// An agent-desktop widget (guide 002).
    AgentWidget,
    /// A Web Messaging channel (guide 003).
    Channel,
    /// Participant variables (guide 004).
    ParticipantVariables,
}

/// Every kind, in the order of the guides.
pub const ALL: &[Kind] = &[
    Kind::WidgetConfiguration,
    Kind::RichCard,
    Kind::AgentWidget,
    Kind::Channel,
    Kind::ParticipantVariables,
];

/// The names of all kinds, in the same order.
pub const NAMES: &[&str] = &[
    widget_configuration::NAME,
    rich_card::NAME,
    agent_widget::NAME,
    channel::NAME,
    participant_variables::NAME,
];

/// The rules that only one kind has, in the same order.
pub(crate) static RULES: &[&[&Rule]] = &[
    widget_configuration::rules::RULES,
    rich_card::rules::RULES,
    agent_widget::manifest_url::RULES,
    channel::rules::RULES,
    participant_variables::rules::RULES,
];

/// Their pages. No part of what a kind is made of, which every build needs: one that prints no page is to carry none.
pub(crate) static PAGES: &[&[Page]] = &[
    widget_configuration::rules::PAGES,
    rich_card::rules::PAGES,
    agent_widget::manifest_url::PAGES,
    channel::rules::PAGES,
    participant_variables::rules::PAGES,
];

impl Kind {
    /// What the kind is made of.
    pub(crate) fn definition(self) -> &'static dyn Definition {
        match self {
            Self::WidgetConfiguration => &widget_configuration::WidgetConfiguration,
            Self::RichCard => &rich_card::RichCard,
            Self::AgentWidget => &agent_widget::AgentWidget,
            Self::Channel => &channel::Channel,
            Self::ParticipantVariables => &participant_variables::ParticipantVariables,
        }
    }

    /// The table of the payload.
    pub fn payload(self) -> &'static Object {
        self.definition().payload()
    }

    /// The table of the spec.
    pub fn spec(self) -> &'static Object {
        self.definition().spec()
    }

    /// The table of the target, where a payload of this kind needs one.
    pub fn target(self) -> Option<&'static Object> {
        self.definition().target()
    }

    /// The name manifests use.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
