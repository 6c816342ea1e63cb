//! Where a batch goes: the platform, or a sandbox inside this command.

use crate::config::PublishSettings;
use crate::error::Error;
use crate::publish::{self, Holdings};

use super::{PublishArgs, RunArgs};

/// Where a batch goes.
#[derive(Debug)]
pub(in crate::commands) struct Destination {
    #[cfg(feature = "sandbox")]
    sandbox: Option<preflight_sandbox::Scenario>,
    is_sandbox: bool,
    time_scale: f64,
}

/// A place that is ready to be published to.
pub(super) struct Serving {
    pub(super) settings: PublishSettings,
    /// What people call it.
    pub(super) name: String,
    #[cfg(feature = "sandbox")]
    running: Option<preflight_sandbox::Running>,
}

/// Reads `--time-scale`.
pub(in crate::commands) fn time_scale(value: &str) -> Result<f64, String> {
    match value.parse::<f64>() {
        Ok(scale) if (1.0..=10_000.0).contains(&scale) => Ok(scale),
        _ => Err("it is a number from 1 to 10000".to_owned()),
    }
}

impl Destination {
    /// The one that the command line and the settings name.
    pub(super) fn of(args: &PublishArgs, settings: &PublishSettings) -> Result<Self, Error> {
        #[cfg(feature = "sandbox")]
        if args.sandbox {
            let scenario =
                publish::sandbox::scenario(args.scenario.as_deref(), args.run.time_scale)?;
            return Ok(Self {
                time_scale: scenario.time_scale(),
                sandbox: Some(scenario),
                is_sandbox: true,
            });
        }
        Self::named(&args.run, settings, "publish")
    }

    /// The one that the settings name, for a command of that name.
    pub(in crate::commands) fn named(
        args: &RunArgs,
        settings: &PublishSettings,
        command: &'static str,
    ) -> Result<Self, Error> {
        let is_here = [&settings.api_url, &settings.login_url]
            .into_iter()
            .all(publish::is_loopback);
        if args.time_scale.is_some() && !is_here {
            return Err(Error::Usage {
                command: Some(command),
                kind: clap::error::ErrorKind::ArgumentConflict,
                message: "--time-scale is for a sandbox on this machine: the platform's minutes do not pass any faster"
                    .to_owned(),
            });
        }
        Ok(Self {
            #[cfg(feature = "sandbox")]
            sandbox: None,
            is_sandbox: false,
            time_scale: args.time_scale.unwrap_or(1.0),
        })
    }

    pub(super) fn time_scale(&self) -> f64 {
        self.time_scale
    }

    /// Whether nothing leaves this command.
    pub(super) fn is_sandbox(&self) -> bool {
        self.is_sandbox
    }

    /// Makes it ready.
    #[cfg_attr(
        not(feature = "sandbox"),
        expect(clippy::unused_async, reason = "a sandbox is waited for")
    )]
    pub(super) async fn open(&self, settings: &PublishSettings) -> Result<Serving, publish::Error> {
        #[cfg(feature = "sandbox")]
        if let Some(scenario) = &self.sandbox {
            let served = publish::sandbox::start(0, scenario.clone()).await?;
            return Ok(Serving {
                settings: PublishSettings {
                    api_url: served.url.clone(),
                    login_url: served.url.clone(),
                    client_id: Some(preflight_sandbox::CLIENT_ID.to_owned()),
                    client_secret: Some(crate::secret::Secret::new(
                        preflight_sandbox::CLIENT_SECRET.to_owned(),
                    )),
                    // It runs in this process, which no proxy can reach.
                    proxy: None,
                    ..settings.clone()
                },
                name: format!("the sandbox at {}", served.url),
                running: Some(served.running),
            });
        }
        Ok(Serving {
            settings: settings.clone(),
            name: settings.api_url.to_string(),
            #[cfg(feature = "sandbox")]
            running: None,
        })
    }
}

impl Serving {
    /// Lets go of it; says what it holds, if it is a sandbox.
    #[cfg(feature = "sandbox")]
    pub(super) async fn close(self) -> Option<Holdings> {
        let running = self.running?;
        let holdings = Holdings::of(running.base_url(), &running.state());
        running.stop().await;
        Some(holdings)
    }

    /// Lets go of it.
    #[cfg(not(feature = "sandbox"))]
    #[expect(clippy::unused_async, reason = "a sandbox is waited for")]
    pub(super) async fn close(self) -> Option<Holdings> {
        None
    }
}
