//! Characters that nobody can see, where they do no work.
//!
//! Joiners shape letters of many scripts and hold emoji together; there they belong. Elsewhere a hidden character makes
//! two names look alike, or carries what no reader of the text knows of.

use super::rules::INVISIBLE_CHARACTER;
use super::{Character, Purpose, code, removable, removable_alone, runs};
use crate::finding::Safety;
use crate::sanitize::problem::Found;

pub(super) fn find(characters: &[Character], purpose: Purpose, found: &mut Found) {
    for run in runs(characters, |at| is_hidden(characters, at, purpose)) {
        let here = &characters[run.clone()];
        found.add_some(|| {
            let first = code(here[0].value);
            let problem = removable(
                &INVISIBLE_CHARACTER,
                here[0].start..here[here.len() - 1].end,
                match here.len() {
                    1 => format!("holds {first}, which nobody can see"),
                    count => format!(
                        "holds {count} characters that nobody can see, the first being {first}"
                    ),
                },
                "Remove it.",
                Safety::Safe,
                "Remove what nobody can see.",
            );
            removable_alone(characters, &run, problem)
        });
    }
}

fn is_hidden(characters: &[Character], at: usize, purpose: Purpose) -> bool {
    let value = characters[at].value;
    if value.is_ascii() {
        return false;
    }
    let before = at.checked_sub(1).map(|before| characters[before].value);
    let after = characters.get(at + 1).map(|after| after.value);
    match value {
        // Where words are written without spaces, a zero width one says where a line may break.
        '\u{200b}' => {
            let beside = [before, after];
            purpose == Purpose::Address
                || beside.contains(&Some(value))
                || !beside.into_iter().flatten().any(is_written_without_spaces)
        }
        // Word joiner and the invisible operators, byte order mark, deprecated format controls, annotation marks,
        // noncharacters, fillers of Korean syllables, inherent vowels of Khmer, controls of shorthand and of music, what
        // is reserved for such characters.
        '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0080}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => true,
        // Joiners; an emoji is joined with another.
        '\u{200c}' | '\u{200d}' => match before {
            Some(before) if is_emoji(before) => value == '\u{200c}' || !after.is_some_and(is_emoji),
            Some(before) => !joins(before),
            None => true,
        },
        // The joiner of marks keeps the points of Hebrew apart, and does nothing a person sees elsewhere.
        '\u{34f}' => !before.is_some_and(|before| matches!(before, '\u{591}'..='\u{5c7}')),
        // A blank of Braille among Braille is a space.
        '\u{2800}' => ![before, after].into_iter().flatten().any(is_braille),
        // Fillers that stand beside parts of Korean syllables.
        '\u{115f}' | '\u{1160}' => !before.is_some_and(is_jamo) && !after.is_some_and(is_jamo),
        '\u{180e}' => !before.is_some_and(|before| matches!(before, '\u{1800}'..='\u{18af}')),
        // Variation selectors follow what has variants, one at a time; an emoji has two.
        '\u{fe00}'..='\u{fe0d}' if before.is_some_and(|before| before >= '\u{1f000}') => {
            !before.is_some_and(is_ideograph)
        }
        '\u{fe00}'..='\u{fe0f}' => !before.is_some_and(has_variants),
        '\u{e0100}'..='\u{e01ef}' => !before.is_some_and(is_ideograph),
        // Tags spell the flags of regions after a black flag.
        '\u{e0000}'..='\u{e007f}' => !spells_a_flag(characters, at),
        // Marks of direction and soft hyphens are part of prose, not of addresses.
        '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => purpose == Purpose::Address,
        _ => false,
    }
}

/// Whether a joiner after it does something: letters and marks of joining scripts.
fn joins(before: char) -> bool {
    matches!(before,
        // Arabic, Syriac, Thaana, N'Ko, Mandaic; the scripts of India; Thai to Myanmar; Khmer, Mongolian and their kin.
        '\u{600}'..='\u{1fff}'
        | '\u{a800}'..='\u{abff}'
        | '\u{fb1d}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10a00}'..='\u{11fff}'
        | '\u{1e900}'..='\u{1e95f}')
        && !matches!(before, '\u{1100}'..='\u{11ff}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}' | '\u{1d00}'..='\u{1fff}')
}

fn is_emoji(value: char) -> bool {
    matches!(value,
        '\u{fe0f}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}'
        | '\u{2500}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Letters, marks and signs of Thai, Lao, Tibetan, Burmese, Khmer, New Tai Lue, Tai Tham, Balinese and Javanese.
fn is_written_without_spaces(value: char) -> bool {
    matches!(value,
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19ff}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{1b00}'..='\u{1b7f}' | '\u{a980}'..='\u{a9df}' | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aadf}')
}

fn is_braille(value: char) -> bool {
    matches!(value, '\u{2801}'..='\u{28ff}')
}

fn is_jamo(value: char) -> bool {
    matches!(value, '\u{1100}'..='\u{115e}' | '\u{1161}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}')
}

fn is_ideograph(value: char) -> bool {
    matches!(value, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Keycaps, symbols, emoji, ideographs and the letters of a few scripts have variants.
fn has_variants(value: char) -> bool {
    matches!(value, '0'..='9' | '#' | '*' | '\u{a9}' | '\u{ae}')
        || (is_emoji(value) && value != '\u{fe0f}')
        || is_ideograph(value)
        || matches!(value,
            '\u{1000}'..='\u{109f}' | '\u{1800}'..='\u{18af}' | '\u{2010}'..='\u{2bff}'
            | '\u{3000}'..='\u{30ff}' | '\u{a840}'..='\u{a87f}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a tag stands in a whole sequence: black flag, tags, end of tags.
fn spells_a_flag(characters: &[Character], at: usize) -> bool {
    // The longest flag of a region has six tags.
    const LONGEST: usize = 6;
    let is_tag = |character: &&Character| matches!(character.value, '\u{e0020}'..='\u{e007e}');
    let before = characters[..at]
        .iter()
        .rev()
        .take(LONGEST + 1)
        .take_while(is_tag)
        .count();
    let after = characters[at..]
        .iter()
        .take(LONGEST + 1)
        .take_while(is_tag)
        .count();
    let value_at = |at: Option<usize>| at.and_then(|at| characters.get(at)).map(|one| one.value);
    before + after <= LONGEST
        && value_at(at.checked_sub(before + 1)) == Some('\u{1f3f4}')
        && value_at(Some(at + after)) == Some('\u{e007f}')
}
