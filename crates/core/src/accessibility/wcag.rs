//! The success criteria of WCAG 2.2 that checks speak of.

use serde::Serialize;

/// A success criterion of WCAG 2.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Criterion {
    /// Its number, such as `1.4.3`.
    pub number: &'static str,
    /// Its level: `A`, `AA` or `AAA`.
    pub level: &'static str,
}

/// What the standard says of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Details {
    /// The criterion.
    pub criterion: Criterion,
    /// The version of WCAG that brought it.
    pub since: &'static str,
    /// Its anchor in the standard, and its page in "Understanding WCAG 2.2".
    pub handle: &'static str,
}

macro_rules! criteria {
    ($($number:literal $level:ident $since:literal $handle:literal;)+) => {
        /// The criteria, by number.
        pub static CRITERIA: &[Details] = &[$(Details {
            criterion: Criterion {
                number: $number,
                level: stringify!($level),
            },
            since: $since,
            handle: $handle,
        }),+];
    };
}

criteria! {
    "1.1.1" A "2.0" "non-text-content";
    "1.3.1" A "2.0" "info-and-relationships";
    "1.3.5" AA "2.1" "identify-input-purpose";
    "1.4.1" A "2.0" "use-of-color";
    "1.4.3" AA "2.0" "contrast-minimum";
    "1.4.6" AAA "2.0" "contrast-enhanced";
    "1.4.11" AA "2.1" "non-text-contrast";
    "1.4.12" AA "2.1" "text-spacing";
    "2.1.1" A "2.0" "keyboard";
    "2.1.3" AAA "2.0" "keyboard-no-exception";
    "2.4.2" A "2.0" "page-titled";
    "2.4.3" A "2.0" "focus-order";
    "2.4.4" A "2.0" "link-purpose-in-context";
    "2.4.6" AA "2.0" "headings-and-labels";
    "2.4.7" AA "2.0" "focus-visible";
    "2.4.9" AAA "2.0" "link-purpose-link-only";
    "2.5.3" A "2.1" "label-in-name";
    "2.5.5" AAA "2.1" "target-size-enhanced";
    "2.5.8" AA "2.2" "target-size-minimum";
    "3.1.1" A "2.0" "language-of-page";
    "3.1.2" AA "2.0" "language-of-parts";
    "3.3.1" A "2.0" "error-identification";
    "3.3.2" A "2.0" "labels-or-instructions";
    "4.1.2" A "2.0" "name-role-value";
    "4.1.3" AA "2.1" "status-messages";
}

impl Criterion {
    /// What the standard says of it.
    ///
    /// # Panics
    /// When it is not in the table; a test asks for each that a check names.
    pub fn details(self) -> &'static Details {
        CRITERIA
            .iter()
            .find(|details| details.criterion == self)
            .unwrap_or_else(|| panic!("no criterion {} ({})", self.number, self.level))
    }

    /// Where the standard stands.
    pub fn url(self) -> String {
        format!("https://www.w3.org/TR/WCAG22/#{}", self.details().handle)
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::checks;

    #[test]
    fn every_criterion_that_a_check_names_is_in_the_table() {
        for check in checks() {
            for criterion in check.criteria {
                assert!(criterion.url().len() > 30, "{}", check.rule.id);
            }
        }
    }
}
