//! What editors ask, at any place of any text.

#[path = "../fix/mutations.rs"]
mod mutations;

mod edits;
mod hostile;
mod laws;
