//! What stands around values: commas, colons, brackets, keys, comments.

use crate::finding::declare::rules;

rules! {
    /// JSON has no comments; most readers refuse them.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1 /* one */}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1}
    /// ```
    pub(crate) COMMENT = "json/comment", Error, Schema,
        "JSON has no comments.",
        "Remove the comment.";
    /// A key stands once in an object. With two, readers disagree about which value counts
    /// ([RFC 8259, section 4](https://www.rfc-editor.org/rfc/rfc8259#section-4)): what was checked may not be what is done.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1, "a": 2}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1, "b": 2}
    /// ```
    pub(crate) DUPLICATE_KEY = "json/duplicate-key", Error, Platform,
        "This key stands twice in one object; readers disagree about which value counts.",
        "Keep one of the two members.";
    /// The last member or item has no comma behind it.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1, 2,]}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1, 2]}
    /// ```
    pub(crate) TRAILING_COMMA = "json/trailing-comma", Error, Schema,
        "A comma stands before the closing bracket.",
        "Remove the comma.";
    /// Between two commas stands a value.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1,, 2]}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1, 2]}
    /// ```
    pub(crate) EXTRA_COMMA = "json/extra-comma", Error, Schema,
        "A comma stands where a value was expected.",
        "Remove the comma, or write the missing value before it.";
    /// Between two values stands a comma.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1 2]}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1, 2]}
    /// ```
    pub(crate) MISSING_COMMA = "json/missing-comma", Error, Schema,
        "A comma is missing before this.",
        "Separate values and members with a comma.";
    /// Between a key and its value stands a colon.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a" 1}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1}
    /// ```
    pub(crate) MISSING_COLON = "json/missing-colon", Error, Schema,
        "A colon is missing after this key.",
        "Write \"key\": value.";
    /// Keys stand in double quotes.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {a: 1}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": 1}
    /// ```
    pub(crate) UNQUOTED_KEY = "json/unquoted-key", Error, Schema,
        "Keys stand in double quotes.",
        "Put the key in double quotes.";
    /// Where a key belongs stands a string.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {[1]: 2}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"1": 2}
    /// ```
    pub(crate) BAD_KEY = "json/bad-key", Error, Schema,
        "A key in double quotes was expected here.",
        "Members are written \"key\": value.";
    /// An object that is begun is ended.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    pub(crate) UNCLOSED_OBJECT = "json/unclosed-object", Error, Schema,
        "This object is never closed.",
        "Add the closing }.";
    /// An array that is begun is ended.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1, 2}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": [1, 2]}
    /// ```
    pub(crate) UNCLOSED_ARRAY = "json/unclosed-array", Error, Schema,
        "This array is never closed.",
        "Add the closing ].";
    /// A document holds one value; several go into an `.ndjson` file, one a line.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}} {}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    pub(crate) TRAILING_CONTENT = "json/trailing-content", Error, Schema,
        "Something follows the end of the document.",
        "Keep one JSON value; several documents go into an .ndjson file, one a line.";
}
