//! `preflight designer`: the program itself, asked over HTTP as a browser does it, and as others try.
#![cfg(all(feature = "designer", unix))]

mod document;
mod files;
mod program;
mod saving;
mod starting;
