//! Publishing as a release job does it: the real binary, real HTTP, against the sandbox where the platform behaves and
//! against a scripted server where it does not.

#![cfg(feature = "sandbox")]

mod auditors;
mod authorisation;
mod batch;
mod certificates;
mod chaos;
mod drift;
mod dry_run;
mod faults;
mod formats;
mod guide_faults;
mod hooks;
mod http;
mod interruption;
mod journal;
mod killed;
mod kinds;
mod large;
mod manifests;
mod matrix;
mod operation;
mod outages;
mod plan;
mod probe;
mod proof;
mod rate_limits;
mod repeated;
mod schedules;
mod secrecy;
mod server;
mod shared_limit;
mod side_effects;
mod support;
mod tls;
mod tunnel;
mod unknown_fate;
