//! Documents without the values of variables.
//!
//! What findings say is never repeated with values in it where it is written down or told to others: a publish takes them
//! out of every message. With `--redact` they are overwritten in the text that excerpts are cut from as well, byte by
//! byte, so that every place stays what it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use preflight_core::Kind;
use preflight_core::json::{self, NodeId, Span, Tree, Value};

use super::Document;
use crate::gather::Gather as _;
use crate::redact::{Hidden, REDACTED};

/// What stands in place of each byte of a value.
const MASK: u8 = b'*';

/// Hides the values of variables in documents, wherever they would be shown.
pub(super) fn redact(documents: &mut [Document]) {
    // Several documents may stand in one file, which all of them show.
    let mut masked: BTreeMap<*const Vec<u8>, Vec<u8>> = BTreeMap::new();
    for document in documents.iter_mut() {
        let Some(spans) = hide_messages(document) else {
            continue;
        };
        let start = document.range.start;
        let file = masked
            .entry(Arc::as_ptr(&document.file))
            .or_insert_with(|| document.file.to_vec());
        for span in spans {
            file[start..][span.range()].fill(MASK);
        }
        for finding in &mut document.report.findings {
            // A fix repeats what it keeps of a value.
            finding.fix = None;
        }
    }
    if masked.is_empty() {
        return;
    }
    let masked: BTreeMap<*const Vec<u8>, Arc<Vec<u8>>> = masked
        .into_iter()
        .map(|(file, bytes)| (file, Arc::new(bytes)))
        .gather();
    for document in documents {
        if let Some(bytes) = masked.get(&Arc::as_ptr(&document.file)) {
            document.file = Arc::clone(bytes);
        }
    }
}

/// Takes the values of variables out of what findings say, and tells where the values stand; nothing where the document
/// holds none.
pub(crate) fn hide_messages(document: &mut Document) -> Option<Vec<Span>> {
    if document.report.kind.and_then(Kind::from_name) != Some(Kind::ParticipantVariables) {
        return None;
    }
    let text = std::str::from_utf8(document.source()).ok()?;
    let spans = values(text);
    let mut hidden = Hidden::default();
    let mut texts = Vec::new();
    for span in &spans {
        let literal = &text[span.range()];
        let decoded = serde_json::from_str::<String>(&format!("\"{literal}\""));
        for text in [literal.to_owned()].into_iter().chain(decoded) {
            hidden.add(&text);
            texts.push(text);
        }
    }
    for finding in &mut document.report.findings {
        finding.message = unquoted(&hidden.hide(&finding.message), &texts);
    }
    Some(spans)
}

/// A message without the quotations that are parts of a value, however short.
fn unquoted(message: &str, values: &[String]) -> String {
    let mut shown = String::with_capacity(message.len());
    let mut pieces = message.split('"');
    shown.push_str(pieces.next().unwrap_or_default());
    let mut is_quotation = true;
    for piece in pieces {
        shown.push('"');
        let is_part = || values.iter().any(|value| value.contains(piece));
        if is_quotation && !piece.is_empty() && is_part() {
            shown.push_str(REDACTED);
        } else {
            shown.push_str(piece);
        }
        is_quotation = !is_quotation;
    }
    shown
}

/// A payload without the values of variables.
pub(crate) fn redacted_payload(json: &str) -> String {
    let mut masked = json.as_bytes().to_vec();
    for span in values(json) {
        masked[span.range()].fill(MASK);
    }
    // Only whole values were overwritten, each by as many bytes that are characters.
    String::from_utf8(masked).unwrap_or_default()
}

/// Where the values stand: of a payload, a manifest with one, or a spec. The quotes of a text stay.
fn values(text: &str) -> Vec<Span> {
    let parsed = json::parse(text);
    let (tree, root) = (&parsed.tree, parsed.root);
    let mut nodes: Vec<NodeId> = Vec::new();
    for attributes in [
        tree.get_path(root, &["attributes"]),
        tree.get_path(root, &["payload", "attributes"]),
    ]
    .into_iter()
    .flatten()
    {
        nodes.extend(tree.members(attributes).iter().map(|member| member.value));
    }
    if let Some(directives) = tree.get_path(root, &["spec", "directives"]) {
        let items = tree.items(directives).iter();
        nodes.extend(items.filter_map(|item| tree.get(*item, "value")));
    }
    let mut spans = Vec::new();
    for node in nodes {
        leaves(tree, node, text, &mut spans);
    }
    spans
}

fn leaves(tree: &Tree<'_>, node: NodeId, text: &str, spans: &mut Vec<Span>) {
    match tree.value(node) {
        Value::Object(_) => {
            for member in tree.members(node) {
                leaves(tree, member.value, text, spans);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| leaves(tree, *item, text, spans)),
        _ => {
            let span = tree.span(node);
            let literal = &text[span.range()];
            let quoted = literal.len() >= 2 && literal.starts_with('"') && literal.ends_with('"');
            spans.push(if quoted {
                let inside = span.range();
                Span::new(inside.start + 1, inside.end - 1)
            } else {
                span
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_of_values_are_taken_out_of_messages() {
        let values = ["<b>hi</b>".to_owned(), "12".to_owned()];
        for (message, shown) in [
            (
                r#"a holds markup, "<b>"."#,
                r#"a holds markup, "[redacted]"."#,
            ),
            (
                r#"The key "a" is "12", not "x"."#,
                r#"The key "a" is "[redacted]", not "x"."#,
            ),
            ("nothing quoted", "nothing quoted"),
        ] {
            assert_eq!(unquoted(message, &values), shown);
        }
    }

    #[test]
    fn values_are_masked_and_nothing_else() {
        for (text, masked) in [
            (
                r#"{"attributes":{"a":"xyz","b":"é"}}"#,
                r#"{"attributes":{"a":"***","b":"**"}}"#,
            ),
            (
                r#"{"payload":{"attributes":{"a":"xyz"}}}"#,
                r#"{"payload":{"attributes":{"a":"***"}}}"#,
            ),
            (
                r#"{"spec":{"directives":[{"key":"a","value":12.5,"type":"number"}]}}"#,
                r#"{"spec":{"directives":[{"key":"a","value":****,"type":"number"}]}}"#,
            ),
            (
                r#"{"attributes":{"a":["xy",{"b":"z"}]}}"#,
                r#"{"attributes":{"a":["**",{"b":"*"}]}}"#,
            ),
            (r#"{"name":"xyz"}"#, r#"{"name":"xyz"}"#),
        ] {
            assert_eq!(redacted_payload(text), masked);
        }
    }
}
