//! The rules of area `json`: what can be wrong with the text itself.

use std::borrow::Cow;

use super::Span;
use super::syntax_error::SyntaxError;
use crate::finding::{Class, Rule, Severity};

/// A rule of this area with its message and next step.
#[derive(Debug)]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    message: &'static str,
    help: &'static str,
}

impl Fault {
    /// This fault at a place.
    pub(super) fn at(&'static self, span: Span) -> SyntaxError {
        self.with(span, self.message)
    }

    /// This fault at a place, in words of its own.
    pub(super) fn with(
        &'static self,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> SyntaxError {
        SyntaxError {
            rule: &self.rule,
            span,
            message: message.into(),
            help: self.help,
            replacement: None,
        }
    }
}

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $class:ident, $message:literal, $help:literal;)*) => {
        $($(#[$doc])* pub static $name: Fault = Fault {
            rule: Rule {
                id: $id,
                severity: Severity::$severity,
                class: Class::$class,
                in_json_schema: false,
                summary: $message,
            },
            message: $message,
            help: $help,
        };)*

        /// Every rule of the area.
        pub static ALL: &[&Rule] = &[$(&$name.rule),*];
    };
}

faults! {
    /// Nothing but white space.
    EMPTY = "json/empty", Error, Schema,
        "The document is empty.",
        "Write one JSON value; a manifest is an object such as { \"kind\": …, \"id\": …, \"spec\": … }.";
    /// More bytes than a document may have.
    TOO_LARGE = "json/too-large", Error, Limit,
        "The document is too large to read.",
        "Split the document or remove what is not sent.";
    /// Bytes that are not UTF-8.
    INVALID_UTF8 = "json/invalid-utf8", Error, Schema,
        "These bytes are not UTF-8.",
        "Save the file as UTF-8 (RFC 8259 allows no other encoding).";
    /// A byte order mark, which RFC 8259 forbids senders to write.
    BYTE_ORDER_MARK = "json/byte-order-mark", Warning, Platform,
        "The text begins with a byte order mark, which many JSON readers refuse.",
        "Save the file as UTF-8 without a byte order mark.";
    /// Nested deeper than readers accept.
    DEPTH = "json/depth", Error, Limit,
        "Values are nested deeper than 127 levels, the most that JSON readers commonly accept.",
        "Flatten the structure; no payload needs more than a few levels.";
    /// One key twice in an object.
    DUPLICATE_KEY = "json/duplicate-key", Error, Platform,
        "This key stands twice in one object; readers disagree about which value counts.",
        "Keep one of the two members.";
    /// A character that begins no JSON value.
    UNEXPECTED_CHARACTER = "json/unexpected-character", Error, Schema,
        "No JSON value begins like this.",
        "Remove it, or put text in double quotes.";
    /// A bare word other than true, false and null.
    UNKNOWN_WORD = "json/unknown-word", Error, Schema,
        "JSON knows only the words true, false and null.",
        "Put text in double quotes.";
    /// NaN and the infinities.
    NOT_A_NUMBER = "json/not-a-number", Error, Schema,
        "JSON has no NaN and no infinity.",
        "Write a finite number, or leave the member out.";
    /// A number written in a way JSON does not know.
    NUMBER_FORMAT = "json/number-format", Error, Schema,
        "This is not a JSON number.",
        "Write digits with an optional minus, fraction and exponent: -12.5e3; no leading zero, plus sign or bare point.";
    /// A number beyond the range of a double.
    NUMBER_RANGE = "json/number-range", Error, Limit,
        "This number is larger than a JSON reader can hold (about 1.8e308).",
        "Write a smaller number, or send it as a string.";
    /// Text in single quotes.
    SINGLE_QUOTES = "json/single-quotes", Error, Schema,
        "JSON strings stand in double quotes.",
        "Replace the single quotes by double quotes.";
    /// A string without its closing quote.
    UNCLOSED_STRING = "json/unclosed-string", Error, Schema,
        "This string has no closing quote on its line.",
        "Add the closing quote; write a line break inside a string as \\n.";
    /// An unescaped control character in a string.
    CONTROL_CHARACTER = "json/control-character", Error, Schema,
        "A control character stands unescaped in a string.",
        "Remove it or write it as an escape (a tab is \\t).";
    /// A backslash followed by something that is no escape.
    BAD_ESCAPE = "json/bad-escape", Error, Schema,
        "This is not an escape JSON knows.",
        "Use \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hexadecimal digits; write a backslash as \\\\.";
    /// Half of a surrogate pair.
    LONE_SURROGATE = "json/lone-surrogate", Error, Schema,
        "Half of a surrogate pair stands alone: it is no character and cannot be sent as UTF-8.",
        "Write the whole character, or both halves as \\uD83D\\uDE00.";
    /// A comment.
    COMMENT = "json/comment", Error, Schema,
        "JSON has no comments.",
        "Remove the comment.";
    /// A comma before a closing bracket.
    TRAILING_COMMA = "json/trailing-comma", Error, Schema,
        "A comma stands before the closing bracket.",
        "Remove the comma.";
    /// A comma where a value or key should be.
    EXTRA_COMMA = "json/extra-comma", Error, Schema,
        "A comma stands where a value was expected.",
        "Remove the comma, or write the missing value before it.";
    /// Two values or members without a comma between them.
    MISSING_COMMA = "json/missing-comma", Error, Schema,
        "A comma is missing before this.",
        "Separate values and members with a comma.";
    /// A key without a colon.
    MISSING_COLON = "json/missing-colon", Error, Schema,
        "A colon is missing after this key.",
        "Write \"key\": value.";
    /// A key without a value.
    MISSING_VALUE = "json/missing-value", Error, Schema,
        "A value is missing here.",
        "Write a value, or remove the key.";
    /// A key without quotes.
    UNQUOTED_KEY = "json/unquoted-key", Error, Schema,
        "Keys stand in double quotes.",
        "Put the key in double quotes.";
    /// Something that cannot be a key.
    BAD_KEY = "json/bad-key", Error, Schema,
        "A key in double quotes was expected here.",
        "Members are written \"key\": value.";
    /// An object without its closing brace.
    UNCLOSED_OBJECT = "json/unclosed-object", Error, Schema,
        "This object is never closed.",
        "Add the closing }.";
    /// An array without its closing bracket.
    UNCLOSED_ARRAY = "json/unclosed-array", Error, Schema,
        "This array is never closed.",
        "Add the closing ].";
    /// Text after the value.
    TRAILING_CONTENT = "json/trailing-content", Error, Schema,
        "Something follows the end of the document.",
        "Keep one JSON value; several documents go into an .ndjson file, one a line.";
}
