//! Why a command could not do its work, layered by phase.

use std::io;
use std::path::PathBuf;

use clap::error::ErrorKind;

use crate::commands::apply::ApplyError;
use crate::commands::journal::BatchError;
use crate::exit::Exit;
use crate::{audit, baseline, config, input, journal, publish};

/// What stopped a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command line asks for something that makes no sense; printed with the usage of the command.
    #[error("{message}")]
    Usage {
        /// The command, where one was given.
        command: Option<&'static str>,
        /// What sort of mistake it is.
        kind: ErrorKind,
        /// What is wrong, and the next step.
        message: String,
    },
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// Nothing could be read at all.
    #[error(transparent)]
    Input(#[from] input::Error),
    /// The baseline cannot be used.
    #[error(transparent)]
    Baseline(#[from] baseline::Error),
    /// Publishing could not begin or go on.
    #[error(transparent)]
    Publish(#[from] publish::Error),
    /// The designer could not begin.
    #[cfg(feature = "designer")]
    #[error(transparent)]
    Designer(#[from] crate::designer::Error),
    /// Two payloads would be written to one file, so none was written.
    #[error(
        "{first} and {second} would both be written to {name}; give them ids that differ in more than signs"
    )]
    SameFile {
        /// The file.
        name: String,
        /// Whose payload it is.
        first: String,
        /// Whose payload it is as well.
        second: String,
    },
    /// A file could not be written.
    #[error("{}: cannot be written: {source}", path.display())]
    Output {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A text could not be read.
    #[error("{}: {reason}", path.display())]
    Text {
        /// The file, or - for the standard input.
        path: PathBuf,
        /// Why not, and the next step.
        reason: String,
    },
    /// What is done cannot be written down.
    #[error(transparent)]
    Audit(#[from] audit::Error),
    /// A plan is not carried out.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// There is no batch to go on with.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// What stands how cannot be kept.
    #[error(
        "{0}; nothing is sent that cannot be kept, so name another file with --journal, or --journal none for none"
    )]
    Journal(#[from] journal::Error),
    /// A file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Somebody has to agree, and there is nobody.
    #[error(
        "profile {profile} asks before it publishes, and there is no terminal to ask on; nothing was sent. Say --yes to \
         publish without being asked"
    )]
    NobodyToAsk {
        /// The profile.
        profile: String,
    },
    /// Somebody did not agree.
    #[error("nothing was sent")]
    Declined,
    /// The standard output took no more.
    #[error("the standard output cannot be written to: {0}")]
    Stdout(#[source] io::Error),
}

impl Error {
    /// The exit code that tells it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Publish(error) => error.exit(),
            Self::Batch(error) => error.exit(),
            Self::Apply(error) => error.exit(),
            Self::Stdout(_) if self.is_broken_pipe() => Exit::Done,
            #[cfg(feature = "designer")]
            Self::Designer(_) => Exit::Failure,
            Self::Usage { .. }
            | Self::SameFile { .. }
            | Self::Config(_)
            | Self::Input(_)
            | Self::Baseline(_)
            | Self::Output { .. }
            | Self::Text { .. }
            | Self::Audit(_)
            | Self::Journal(_)
            | Self::Unreadable { .. }
            | Self::NobodyToAsk { .. }
            | Self::Declined
            | Self::Stdout(_) => Exit::Failure,
        }
    }

    /// Whether the reader of the output had seen enough, as `head` does; that is no error of anybody.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
