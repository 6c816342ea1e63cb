//! What only participant variables have to keep: the key matrix, byte lengths.

use crate::finding::{Class, Rule, Severity};

macro_rules! variable_rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $class:ident, $summary:literal;)*) => {
        $($(#[$doc])* pub(super) static $name: Rule = Rule {
            id: $id,
            severity: Severity::$severity,
            class: Class::$class,
            in_json_schema: false,
            summary: $summary,
        };)*

        pub(super) static ALL: &[&Rule] = &[$(&$name),*];
    };
}

variable_rules! {
    /// A key is there and no longer than the gateway accepts, in bytes of UTF-8.
    ///
    /// Invalid: a key of 65 bytes. Valid: one of 64.
    KEY_LENGTH = "participant-variables/key-length", Error, Limit,
        "A key is empty or has more bytes than it may have.";
    /// A value is no longer than the gateway accepts, in bytes of UTF-8.
    ///
    /// Invalid: a value of 2,049 bytes. Valid: one of 2,048.
    VALUE_LENGTH = "participant-variables/value-length", Error, Limit,
        "A value has more bytes than it may have.";
    /// A key does not begin with a prefix the platform keeps to itself.
    ///
    /// Invalid: `"sys:priority"`. Valid: `"customer_tier"`.
    RESERVED_PREFIX = "participant-variables/reserved-prefix", Error, Platform,
        "A key begins with a reserved prefix.";
    /// A key stands in the key matrix.
    ///
    /// Invalid: `"custmer_tier"` where the matrix lists `customer_tier`. Valid: `"customer_tier"`.
    UNLISTED_KEY = "participant-variables/unlisted-key", Error, House,
        "A key is not in the key matrix.";
    /// Without a key matrix nobody can tell which keys are meant.
    NO_MATRIX = "participant-variables/no-key-matrix", Warning, House,
        "No key matrix is in force, so keys and types were not checked.";
    /// A value has the type its directive and the key matrix give it.
    ///
    /// Invalid: `{"value": "12", "type": "number"}`. Valid: `{"value": 12, "type": "number"}`.
    VALUE_TYPE = "participant-variables/value-type", Error, House,
        "A value does not agree with its type.";
    /// A key is set once.
    ///
    /// Invalid: two directives for `customer_tier`. Valid: one.
    REPEATED_KEY = "participant-variables/repeated-key", Error, Platform,
        "Two directives set one key; only one value could be sent.";
}
