//! Words that mix scripts whose letters look alike ([UTS #39](https://www.unicode.org/reports/tr39/)).
//!
//! Only scripts with twins of Latin letters are told apart; Chinese beside Latin, or digits beside anything, confuse
//! nobody. A label may hold words of several scripts, a word may not.

use super::rules::MIXED_SCRIPT;
use super::{Character, code, runs};
use crate::sanitize::problem::{Found, Problem};

/// Ranges of code points, as Unicode's `Scripts.txt` gives them; the differential test holds them to another reader.
type Ranges = &'static [(u32, u32)];

/// A script with letters that look like another's.
struct Script {
    name: &'static str,
    ranges: Ranges,
}

const SCRIPTS: &[Script] = &[
    Script {
        name: "Latin",
        ranges: &[
            (0x41, 0x5a),
            (0x61, 0x7a),
            (0xaa, 0xaa),
            (0xba, 0xba),
            (0xc0, 0xd6),
            (0xd8, 0xf6),
            (0xf8, 0x2b8),
            (0x2e0, 0x2e4),
            (0x1d00, 0x1d25),
            (0x1d2c, 0x1d5c),
            (0x1d62, 0x1d65),
            (0x1d6b, 0x1d77),
            (0x1d79, 0x1dbe),
            (0x1e00, 0x1eff),
            (0x2071, 0x2071),
            (0x207f, 0x207f),
            (0x2090, 0x209f),
            (0x212a, 0x212b),
            (0x2132, 0x2132),
            (0x214e, 0x214e),
            (0x2160, 0x2188),
            (0x2c60, 0x2c7f),
            (0xa722, 0xa787),
            (0xa78b, 0xa7dd),
            (0xa7e2, 0xa7e2),
            (0xa7f1, 0xa7ff),
            (0xab30, 0xab5a),
            (0xab5c, 0xab64),
            (0xab66, 0xab69),
            (0xab6c, 0xab6d),
            (0xfb00, 0xfb06),
            (0xff21, 0xff3a),
            (0xff41, 0xff5a),
            (0x10780, 0x10785),
            (0x10787, 0x107b0),
            (0x107b2, 0x107bf),
            (0x1df00, 0x1df81),
            (0x1df90, 0x1df96),
            (0x1dfcd, 0x1dff2),
            (0x1dff5, 0x1dfff),
        ],
    },
    Script {
        name: "Greek",
        ranges: &[
            (0x370, 0x373),
            (0x375, 0x377),
            (0x37a, 0x37d),
            (0x37f, 0x37f),
            (0x384, 0x384),
            (0x386, 0x386),
            (0x388, 0x38a),
            (0x38c, 0x38c),
            (0x38e, 0x3a1),
            (0x3a3, 0x3e1),
            (0x3f0, 0x3ff),
            (0x1d26, 0x1d2a),
            (0x1d5d, 0x1d61),
            (0x1d66, 0x1d6a),
            (0x1dbf, 0x1dbf),
            (0x1f00, 0x1f15),
            (0x1f18, 0x1f1d),
            (0x1f20, 0x1f45),
            (0x1f48, 0x1f4d),
            (0x1f50, 0x1f57),
            (0x1f59, 0x1f59),
            (0x1f5b, 0x1f5b),
            (0x1f5d, 0x1f5d),
            (0x1f5f, 0x1f7d),
            (0x1f80, 0x1fb4),
            (0x1fb6, 0x1fc4),
            (0x1fc6, 0x1fd3),
            (0x1fd6, 0x1fdb),
            (0x1fdd, 0x1fef),
            (0x1ff2, 0x1ff4),
            (0x1ff6, 0x1ffe),
            (0x2126, 0x2126),
            (0xab65, 0xab65),
            (0x10140, 0x1018e),
            (0x101a0, 0x101a0),
            (0x1d200, 0x1d245),
            (0x1dff3, 0x1dff4),
        ],
    },
    Script {
        name: "Cyrillic",
        ranges: &[
            (0x400, 0x484),
            (0x487, 0x52f),
            (0x1c80, 0x1c8a),
            (0x1d2b, 0x1d2b),
            (0x1d78, 0x1d78),
            (0x2de0, 0x2dff),
            (0xa640, 0xa69f),
            (0xfe2e, 0xfe2f),
            (0x1e030, 0x1e06d),
            (0x1e08f, 0x1e08f),
        ],
    },
    Script {
        name: "Armenian",
        ranges: &[(0x531, 0x556), (0x558, 0x58f), (0xfb13, 0xfb17)],
    },
    Script {
        name: "Cherokee",
        ranges: &[(0x13a0, 0x13f5), (0x13f8, 0x13fd), (0xab70, 0xabbf)],
    },
];

