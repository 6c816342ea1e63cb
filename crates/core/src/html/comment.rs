//! Comments, and what is read as one.

/// What a comment holds, and the place after it; both count from after its `<!--`.
///
/// It ends with `-->` or `--!>`, and right at its beginning with `>` or `->`; where nothing ends it, with the text.
pub(super) fn comment(source: &str) -> (&str, usize) {
    let bytes = source.as_bytes();
    for abrupt in [">", "->"] {
        if source.starts_with(abrupt) {
            return ("", abrupt.len());
        }
    }
    let mut at = 0;
    while let Some(dashes) = source[at..].find('-').map(|dash| at + dash) {
        let count = bytes[dashes..]
            .iter()
            .take_while(|byte| **byte == b'-')
            .count();
        at = dashes + count;
        let bang = usize::from(bytes.get(at) == Some(&b'!'));
        match bytes.get(at + bang) {
            // What may have begun the end is no part of it.
            None if bang == 0 || count >= 2 => {
                return (&source[..at - count.min(2)], source.len());
            }
            Some(b'>') if count >= 2 => return (&source[..at - 2], at + bang + 1),
            _ => {}
        }
    }
    (source, source.len())
}

/// What a bogus comment holds, and the place after it.
pub(super) fn bogus(source: &str) -> (&str, usize) {
    match source.find('>') {
        Some(end) => (&source[..end], end + 1),
        None => (source, source.len()),
    }
}
