//! Globs: `*` and `?` stay within one folder, `**` crosses folders, `[…]` is one of several characters and `{…,…}` one of
//! several words.

use std::path::Path;

/// A pattern that paths match or not.
#[derive(Debug)]
pub(super) struct Glob(String);

impl Glob {
    /// Reads a pattern; says what is wrong with one that is none.
    pub(super) fn new(pattern: &str) -> Result<Self, &'static str> {
        balanced(pattern)?;
        // A leading `!` would turn the meaning round, which no pattern here is meant to.
        let turned = pattern.starts_with('!');
        Ok(Self(if turned { "\\" } else { "" }.to_owned() + pattern))
    }

    /// Whether it means a path.
    pub(super) fn is_match(&self, path: &Path) -> bool {
        fast_glob::glob_match(&self.0, path.as_os_str().as_encoded_bytes())
    }
}

/// Whether every bracket and brace is closed; the matcher takes an open one for something that matches nothing.
fn balanced(pattern: &str) -> Result<(), &'static str> {
    let mut braces = 0_u32;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next().ok_or("it ends with a backslash")?;
            }
            '[' => {
                let mut rest = characters.as_str();
                rest = rest.strip_prefix(['!', '^']).unwrap_or(rest);
                // A bracket that comes first is one of the characters.
                rest = rest.strip_prefix(']').unwrap_or(rest);
                let (_, after) = rest.split_once(']').ok_or("a [ is not closed")?;
                characters = after.chars();
            }
            '{' => braces += 1,
            '}' => braces = braces.checked_sub(1).ok_or("a } closes nothing")?,
            _ => {}
        }
    }
    if braces > 0 {
        return Err("a { is not closed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_shells_mean_by_them() {
        for (pattern, path, expected) in [
            ("*.json", "a.json", true),
            ("*.json", "deep/a.json", false),
            ("**/*.json", "a.json", true),
            ("**/*.json", "deep/er/a.json", true),
            ("deep/**", "deep/er/a.json", true),
            ("a?.json", "ab.json", true),
            ("a?.json", "a/.json", false),
            ("[ab].json", "b.json", true),
            ("[!ab].json", "b.json", false),
            ("{a,b}.json", "b.json", true),
            ("{a,b}/*.json", "c/a.json", false),
            ("a\\*.json", "a*.json", true),
            ("a\\*.json", "ab.json", false),
            ("!a.json", "!a.json", true),
            ("!a.json", "b.json", false),
            ("é*.json", "éa.json", true),
        ] {
            let glob = Glob::new(pattern).expect("a pattern");
            assert_eq!(glob.is_match(Path::new(path)), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn what_is_not_closed_is_no_pattern() {
        for pattern in ["a[", "a[]", "{a,b", "a}", "a\\"] {
            assert!(Glob::new(pattern).is_err(), "{pattern}");
        }
    }
}
