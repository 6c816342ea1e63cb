//! `preflight explain`.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};
use clap::error::ErrorKind;
use preflight_core::finding::{Class, Page, Part, Rule, class_text, page, rules};
use preflight_core::shape::nearest;
use serde::Serialize;

use crate::error::Error;
use crate::exit::Exit;
use crate::report::OutputOptions;

/// Print what a rule checks, why, and what breaks it
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// A rule, such as html/element, or an area, such as html; without it, every rule
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// How a page is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON document, for programs
    Json,
}

/// A rule, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    id: &'static str,
    severity: &'static str,
    class: Class,
    in_json_schema: bool,
    summary: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'static str>,
    /// The page, in Markdown.
    page: String,
}

impl Told {
    fn of(page: &Page) -> Self {
        let rule = page.rule;
        Self {
            id: rule.id,
            severity: rule.severity.name(),
            class: rule.class,
            in_json_schema: rule.in_json_schema,
            summary: rule.summary,
            help: rule.help,
            page: page.markdown(),
        }
    }
}

/// Prints one page, or the rules there are.
pub(crate) fn run(args: &ExplainArgs, output: OutputOptions) -> Result<Exit, Error> {
    let mut stdout = BufWriter::new(output.stdout());
    match args.rule.as_deref() {
        Some(name) => match page(name) {
            Some(page) => match args.format {
                Format::Human => human(&mut stdout, page),
                Format::Json => json(&mut stdout, &Told::of(page)),
            },
            None => list(&mut stdout, &of_area(name)?, args.format),
        },
        None => list(&mut stdout, &rules().collect::<Vec<_>>(), args.format),
    }
    .and_then(|()| stdout.flush())
    .map_err(Error::Stdout)?;
    Ok(Exit::Done)
}

fn of_area(name: &str) -> Result<Vec<&'static Rule>, Error> {
    let area = |rule: &&Rule| {
        rule.id
            .split_once('/')
            .is_some_and(|(area, _)| area == name)
    };
    let found: Vec<&Rule> = rules().filter(area).collect();
    if found.is_empty() {
        let message = match nearest(name, rules().map(|rule| rule.id)) {
            Some(known) => format!("there is no rule {name}; did you mean {known}?"),
            None => format!("there is no rule {name}; `preflight explain` lists them all"),
        };
        return Err(Error::Usage {
            command: Some("explain"),
            kind: ErrorKind::InvalidValue,
            message,
        });
    }
    Ok(found)
}

fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

const STRONG: Style = Style::new().bold();
const CODE: Style = AnsiColor::Cyan.on_default();

/// Rules by what they guard, as the index of the documentation has them.
fn list(out: &mut impl Write, rules: &[&'static Rule], format: Format) -> io::Result<()> {
    if format == Format::Json {
        let pages: Vec<Told> = rules
            .iter()
            .filter_map(|rule| page(rule.id))
            .map(Told::of)
            .collect();
        return json(out, &pages);
    }
    let mut classes: Vec<Class> = rules.iter().map(|rule| rule.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let longest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for class in classes {
        writeln!(out, "{STRONG}{}{STRONG:#}", class_text(class))?;
        for rule in rules.iter().filter(|rule| rule.class == class) {
            writeln!(
                out,
                "  {CODE}{:longest$}{CODE:#}  {:7}  {}",
                rule.id,
                rule.severity.name(),
                rule.summary
            )?;
        }
        writeln!(out)?;
    }
    writeln!(out, "preflight explain RULE prints the page of one.")
}

/// Columns of the terminals that everybody has.
const WIDTH: usize = 80;

fn human(out: &mut impl Write, page: &Page) -> io::Result<()> {
    writeln!(out, "{STRONG}{}{STRONG:#}", page.rule.id)?;
    wrapped(out, page.rule.summary, "")?;
    writeln!(out)?;
    for (name, value) in page.facts() {
        let indent = " ".repeat(13);
        let mut lines = lines(&value, WIDTH - indent.len()).into_iter();
        writeln!(out, "{name:12} {}", lines.next().unwrap_or_default())?;
        for line in lines {
            writeln!(out, "{indent}{line}")?;
        }
    }
    writeln!(out)?;
    let mut paragraph = String::new();
    for part in page.parts() {
        match part {
            Part::Prose("") => {
                if !paragraph.is_empty() {
                    wrapped(out, &paragraph, "")?;
                    paragraph.clear();
                    writeln!(out)?;
                }
            }
            Part::Prose(line) => {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(line);
            }
            Part::Heading(heading) => writeln!(out, "{STRONG}{heading}{STRONG:#}\n")?,
            Part::Code { caption, code, .. } => {
                writeln!(out, "  {caption}\n")?;
                for line in code.lines() {
                    writeln!(out, "    {CODE}{line}{CODE:#}")?;
                }
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn wrapped(out: &mut impl Write, text: &str, indent: &str) -> io::Result<()> {
    for line in lines(text, WIDTH - indent.len()) {
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

/// A text in lines of at most `width` characters; a longer word stands on a line of its own.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
