//! Calls that cannot be answered.

use std::fmt;

use crate::policy::PolicyError;

/// A call that cannot be answered, whatever the document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misuse {
    /// A name that nothing bears.
    Unknown {
        /// What sort of thing it should name.
        what: Name,
        /// The name.
        name: String,
        /// The nearest there is.
        nearest: Option<&'static str>,
    },
    /// A policy that cannot be used.
    Policy(PolicyError),
    /// An offset beyond the end of the text.
    OffsetOutOfRange {
        /// The offset.
        offset: usize,
        /// The length of the text, in UTF-16 code units.
        length: usize,
    },
    /// A text that is no colour.
    NotAColor {
        /// The text.
        text: String,
    },
    /// A colour that depends on where it stands, or whose value is not told here.
    UndecidedColor {
        /// The text.
        text: String,
    },
    /// A colour that shows what is behind it, where something has to be read against it.
    TranslucentBackground {
        /// The text.
        text: String,
    },
    /// No background at all to read something against.
    NoBackground,
    /// A date that is none.
    NotADate {
        /// The text.
        text: String,
    },
    /// A fix that the document does not offer.
    NoSuchFix {
        /// Its id.
        id: String,
    },
}

/// What a name should name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A kind of payload.
    Kind,
    /// A part of a kind: payload, spec or target.
    Part,
    /// A way to read a text.
    Mode,
    /// A language of views.
    Language,
    /// A colour scheme.
    Scheme,
    /// A state of a form.
    FormState,
    /// A contrast threshold.
    Threshold,
    /// How far fixes may go.
    Safety,
}

impl Name {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Kind => ("kind", "unknown-kind"),
            Self::Part => ("part", "unknown-part"),
            Self::Mode => ("mode", "unknown-mode"),
            Self::Language => ("language", "unknown-language"),
            Self::Scheme => ("scheme", "unknown-scheme"),
            Self::FormState => ("form state", "unknown-form-state"),
            Self::Threshold => ("threshold", "unknown-threshold"),
            Self::Safety => ("safety", "unknown-safety"),
        }
    }
}

impl Misuse {
    /// The code of options that a binding could not read at all, such as a number where a text belongs.
    pub const BAD_OPTIONS: &'static str = "bad-options";

    /// A word for programs, which stays the same.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { what, .. } => what.words().1,
            Self::Policy(_) => "bad-policy",
            Self::OffsetOutOfRange { .. } => "offset-out-of-range",
            Self::NotAColor { .. } => "not-a-color",
            Self::UndecidedColor { .. } => "undecided-color",
            Self::TranslucentBackground { .. } => "translucent-background",
            Self::NoBackground => "no-background",
            Self::NotADate { .. } => "not-a-date",
            Self::NoSuchFix { .. } => "no-such-fix",
        }
    }
}

impl From<PolicyError> for Misuse {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error)
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str| crate::json::shown_key(text);
        match self {
            Self::Unknown {
                what,
                name,
                nearest,
            } => {
                write!(formatter, "There is no {} {}.", what.words().0, shown(name))?;
                match nearest {
                    Some(nearest) => write!(formatter, " Did you mean \"{nearest}\"?"),
                    None => Ok(()),
                }
            }
            Self::Policy(error) => write!(formatter, "The policy cannot be used: {error}."),
            Self::OffsetOutOfRange { offset, length } => write!(
                formatter,
                "The offset {offset} lies beyond the text, which has {length} UTF-16 code units."
            ),
            Self::NotAColor { text } => write!(
                formatter,
                "{} is no colour. Write it like \"#0056b3\", \"rgb(0 86 179)\" or \"navy\".",
                shown(text)
            ),
            Self::UndecidedColor { text } => write!(
                formatter,
                "What colour {} is depends on where it stands. Give the colour itself, like \"#0056b3\".",
                shown(text)
            ),
            Self::TranslucentBackground { text } => write!(
                formatter,
                "{} shows what is behind it. Give the opaque colour that is seen.",
                shown(text)
            ),
            Self::NoBackground => {
                formatter.write_str("There is no background. Give at least one colour.")
            }
            Self::NotADate { text } => {
                write!(formatter, "{} is no date. Write YYYY-MM-DD.", shown(text))
            }
            Self::NoSuchFix { id } => write!(
                formatter,
                "The document offers no fix {}. Take the id from a report of the same text and options.",
                shown(id)
            ),
        }
    }
}

impl std::error::Error for Misuse {}
