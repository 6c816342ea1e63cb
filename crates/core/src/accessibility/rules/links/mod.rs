//! Where links lead.

mod destination;
pub(super) mod same_text;
mod surroundings;
