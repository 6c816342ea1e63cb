//! How rules are declared: once, with the page that documents them.

/// Declares the rules of a module: a static each, `RULES` with all of them and `PAGES` with their documentation.
///
/// A rule's comment is its page, in Markdown: what it checks and why, then `Invalid:` and `Valid:` examples, which run
/// as tests. `(schema)` after the class says that the exported JSON Schema refuses the same documents.
macro_rules! rules {
    ($(
        $(#[doc = $line:literal])+
        $visibility:vis $name:ident = $id:literal, $severity:ident, $class:ident $(($schema:ident))?, $summary:literal;
    )+) => {
        $(
            $(#[doc = $line])+
            $visibility static $name: $crate::finding::Rule = $crate::finding::Rule {
                id: $id,
                severity: $crate::finding::Severity::$severity,
                class: $crate::finding::Class::$class,
                in_json_schema: $crate::finding::declare::in_json_schema!($($schema)?),
                summary: $summary,
            };
        )+

        /// Every rule of this module.
        pub(crate) static RULES: &[&$crate::finding::Rule] = &[$(&$name),+];

        /// Their pages; apart from the rules, so that a build which prints none of them does not carry them.
        pub(crate) static PAGES: &[$crate::finding::Page] = &[$($crate::finding::Page {
            rule: &$name,
            lines: &[$($line),+],
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

pub(crate) use {in_json_schema, rules};
