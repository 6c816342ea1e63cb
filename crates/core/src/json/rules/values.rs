//! Values: words, numbers, strings.

use crate::finding::declare::rules;

rules! {
    /// Where a value belongs stands something that begins one.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": @}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "@"}
    /// ```
    pub(crate) UNEXPECTED_CHARACTER = "json/unexpected-character", Error, Schema,
        "No JSON value begins like this.",
        "Remove it, or put text in double quotes.";
    /// The words of JSON are `true`, `false` and `null`, in lower case.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": True}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": true}
    /// ```
    pub(crate) UNKNOWN_WORD = "json/unknown-word", Error, Schema,
        "JSON knows only the words true, false and null.",
        "Put text in double quotes.";
    /// JSON has no `NaN` and no `Infinity`; programs that write them write no JSON.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": NaN}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": null}
    /// ```
    pub(crate) NOT_A_NUMBER = "json/not-a-number", Error, Schema,
        "JSON has no NaN and no infinity.",
        "Write a finite number, or leave the member out.";
    /// A number is written as JSON writes numbers: an optional minus, digits without a leading zero, an optional fraction and
    /// exponent ([RFC 8259, section 6](https://www.rfc-editor.org/rfc/rfc8259#section-6)).
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 007}
    /// ```
    ///
    /// ```json agent-widget /settings
    /// {"a": +1}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": -12.5e3}
    /// ```
    pub(crate) NUMBER_FORMAT = "json/number-format", Error, Schema,
        "This is not a JSON number.",
        "Write digits with an optional minus, fraction and exponent: -12.5e3; no leading zero, plus sign or bare point.";
    /// A number fits into a double, which is what most readers hold numbers in.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1e999}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1e99}
    /// ```
    pub(crate) NUMBER_RANGE = "json/number-range", Error, Limit,
        "This number is larger than a JSON reader can hold (about 1.8e308).",
        "Write a smaller number, or send it as a string.";
    /// Strings and keys stand in double quotes.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 'b'}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "b"}
    /// ```
    pub(crate) SINGLE_QUOTES = "json/single-quotes", Error, Schema,
        "JSON strings stand in double quotes.",
        "Replace the single quotes by double quotes.";
    /// A string ends with a quote on the line it begins on.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "b
    /// }
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "b\nc"}
    /// ```
    pub(crate) UNCLOSED_STRING = "json/unclosed-string", Error, Schema,
        "This string has no closing quote on its line.",
        "Add the closing quote; write a line break inside a string as \\n.";
    /// A control character in a string is written as an escape
    /// ([RFC 8259, section 7](https://www.rfc-editor.org/rfc/rfc8259#section-7)).
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "\x09"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "\t"}
    /// ```
    pub(crate) CONTROL_CHARACTER = "json/control-character", Error, Schema,
        "A control character stands unescaped in a string.",
        "Remove it or write it as an escape (a tab is \\t).";
    /// A backslash in a string begins one of the escapes of JSON.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "C:\quotes"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "C:\\quotes"}
    /// ```
    pub(crate) BAD_ESCAPE = "json/bad-escape", Error, Schema,
        "This is not an escape JSON knows.",
        "Use \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hexadecimal digits; write a backslash as \\\\.";
    /// An escape for half of a surrogate pair stands with the other half. Alone it is no character and cannot be sent as
    /// UTF-8.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "\ud83d"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": "\ud83d\ude00"}
    /// ```
    pub(crate) LONE_SURROGATE = "json/lone-surrogate", Error, Schema,
        "Half of a surrogate pair stands alone: it is no character and cannot be sent as UTF-8.",
        "Write the whole character, or both halves as \\uD83D\\uDE00.";
    /// Behind a key and its colon stands a value.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": }
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": null}
    /// ```
    pub(crate) MISSING_VALUE = "json/missing-value", Error, Schema,
        "A value is missing here.",
        "Write a value, or remove the key.";
}
