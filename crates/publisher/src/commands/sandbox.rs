//! `preflight sandbox`.

use std::io::Write as _;
use std::path::PathBuf;

use crate::error::Error;
use crate::exit::Exit;
use crate::publish::{self, Signals};
use crate::report::OutputOptions;

/// Run the local stand-in for Genesys Cloud until it is stopped by Ctrl-C
///
/// It keeps what is published to it in memory, and lists it at /sandbox/state.
#[derive(Debug, clap::Args)]
pub(crate) struct SandboxArgs {
    /// Port on 127.0.0.1; 0 for any free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// How it behaves: a JSON file of faults, rate limits and more; /sandbox/faults changes it while it runs
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    scenario: Option<PathBuf>,
    /// Let its minutes pass in 1/N of a minute, whatever the scenario says
    #[arg(long, value_name = "N", value_parser = super::publish::time_scale)]
    time_scale: Option<f64>,
}

/// Serves until stopped; the first line of the standard output is the base URL, for scripts to read.
pub(crate) fn run(args: &SandboxArgs, output: OutputOptions) -> Result<Exit, Error> {
    let scenario = publish::sandbox::scenario(args.scenario.as_deref(), args.time_scale)?;
    let runtime = publish::runtime()?;
    runtime.block_on(async {
        let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
        let sandbox = publish::sandbox::start(args.port, scenario).await?;
        announce(sandbox.running.base_url(), output)?;
        signals.next().await;
        sandbox.running.stop().await;
        // Being stopped is how it ends, so neither signal is a failure.
        Ok(Exit::Done)
    })
}

fn announce(base_url: &str, output: OutputOptions) -> Result<(), Error> {
    let mut stdout = output.stdout();
    writeln!(stdout, "{base_url}")
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    drop(stdout);
    // Where the standard error is gone there is nobody left to tell.
    let _ = writeln!(
        output.stderr(),
        "The sandbox runs until Ctrl-C. To publish to it from another terminal:\n\n\
         export GENESYS_API_URL={base_url}\n\
         export GENESYS_LOGIN_URL={base_url}\n\
         export GENESYS_CLIENT_ID={}\n\
         export GENESYS_CLIENT_SECRET={}\n\n\
         What it holds: {base_url}/sandbox/state",
        preflight_sandbox::CLIENT_ID,
        preflight_sandbox::CLIENT_SECRET,
    );
    Ok(())
}
