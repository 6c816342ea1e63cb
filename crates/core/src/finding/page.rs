//! The documentation of a rule, and the examples in it.

use std::fmt::Write as _;

use super::{Class, Rule, Severity};
use crate::accessibility::check::{Check, Impact, checks};

/// What a rule's comment says.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The rule.
    pub rule: &'static Rule,
    /// The comment, in Markdown; each line still has the space that stands after its slashes.
    pub(crate) text: &'static str,
}

/// Whether an example breaks its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Invalid,
    /// It does not, and nothing else is wrong with it.
    Valid,
}

/// Where the text of an example stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting<'p> {
    /// It is the value at a JSON pointer of an otherwise good payload.
    Payload {
        /// The kind of the payload.
        kind: &'p str,
        /// The place in it.
        pointer: &'p str,
    },
    /// It is the value at a JSON pointer of an otherwise good manifest.
    Manifest {
        /// The kind of the manifest.
        kind: &'p str,
        /// The place in it.
        pointer: &'p str,
    },
    /// It is a whole document. A `\xFF` in it is that byte, and `\u{FEFF}` that character.
    Document,
    /// Each line of it is a manifest; they are published together.
    Set,
    /// It is a page, or a part of one. A `\xFF` in it is that byte.
    Page,
}

/// An example in the documentation of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'p> {
    /// Whether it breaks the rule.
    pub verdict: Verdict,
    /// Where it stands.
    pub setting: Setting<'p>,
    /// The policy it is judged by, in TOML; the default where it is empty. `today` in it is the day of the check.
    pub policy: String,
    /// The text; `⟨a × 3⟩` in it stands for `aaa`.
    pub text: String,
    /// Rules that an invalid example breaks as well.
    pub also: Vec<&'p str>,
}

/// A piece of a page.
enum Piece<'p> {
    Prose(&'p str),
    Verdict(Verdict),
    Code(&'p str, Vec<&'p str>),
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A line of prose in Markdown; an empty one ends a paragraph.
    Prose(&'static str),
    /// A heading.
    Heading(&'static str),
    /// A text to look at.
    Code {
        /// What it is and where it stands.
        caption: String,
        /// The language it is written in.
        language: &'static str,
        /// The text itself.
        code: String,
    },
}

impl Page {
    /// The examples, in order.
    ///
    /// # Panics
    /// When a block of code does not say where it stands; a test reads every page.
    pub fn examples(&self) -> Vec<Example<'static>> {
        let mut examples = Vec::new();
        let mut verdict = Verdict::Invalid;
        let mut policy = String::new();
        for piece in self.pieces() {
            match piece {
                Piece::Prose(_) => {}
                Piece::Verdict(next) => verdict = next,
                Piece::Code("toml policy", lines) => policy = lines.join("\n"),
                Piece::Code(info, lines) => {
                    let (setting, also) = setting(info)
                        .unwrap_or_else(|| panic!("{}: where does {info:?} stand?", self.rule.id));
                    examples.push(Example {
                        verdict,
                        setting,
                        policy: std::mem::take(&mut policy),
                        text: lines.join("\n"),
                        also,
                    });
                }
            }
        }
        examples
    }

    /// The page as Markdown: heading, facts, what the comment says, and a caption over each example.
    pub fn markdown(&self) -> String {
        let rule = self.rule;
        let mut text = format!("# {}\n\n{}\n\n", rule.id, rule.summary);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| | |\n|---|---|");
        for (name, value) in self.facts() {
            let _ = writeln!(text, "| {name} | {value} |");
        }
        text.push('\n');
        for part in self.parts() {
            let _ = match part {
                Part::Prose(line) => writeln!(text, "{line}"),
                Part::Heading(heading) => writeln!(text, "## {heading}"),
                Part::Code {
                    caption,
                    language,
                    code,
                } => writeln!(text, "{caption}\n\n```{language}\n{code}\n```"),
            };
        }
        text
    }

    /// What the rule asks, as the first sentence of its page says it.
    pub fn gist(&self) -> String {
        let lines = self.text.lines().map(str::trim);
        let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
        let paragraph = paragraph.join(" ");
        let end = paragraph.find(". ").map_or(paragraph.len(), |end| end + 1);
        paragraph[..end].to_owned()
    }

    /// The page in order, for whoever draws it.
    pub fn parts(&self) -> Vec<Part> {
        self.pieces()
            .into_iter()
            .map(|piece| match piece {
                Piece::Prose(line) => Part::Prose(line),
                Piece::Verdict(Verdict::Invalid) => Part::Heading("Invalid"),
                Piece::Verdict(Verdict::Valid) => Part::Heading("Valid"),
                Piece::Code("toml policy", lines) => policy_part(lines),
                Piece::Code(info, lines) => Part::Code {
                    caption: caption(info),
                    language: info.split(' ').next().unwrap_or_default(),
                    code: lines.join("\n"),
                },
            })
            .collect()
    }

    /// What the page says about the rule itself, by name.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let rule = self.rule;
        let severity = match rule.severity {
            Severity::Error => "error: blocks publishing",
            Severity::Warning => "warning: should be mended, does not block publishing",
            Severity::Info => "info: worth knowing",
        };
        let policy = if crate::policy::is_fixed(rule) {
            "can be neither lowered nor suppressed: what is wrong here cannot be sent as it was meant"
        } else {
            "may change its severity, and suppress a finding with a reason"
        };
        let schema = if rule.in_json_schema {
            "refuses the same documents"
        } else {
            "cannot say it"
        };
        let mut facts = vec![
            ("severity", severity.to_owned()),
            ("class", class_text(rule.class).to_owned()),
            ("policy", policy.to_owned()),
            ("JSON Schema", schema.to_owned()),
        ];
        if let Some(check) = checks().find(|check| check.rule.id == rule.id) {
            facts.extend(standards(check));
        }
        facts.extend(rule.help.map(|help| ("next step", help.to_owned())));
        facts
    }

    fn pieces(&self) -> Vec<Piece<'static>> {
        let mut pieces = Vec::new();
        let mut lines = self
            .text
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        while let Some(line) = lines.next() {
            pieces.push(match (line, line.strip_prefix("```")) {
                ("Invalid:", _) => Piece::Verdict(Verdict::Invalid),
                ("Valid:", _) => Piece::Verdict(Verdict::Valid),
                (_, Some(info)) => Piece::Code(
                    info,
                    lines.by_ref().take_while(|line| *line != "```").collect(),
                ),
                (line, None) => Piece::Prose(line),
            });
        }
        pieces
    }
}

