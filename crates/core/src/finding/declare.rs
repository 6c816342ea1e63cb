//! How rules are declared: once, with the page that documents them.

/// Declares the rules of a module: a static each, `RULES` with all of them and `PAGES` with their documentation.
///
/// A rule's comment is its page, in Markdown: what it checks and why, then examples. `(schema)` after the class says
/// that the exported JSON Schema refuses the same documents; a second text after the summary is the next step, where
/// it is always the same.
///
/// Examples stand under the lines `Invalid:` and `Valid:`, each in a block of code that says where its text stands:
///
/// - `json KIND /pointer`: the value there, in an otherwise good payload of that kind;
/// - `json KIND manifest /pointer`: the value there, in an otherwise good manifest of that kind;
/// - `json document`: a whole document, with `\xFF` for a byte and `\u{FEFF}` for a character nobody could see;
/// - `json set`: manifests that are published together, one a line;
/// - `toml policy`: the policy under which the next example is judged, with `today` for the day of the check.
///
/// `⟨a × 3⟩` in a text stands for `aaa`. An invalid example breaks its rule and no other, unless ` also=area/cause`
/// says so; a valid one breaks none. All of them run as tests.
macro_rules! rules {
    ($(
        $(#[doc = $line:literal])+
        $visibility:vis $name:ident = $id:literal, $severity:ident, $class:ident $(($schema:ident))?, $summary:literal
            $(, $help:literal)?;
    )+) => {
        $(
            $(#[doc = $line])+
            $visibility static $name: $crate::finding::Rule = $crate::finding::Rule {
                id: $id,
                severity: $crate::finding::Severity::$severity,
                class: $crate::finding::Class::$class,
                in_json_schema: $crate::finding::declare::in_json_schema!($($schema)?),
                summary: $summary,
                help: $crate::finding::declare::help!($($help)?),
            };
        )+

        /// Every rule of this module.
        pub(crate) static RULES: &[&$crate::finding::Rule] = &[$(&$name),+];

        /// Their pages; apart from the rules, so that a build which prints none of them does not carry them.
        pub(crate) static PAGES: &[$crate::finding::Page] = &[$($crate::finding::Page {
            rule: &$name,
            text: concat!($($line, "\n"),+),
        }),+];
    };
}

macro_rules! in_json_schema {
    (schema) => {
        true
    };
    () => {
        false
    };
}

macro_rules! help {
    ($help:literal) => {
        Some($help)
    };
    () => {
        None
    };
}

pub(crate) use {help, in_json_schema, rules};
