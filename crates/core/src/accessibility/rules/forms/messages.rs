//! How error texts are marked, and which of them say nothing.

use std::collections::HashSet;

/// Words that say that something is wrong.
const FAULT: &[&str] = &[
    "bad",
    "data",
    "entry",
    "error",
    "errors",
    "field",
    "fields",
    "form",
    "incorrect",
    "input",
    "invalid",
    "mistake",
    "oops",
    "problem",
    "sorry",
    "valid",
    "value",
    "values",
    "wrong",
];
/// Words that ask to do something about it, without saying what.
const PROMPT: &[&str] = &[
    "again",
    "check",
    "correct",
    "correctly",
    "enter",
    "fill",
    "fix",
    "out",
    "please",
    "properly",
    "provide",
    "try",
];
/// Words that say nothing of themselves.
const GLUE: &[&str] = &[
    "a", "an", "and", "are", "at", "for", "has", "have", "here", "in", "is", "it", "not", "of",
    "on", "or", "our", "some", "that", "the", "there", "this", "was", "with", "your",
];

/// Whether a text says no more than that something is wrong, with a field of one of these labels or in general. "Please
/// enter your name" says more: that nothing is there yet.
pub(super) fn is_empty_phrase(text: &str, labels: &HashSet<&str>) -> bool {
    let words = words(text);
    let is_glue = |word: &String| GLUE.contains(&word.as_str());
    let is_fault = |word: &String| FAULT.contains(&word.as_str());
    let is_prompt = |word: &String| PROMPT.contains(&word.as_str());
    let is_label = |word: &String| labels.contains(word.as_str());
    let mut rest = words.iter().filter(|word| !is_glue(word)).peekable();
    if rest.peek().is_none() {
        return false;
    }
    let is_general = rest.clone().all(|word| is_fault(word) || is_prompt(word));
    let is_of_field =
        rest.clone().all(|word| is_fault(word) || is_label(word)) && rest.any(is_fault);
    is_general || is_of_field
}

/// The words of a text, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|other: char| !other.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a class or an id marks an error text: it says "error", and nothing that makes it another thing.
pub(super) fn is_message(marks: &str) -> bool {
    const ELSE: &[&str] = &[
        "border",
        "boundary",
        "code",
        "container",
        "count",
        "group",
        "has",
        "icon",
        "input",
        "is",
        "no",
        "page",
        "symbol",
        "wrapper",
    ];
    marks.split_ascii_whitespace().any(|mark| {
        let parts = parts(mark);
        let says = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
        says(&["error", "errors", "errormessage"]) && !says(ELSE)
    })
}

/// The words that a class or an id is made of: `fieldError` and `field-error` are made of two.
fn parts(mark: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for character in mark.chars() {
        let begins = !character.is_alphanumeric() || (was_lower && character.is_uppercase());
        if begins {
            parts.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(part) = parts.last_mut()
        {
            part.extend(character.to_lowercase());
        }
        was_lower = character.is_lowercase();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_that_say_nothing() {
        for (text, labels, nothing) in [
            ("Error!", &[][..], true),
            ("Invalid value for age.", &["age", "years"], true),
            ("Please fill the field correctly.", &["age"], true),
            ("Please enter your name", &["name"], false),
            ("Name", &["name"], false),
            ("Age is required", &["age"], false),
            ("Invalid age: write a number", &["age"], false),
            ("", &[], false),
        ] {
            let labels = labels.iter().copied().collect();
            assert_eq!(is_empty_phrase(text, &labels), nothing, "{text}");
        }
    }

    #[test]
    fn marks_of_errors() {
        for (marks, is) in [
            ("error", true),
            ("age-error", true),
            ("field ageError", true),
            ("form__error-message", true),
            ("has-error", false),
            ("error-icon", false),
            ("terror", false),
        ] {
            assert_eq!(is_message(marks), is, "{marks}");
        }
    }
}
