//! The guides' own checks, line by line and with their faults; the Python, Go and TypeScript are in the comments.

use fancy_regex::Regex as PythonRegex;
use regex::Regex as GoRegex;
use serde_json::{Map, Value as Json, json};
use url::Url;

/// Guide 000, the form that is parsed to check its accessibility: the label goes into the text as it is.
///
/// `f'<label for="f{i}">{field.get("label", "Field")}</label><input id="f{i}" type="text" aria-required="true"/>'`
pub(crate) fn html_snippet(fields: &[Json]) -> String {
    let field = |(i, field): (usize, &Json)| {
        let label = field["label"].as_str().unwrap_or("Field");
        format!(
            r#"<label for="f{i}">{label}</label><input id="f{i}" type="text" aria-required="true"/>"#
        )
    };
    let fields: Vec<String> = fields.iter().enumerate().map(field).collect();
    let fields = fields.concat();
    format!(r#"<div role="dialog" aria-label="Web Messaging Widget"><form>{fields}</form></div>"#)
}

/// Guide 001, `SecurityValidator.DANGEROUS_PATTERNS`, searched with `re.IGNORECASE`.
pub(crate) const DANGEROUS_PATTERNS: [&str; 7] = [
    r"javascript\s*:",
    r"data\s*:",
    r"vbscript\s*:",
    r"on\w+\s*=",
    r"postMessage\s*\(",
    r"window\.opener",
    r#"target\s*=\s*['"]_blank['"]\s*[^>]*?(?!rel\s*=\s*['"][^'"]*noopener)"#,
];

/// Guide 001, `_check_dangerous_patterns`: the pattern that a text is blocked for.
pub(crate) fn dangerous_pattern(text: &str) -> Option<&'static str> {
    DANGEROUS_PATTERNS.into_iter().find(|pattern| {
        PythonRegex::new(&format!("(?i){pattern}"))
            .and_then(|regex| regex.is_match(text))
            .expect("the guide's pattern")
    })
}

/// Guide 001, `verify_cross_frame_safety`: whether a card passes.
///
/// `if k == "text" and isinstance(v, str): … elif isinstance(v, (dict, list)): traverse(v)`
pub(crate) fn verify_cross_frame_safety(value: &Json) -> bool {
    match value {
        Json::Object(members) => members.iter().all(|(key, value)| match value {
            Json::String(text) => key != "text" || dangerous_pattern(text).is_none(),
            other => verify_cross_frame_safety(other),
        }),
        Json::Array(items) => items.iter().all(verify_cross_frame_safety),
        _ => true,
    }
}

/// Guide 001, `render_and_send` up to the request: the card that is sent, unless a check refuses it.
///
/// `payload = construct(…); payload = validate_card(payload); payload = verify_cross_frame_safety(payload)`: no line
/// calls `sanitize_text`.
pub(crate) fn render_and_send(fields: &Map<String, Json>) -> Option<Json> {
    let text = |key: &str, default: &str| fields.get(key).cloned().unwrap_or(json!(default));
    let actions = fields.get("actions").and_then(Json::as_array);
    let mut components = vec![
        json!({"type": "header", "text": text("title", "System Notification"), "style": "bold"}),
        json!({"type": "body", "text": text("description", "Card content placeholder"), "markdown": true}),
    ];
    if let Some(actions) = actions.filter(|actions| !actions.is_empty()) {
        let buttons: Vec<Json> = actions
            .iter()
            // [:button_count], where button_count = min(max_buttons, len(actions))
            .take(5)
            .map(|action| {
                let text =
                    |key: &str, default: &str| action.get(key).cloned().unwrap_or(json!(default));
                json!({
                    "label": text("label", "Action"),
                    "action": text("type", "postback"),
                    "payload": text("value", ""),
                    "style": "primary"
                })
            })
            .collect();
        components.push(json!({"type": "buttonGroup", "buttons": buttons}));
    }
    let card = json!({"dynamicFields": fields, "components": components});
    let few = card["components"]
        .as_array()
        .is_some_and(|all| all.len() <= 20);
    (few && verify_cross_frame_safety(&card)).then_some(card)
}

/// Guide 002, `ValidateWidgetPayload`: the bytes it compares with the limit, from `json.Marshal`.
pub(crate) fn measured_bytes(widget: &Json) -> usize {
    widget.to_string().len()
}

/// Guide 002, `DeployWidget`: the bytes it sends, from `json.MarshalIndent`.
pub(crate) fn sent_bytes(widget: &Json) -> usize {
    serde_json::to_string_pretty(widget).expect("JSON").len()
}

/// Guide 002, `isAllowedOrigin`.
///
/// `origin == host || origin == "*."+parts[len(parts)-2]+"."+parts[len(parts)-1]`, where `parts` is the host split at
/// its dots. Go panics where an index is out of range, as Rust does.
pub(crate) fn is_allowed_origin(host: &str, allowed: &[&str]) -> bool {
    allowed.iter().any(|origin| {
        let parts: Vec<&str> = host.split('.').collect();
        *origin == host
            || *origin == format!("*.{}.{}", parts[parts.len() - 2], parts[parts.len() - 1])
    })
}

/// Guide 003, the origins of the security policy: `try { new URL(origin) } catch { errors.push(…) }`.
pub(crate) fn is_valid_origin(origin: &str) -> bool {
    Url::parse(origin).is_ok()
}

/// Guide 004, `MaxValueLength`, compared with Go's `len`, which counts bytes.
pub(crate) const MAX_VALUE_LENGTH: usize = 2048;

/// Guide 004, `sanitizeValue`; bytes, because Go's slice of a string need not be text.
pub(crate) fn sanitize_value(input: &str) -> Vec<u8> {
    // Go's \w is ASCII.
    let pattern = GoRegex::new(r"(?i)<script[^>]*>.*?</script>|javascript:|on(?-u:\w)+\s*=")
        .expect("the guide's pattern");
    let input = pattern.replace_all(input.trim(), "");
    let input: String = input
        .chars()
        .filter(|character| !matches!(character, '\0' | '\u{1}' | '\u{2}'))
        .collect();
    let mut bytes = input.into_bytes();
    bytes.truncate(MAX_VALUE_LENGTH);
    bytes
}
