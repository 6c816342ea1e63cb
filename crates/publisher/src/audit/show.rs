//! Reading an audit: lines, narrowed to what is asked for.

use std::io::{self, BufRead};

use serde_json::Value;

use super::events;

/// What is asked for; a line has to meet all of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) run: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) event: Option<String>,
    pub(crate) outcome: Option<String>,
}

impl Filter {
    /// Whether a line is asked for; `last` is the id of the last run.
    fn takes(&self, line: &Value, last: Option<&str>) -> bool {
        let run = match self.run.as_deref() {
            Some("last") => last,
            other => other,
        };
        [
            ("run", run),
            ("kind", self.kind.as_deref()),
            ("id", self.id.as_deref()),
            ("event", self.event.as_deref()),
            ("outcome", self.outcome.as_deref()),
        ]
        .iter()
        .all(|(member, wanted)| wanted.is_none_or(|wanted| line[*member] == wanted))
    }
}

/// What a file holds of what is asked for.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) lines: Vec<Line>,
    /// The numbers of the lines that cannot be read and that no seal speaks for: a crash may have cut them off.
    pub(crate) unreadable: Vec<usize>,
}

/// A line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) value: Value,
    /// As it stands in the file: what is printed from it can be checked against its hash.
    pub(crate) text: String,
}

/// Reads everything, in the order it was written.
pub(crate) fn read(mut file: impl BufRead, filter: &Filter) -> io::Result<Found> {
    let mut found = Found::default();
    let mut last = None;
    let mut bytes = Vec::new();
    let mut number = 0;
    while file.read_until(b'\n', &mut bytes)? > 0 {
        number += 1;
        let text = bytes.trim_ascii();
        match serde_json::from_slice::<Value>(text) {
            _ if text.is_empty() => {}
            Ok(value) if value.is_object() => {
                last = value["run"].as_str().map(str::to_owned).or(last);
                if value["event"] == events::SEALED.0 {
                    let sealed = value["data"]["lines"].as_u64().unwrap_or_default();
                    found
                        .unreadable
                        .retain(|unreadable| (number - unreadable) as u64 > sealed);
                }
                let text = String::from_utf8_lossy(text).into_owned();
                found.lines.push(Line { value, text });
            }
            _ => found.unreadable.push(number),
        }
        bytes.clear();
    }
    found
        .lines
        .retain(|line| filter.takes(&line.value, last.as_deref()));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "{\"run\":\"1\",\"event\":\"a\",\"kind\":\"channel\"}\n\
                        {\"run\":\"1\",\"eve\n\
                        \n\
                        {\"run\":\"2\",\"event\":\"a\"}\n\
                        {\"run\":\"2\",\"event\":\"b\",\"outcome\":\"failed\"}";

    fn events(filter: &Filter) -> Vec<String> {
        let found = read(FILE.as_bytes(), filter).expect("it is read");
        assert_eq!(found.unreadable, [2]);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        found
            .lines
            .iter()
            .map(|line| format!("{}{}", text(&line.value["run"]), text(&line.value["event"])))
            .collect()
    }

    #[test]
    fn lines_are_narrowed_and_a_cut_one_is_told() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(events(&Filter::default()), ["1a", "2a", "2b"]);
        let last = Filter {
            run: some("last"),
            ..Filter::default()
        };
        assert_eq!(events(&last), ["2a", "2b"]);
        let failed = Filter {
            outcome: some("failed"),
            ..Filter::default()
        };
        assert_eq!(events(&failed), ["2b"]);
        let both = Filter {
            kind: some("channel"),
            event: some("a"),
            ..Filter::default()
        };
        assert_eq!(events(&both), ["1a"]);
    }
}
