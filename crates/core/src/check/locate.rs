//! From a place in a payload to the text it came from.

use std::borrow::Cow;

use super::{Options, judge};
use crate::json::{LineIndex, Pointer, TextSpan, unescaped};

/// Where a place of the payload that `text` says or builds comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The place in the payload: the one asked for, or the nearest around it that is there.
    pub payload_pointer: Pointer,
    /// Where it comes from in the text: of a value that a builder made, what it was made from.
    pub span: TextSpan,
}

/// Finds the text behind a field that a server names.
///
/// Servers write fields in several ways; all of these name the same: `preChatForm.fields[1].label`,
/// `preChatForm.fields.1.label`, `/preChatForm/fields/1/label`, `$.preChatForm.fields[1].label`. What stands before the
/// payload in the request, such as `message.card`, may be there or not. None where nothing in the payload bears the
/// first part of the name.
///
/// ```
/// use preflight_core::{Options, Policy, locate};
///
/// let text = r#"{"kind": "channel", "id": "a", "payload": {"name": "A", "theme": "neon"}}"#;
/// let policy = Policy::default();
/// let located = locate(text, Options::new(&policy), "$.theme").unwrap();
/// assert_eq!(&text[located.span.start.offset..located.span.end.offset], "\"neon\"");
/// assert_eq!(located.payload_pointer.as_str(), "/theme");
/// ```
pub fn locate(text: &str, options: Options<'_>, field: &str) -> Option<Located> {
    let judged = judge::judge(text, options);
    let payload = judged.payload?;
    let names = names(field);
    let (node, payload_pointer) = (0..names.len())
        .map(|skipped| {
            let names = names[skipped..].iter().map(String::as_str);
            judged.tree.follow(payload.node, names)
        })
        // At least the first name has to lead somewhere.
        .find(|(node, _)| *node != payload.node)?;
    let span = judged.tree.span(node);
    Some(Located {
        payload_pointer,
        span: LineIndex::new(text).text_span(span),
    })
}

/// The parts of a field's name.
fn names(field: &str) -> Vec<String> {
    let field = field.strip_prefix('$').unwrap_or(field);
    if let Some(pointer) = field.strip_prefix('/') {
        return unescaped(pointer).map(Cow::into_owned).collect();
    }
    field
        .split(['.', '[', ']'])
        .map(|name| name.trim_matches(['"', '\'']).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;

    const TEXT: &str = r##"{"kind": "widget-configuration", "id": "a", "spec": {
        "widgetId": "w", "theme": {"primaryColor": "#0056B3"},
        "fields": [{"label": "Name"}, {"label": "Mail", "type": "email"}]}}"##;

    fn located(field: &str) -> Option<(String, String)> {
        let policy = Policy::default();
        let found = locate(TEXT, Options::new(&policy), field)?;
        let source = &TEXT[found.span.start.offset..found.span.end.offset];
        Some((found.payload_pointer.to_string(), source.to_owned()))
    }

    #[test]
    fn a_field_leads_to_what_the_author_wrote() {
        for field in [
            "preChatForm.fields[1].label",
            "preChatForm.fields.1.label",
            "/preChatForm/fields/1/label",
            "$.preChatForm.fields[1].label",
            "$['preChatForm']['fields'][1]['label']",
            "body.preChatForm.fields[1].label",
        ] {
            let (pointer, source) = located(field).unwrap_or_else(|| panic!("{field}"));
            assert_eq!(
                (pointer.as_str(), source.as_str()),
                ("/preChatForm/fields/1/label", "\"Mail\"")
            );
        }
        let (pointer, source) = located("uiTheme.primaryColor").expect("it is there");
        assert_eq!(
            (pointer.as_str(), source.as_str()),
            ("/uiTheme/primaryColor", "\"#0056B3\"")
        );
    }

    #[test]
    fn a_built_value_leads_to_what_it_was_built_from() {
        let (pointer, source) = located("name").expect("it is built");
        assert_eq!((pointer.as_str(), source.as_str()), ("/name", "\"w\""));
    }

    #[test]
    fn what_is_not_there_leads_to_what_it_is_missing_in() {
        let (pointer, source) = located("preChatForm.fields[1].options").expect("its field");
        assert_eq!(pointer, "/preChatForm/fields/1");
        assert!(source.starts_with("{\"label\": \"Mail\""), "{source}");
        for nothing in ["", "nothing", "nothing.here", "[7]", "/", "$"] {
            assert_eq!(located(nothing), None, "{nothing}");
        }
    }
}
