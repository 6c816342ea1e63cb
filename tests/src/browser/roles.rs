//! Chromium's names of roles in those of ARIA.

/// Roles that mean the same under two names (WAI-ARIA 1.2, 5.4, and 1.3).
const SYNONYMS: &[(&str, &str)] = &[
    ("img", "image"),
    ("presentation", "none"),
    ("directory", "list"),
];

/// What Chromium calls what ARIA has no role for, or what HTML-AAM and SVG-AAM leave to the browser; and the roles of ARIA
/// that say no different.
const INTERNAL: &[(&str, &[&str])] = &[
    ("Abbr", &["generic", ""]),
    ("Audio", &["generic", ""]),
    ("Canvas", &["generic", "image", ""]),
    ("ColorWell", &["textbox", "generic", ""]),
    ("Date", &["textbox", "generic", ""]),
    ("DateTime", &["textbox", "generic", ""]),
    ("DescriptionList", &["generic", "list", ""]),
    ("Details", &["group"]),
    ("DisclosureTriangle", &["button", "generic", ""]),
    ("DisclosureTriangleGrouped", &["button", "generic", ""]),
    ("EmbeddedObject", &["generic", ""]),
    ("Figcaption", &["generic", "caption", ""]),
    ("FooterAsNonLandmark", &["generic", "contentinfo"]),
    ("HeaderAsNonLandmark", &["generic", "banner"]),
    ("Iframe", &["generic", ""]),
    ("InputTime", &["textbox", "generic", ""]),
    ("LabelText", &["generic", "none", ""]),
    ("LayoutTable", &["table", "none", "generic"]),
    ("LayoutTableCell", &["cell", "gridcell", "none", "generic"]),
    ("LayoutTableRow", &["row", "none", "generic"]),
    ("image", &["SvgRoot"]),
    ("Legend", &["generic", "caption", ""]),
    ("LineBreak", &["generic", "none", ""]),
    ("MathMLMath", &["math", "generic"]),
    ("Pre", &["generic"]),
    ("Ruby", &["generic", ""]),
    (
        "SvgRoot",
        &["graphics-document", "image", "group", "generic", "none", ""],
    ),
    ("Video", &["generic", ""]),
];

/// Whether core and Chromium mean the same role.
pub(super) fn is_same(ours: &str, chromium: &str) -> bool {
    let (ours, theirs) = (plain(ours), plain(chromium));
    ours == theirs
        || INTERNAL
            .iter()
            .any(|(name, roles)| *name == chromium && roles.contains(&ours))
}

fn plain(role: &str) -> &str {
    SYNONYMS
        .iter()
        .find(|(other, _)| *other == role)
        .map_or(role, |(_, plain)| plain)
}

/// Roles of running text and of boxes, whose elements have no names of their own (WAI-ARIA 1.2, "naming prohibited", and
/// what has no role).
const NAMELESS: &[&str] = &[
    "",
    "generic",
    "none",
    "paragraph",
    "caption",
    "code",
    "deletion",
    "emphasis",
    "insertion",
    "strong",
    "subscript",
    "superscript",
    "mark",
    "suggestion",
    "term",
    "time",
    "presentation",
    "definition",
];

/// Roles of elements that Chromium tells of otherwise or not at all: the root of the tree is the document, and the parts of
/// a table stand in it as rows.
const LEFT_OUT: &[&str] = &["document", "rowgroup"];

/// Whether Chromium has an element of that role in its tree, where assistive technology is told of it.
pub(super) fn is_in_tree(role: &str) -> bool {
    is_named(role) && !LEFT_OUT.contains(&role)
}

/// Whether an element of that role has a name to compare.
pub(super) fn is_named(role: &str) -> bool {
    !NAMELESS.contains(&role) && !INTERNAL.iter().any(|(name, _)| *name == role)
}
