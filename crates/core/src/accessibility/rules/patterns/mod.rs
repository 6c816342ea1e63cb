//! Patterns of the ARIA Authoring Practices that a chat is made of.

pub(super) mod dialog;
pub(super) mod log;
