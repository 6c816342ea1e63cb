//! Header values of an injected answer, with dates that depend on when it is sent.

use axum::http::HeaderValue;

const OPEN: &str = "{http-date";
/// The farthest a date may be, in virtual seconds: a year.
const FARTHEST: i64 = 31_536_000;

/// The value with each `{http-date+N}` or `{http-date-N}` replaced by what `date` makes of N.
pub(crate) fn expand(template: &str, date: impl Fn(i64) -> String) -> Result<HeaderValue, String> {
    let mut value = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (offset, after) = after
            .split_once('}')
            .and_then(|(offset, after)| Some((parse_offset(offset)?, after)))
            .ok_or_else(|| {
                format!(
                    "\"{template}\" has a date that cannot be read; write {{http-date+N}} or {{http-date-N}} \
                     with N whole seconds, at most {FARTHEST}"
                )
            })?;
        value.push_str(before);
        value.push_str(&date(offset));
        rest = after;
    }
    value.push_str(rest);
    HeaderValue::try_from(value)
        .map_err(|_| format!("\"{template}\" has characters that a header cannot carry"))
}

fn parse_offset(text: &str) -> Option<i64> {
    let signed = text.starts_with(['+', '-']);
    let digits = text.get(1..)?;
    let digits_only = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (signed && digits_only)
        .then(|| text.parse().ok())
        .flatten()
        .filter(|offset: &i64| (-FARTHEST..=FARTHEST).contains(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_put_in_where_they_are_asked_for() {
        for (template, value) in [
            ("7", "7"),
            ("{http-date+7}", "<7>"),
            ("{http-date-7}", "<-7>"),
            ("a {http-date+0}, {http-date+1} b", "a <0>, <1> b"),
            ("{other}", "{other}"),
        ] {
            let expanded = expand(template, |offset| format!("<{offset}>"));
            assert_eq!(expanded.expect(template), value);
        }
        for template in [
            "{http-date}",
            "{http-date7}",
            "{http-date+}",
            "{http-date+7",
            "{http-date++7}",
            "{http-date+1.5}",
            "{http-date+31536001}",
            "a\nb",
        ] {
            assert!(expand(template, |_| String::new()).is_err(), "{template}");
        }
    }
}
