//! The TypeScript declarations of the WASM package, generated from the Rust types that it hands over: what
//! `#[derive(Serialize)]` writes and `#[derive(Deserialize)]` reads, with their doc comments.

mod declarations;
mod serde_attributes;
mod types;

use declarations::Declarations;
use preflight_core::kinds;
use preflight_tests::assert_generated;

/// What the bindings take and give; what these lead to follows by itself.
const ROOTS: &[&str] = &[
    "CheckOptions",
    "SetDocument",
    "PreviewOptions",
    "SanitizeOptions",
    "PolicyFile",
    "Report",
    "CheckedDocument",
    "Built",
    "Fixed",
    "RenderTree",
    "Inspection",
    "Comparison",
    "Sanitized",
    "Contrast",
    "Suggestion",
    "RuleInfo",
    "LimitInfo",
    "PolicyInfo",
    "Form",
    "VersionInfo",
    "Completion",
    "Hover",
    "Outline",
];

/// Fields that are texts in Rust, yet only some texts are meant; and fields written in a way of their own.
const FIELDS: &[(&str, &str, &str)] = &[
    ("CheckOptions", "kind", "Kind"),
    ("PreviewOptions", "kind", "Kind"),
    ("PreviewOptions", "scheme", "\"light\" | \"dark\""),
    (
        "PreviewOptions",
        "language",
        "\"en\" | \"de\" | \"es\" | \"fr\" | \"ja\" | \"ar\"",
    ),
    ("PreviewOptions", "form", "\"untouched\" | \"invalid\""),
    (
        "SanitizeOptions",
        "mode",
        "\"html\" | \"plain\" | \"markdown\" | \"url\" | \"css\" | \"data\"",
    ),
    ("Report", "kind", "Kind | \"html\" | null"),
    ("RenderTree", "kind", "Kind"),
    ("RenderTree", "direction", "\"ltr\" | \"rtl\""),
    ("RenderTree", "scheme", "\"light\" | \"dark\""),
    ("RenderTree", "form", "\"untouched\" | \"invalid\""),
    ("RenderNode", "namespace", "\"html\" | \"svg\""),
    ("Form", "kind", "Kind"),
    ("VersionInfo", "kinds", "Kind[]"),
];

#[test]
fn generated_types() {
    let declarations = Declarations::of_core();
    let names: Vec<String> = kinds::NAMES
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    let mut text = format!(
        "// Generated from the Rust types by `cargo xtask generate`.\n\n\
         /** The kinds of payload there are. */\n\
         export type Kind = {};\n",
        names.join(" | ")
    );
    for declaration in declarations.reached(ROOTS) {
        text.push('\n');
        text.push_str(&declaration);
    }
    assert_generated("crates/wasm/src/types.d.ts", &text);
}
