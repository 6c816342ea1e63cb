//! What a text has to be before it is JSON: its bytes, its size, its depth.

use crate::finding::declare::rules;

rules! {
    /// A document holds a JSON value; white space alone is none
    /// ([RFC 8259, section 2](https://www.rfc-editor.org/rfc/rfc8259#section-2)).
    ///
    /// Invalid:
    ///
    /// ```json document
    /// ⟨ × 3⟩
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    pub(crate) EMPTY = "json/empty", Error, Schema,
        "The document is empty.",
        "Write one JSON value; a manifest is an object such as { \"kind\": …, \"id\": …, \"spec\": … }.";
    /// A document has at most 1 MiB (1,048,576 bytes). A larger one is refused before it is read, so that a hostile file costs
    /// nothing; no payload comes near.
    ///
    /// Invalid:
    ///
    /// ```json document
    /// ⟨x × 1048577⟩
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    pub(crate) TOO_LARGE = "json/too-large", Error, Limit,
        "The document is too large to read.",
        "Split the document or remove what is not sent.";
    /// The bytes of a document are UTF-8, the only encoding JSON text may have between systems
    /// ([RFC 8259, section 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)). Another one shows other letters, or none.
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"owner": "Ren\xE9e"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"owner": "Renée"}
    /// ```
    pub(crate) INVALID_UTF8 = "json/invalid-utf8", Error, Schema,
        "These bytes are not UTF-8.",
        "Save the file as UTF-8 (RFC 8259 allows no other encoding).";
    /// A document does not begin with a byte order mark. Senders must not write one and readers may refuse it
    /// ([RFC 8259, section 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)).
    ///
    /// Invalid:
    ///
    /// ```json document
    /// \u{FEFF}{"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json document
    /// {"kind": "agent-widget", "id": "a", "payload": {"name": "A", "type": "webapp", "manifestUrl": "https://s3.amazonaws.com/a/b.json"}}
    /// ```
    pub(crate) BYTE_ORDER_MARK = "json/byte-order-mark", Warning, Platform,
        "The text begins with a byte order mark, which many JSON readers refuse.",
        "Save the file as UTF-8 without a byte order mark.";
    /// Values nest at most 127 levels deep, where common readers stop (`serde_json` refuses the 128th).
    ///
    /// Invalid:
    ///
    /// ```json agent-widget /settings
    /// {"a": ⟨[ × 128⟩⟨] × 128⟩}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json agent-widget /settings
    /// {"a": ⟨[ × 100⟩⟨] × 100⟩}
    /// ```
    pub(crate) DEPTH = "json/depth", Error, Limit,
        "Values are nested deeper than 127 levels, the most that JSON readers commonly accept.",
        "Flatten the structure; no payload needs more than a few levels.";
}
