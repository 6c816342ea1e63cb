//! How much is measured.

use crate::error::Error;

/// How much is measured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Cards a client posts in a run.
    pub(crate) cards: usize,
    /// Posts that wait for an answer at the same time.
    pub(crate) concurrency: usize,
    /// Runs of each client; an odd number has a median that was measured.
    pub(crate) runs: usize,
}

/// More cards than this, and the state of the sandbox outgrows the memory of small machines.
const MOST_CARDS: usize = 200_000;
/// What `preflight publish` takes.
const MOST_CONCURRENCY: usize = 1_000;
const MOST_RUNS: usize = 99;

impl Options {
    /// Reads the words behind a command; none where they are not understood at all.
    pub(crate) fn parse(words: &[&str]) -> Result<Option<Self>, Error> {
        let mut options = Self {
            cards: 10_000,
            concurrency: 64,
            runs: 3,
        };
        for pair in words.chunks(2) {
            let [option, value] = pair else {
                return Ok(None);
            };
            let (place, most) = match *option {
                "--cards" => (&mut options.cards, MOST_CARDS),
                "--concurrency" => (&mut options.concurrency, MOST_CONCURRENCY),
                "--runs" => (&mut options.runs, MOST_RUNS),
                _ => return Ok(None),
            };
            *place = match value.parse() {
                Ok(number) if (1..=most).contains(&number) => number,
                _ => {
                    return Err(Error::Number {
                        option: (*option).to_owned(),
                        value: (*value).to_owned(),
                        most,
                    });
                }
            };
        }
        Ok(Some(options))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_has_a_default_and_may_be_given() {
        let parse = |words: &[&str]| {
            let options = Options::parse(words).ok().flatten()?;
            Some((options.cards, options.concurrency, options.runs))
        };
        assert_eq!(parse(&[]), Some((10_000, 64, 3)));
        assert_eq!(
            parse(&["--runs", "5", "--cards", "100", "--concurrency", "1"]),
            Some((100, 1, 5))
        );
    }

    #[test]
    fn what_is_no_option_and_what_is_no_number_are_told_apart() {
        for words in [
            &["100"][..],
            &["--cards"],
            &["--cards", "1", "--runs"],
            &["--jobs", "2"],
        ] {
            assert!(matches!(Options::parse(words), Ok(None)), "{words:?}");
        }
        for (option, value) in [
            ("--cards", "0"),
            ("--cards", "200001"),
            ("--concurrency", "1001"),
            ("--runs", "x"),
        ] {
            assert!(
                matches!(Options::parse(&[option, value]), Err(Error::Number { .. })),
                "{option} {value}"
            );
        }
    }
}
