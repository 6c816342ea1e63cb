//! What publishing costs: `preflight publish` beside what was aimed at, and beside other HTTP clients.

mod bench;
mod cards;
mod compare_clients;
mod measure;
mod options;
mod preflight;
mod sandbox;

pub(crate) use bench::run as bench;
pub(crate) use compare_clients::run as compare_clients;
pub(crate) use options::Options;
