//! Decimal numbers, judged and written by their digits: nothing is rounded on the way.

use std::cmp::Ordering;

/// Digits a plain decimal may have. The largest double has 309; more is no number anybody meant.
const MOST_DIGITS: i64 = 400;

/// A number as a JSON text writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    /// The significant digits, without zeros at either end; empty for zero.
    digits: String,
    /// Where the decimal point stands, counted from the first of them.
    point: i64,
}

impl Decimal {
    /// Reads a JSON number.
    pub(crate) fn of(lexeme: &str) -> Self {
        let (negative, unsigned) = match lexeme.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, lexeme),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)),
            None => (unsigned, 0),
        };
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{integer}{fraction}");
        let significant = all.trim_start_matches('0');
        let leading = all.len() - significant.len();
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self {
                negative: false,
                digits,
                point: 0,
            };
        }
        // Lengths are under a mebibyte, so only the exponent can be extreme, and it was bounded above.
        let before_point = i64::try_from(integer.len()).unwrap_or(i64::MAX / 4);
        let leading = i64::try_from(leading).unwrap_or(i64::MAX / 4);
        Self {
            negative,
            digits,
            point: before_point - leading + exponent,
        }
    }

    /// Whether it has no fraction.
    pub(crate) fn is_integer(&self) -> bool {
        self.point >= self.length()
    }

    /// How it compares with a whole number.
    pub(crate) fn compare(&self, whole: u64) -> Ordering {
        if self.digits.is_empty() {
            return 0.cmp(&whole);
        }
        if self.negative {
            return Ordering::Less;
        }
        if whole == 0 {
            return Ordering::Greater;
        }
        let other = whole.to_string();
        let places = i64::try_from(other.len()).unwrap_or(i64::MAX);
        // Neither begins with a zero, so the longer integer part is the larger number, and zeros at the end of the
        // shorter digits do not count.
        self.point
            .cmp(&places)
            .then_with(|| self.digits.as_str().cmp(other.trim_end_matches('0')))
    }

    /// The number without exponent and without needless zeros: `1250.50` is `1250.5`, `1e3` is `1000`.
    ///
    /// `None` where that would take hundreds of digits.
    pub(crate) fn plain(&self) -> Option<String> {
        let (digits, point, length) = (&self.digits, self.point, self.length());
        if digits.is_empty() {
            return Some("0".to_owned());
        }
        if point.abs() > MOST_DIGITS || length > MOST_DIGITS {
            return None;
        }
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
        let magnitude = if point <= 0 {
            format!("0.{}{digits}", zeros(-point))
        } else if point >= length {
            format!("{digits}{}", zeros(point - length))
        } else {
            let (whole, part) = digits.split_at(usize::try_from(point).ok()?);
            format!("{whole}.{part}")
        };
        Some(if self.negative {
            format!("-{magnitude}")
        } else {
            magnitude
        })
    }

    fn length(&self) -> i64 {
        i64::try_from(self.digits.len()).unwrap_or(i64::MAX)
    }
}

/// An exponent; one too long to read is as good as endless.
fn exponent_of(text: &str) -> i64 {
    const ENDLESS: i64 = i64::MAX / 4;
    match text.parse::<i64>() {
        Ok(exponent) => exponent.clamp(-ENDLESS, ENDLESS),
        Err(_) if text.starts_with('-') => -ENDLESS,
        Err(_) => ENDLESS,
    }
}

/// A JSON number as a plain decimal, where it has one of reasonable length.
pub(crate) fn plain(lexeme: &str) -> Option<String> {
    Decimal::of(lexeme).plain()
}

/// Whether `text` is a plain decimal, such as `-12.5`.
pub(crate) fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (integer, fraction) = match unsigned.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(integer)
        && (integer == "0" || !integer.starts_with('0'))
        && fraction.is_none_or(digits)
        && text != "-0"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn drops_exponents_and_needless_zeros() {
        for (lexeme, expected) in [
            ("1250.50", "1250.5"),
            ("1250", "1250"),
            ("0", "0"),
            ("-0", "0"),
            ("-0.0e5", "0"),
            ("1e3", "1000"),
            ("1.5E+2", "150"),
            ("12.34e1", "123.4"),
            ("1e-7", "0.0000001"),
            ("-0.05", "-0.05"),
            ("100", "100"),
            ("9007199254740993", "9007199254740993"),
            ("12345678901234567890.10", "12345678901234567890.1"),
        ] {
            assert_eq!(plain(lexeme).as_deref(), Some(expected), "{lexeme}");
            assert!(is_plain(expected), "{expected}");
        }
        assert_eq!(plain("1e-999999999"), None);
        assert_eq!(plain("1e-99999999999999999999"), None);
        assert_eq!(plain("0e99999999999999999999"), Some("0".to_owned()));
    }

    #[test]
    fn plain_decimals_have_one_form() {
        for text in [
            "", "-", "-0", ".5", "5.", "+5", "1e3", "0x10", "1,5", "01", " 1", "NaN", "1.2.3",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }

    /// A double would round each of these to the number it is compared with.
    #[test]
    fn comparing_does_not_round() {
        for (lexeme, whole, expected) in [
            ("50.0000000000000000000001", 50, Ordering::Greater),
            ("49.9999999999999999999999", 50, Ordering::Less),
            ("5e1", 50, Ordering::Equal),
            ("50.00", 50, Ordering::Equal),
            ("-1e-400", 0, Ordering::Less),
            ("1e-400", 0, Ordering::Greater),
            ("0e9", 0, Ordering::Equal),
            ("600", 6, Ordering::Greater),
            ("1e300", u64::MAX, Ordering::Greater),
        ] {
            assert_eq!(Decimal::of(lexeme).compare(whole), expected, "{lexeme}");
        }
        assert!(Decimal::of("1.5e1").is_integer() && Decimal::of("-0.0").is_integer());
        assert!(!Decimal::of("0.99999999999999999999").is_integer());
    }

    proptest! {
        /// Doubles print as plain decimals in Rust; the digits must agree.
        #[test]
        fn agrees_with_the_standard_library(value in -1e15_f64..1e15) {
            prop_assert_eq!(plain(&format!("{value:e}")), Some(value.to_string()));
        }

        #[test]
        fn compares_like_whole_numbers(left: u64, right: u64) {
            prop_assert_eq!(Decimal::of(&left.to_string()).compare(right), left.cmp(&right));
        }
    }
}
