//! Controls that change the direction of text ([UAX #9](https://www.unicode.org/reports/tr9/)).
//!
//! Those that are closed again in the same paragraph do their work inside; an override shows letters in an order nobody
//! reads, closed or not ([CVE-2021-42574](https://www.cve.org/CVERecord?id=CVE-2021-42574)).

use super::rules::{BIDI_CONTROL, BIDI_CONTROL_IN_BODY};
use super::{Character, Purpose, code, removable, removable_alone};
use crate::finding::Safety;
use crate::sanitize::problem::Found;

/// What a control does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    Embedding,
    Override,
    Isolate,
    EndOfEmbedding,
    EndOfIsolate,
}

fn control(value: char) -> Option<Control> {
    Some(match value {
        '\u{202a}' | '\u{202b}' => Control::Embedding,
        '\u{202d}' | '\u{202e}' => Control::Override,
        '\u{202c}' => Control::EndOfEmbedding,
        '\u{2066}'..='\u{2068}' => Control::Isolate,
        '\u{2069}' => Control::EndOfIsolate,
        _ => return None,
    })
}

pub(super) fn find(characters: &[Character], purpose: Purpose, found: &mut Found) {
    let (rule, safety) = match purpose {
        Purpose::Body => (&BIDI_CONTROL_IN_BODY, Safety::Unsafe),
        Purpose::Label | Purpose::Address => (&BIDI_CONTROL, Safety::Unsafe),
    };
    for at in unwanted(characters, purpose) {
        let character = characters[at];
        found.add_some(|| {
            let problem = removable(
                rule,
                character.start..character.end,
                format!(
                    "holds {}, {}",
                    code(character.value),
                    match control(character.value) {
                        Some(Control::Override) => "which makes text read in another order",
                        Some(Control::EndOfEmbedding | Control::EndOfIsolate) =>
                            "which ends a change of direction that nothing began",
                        _ => "which changes the direction of text and is not ended",
                    }
                ),
                "Remove it, or write the text in its own direction.",
                safety,
                "Remove the control.",
            );
            removable_alone(characters, &(at..at + 1), problem)
        });
    }
}

/// The places of controls that reach beyond themselves, in order.
fn unwanted(characters: &[Character], purpose: Purpose) -> Vec<usize> {
    let mut open: Vec<(Control, usize)> = Vec::new();
    let mut unwanted = Vec::new();
    for (at, character) in characters.iter().enumerate() {
        // A paragraph ends what was not ended.
        if character.value == '\n' {
            unwanted.extend(open.drain(..).map(|(_, at)| at));
            continue;
        }
        let Some(control) = control(character.value) else {
            continue;
        };
        if purpose == Purpose::Address {
            unwanted.push(at);
            continue;
        }
        match control {
            Control::Embedding | Control::Override | Control::Isolate => open.push((control, at)),
            Control::EndOfEmbedding => match open.last().copied() {
                Some((Control::Override, begun)) => {
                    open.pop();
                    unwanted.extend([begun, at]);
                }
                Some((Control::Embedding, _)) => {
                    open.pop();
                }
                _ => unwanted.push(at),
            },
            Control::EndOfIsolate => {
                match open.iter().rposition(|(kind, _)| *kind == Control::Isolate) {
                    Some(isolate) => {
                        // What was begun inside ends with it.
                        unwanted.extend(open.drain(isolate + 1..).map(|(_, at)| at));
                        open.pop();
                    }
                    None => unwanted.push(at),
                }
            }
        }
    }
    unwanted.extend(open.into_iter().map(|(_, at)| at));
    unwanted.sort_unstable();
    unwanted
}
