//! Publishing as a release job does it: the real binary, real HTTP, against the sandbox where the platform behaves and
//! against a scripted server where it does not.

#![cfg(feature = "sandbox")]

mod authorisation;
mod batch;
mod faults;
mod formats;
mod http;
mod interruption;
mod kinds;
mod manifests;
mod repeated;
mod server;
mod side_effects;
mod support;
mod unknown_fate;
