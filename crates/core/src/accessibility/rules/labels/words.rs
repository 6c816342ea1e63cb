//! Whether a name says a label: the algorithm of the ACT rule
//! [2ee8b8](https://www.w3.org/WAI/standards-guidelines/act/rules/2ee8b8/proposed/), and where it leaves room for judgement.

use std::collections::BTreeSet;

/// Whether a name says a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Its words stand in the name, one after the other.
    Yes,
    /// A person has to tell.
    Perhaps,
    /// They do not.
    No,
}

/// Compares a label that people see with the name that they have to say.
pub(super) fn is_said(label: &str, name: &str) -> Said {
    let (label, name) = (without_parentheses(label), without_parentheses(name));
    let (words, said) = (words(&label), words(&name));
    if contains(&said, &words, |one, other| one.text == other.text) {
        return Said::Yes;
    }
    if words
        .iter()
        .chain(&said)
        .any(|word| word.text.chars().any(is_unspaced))
    {
        // Where people write no spaces between words, characters are all there is to compare.
        let (label, name) = (joined(&words), joined(&said));
        return if name.contains(&label) {
            Said::Yes
        } else {
            Said::No
        };
    }
    let is_letter =
        words.len() == 1 && words[0].text.chars().count() == 1 && words[0].is_alphabetic();
    // A letter alone may be a sign, such as the X that closes; "Ave." may be short for a word; and words with a hyphen are
    // written without it too.
    if is_letter
        || contains(&said, &words, |said, word| {
            said.text == word.text || said.is_long_form_of(word)
        })
        || contains_unhyphenated(&label, &name)
        || label.chars().chain(name.chars()).any(has_compatible_form)
    {
        return Said::Perhaps;
    }
    Said::No
}

/// Whether a name has any word of a label; where words are not told apart, any character.
pub(super) fn shares_a_word(label: &str, name: &str) -> bool {
    let (label, name) = (words(label), words(name));
    if label
        .iter()
        .chain(&name)
        .any(|word| word.text.chars().any(is_unspaced))
    {
        let said: BTreeSet<char> = joined(&name).chars().collect();
        return joined(&label)
            .chars()
            .any(|character| said.contains(&character));
    }
    let said: BTreeSet<&str> = name.iter().map(|word| word.text.as_str()).collect();
    label.iter().any(|word| said.contains(word.text.as_str()))
}

/// A word, in lower case.
#[derive(Debug)]
struct Word {
    text: String,
    /// Whether a full stop follows it.
    is_stopped: bool,
}

impl Word {
    fn is_alphabetic(&self) -> bool {
        self.text.chars().all(char::is_alphabetic)
    }

    /// Whether another word may be short for this one.
    fn is_long_form_of(&self, short: &Self) -> bool {
        short.is_stopped
            && short.is_alphabetic()
            && self.text.chars().count() > short.text.chars().count()
            && self.text.chars().next() == short.text.chars().next()
    }
}

/// The words of a text: what is neither letter nor digit stands between them.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let end = rest
            .find(|other: char| !other.is_alphanumeric())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        words.push(Word {
            text: word.to_lowercase(),
            is_stopped: after.starts_with('.'),
        });
        rest = after;
    }
    words
}

/// Whether `part` stands in `whole`, one word after the other.
fn contains(whole: &[Word], part: &[Word], same: impl Fn(&Word, &Word) -> bool) -> bool {
    /// Labels and names of more words than this are texts, and comparing them in every place would take too long.
    const LONGEST: usize = 1_000;
    let (Some(first), true) = (part.first(), part.len() <= LONGEST) else {
        return true;
    };
    whole.windows(part.len()).take(LONGEST).any(|window| {
        same(&window[0], first) && window.iter().zip(part).all(|(one, other)| same(one, other))
    })
}

fn contains_unhyphenated(label: &str, name: &str) -> bool {
    let without = |text: &str| text.replace(['-', '\u{2010}', '\u{2011}', '\u{ad}'], "");
    let (plain_label, plain_name) = (without(label), without(name));
    (plain_label != label || plain_name != name)
        && contains(&words(&plain_name), &words(&plain_label), |one, other| {
            one.text == other.text
        })
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// A text without what stands in parentheses, which nobody says.
fn without_parentheses(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('(') {
        let Some(length) = rest[start..].find(')') else {
            break;
        };
        kept.push_str(&rest[..start]);
        kept.push(' ');
        rest = &rest[start + length + 1..];
    }
    kept.push_str(rest);
    kept
}

/// Whether a character belongs to a script that has no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a character may be written as others, by Unicode's compatibility: accents of their own, ligatures, small and
/// wide letters. Which of them mean the same is not worth a table of them all.
fn has_compatible_form(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{1f100}'..='\u{1f1ff}' | '\u{2070}'..='\u{209f}' | '\u{2100}'..='\u{218f}'
            | '\u{2460}'..='\u{24ff}' | '\u{fb00}'..='\u{fb4f}' | '\u{ff00}'..='\u{ffef}' | '\u{1d400}'..='\u{1d7ff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_labels_in_words() {
        for (label, name, said) in [
            ("ACT rules", "  ACT   rules ", Said::Yes),
            ("ACT rules", "act Rules", Said::Yes),
            ("Next page", "Next page in the list", Said::Yes),
            ("Search by date (YYYY-MM-DD)", "Search by date", Said::Yes),
            ("Next…", "Next", Said::Yes),
            (">>> ** Send ** <<<", "💡 Send 💡", Said::Yes),
            ("compose \u{a0}\n email", "compose email", Said::Yes),
            ("💡", "Idea", Said::Yes),
            ("Größe", "GRÖSSE Größe", Said::Yes),
            ("检查", "开始检查", Said::Yes),
            ("检查", "开始", Said::No),
            ("ACT rules", "WCAG", Said::No),
            ("The full label", "the full", Said::No),
            ("Discover It", "Discover Italy", Said::No),
            ("justice", "just ice", Said::No),
            ("W C A G", "WCAG", Said::No),
            ("2×2=4", "two by two is four", Said::No),
            ("11×3=33", "11 times 3 equals 33", Said::No),
            ("youhoware", "how are you", Said::No),
            (
                "Download specification",
                "Download the specification",
                Said::No,
            ),
            ("123.555.0123", "1 2 3. 5 5 5. 0 1 2 3", Said::No),
            ("2021", "20 21", Said::No),
            ("two thousand twenty-one", "twenty twenty-one", Said::No),
            ("2 0 2 3", "two zero two three", Said::No),
            ("1", "1a", Said::No),
            ("X", "Close", Said::Perhaps),
            ("University Ave.", "University Avenue", Said::Perhaps),
            ("nonstandard", "non-standard", Said::Perhaps),
            ("e-mail", "Email us", Said::Perhaps),
            ("Ｎext", "Next", Said::Perhaps),
        ] {
            assert_eq!(is_said(label, name), said, "{label} in {name}");
        }
    }
}
