//! From a place in a decoded string back to the place in the source that wrote it.

use super::{Span, lexer};

/// Maps byte offsets in a decoded string to byte offsets in the source.
///
/// A string literal without escapes maps one to one. It is made when a finding inside a string has to be located,
/// never while reading, so documents without such findings pay nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetMap {
    /// (decoded offset, source offset) wherever the distance between the two changes.
    steps: Vec<(usize, usize)>,
    end: (usize, usize),
}

impl OffsetMap {
    /// The map of the string literal at `literal` (quotes included) in `source`.
    pub fn new(source: &str, literal: Span) -> Self {
        let quote = source.as_bytes()[literal.start as usize];
        let start = literal.start as usize + 1;
        let mut steps = vec![(0, start)];
        let mut decoded = 0;
        let mut offset = start;
        // A string that was never closed ends without a quote.
        let end = literal.end as usize;
        while offset < end && source.as_bytes()[offset] != quote {
            let (written, read) = lexer::character(&source[offset..end]);
            offset += written;
            decoded += read;
            if written != read {
                steps.push((decoded, offset));
            }
        }
        Self {
            steps,
            end: (decoded, offset),
        }
    }

    /// The source offset of a decoded offset; the end of the text for anything beyond it.
    pub fn source_offset(&self, decoded: usize) -> usize {
        if decoded >= self.end.0 {
            return self.end.1;
        }
        let step = self.steps.partition_point(|step| step.0 <= decoded) - 1;
        let (from, to) = self.steps[step];
        let next = self.steps.get(step + 1).map_or(self.end.1, |next| next.1);
        (to + (decoded - from)).min(next)
    }

    /// The source span of a decoded range.
    pub fn source_span(&self, decoded: std::ops::Range<usize>) -> Span {
        Span::new(
            self.source_offset(decoded.start),
            self.source_offset(decoded.end),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_through_escapes() {
        // Decodes to: a, line feed, b, grinning face, c
        let source = r#""a\nb\ud83d\ude00c""#;
        let map = OffsetMap::new(source, Span::new(0, source.len()));
        let places: Vec<&str> = [0, 1, 2, 3, 7]
            .windows(2)
            .map(|pair| &source[map.source_span(pair[0]..pair[1]).range()])
            .collect();
        assert_eq!(places, ["a", r"\n", "b", r"\ud83d\ude00"]);
        assert_eq!(map.source_offset(8), source.len() - 1);
    }

    #[test]
    fn an_unclosed_string_ends_where_it_ends() {
        let source = "\"<b>é";
        let map = OffsetMap::new(source, Span::new(0, source.len()));
        assert_eq!(&source[map.source_span(0..5).range()], "<b>é");
    }
}
