//! What only participant variables have to keep: the key matrix, byte lengths.

use crate::finding::declare::rules;

rules! {
    /// A key is there and has at most 64 bytes of UTF-8 (guide 004, `MaxKeyLength`; Go counts bytes).
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes also=participant-variables/unlisted-key
    /// {"⟨k × 65⟩": "gold"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "gold"}
    /// ```
    pub(super) KEY_LENGTH = "participant-variables/key-length", Error, Limit,
        "A key is empty or has more bytes than it may have.";
    /// A value has at most 2,048 bytes of UTF-8 (guide 004, `MaxValueLength`; Go counts bytes).
    ///
    /// The guide cuts a longer one off in the middle of a character; the fix cuts between two characters as people see them.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "⟨é × 1025⟩"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "⟨é × 1024⟩"}
    /// ```
    pub(super) VALUE_LENGTH = "participant-variables/value-length", Error, Limit,
        "A value has more bytes than it may have.";
    /// A key does not begin with a prefix the platform keeps to itself: `sys:`, `genesys:`, `internal:`, `routing:`,
    /// `conversation:` (guide 004), in whatever case.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// key-matrix = { "sys:priority" = "string" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"sys:priority": "1"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "gold"}
    /// ```
    pub(super) RESERVED_PREFIX = "participant-variables/reserved-prefix", Error, Platform,
        "A key begins with a reserved prefix.";
    /// A key stands in the key matrix: of the spec, or else of the policy. A misspelt key would be set and never read.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"custmer_tier": "gold"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "gold"}
    /// ```
    pub(super) UNLISTED_KEY = "participant-variables/unlisted-key", Error, House,
        "A key is not in the key matrix.";
    /// A key matrix says which keys may be set, and of which type. Without one nobody can tell, and the finding says so: its
    /// outcome is `untested`.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "gold"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"customer_tier": "gold"}
    /// ```
    pub(super) NO_MATRIX = "participant-variables/no-key-matrix", Warning, House,
        "No key matrix is in force, so keys and types were not checked.";
    /// A value has the type its directive and the key matrix give it. Numbers are sent as plain decimals (1250.50 as
    /// `"1250.5"`), booleans as `true` and `false`.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables manifest /spec
    /// {"directives": [{"key": "cart_value", "value": "12", "type": "number"}], "keyMatrix": {"customer_tier": "string", "cart_value": "number"}}
    /// ```
    ///
    /// ```toml policy
    /// key-matrix = { customer_tier = "string", cart_value = "number" }
    /// ```
    ///
    /// ```json participant-variables /attributes
    /// {"cart_value": "a lot"}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json participant-variables manifest /spec
    /// {"directives": [{"key": "cart_value", "value": 12.50, "type": "number"}], "keyMatrix": {"customer_tier": "string", "cart_value": "number"}}
    /// ```
    pub(super) VALUE_TYPE = "participant-variables/value-type", Error, House,
        "A value does not agree with its type.";
    /// A key is set once; of two values only one could be sent, and nobody said which.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables manifest /spec
    /// {"directives": [{"key": "customer_tier", "value": "gold", "type": "string"}, {"key": "customer_tier", "value": "silver", "type": "string"}], "keyMatrix": {"customer_tier": "string", "cart_value": "number"}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json participant-variables manifest /spec
    /// {"directives": [{"key": "customer_tier", "value": "gold", "type": "string"}], "keyMatrix": {"customer_tier": "string", "cart_value": "number"}}
    /// ```
    pub(super) REPEATED_KEY = "participant-variables/repeated-key", Error, Platform,
        "Two directives set one key; only one value could be sent.";
}
