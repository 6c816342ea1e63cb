//! The rules that shape tables carry: areas `schema` and, for sizes and ranges, `limit`.

use crate::finding::declare::rules;

rules! {
    /// A value has the JSON type its field calls for.
    ///
    /// Invalid: `{"borderRadius": "8"}`. Valid: `{"borderRadius": 8}`.
    pub(crate) TYPE = "schema/type", Error, Schema (schema), "A value has the wrong JSON type.";
    /// Every required field is there.
    ///
    /// Invalid: `{"uiTheme": {}}`. Valid: `{"uiTheme": {"primaryColor": "#0056B3"}}`.
    pub(crate) REQUIRED = "schema/required", Error, Schema (schema), "A required field is missing.";
    /// No field is there that nobody reads, most often a misspelt one.
    ///
    /// Invalid: `{"primaryColour": "#0056B3"}`. Valid: `{"primaryColor": "#0056B3"}`.
    pub(crate) UNKNOWN_KEY = "schema/unknown-key", Error, Schema (schema), "A key is not known here.";
    /// A value is one of those its field may have.
    ///
    /// Invalid: `{"theme": "dark"}`. Valid: `{"theme": "compact"}`.
    pub(crate) CHOICE = "schema/choice", Error, Schema (schema), "A value is not among those allowed here.";
    /// A string follows its field's pattern.
    ///
    /// Invalid: `{"primaryColor": "blue"}`. Valid: `{"primaryColor": "#0000FF"}`.
    pub(crate) PATTERN = "schema/pattern", Error, Schema (schema), "A string does not follow its field's pattern.";
    /// A number without a fraction where one is called for.
    ///
    /// Invalid: `{"maxElements": 2.5}`. Valid: `{"maxElements": 2}`.
    pub(crate) INTEGER = "schema/integer", Error, Schema (schema), "A number has a fraction where an integer is called for.";
    /// A string that must say something does.
    ///
    /// Invalid: `{"name": ""}`. Valid: `{"name": "Support"}`.
    pub(crate) EMPTY_TEXT = "schema/empty-text", Error, Schema (schema), "A string is empty where a text is called for.";
    /// A list that must hold something does.
    ///
    /// Invalid: `{"options": []}`. Valid: `{"options": ["Sales"]}`.
    pub(crate) EMPTY_LIST = "schema/empty-list", Error, Schema (schema), "A list is empty where entries are called for.";
    /// A string is no longer than its field may be.
    ///
    /// Invalid: a name of 101 characters. Valid: one of 100.
    pub(crate) TOO_LONG = "limit/too-long", Error, Limit (schema), "A string has more characters than its field may have.";
    /// A list or map has no more entries than it may have.
    ///
    /// Invalid: 16 form fields. Valid: 15.
    pub(crate) TOO_MANY = "limit/too-many", Error, Limit (schema), "A list has more entries than it may have.";
    /// A number is no less than its field's minimum.
    ///
    /// Invalid: `{"maxElements": 0}`. Valid: `{"maxElements": 1}`.
    pub(crate) TOO_SMALL = "limit/too-small", Error, Limit (schema), "A number is less than the least its field may be.";
    /// A number is no more than its field's maximum.
    ///
    /// Invalid: `{"borderRadius": 51}`. Valid: `{"borderRadius": 50}`.
    pub(crate) TOO_LARGE = "limit/too-large", Error, Limit (schema), "A number is more than the most its field may be.";
    /// An integer is written as one: JSON Schema reads `8.0` as an integer, many servers do not.
    ///
    /// Invalid: `{"maxElements": 8.0}`, `{"maxElements": 1e1}`. Valid: `{"maxElements": 8}`.
    pub(crate) INTEGER_NOTATION = "schema/integer-notation", Warning, Platform,
        "An integer is written with a fraction or exponent, which some servers refuse.";
}
