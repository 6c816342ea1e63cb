//! Numbers as plain decimals.

/// Digits a plain decimal may have; a value that needs more is over every limit anyway.
const MOST_DIGITS: i64 = 4_096;

/// A JSON number without exponent and without needless zeros: `1250.50` is `1250.5`, `1e3` is `1000`.
///
/// Computed on the digits, not through a double, so nothing is rounded. `None` where the plain form would have
/// thousands of digits.
pub(crate) fn plain(lexeme: &str) -> Option<String> {
    let (negative, unsigned) = match lexeme.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, lexeme),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()),
        None => (unsigned, Some(0)),
    };
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{integer}{fraction}");
    let significant = digits.trim_start_matches('0');
    let leading = i64::try_from(digits.len() - significant.len()).ok()?;
    let significant = significant.trim_end_matches('0');
    if significant.is_empty() {
        return Some("0".to_owned());
    }
    // Where the decimal point stands, counted from the first significant digit.
    let exponent = exponent?;
    let point = i64::try_from(integer.len())
        .ok()?
        .checked_sub(leading)?
        .checked_add(exponent)?;
    let length = i64::try_from(significant.len()).ok()?;
    if point.abs() > MOST_DIGITS || length > MOST_DIGITS {
        return None;
    }
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    let magnitude = if point <= 0 {
        format!("0.{}{significant}", zeros(-point))
    } else if point >= length {
        format!("{significant}{}", zeros(point - length))
    } else {
        let (whole, part) = significant.split_at(usize::try_from(point).ok()?);
        format!("{whole}.{part}")
    };
    Some(if negative {
        format!("-{magnitude}")
    } else {
        magnitude
    })
}

/// Whether `text` is a plain decimal, such as `-12.5`.
pub(crate) fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (integer, fraction) = match unsigned.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(integer) && (integer == "0" || !integer.starts_with('0')) && fraction.is_none_or(digits)
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
            "", "-", ".5", "5.", "+5", "1e3", "0x10", "1,5", "01", " 1", "NaN", "1.2.3",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }

    proptest! {
        /// Doubles print as plain decimals in Rust; the digits must agree.
        #[test]
        fn agrees_with_the_standard_library(value in -1e15_f64..1e15) {
            prop_assert_eq!(plain(&format!("{value:e}")), Some(value.to_string()));
        }
    }
}
