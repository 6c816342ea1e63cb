//! Document types.

use super::text::{Reading, decoded};
use super::token::{Doctype, is_space, name};

/// Reads a document type from the place after its `<!doctype`; with it comes the place after it.
pub(super) fn doctype(source: &str) -> (Doctype, usize) {
    // Nothing keeps a `>` from ending it, not even quotes.
    let (inside, end) = match source.find('>') {
        Some(end) => (&source[..end], end + 1),
        None => (source, source.len()),
    };
    let mut doctype = Doctype::default();
    // What the end of the text cuts off counts as broken, but for what is skipped anyway.
    let cut_off = end == inside.len();
    doctype.force_quirks = match read(inside, &mut doctype) {
        Rest::Nothing => cut_off,
        Rest::Skipped => false,
        Rest::Broken => true,
    };
    (doctype, end)
}

/// What follows the parts that were understood.
enum Rest {
    Nothing,
    /// More, which does no harm.
    Skipped,
    /// More or less than there may be.
    Broken,
}

fn read(inside: &str, doctype: &mut Doctype) -> Rest {
    let inside = after_space(inside);
    if inside.is_empty() {
        return Rest::Broken;
    }
    let name_end = inside.bytes().position(is_space).unwrap_or(inside.len());
    doctype.name = Some(name(&inside[..name_end]).into_owned());
    let rest = after_space(&inside[name_end..]);
    if rest.is_empty() {
        return Rest::Nothing;
    }
    let system = if let Some(rest) = after_word(rest, "public") {
        let Some((id, rest)) = quoted(after_space(rest)) else {
            return Rest::Broken;
        };
        doctype.public_id = Some(id);
        match rest.map(after_space) {
            None => return Rest::Broken,
            Some("") => return Rest::Nothing,
            Some(rest) => rest,
        }
    } else if let Some(rest) = after_word(rest, "system") {
        after_space(rest)
    } else {
        return Rest::Broken;
    };
    let Some((id, rest)) = quoted(system) else {
        return Rest::Broken;
    };
    doctype.system_id = Some(id);
    match rest.map(after_space) {
        None => Rest::Broken,
        Some("") => Rest::Nothing,
        Some(_) => Rest::Skipped,
    }
}

/// An identifier in quotes, and what follows them; nothing follows where they are not closed.
fn quoted(source: &str) -> Option<(String, Option<&str>)> {
    let quote = source
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))?;
    let (id, rest) = match source[1..].split_once(quote) {
        Some((id, rest)) => (id, Some(rest)),
        None => (&source[1..], None),
    };
    Some((decoded(id, Reading::Raw).into_owned(), rest))
}

fn after_word<'t>(source: &'t str, word: &str) -> Option<&'t str> {
    let begin = source.get(..word.len())?;
    begin
        .eq_ignore_ascii_case(word)
        .then(|| &source[word.len()..])
}

fn after_space(source: &str) -> &str {
    let space = source.bytes().take_while(|byte| is_space(*byte)).count();
    &source[space..]
}
