//! The rules that shape tables carry: areas `schema` and, for sizes and ranges, `limit`.

use crate::finding::{Class, Rule, Severity};

macro_rules! shape_rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $class:ident, $summary:literal;)*) => {
        $($(#[$doc])* pub static $name: Rule = Rule {
            id: $id,
            severity: Severity::Error,
            class: Class::$class,
            in_json_schema: true,
            summary: $summary,
        };)*

        /// Every rule of these areas.
        pub static ALL: &[&Rule] = &[$(&$name,)* &INTEGER_NOTATION];
    };
}

shape_rules! {
    /// A value has the JSON type its field calls for.
    ///
    /// Invalid: `{"borderRadius": "8"}`. Valid: `{"borderRadius": 8}`.
    TYPE = "schema/type", Schema, "A value has the wrong JSON type.";
    /// Every required field is there.
    ///
    /// Invalid: `{"uiTheme": {}}`. Valid: `{"uiTheme": {"primaryColor": "#0056B3"}}`.
    REQUIRED = "schema/required", Schema, "A required field is missing.";
    /// No field is there that nobody reads, most often a misspelt one.
    ///
    /// Invalid: `{"primaryColour": "#0056B3"}`. Valid: `{"primaryColor": "#0056B3"}`.
    UNKNOWN_KEY = "schema/unknown-key", Schema, "A key is not known here.";
    /// A value is one of those its field may have.
    ///
    /// Invalid: `{"theme": "dark"}`. Valid: `{"theme": "compact"}`.
    CHOICE = "schema/choice", Schema, "A value is not among those allowed here.";
    /// A string follows its field's pattern.
    ///
    /// Invalid: `{"primaryColor": "blue"}`. Valid: `{"primaryColor": "#0000FF"}`.
    PATTERN = "schema/pattern", Schema, "A string does not follow its field's pattern.";
    /// A number without a fraction where one is called for.
    ///
    /// Invalid: `{"maxElements": 2.5}`. Valid: `{"maxElements": 2}`.
    INTEGER = "schema/integer", Schema, "A number has a fraction where an integer is called for.";
    /// A string that must say something does.
    ///
    /// Invalid: `{"name": ""}`. Valid: `{"name": "Support"}`.
    EMPTY_TEXT = "schema/empty-text", Schema, "A string is empty where a text is called for.";
    /// A list that must hold something does.
    ///
    /// Invalid: `{"options": []}`. Valid: `{"options": ["Sales"]}`.
    EMPTY_LIST = "schema/empty-list", Schema, "A list is empty where entries are called for.";
    /// A string is no longer than its field may be.
    ///
    /// Invalid: a name of 101 characters. Valid: one of 100.
    TOO_LONG = "limit/too-long", Limit, "A string has more characters than its field may have.";
    /// A list or map has no more entries than it may have.
    ///
    /// Invalid: 16 form fields. Valid: 15.
    TOO_MANY = "limit/too-many", Limit, "A list has more entries than it may have.";
    /// A number is no less than its field's minimum.
    ///
    /// Invalid: `{"maxElements": 0}`. Valid: `{"maxElements": 1}`.
    TOO_SMALL = "limit/too-small", Limit, "A number is less than the least its field may be.";
    /// A number is no more than its field's maximum.
    ///
    /// Invalid: `{"borderRadius": 51}`. Valid: `{"borderRadius": 50}`.
    TOO_LARGE = "limit/too-large", Limit, "A number is more than the most its field may be.";
}

/// An integer is written as one: JSON Schema reads `8.0` as an integer, many servers do not.
///
/// Invalid: `{"maxElements": 8.0}`, `{"maxElements": 1e1}`. Valid: `{"maxElements": 8}`.
pub static INTEGER_NOTATION: Rule = Rule {
    id: "schema/integer-notation",
    severity: Severity::Warning,
    class: Class::Platform,
    in_json_schema: false,
    summary: "An integer is written with a fraction or exponent, which some servers refuse.",
};
