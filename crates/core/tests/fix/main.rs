//! What mending a document promises: see `preflight_core::fix`.

mod cases;
mod laws;
mod mutations;
