//! Control characters.

use super::rules::CONTROL_CHARACTER;
use super::{Character, Purpose, code, removable, removable_alone, runs};
use crate::finding::Safety;
use crate::sanitize::problem::{Found, TextEdit};

pub(super) fn find(characters: &[Character], purpose: Purpose, found: &mut Found) {
    // Texts to read come from systems that end lines with both; in a label no line ends.
    let ends_line = |at: usize| {
        let next = characters.get(at + 1).map(|next| next.value);
        purpose == Purpose::Body && characters[at].value == '\r' && next == Some('\n')
    };
    let is_unwanted = |at: usize| is_control(characters[at].value) && !ends_line(at);
    for run in runs(characters, is_unwanted) {
        let here = &characters[run.clone()];
        let count = here.len();
        let range = here[0].start..here[count - 1].end;
        let line_feed_follows = characters
            .get(run.end)
            .is_some_and(|next| next.value == '\n');
        // What breaks a line has to go on breaking it; a carriage return before its line feed does not.
        let breaks_line = here.iter().enumerate().any(|(at, one)| {
            is_line_end(one.value) && !(one.value == '\r' && at + 1 == count && line_feed_follows)
        });
        found.add_some(|| {
            let safety = if breaks_line {
                Safety::Unsafe
            } else {
                Safety::Safe
            };
            let mut problem = removable(
                &CONTROL_CHARACTER,
                range.clone(),
                match count {
                    1 => format!("holds the control character {}", code(here[0].value)),
                    _ => format!(
                        "holds {count} control characters, the first being {}",
                        code(here[0].value)
                    ),
                },
                "Remove it; only tab and line feed are text.",
                safety,
                "Remove the control characters.",
            );
            if breaks_line && let Some(removal) = &mut problem.removal {
                removal.edits = vec![TextEdit {
                    range,
                    replacement: "\n".to_owned(),
                }];
            }
            removable_alone(characters, &run, problem)
        });
    }
}

/// The line ends of Unicode that are not the line feed
/// ([UAX #14](https://www.unicode.org/reports/tr14/), classes `BK`, `CR` and `NL`).
fn is_line_end(value: char) -> bool {
    matches!(
        value,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Every control character of Unicode but tab and line feed, and the line ends that are no characters of JSON text.
fn is_control(value: char) -> bool {
    (value.is_control() && !matches!(value, '\t' | '\n'))
        || matches!(value, '\u{2028}' | '\u{2029}')
}
