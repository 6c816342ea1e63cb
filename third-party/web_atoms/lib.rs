//! What html5ever takes from its crate `web_atoms`: names as atoms, and character references.
//!
//! The one difference is how the references are kept. There, a perfect hash holds every name and every beginning of one:
//! 9,854 entries that weigh 230 KB. Here the 2,231 names are one sorted text, and a beginning is told by the name that comes
//! after it: 40 KB. The table answers as the hash does.

// The code that string_cache generates.
#![allow(missing_docs, missing_debug_implementations, clippy::pedantic)]

/// What numeric references to U+0080 through U+009F stand for, which is what Windows has there.
pub static C1_REPLACEMENTS: [Option<char>; 32] = [
    Some('\u{20ac}'),
    None,
    Some('\u{201a}'),
    Some('\u{0192}'),
    Some('\u{201e}'),
    Some('\u{2026}'),
    Some('\u{2020}'),
    Some('\u{2021}'),
    Some('\u{02c6}'),
    Some('\u{2030}'),
    Some('\u{0160}'),
    Some('\u{2039}'),
    Some('\u{0152}'),
    None,
    Some('\u{017d}'),
    None,
    None,
    Some('\u{2018}'),
    Some('\u{2019}'),
    Some('\u{201c}'),
    Some('\u{201d}'),
    Some('\u{2022}'),
    Some('\u{2013}'),
    Some('\u{2014}'),
    Some('\u{02dc}'),
    Some('\u{2122}'),
    Some('\u{0161}'),
    Some('\u{203a}'),
    Some('\u{0153}'),
    None,
    Some('\u{017e}'),
    Some('\u{0178}'),
];

/// The names of character references, without `&`, and the one or two code points they stand for (the second is 0 where
/// there is one).
pub static NAMED_ENTITIES: References = References { _private: () };

/// A table that is asked as a map is.
#[derive(Debug)]
pub struct References {
    _private: (),
}

/// How many names stand between two places that `BLOCKS` tells.
const BLOCK: usize = 16;

impl References {
    /// What a name stands for; `(0, 0)` where it is only the beginning of one.
    pub fn get(&self, name: &str) -> Option<&'static (u32, u32)> {
        let names_from = |place: u16| NAMES[usize::from(place)..].split(' ');
        let after = BLOCKS.partition_point(|place| names_from(*place).next() <= Some(name));
        let block = after.saturating_sub(1);
        for (index, known) in names_from(BLOCKS[block]).enumerate() {
            if known == name {
                return VALUES.get(block * BLOCK + index);
            }
            if known > name {
                return known.starts_with(name).then_some(&(0, 0));
            }
        }
        None
    }

    /// Every name, and what it stands for.
    pub fn entries(&self) -> impl Iterator<Item = (&'static str, &'static (u32, u32))> {
        NAMES.split(' ').zip(VALUES)
    }
}

include!(concat!(env!("OUT_DIR"), "/references.rs"));
include!(concat!(env!("OUT_DIR"), "/atoms.rs"));