/// Who else asks the same, and how much depends on it.
fn standards(check: &Check) -> Vec<(&'static str, String)> {
    let wcag = check
        .criteria
        .iter()
        .map(|criterion| {
            let (number, level) = (criterion.number, criterion.level);
            format!("[{number}]({}) (level {level})", criterion.url())
        })
        .collect::<Vec<_>>()
        .join(", ");
    let impact = match check.impact {
        Impact::Minor => "minor: a nuisance",
        Impact::Moderate => "moderate: slower or harder",
        Impact::Serious => "serious: some cannot use it without help",
        Impact::Critical => "critical: some cannot use it",
    };
    let act = check
        .act
        .iter()
        .map(|id| format!("[{id}](https://www.w3.org/WAI/standards-guidelines/act/rules/{id}/)"))
        .collect::<Vec<_>>()
        .join(", ");
    let facts = [
        ("WCAG 2.2", wcag),
        ("impact", impact.to_owned()),
        ("ACT rules", act),
        ("axe rules", check.axe.join(", ")),
    ];
    facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// What a class promises, in a few words.
pub fn class_text(class: Class) -> &'static str {
    match class {
        Class::Schema => "schema: the text is JSON of the expected shape",
        Class::Limit => "limit: a size, count or range stays within what is accepted",
        Class::Security => "security: nothing in the payload can harm who sees it",
        Class::Wcag => "wcag: a success criterion of WCAG 2.2",
        Class::BestPractice => "best-practice: accepted practice beyond a standard",
        Class::House => "house: a rule of the team's own",
        Class::Platform => "platform: the platform would refuse or misread it",
    }
}

/// Reads the words after the fence: a language, where the text stands, and `also=` with what else is wrong there.
fn setting(info: &str) -> Option<(Setting<'_>, Vec<&str>)> {
    let (words, also) = match info.split_once(" also=") {
        Some((words, also)) => (words, also.split(',').collect()),
        None => (info, Vec::new()),
    };
    let words: Vec<&str> = words.split(' ').collect();
    let setting = match words[1..] {
        ["document" | "fragment"] if words[0] == "html" => Setting::Page,
        ["document"] => Setting::Document,
        ["set"] => Setting::Set,
        [kind, "manifest", pointer] => Setting::Manifest { kind, pointer },
        [kind, "manifest"] => Setting::Manifest { kind, pointer: "" },
        [kind, pointer] => Setting::Payload { kind, pointer },
        [kind] => Setting::Payload { kind, pointer: "" },
        _ => return None,
    };
    Some((setting, also))
}

/// A policy as `preflight.toml` has it, and the day it is asked on.
fn policy_part(lines: Vec<&'static str>) -> Part {
    let day = |line: &&str| {
        let day = line.strip_prefix("today = \"")?;
        day.strip_suffix('"').map(str::to_owned)
    };
    let today = lines.iter().find_map(day);
    let code: Vec<&str> = lines
        .into_iter()
        .filter(|line| day(line).is_none())
        .collect();
    Part::Code {
        caption: match today {
            Some(today) => format!("Under this policy, on {today}:"),
            None => "Under this policy:".to_owned(),
        },
        language: "toml",
        code: code.join("\n").trim().to_owned(),
    }
}

fn caption(info: &str) -> String {
    let place = |pointer: &str, whole: &str| match pointer {
        "" => format!("A {whole}:"),
        pointer => format!("At `{pointer}` of a {whole}:"),
    };
    match setting(info).map(|(setting, _)| setting) {
        Some(Setting::Payload { kind, pointer }) => place(pointer, &format!("`{kind}` payload")),
        Some(Setting::Manifest { kind, pointer }) => place(pointer, &format!("`{kind}` manifest")),
        Some(Setting::Page) if info.starts_with("html fragment") => "A part of a page:".to_owned(),
        Some(Setting::Page) => "A page:".to_owned(),
        Some(Setting::Set) => "Manifests that are published together, one a line:".to_owned(),
        Some(Setting::Document) | None => "A document:".to_owned(),
    }
}