/// Greek letters that look like no Latin one: they stand in units and formulas (kΩ, Δt, 3σ).
const GREEK_SIGNS: &str = "ΓΔΘΛΞΠΣΦΨΩβδεζηθλμξπσςφψω\u{2126}";

pub(super) fn find(characters: &[Character], found: &mut Found) {
    for word in runs(characters, |at| is_part_of_word(characters[at].value)) {
        let word = &characters[word];
        if word.iter().all(|character| character.value.is_ascii()) {
            continue;
        }
        let mut scripts: Vec<&str> = Vec::new();
        for script in word
            .iter()
            .filter_map(|character| look_alike_script(character.value))
        {
            if !scripts.contains(&script) {
                scripts.push(script);
            }
        }
        if scripts.len() < 2 {
            continue;
        }
        found.add_some(|| {
            let text: String = word.iter().map(|character| character.value).collect();
            Problem {
                rule: &MIXED_SCRIPT,
                range: word[0].start..word[word.len() - 1].end,
                predicate: format!(
                    "holds the word {}, which mixes {}{}",
                    crate::json::shown_key(&text),
                    scripts.join(" and "),
                    told_apart(word)
                ),
                help: "Write the word in one script.".to_owned(),
                removal: None,
            }
        });
    }
}

/// Letters and digits, with what stands on them or between them without parting the word: accents, soft hyphens, joiners,
/// marks of direction.
fn is_part_of_word(value: char) -> bool {
    value.is_alphanumeric()
        || matches!(value,
            '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{61c}' | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}' | '\u{2060}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}')
}

/// The first letter that is not Latin, by its code point: it may look just like one that is.
fn told_apart(word: &[Character]) -> String {
    word.iter()
        .map(|character| character.value)
        .find_map(|letter| match look_alike_script(letter)? {
            "Latin" => None,
            script => Some(format!(" ({} is {script})", code(letter))),
        })
        .unwrap_or_default()
}

/// The script of a letter, where that script has letters that look like another's.
fn look_alike_script(letter: char) -> Option<&'static str> {
    if GREEK_SIGNS.contains(letter) {
        return None;
    }
    let code = u32::from(letter);
    SCRIPTS
        .iter()
        .find(|script| {
            let after = script.ranges.partition_point(|(first, _)| *first <= code);
            after > 0 && code <= script.ranges[after - 1].1
        })
        .map(|script| script.name)
}

#[cfg(test)]
mod tests {
    use unicode_script::{Script as Known, UnicodeScript as _};

    use super::*;

    #[test]
    fn scripts_are_those_of_unicode() {
        for letter in '\0'..=char::MAX {
            let known = match letter.script() {
                Known::Latin => Some("Latin"),
                Known::Greek => Some("Greek"),
                Known::Cyrillic => Some("Cyrillic"),
                Known::Armenian => Some("Armenian"),
                Known::Cherokee => Some("Cherokee"),
                _ => None,
            };
            if !GREEK_SIGNS.contains(letter) {
                assert_eq!(look_alike_script(letter), known, "{letter:?}");
            }
        }
    }
}
