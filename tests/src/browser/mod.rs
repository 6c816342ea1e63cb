//! Core's verdicts against those of a browser: axe-core's, and Chromium's own accessibility tree.
//!
//! [`generate`] makes [`Case`]s, [`Browser`] has Chromium look at them and hands back [`facts`], [`compare`] says where
//! core and the browser contradict each other. Where they may, since axe or Chromium is wrong, is a table
//! ([`deviations`]). Only [`Browser`] needs a browser; what is compared, and how, is tested without one.

mod case;
mod chromium;
pub mod compare;
pub mod deviations;
pub mod facts;
pub mod generate;
pub mod ours;
mod roles;
pub mod summary;

pub use case::{Case, Scheme};
pub use chromium::Browser;
pub use ours::{Ours, axe_rules};
