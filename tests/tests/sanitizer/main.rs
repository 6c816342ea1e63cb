//! The sanitizer against published attacks, parsers and a browser that are not ours.
//!
//! The attacks are those of `../shared/corpora/sanitizer.jsonl` (`PREFLIGHT_CORPORA` names another folder). What is
//! allowed is written down a second time in [`allow_list`], so that a fault in the sanitizer's own list shows.

mod allow_list;
mod chromium;
mod closure;
mod corpus;
mod documents;
mod html_mode;
mod known_faults;
mod other_modes;
mod properties;
mod rendering;
