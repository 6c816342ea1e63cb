//! Dates in UTC: today's for suppressions that expire, and times to the millisecond for what is written down.

use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: u64 = 86_400;

/// Today in UTC as YYYY-MM-DD; the same day on every machine, whatever its time zone.
pub(crate) fn today() -> String {
    // A clock before 1970 is no clock; the first day of its epoch lets no suppression expire.
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    from_days(seconds / SECONDS_PER_DAY)
}

/// A time as RFC 3339 writes it, in UTC and to the millisecond.
pub(crate) fn timestamp(time: SystemTime) -> String {
    let elapsed = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = elapsed.as_secs();
    let (day, second) = (seconds / SECONDS_PER_DAY, seconds % SECONDS_PER_DAY);
    let mut text = from_days(day);
    // Without the machinery of `format!`: every line that is written down begins with one.
    for (before, number, digits) in [
        ('T', second / 3_600, 2),
        (':', second / 60 % 60, 2),
        (':', second % 60, 2),
        ('.', u64::from(elapsed.subsec_millis()), 3),
    ] {
        text.push(before);
        push(&mut text, number, digits);
    }
    text.push('Z');
    text
}

/// Adds a number with at least so many digits.
fn push(text: &mut String, number: u64, digits: u32) {
    for place in (0..digits.max(number.checked_ilog10().unwrap_or_default() + 1)).rev() {
        let digit = u32::try_from(number / 10_u64.pow(place) % 10).unwrap_or_default();
        text.extend(char::from_digit(digit, 10));
    }
}

/// The date that many days after 1970-01-01, by Howard Hinnant's `civil_from_days`: years are counted from March, so
/// that the leap day is the last day of its year.
fn from_days(days: u64) -> String {
    const DAYS_FROM_0000_03_01: u64 = 719_468;
    const DAYS_PER_ERA: u64 = 146_097;
    let days = days + DAYS_FROM_0000_03_01;
    let era = days / DAYS_PER_ERA;
    let day_of_era = days % DAYS_PER_ERA;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let mut text = String::with_capacity("1970-01-01T00:00:00.000Z".len());
    push(&mut text, year, 4);
    text.push('-');
    push(&mut text, month, 2);
    text.push('-');
    push(&mut text, day, 2);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_calendar() {
        for (days, date) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_778, "2026-11-21"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(from_days(days), date);
        }
        assert_eq!(today().len(), 10);
    }

    #[test]
    fn writes_times_as_rfc_3339_does() {
        let time = UNIX_EPOCH + std::time::Duration::from_millis(784_111_777_089);
        assert_eq!(timestamp(time), "1994-11-06T08:49:37.089Z");
        assert_eq!(timestamp(UNIX_EPOCH), "1970-01-01T00:00:00.000Z");
    }
}
