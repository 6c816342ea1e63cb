//! Installs what the checks use, so that a fresh clone needs nothing but cargo.
//!
//! What is there is left alone without a word. What was installed is probed again: an installation that ends
//! somewhere off PATH must fail here, not three steps later as a puzzle.

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::need::{self, Need, Source, on_path};
use crate::progress::say;
use crate::wasm;

/// `cargo xtask setup`.
pub(crate) fn run() -> Result<(), Error> {
    provide(need::TEST.iter().chain(wasm::needs()))?;
    wasm::set_up()
}

/// Installs those of `needs` that are missing.
pub(crate) fn provide(needs: impl IntoIterator<Item = &'static Need>) -> Result<(), Error> {
    let missing: Vec<&Need> = needs
        .into_iter()
        .filter(|need| !need.probe.holds())
        .collect();
    for need in &missing {
        say(&format!(
            "missing: {}, used for {}",
            need.name, need.used_for
        ));
    }
    // Packages first: they are quick, and the one source that may need a person. Nobody should wait for a
    // compilation only to be told then.
    install_packages(&missing)?;
    for need in &missing {
        if let Some(command) = installation(&need.source) {
            run_announced(&command)?;
        }
    }
    match missing.iter().find(|need| !need.probe.holds()) {
        Some(need) => Err(Error::StillMissing {
            need: need.name,
            probe: need.probe.describe(),
        }),
        None => Ok(()),
    }
}

/// The command that installs one thing; Debian packages are installed together instead.
fn installation(source: &Source) -> Option<CommandLine> {
    match source {
        Source::RustComponent(component) => {
            Some(CommandLine::parse("rustup component add").arg(component))
        }
        Source::Crate { name, version } => Some(
            install_program()
                .arg("--locked")
                .arg(name)
                .arg("--version")
                .arg(version),
        ),
        Source::NodePackages(folder) => Some(
            CommandLine::parse("npm ci --ignore-scripts --no-audit --no-fund --prefix").arg(folder),
        ),
        Source::DebianPackage(_) => None,
    }
}

/// Builds a program from crates.io. Ours run for seconds at a time, so they are not worth minutes of optimising.
pub(crate) fn install_program() -> CommandLine {
    CommandLine::parse(
        "CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
         cargo install --quiet",
    )
}

fn install_packages(missing: &[&Need]) -> Result<(), Error> {
    let packages: Vec<&str> = missing
        .iter()
        .filter_map(|need| match need.source {
            Source::DebianPackage(name) => Some(name),
            Source::RustComponent(_) | Source::Crate { .. } | Source::NodePackages(_) => None,
        })
        .collect();
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if !on_path("apt-get") {
        return Err(Error::NoPackageManager { packages: names });
    }
    let Some(prefix) = privilege(is_root(), is_ci()) else {
        let command = format!("sudo apt-get update && sudo apt-get install {names}");
        return Err(Error::NeedsRoot {
            packages: names,
            command,
        });
    };
    run_announced(&CommandLine::parse(&format!(
        "{prefix} apt-get update --quiet=2"
    )))?;
    run_announced(&CommandLine::parse(&format!(
        "{prefix} apt-get install --quiet=2 --yes --no-install-recommends {names}"
    )))
}

/// How `apt-get` may be run here, or `None` where that is a person's decision. A CI machine is nobody's own,
/// so `sudo` is fine there, as long as it asks for no password.
fn privilege(is_root: bool, is_ci: bool) -> Option<&'static str> {
    match (is_root, is_ci) {
        (true, _) => Some("DEBIAN_FRONTEND=noninteractive"),
        (false, true) => Some("sudo --non-interactive env DEBIAN_FRONTEND=noninteractive"),
        (false, false) => None,
    }
}

fn is_root() -> bool {
    CommandLine::parse("id -u")
        .capture()
        .is_ok_and(|user| user.trim_ascii() == b"0")
}

fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

/// Runs a command that a person should see, since it changes their machine.
pub(crate) fn run_announced(command: &CommandLine) -> Result<(), Error> {
    say(&format!("running: {command}"));
    command.run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_installed_by_root_and_by_ci_only() {
        assert_eq!(
            privilege(true, false),
            Some("DEBIAN_FRONTEND=noninteractive")
        );
        assert_eq!(
            privilege(true, true),
            Some("DEBIAN_FRONTEND=noninteractive")
        );
        assert!(
            privilege(false, true)
                .is_some_and(|prefix| prefix.starts_with("sudo --non-interactive"))
        );
        assert_eq!(privilege(false, false), None);
    }

    #[test]
    fn each_source_has_its_command() {
        let line = |source: &Source| installation(source).map(|command| command.to_string());
        assert_eq!(
            line(&Source::RustComponent("clippy")).as_deref(),
            Some("rustup component add clippy")
        );
        assert_eq!(
            line(&Source::Crate {
                name: "cargo-deny",
                version: "0.20.2"
            })
            .as_deref(),
            Some(format!("{} --locked cargo-deny --version 0.20.2", install_program()).as_str()),
        );
        assert_eq!(
            line(&Source::NodePackages("tests/browser")).as_deref(),
            Some("npm ci --ignore-scripts --no-audit --no-fund --prefix tests/browser"),
        );
        assert_eq!(line(&Source::DebianPackage("zsh")), None);
    }
}
