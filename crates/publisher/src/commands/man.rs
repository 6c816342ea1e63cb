//! `preflight man`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use clap_mangen::Man;

use super::print;
use crate::cli;
use crate::config::{self, env};
use crate::error::Error;
use crate::exit::{self, Exit};

/// Print the manual page, or write one for every command
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Write preflight.1 and a page for every command to DIR instead
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
}

/// Prints or writes the pages.
pub(crate) fn run(args: &ManArgs) -> Result<Exit, Error> {
    // `help` explains itself; a page of its own would be a page about pages.
    let mut main = cli::command().disable_help_subcommand(true);
    main.build();
    let Some(folder) = &args.dir else {
        return print(&page(&main, cli::NAME).map_err(Error::Stdout)?);
    };
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Output { path, source }
    };
    fs::create_dir_all(folder).map_err(at(folder))?;
    let mut pages = vec![(cli::NAME.to_owned(), &main)];
    let mut written = 0;
    while let Some((name, command)) = pages.get(written).cloned() {
        let path = folder.join(format!("{name}.1"));
        page(command, &name)
            .and_then(|page| fs::write(&path, page))
            .map_err(at(&path))?;
        let below = command.get_subcommands();
        pages.extend(below.map(|command| (format!("{name}-{}", command.get_name()), command)));
        written += 1;
    }
    Ok(Exit::Done)
}

/// One page. The sections that are tables are written from them; the generator would print them as running text.
fn page(command: &clap::Command, name: &str) -> io::Result<Vec<u8>> {
    let is_main = name == cli::NAME;
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    // The generator's own title line leaves out an empty date, which moves the version into its place. There is no
    // date: the page changes with the program, and a build must give the same bytes on every day.
    let title = name.to_uppercase();
    let version = command.get_version().unwrap_or_default();
    let source = format!("{} {version}", cli::NAME);
    page.extend_from_slice(
        format!(".TH \"{title}\" 1 \"\" \"{source}\" \"Preflight Manual\"\n").as_bytes(),
    );
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let codes = exit::TABLE.iter().map(|row| {
        (
            row.code().to_string(),
            format!("{}. {}", row.name, row.meaning),
        )
    });
    table(&mut page, "EXIT STATUS", codes);
    if is_main {
        let variables = env::ALL
            .iter()
            .map(|variable| (variable.name.to_owned(), variable.meaning.to_owned()));
        table(&mut page, "ENVIRONMENT", variables);
        heading(&mut page, "FILES");
        line(&mut page, config::FILE_RULE);
    } else {
        heading(&mut page, "SEE ALSO");
        line(&mut page, &format!("{}(1)", cli::NAME));
    }
    Ok(page)
}

fn table(page: &mut Vec<u8>, title: &str, rows: impl Iterator<Item = (String, String)>) {
    heading(page, title);
    for (term, meaning) in rows {
        page.extend_from_slice(b".TP\n");
        page.extend_from_slice(format!("\\fB{}\\fR\n", escaped(&term)).as_bytes());
        line(page, &meaning);
    }
}

fn heading(page: &mut Vec<u8>, title: &str) {
    page.extend_from_slice(format!(".SH \"{title}\"\n").as_bytes());
}

fn line(page: &mut Vec<u8>, text: &str) {
    page.extend_from_slice(format!("{}\n", escaped(text)).as_bytes());
}

/// Text as roff shows it: a dash that can be copied, no escapes, and nothing at its beginning that reads as a macro.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) {
        format!("\\&{text}")
    } else {
        text
    }
}
