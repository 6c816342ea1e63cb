//! Takes secrets out of texts that came from outside.
//!
//! A server may repeat what it was sent, in full, cut off, in another case, or in the middle of a word of its own. So not
//! whole secrets are looked for, but any [`WINDOW`] bytes in a row of one; shorter ones are looked for as whole words.

use std::collections::BTreeSet;

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Shortest part of a secret that is told from chance.
const WINDOW: usize = 8;

/// Texts that must not be seen.
#[derive(Clone, Default)]
pub(crate) struct Hidden {
    windows: BTreeSet<[u8; WINDOW]>,
    /// Those that are shorter.
    words: BTreeSet<Vec<u8>>,
}

impl Hidden {
    /// Hides a text from now on, as it is and as JSON, URLs and forms write it.
    pub(crate) fn add(&mut self, secret: &str) {
        self.add_spelling(secret);
        if !secret.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let json = serde_json::Value::from(secret).to_string();
            self.add_spelling(json.trim_matches('"'));
            let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
            self.add_spelling(&form);
            self.add_spelling(&form.replace('+', "%20"));
        }
    }

    fn add_spelling(&mut self, secret: &str) {
        let secret = secret.to_ascii_lowercase().into_bytes();
        if secret.is_empty() {
            return;
        }
        if secret.len() < WINDOW {
            self.words.insert(secret);
            return;
        }
        self.windows.extend(
            secret
                .windows(WINDOW)
                .filter_map(|window| <[u8; WINDOW]>::try_from(window).ok()),
        );
    }

    /// The text without what is hidden.
    pub(crate) fn hide(&self, text: &str) -> String {
        let bytes = text.to_ascii_lowercase().into_bytes();
        let mut hidden = vec![false; bytes.len()];
        for (start, window) in bytes.windows(WINDOW).enumerate() {
            if <[u8; WINDOW]>::try_from(window).is_ok_and(|window| self.windows.contains(&window)) {
                hidden[start..start + WINDOW].fill(true);
            }
        }
        for word in &self.words {
            let is_inside = |at: Option<usize>| {
                at.and_then(|at| bytes.get(at))
                    .is_some_and(u8::is_ascii_alphanumeric)
            };
            for (start, window) in bytes.windows(word.len()).enumerate() {
                let end = start + word.len();
                if window == word && !is_inside(start.checked_sub(1)) && !is_inside(Some(end)) {
                    hidden[start..end].fill(true);
                }
            }
        }
        let mut shown = String::with_capacity(text.len());
        let mut was_hidden = false;
        for (start, character) in text.char_indices() {
            let is_hidden = hidden[start..start + character.len_utf8()].contains(&true);
            if !is_hidden {
                shown.push(character);
            } else if !was_hidden {
                shown.push_str(REDACTED);
            }
            was_hidden = is_hidden;
        }
        shown
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(REDACTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hiding(secrets: &[&str]) -> Hidden {
        let mut hidden = Hidden::default();
        for secret in secrets {
            hidden.add(secret);
        }
        hidden
    }

    #[test]
    fn secrets_are_hidden_whole_and_in_part() {
        let hidden = hiding(&[
            "planted-secret-7Q",
            "Grüße an Jürgen",
            "say \"hi\" & go",
            "12",
        ]);
        for (text, shown) in [
            ("you sent planted-secret-7Q!", "you sent [redacted]!"),
            ("PLANTED-SECRET-7Q", "[redacted]"),
            ("it begins with planted-sec…", "it begins with [redacted]…"),
            ("it ends with d-secret-7q.", "it ends with [redacted]."),
            ("xplanted-secret-7Qx", "x[redacted]x"),
            ("'Grüße an Jürgen' is long", "'[redacted]' is long"),
            (r#"{"say \"hi\" & go":1}"#, r#"{"[redacted]":1}"#),
            ("q=say+%22hi%22+%26+go", "q=[redacted]"),
            ("value 12 is not 1212", "value [redacted] is not 1212"),
            ("a plant and a secret", "a plant and a secret"),
            ("", ""),
        ] {
            assert_eq!(hidden.hide(text), shown, "{text}");
        }
    }

    #[test]
    fn nothing_is_hidden_where_there_is_no_secret() {
        assert_eq!(hiding(&[""]).hide("anything"), "anything");
    }

    #[test]
    fn secrets_are_not_printed() {
        assert_eq!(format!("{:?}", hiding(&["planted-secret"])), "[redacted]");
    }
}
