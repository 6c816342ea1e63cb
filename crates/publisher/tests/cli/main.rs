//! The command line, run as users run it.

mod bad_input;
mod baseline;
mod build;
mod configuration;
mod explain;
mod fix;
mod formats;
mod generated;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod ndjson;
mod network;
mod order;
mod pages;
mod paths;
mod preview;
mod sanitize;
mod sarif;
mod share_link;
mod support;
