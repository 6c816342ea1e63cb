//! Writes a tree as the compact JSON text that is sent.

use super::{NodeId, Tree, Value};

/// The subtree at `root` as compact JSON; `None` where some of it could not be read or built.
///
/// Keys keep their order and numbers their digits, so a payload written directly is sent as it was written, less
/// the white space. Characters beyond ASCII are written as themselves.
pub fn compact(tree: &Tree<'_>, root: NodeId) -> Option<String> {
    let mut out = String::new();
    write(tree, root, &mut out).then_some(out)
}

/// The length in bytes of [`compact`]'s text; nodes that could not be read count nothing.
pub fn compact_len(tree: &Tree<'_>, root: NodeId) -> usize {
    let mut out = String::new();
    write(tree, root, &mut out);
    out.len()
}

fn write(tree: &Tree<'_>, node: NodeId, out: &mut String) -> bool {
    match tree.value(node) {
        Value::Invalid => return false,
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(digits) => out.push_str(digits),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            let mut whole = true;
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                whole &= write(tree, *item, out);
            }
            out.push(']');
            return whole;
        }
        Value::Object(members) => {
            out.push('{');
            let mut whole = true;
            for (position, member) in members.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_string(&member.key, out);
                out.push(':');
                whole &= write(tree, member.value, out);
            }
            out.push('}');
            return whole;
        }
    }
    true
}

/// `text` as a JSON string literal, quotes included.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_string(text, &mut out);
    out
}

fn write_string(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    out.push('"');
    let mut plain = 0;
    for (offset, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0x00..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..offset]);
        if escape.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.push_str(escape);
        }
        plain = offset + 1;
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
