//! The sandbox, run inside this program.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use preflight_sandbox::{Options, Running, Sandbox, Scenario};
use url::Url;

use super::Error;

/// A sandbox that serves.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) running: Running,
    pub(crate) url: Url,
}

/// Reads how a sandbox is to behave: as the file says, or as the platform does where there is none. A time scale on the
/// command line counts more than that of the file.
pub(crate) fn scenario(path: Option<&Path>, time_scale: Option<f64>) -> Result<Scenario, Error> {
    let scenario = match path {
        Some(path) => {
            let wrong = |reason: String| Error::Scenario {
                path: path.to_owned(),
                reason,
            };
            let text = fs::read_to_string(path)
                .map_err(|error| wrong(format!("the scenario cannot be read: {error}")))?;
            Scenario::from_json(&text).map_err(|error| wrong(error.to_string()))?
        }
        None => Scenario::default(),
    };
    Ok(match time_scale {
        Some(time_scale) => scenario.with_time_scale(time_scale),
        None => scenario,
    })
}

/// Starts a sandbox on a port of the loopback address; 0 for any free one.
pub(crate) async fn start(port: u16, scenario: Scenario) -> Result<Served, Error> {
    let options = Options {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        scenario,
        ..Options::default()
    };
    let listen = |source| Error::Listen { port, source };
    let sandbox = Sandbox::bind(options).await.map_err(listen)?;
    let url =
        Url::parse(&sandbox.base_url()).map_err(|error| listen(std::io::Error::other(error)))?;
    Ok(Served {
        running: sandbox.spawn(),
        url,
    })
}
