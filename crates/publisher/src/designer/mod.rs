//! The designer on this machine: the built page, served to one browser, and the one file it may read and write.
//!
//! ```text
//! commands::designer -> server (whom it answers, headers) -> assets (the page)
//!                                                         -> session (the document; needs the token)
//! ```
//! Nothing of the page is in the program: `assets` says where it is looked for.

pub(crate) mod assets;
mod browser;
mod document;
mod etag;
mod media_types;
mod server;
mod session;
mod token;

use std::io;
use std::path::PathBuf;

pub(crate) use browser::open as open_browser;
pub(crate) use document::Opened;
pub(crate) use server::{PREFERRED_PORT, Port, Server};
pub(crate) use session::Session;

/// Why the designer cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no page.
    #[error(transparent)]
    Assets(#[from] assets::Error),
    /// The file is not one to edit.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not, and the next step.
        reason: String,
    },
    /// A link that cannot be read.
    #[error("<share link>: {0}")]
    Link(#[from] crate::input::ShareLinkError),
    /// There is no address.
    #[error(
        "the designer cannot listen on port {port}: {source}; name another with --port, or 0 for any free one"
    )]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// Why not.
        source: io::Error,
    },
    /// No secret can be made, and without one any program could save.
    #[error("the system gave no random bytes, and nothing is served without a secret; try again")]
    Random,
}
