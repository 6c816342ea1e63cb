//! Opens a page in the person's browser.

use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::config::env;

/// What opens a page where no program is named, each with what stands before the address.
#[cfg(target_os = "macos")]
const SYSTEM: &[&str] = &["open"];
#[cfg(windows)]
const SYSTEM: &[&str] = &["cmd", "/C", "start", ""];
#[cfg(not(any(target_os = "macos", windows)))]
const SYSTEM: &[&str] = &["xdg-open"];

/// How soon an opener that fails says so. One that is still running is a browser, which runs until it is closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens an address with the program that `BROWSER` names, or else the system's; tells whether one did.
pub(crate) async fn open(address: &str) -> bool {
    let named = env::read(env::BROWSER).ok().flatten();
    let named: Vec<&str> = named
        .as_deref()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    for words in [named.as_slice(), SYSTEM] {
        if let [program, arguments @ ..] = words
            && opens(program, arguments, address).await
        {
            return true;
        }
    }
    false
}

async fn opens(program: &str, arguments: &[&str], address: &str) -> bool {
    let spawned = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = spawned else {
        return false;
    };
    match tokio::time::timeout(PATIENCE, child.wait()).await {
        Ok(status) => status.is_ok_and(|status| status.success()),
        Err(_) => true,
    }
}
