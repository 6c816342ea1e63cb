//! The sandbox, run inside this program.

use std::net::{Ipv4Addr, SocketAddr};

use preflight_sandbox::{Options, Running, Sandbox};
use url::Url;

use super::Error;

/// A sandbox that serves.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) running: Running,
    pub(crate) url: Url,
}

/// Starts a sandbox on a port of the loopback address; 0 for any free one.
pub(crate) async fn start(port: u16) -> Result<Served, Error> {
    let options = Options {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
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
