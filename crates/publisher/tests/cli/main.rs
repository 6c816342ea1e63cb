//! The command line, run as users run it.

mod bad_input;
mod build;
mod configuration;
mod explain;
mod fix;
mod generated;
mod human;
mod json;
mod ndjson;
mod order;
mod paths;
mod sanitize;
mod support;
