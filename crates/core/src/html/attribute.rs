//! The inside of a tag, after its name.

use super::text::{Reading, decoded};
use super::token::{Attribute, is_space, name};

/// What stands in a tag after its name.
pub(super) struct Inside<'t> {
    pub(super) attributes: Vec<Attribute<'t>>,
    pub(super) self_closing: bool,
    /// The place after the tag's `>`.
    pub(super) end: usize,
}

/// Reads a tag from the place after its name; nothing where the end of the text cuts it off.
pub(super) fn inside(text: &str, mut at: usize) -> Option<Inside<'_>> {
    let bytes = text.as_bytes();
    let mut attributes = Vec::new();
    loop {
        at = after_space(bytes, at);
        match bytes.get(at)? {
            b'>' => break,
            b'/' => at += 1,
            _ => {
                let attribute = attribute(text, at)?;
                at = attribute.range.end;
                attributes.push(attribute);
            }
        }
    }
    mark_duplicates(&mut attributes);
    Some(Inside {
        // The slash of an unquoted value is part of it, and one before an attribute is nothing.
        self_closing: bytes[at - 1] == b'/'
            && attributes.last().is_none_or(|last| last.range.end < at),
        attributes,
        end: at + 1,
    })
}

/// Reads an attribute; nothing where the end of the text cuts it off.
fn attribute(text: &str, start: usize) -> Option<Attribute<'_>> {
    let bytes = text.as_bytes();
    // A name may begin with an equals sign, but not hold one.
    let ends_name = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>' | b'=');
    let name_end = find(bytes, start + 1, ends_name)?;
    let equals = after_space(bytes, name_end);
    let (value, value_range, end) = if bytes.get(equals)? == &b'=' {
        let at = after_space(bytes, equals + 1);
        match bytes.get(at)? {
            quote @ (b'"' | b'\'') => {
                let end = find(bytes, at + 1, |byte| byte == quote)?;
                (at + 1..end, at + 1..end, end + 1)
            }
            b'>' => (at..at, name_end..name_end, at),
            _ => {
                let end = find(bytes, at, |byte| is_space(*byte) || *byte == b'>')?;
                (at..end, at..end, end)
            }
        }
    } else {
        (name_end..name_end, name_end..name_end, name_end)
    };
    Some(Attribute {
        name: name(&text[start..name_end]),
        value: decoded(&text[value], Reading::Value),
        range: start..end,
        value_range,
        duplicate: false,
    })
}

fn after_space(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |byte| !is_space(*byte)).unwrap_or(bytes.len())
}

fn find(bytes: &[u8], from: usize, is_it: impl Fn(&u8) -> bool) -> Option<usize> {
    Some(from + bytes.get(from..)?.iter().position(is_it)?)
}

/// Marks each attribute whose name one before it has.
fn mark_duplicates(attributes: &mut [Attribute<'_>]) {
    // Comparing each with all before it is the fastest for a few, and takes seconds for what a hostile tag holds.
    const FEW: usize = 16;
    if attributes.len() <= FEW {
        for index in 1..attributes.len() {
            let (before, rest) = attributes.split_at_mut(index);
            rest[0].duplicate = before.iter().any(|other| other.name == rest[0].name);
        }
        return;
    }
    let mut order: Vec<usize> = (0..attributes.len()).collect();
    // Stable, so that of equal names the first one stays the first.
    order.sort_by(|one, other| attributes[*one].name.cmp(&attributes[*other].name));
    for pair in order.windows(2) {
        attributes[pair[1]].duplicate = attributes[pair[0]].name == attributes[pair[1]].name;
    }
}
