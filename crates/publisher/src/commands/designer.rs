//! `preflight designer`.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueHint;
use preflight_core::VERSION;
use tokio::sync::oneshot;

use crate::config::Config;
use crate::designer::assets::{self, Assets};
use crate::designer::{Opened, PREFERRED_PORT, Port, Server, Session, open_browser};
use crate::error::Error;
use crate::exit::Exit;
use crate::publish::{self, Signals};
use crate::report::{self, OutputOptions};

/// How long requests that are being answered are waited for at the end.
const STOP_GRACE: Duration = Duration::from_secs(2);

/// Open the designer's page in the browser, with a document in it
///
/// The page runs in the browser alone; this program serves it on the loopback address until Ctrl-C, and writes FILE when
/// it is saved there. Whoever has the printed address can do the same, so it is new for every run.
#[derive(Debug, clap::Args)]
pub(crate) struct DesignerArgs {
    /// A manifest or payload to edit, or a share link; a file that does not exist is made on the first save
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    // Help as an attribute, so that the number is not told twice.
    #[arg(
        long,
        value_name = "N",
        help = format!("Port on 127.0.0.1; 0 for any free one [default: {PREFERRED_PORT}, or any free one if that is taken]")
    )]
    port: Option<u16>,
    /// Print the address only; open no browser
    #[arg(long)]
    no_open: bool,
    // Help as an attribute: in a doc comment the name would need marks that help prints as they are.
    #[arg(
        long,
        value_name = "DIR",
        value_hint = ValueHint::DirPath,
        help = "Folder of the built page, instead of looking for one [env: PREFLIGHT_DESIGNER]"
    )]
    assets: Option<PathBuf>,
}

/// Serves until stopped; the first line of the standard output is the address, for scripts to read.
pub(crate) fn run(
    args: &DesignerArgs,
    config: &Config,
    output: OutputOptions,
) -> Result<Exit, Error> {
    let opened = Opened::new(args.file.as_deref())?;
    let saves_to = match &opened {
        Opened::File(path) => Some((path.clone(), path.exists())),
        Opened::Nothing | Opened::Shared(_) => None,
    };
    let folder = assets::find(args.assets.as_deref()).map_err(crate::designer::Error::from)?;
    let assets = Assets::load(&folder).map_err(crate::designer::Error::from)?;
    warn_of_another_version(&assets, output);
    let session = Session::new(opened, &config.policy)?;
    let port = args.port.map_or(Port::Preferred, Port::Exactly);
    publish::runtime()?.block_on(async {
        let mut signals = Signals::new().map_err(publish::Error::Runtime)?;
        let server = Server::bind(port, assets, session).await?;
        let address = server.address();
        announce(&address, saves_to, output)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(server.serve(async move {
            let _ = stopped.await;
        }));
        if !args.no_open {
            tokio::spawn(async move {
                if !open_browser(&address).await {
                    report::note(
                        "no browser could be opened; open the address yourself",
                        output,
                    );
                }
            });
        }
        signals.next().await;
        let _ = stop.send(());
        // A browser may keep a connection open for as long as it likes.
        let _ = tokio::time::timeout(STOP_GRACE, serving).await;
        // Being stopped is how it ends, so neither signal is a failure.
        Ok(Exit::Done)
    })
}

fn warn_of_another_version(assets: &Assets, output: OutputOptions) {
    if let Some(version) = assets
        .version
        .as_deref()
        .filter(|version| *version != VERSION)
    {
        let words = format!(
            "the page is of version {version} and this program of {VERSION}, so their verdicts may differ; build the page again"
        );
        report::warning(&words, output);
    }
}

fn announce(
    address: &str,
    saves_to: Option<(PathBuf, bool)>,
    output: OutputOptions,
) -> Result<(), Error> {
    let mut stdout = output.stdout();
    writeln!(stdout, "{address}")
        .and_then(|()| stdout.flush())
        .map_err(Error::Stdout)?;
    drop(stdout);
    let saving = match saves_to {
        Some((path, true)) => format!("Saving in the page writes {}.", path.display()),
        Some((path, false)) => format!(
            "{} does not exist; the first save in the page makes it.",
            path.display()
        ),
        None => "There is no file to save to; the page can download the text.".to_owned(),
    };
    // Where the standard error is gone there is nobody left to tell.
    let _ = writeln!(
        output.stderr(),
        "The designer runs until Ctrl-C. {}",
        report::visible(&saving)
    );
    Ok(())
}
