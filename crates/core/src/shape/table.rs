//! The vocabulary of shape tables.

use crate::limits::Limit;
use crate::policy::Policy;

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A string.
    Text(&'static Text),
    /// One of a few strings.
    Choice(&'static [&'static str]),
    /// A number.
    Number(&'static Number),
    /// `true` or `false`.
    Boolean,
    /// An array.
    List(&'static List),
    /// An object with known fields.
    Object(&'static Object),
    /// An object with keys of the author's choosing.
    Map(&'static Map),
    /// An object whose fields depend on the value of one of them.
    Tagged(&'static Tagged),
    /// The first of these whose JSON type fits.
    Either(&'static [Shape]),
    /// Any JSON.
    Any,
}

/// How the text of a string is read by those who show it, which decides how it is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextMode {
    /// Names, labels, attribute values: shown as they are.
    Plain,
    /// A small subset of HTML.
    Html,
    /// Markdown ([CommonMark](https://commonmark.org)).
    Markdown,
    /// A URL whose kind has rules of its own for it.
    Url,
    /// A URL that a person follows.
    Link,
    /// A CSS value.
    Css,
    /// Data of the author's own, whose reader nobody here knows.
    Data,
}

impl TextMode {
    /// Every mode, with the name it has on a command line.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("plain", Self::Plain),
        ("html", Self::Html),
        ("markdown", Self::Markdown),
        ("url", Self::Link),
        ("css", Self::Css),
        ("data", Self::Data),
    ];

    /// The name of the mode, as data has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Url => "url",
            Self::Link => "link",
            Self::Css => "css",
            Self::Data => "data",
        }
    }
}

/// Another mode, where a field beside the text decides.
#[derive(Debug, Clone, Copy)]
pub struct ModeWhen {
    /// The field that decides.
    pub field: &'static str,
    /// What it has to be; `true` and `false` count as words.
    pub condition: Condition,
    /// How the text is read then.
    pub mode: TextMode,
}

/// A string.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// How it is read.
    pub mode: TextMode,
    /// How it is read instead, where a field beside it says so.
    pub mode_when: Option<&'static ModeWhen>,
    /// Fewest characters (Unicode code points).
    pub min_characters: u64,
    /// Whether it holds more than white space (a character of [`NOT_BLANK`]).
    pub says_something: bool,
    /// Most characters (Unicode code points).
    pub max_characters: Option<Limit>,
    /// The pattern it follows.
    pub pattern: Option<&'static Pattern>,
    /// Texts that are often meant, the likeliest first; any other is accepted as well.
    pub suggestions: &'static [&'static str],
}

impl Text {
    /// Any string of this mode.
    pub const fn of(mode: TextMode) -> Self {
        Self {
            mode,
            mode_when: None,
            min_characters: 0,
            says_something: false,
            max_characters: None,
            pattern: None,
            suggestions: &[],
        }
    }

    /// Any string of this mode with at least one character.
    pub const fn some(mode: TextMode) -> Self {
        Self {
            min_characters: 1,
            ..Self::of(mode)
        }
    }

    /// Any string of this mode that holds more than white space: what has to be read or found again by it.
    pub const fn words(mode: TextMode) -> Self {
        Self {
            says_something: true,
            ..Self::some(mode)
        }
    }

    /// This text, with texts that are often meant.
    #[must_use]
    pub const fn suggesting(self, suggestions: &'static [&'static str]) -> Self {
        Self {
            suggestions,
            ..self
        }
    }
}

/// A character that is no white space (the property `White_Space` of Unicode), as a regular expression that ECMA-262 and
/// Rust read alike; what each takes `\S` for differs in two characters.
pub const NOT_BLANK: &str =
    r"[^\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

/// A pattern, as a regular expression for others and as a function for us; a property test holds them together.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The regular expression (ECMA-262 and Rust read it alike), anchored at both ends.
    pub regex: &'static str,
    /// Whether a text follows it.
    pub matches: fn(&str) -> bool,
    /// What it means, completing "must be …".
    pub meaning: &'static str,
    /// A text that follows it.
    pub example: &'static str,
}

/// An end of a numeric range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Always the same.
    Fixed(u64),
    /// From the table of limits.
    Limit(Limit),
}

impl Bound {
    /// The number under a policy.
    pub fn value(self, policy: &Policy) -> u64 {
        match self {
            Self::Fixed(value) => value,
            Self::Limit(limit) => policy.limit(limit),
        }
    }
}

/// A number.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// Whether it has no fraction.
    pub integer: bool,
    /// The least it may be.
    pub minimum: Option<Bound>,
    /// The most it may be.
    pub maximum: Option<Bound>,
}

/// An array.
#[derive(Debug, Clone, Copy)]
pub struct List {
    /// What each item is.
    pub item: Shape,
    /// What an item is called, in the singular.
    pub noun: &'static str,
    /// Fewest items.
    pub min_items: u64,
    /// Most items.
    pub max_items: Option<Limit>,
}

/// An object with known fields.
#[derive(Debug)]
pub struct Object {
    /// Its name in the exported schema; unique within a table.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// What other keys mean.
    pub unknown: Unknown,
    /// Fields that are needed only sometimes.
    pub when: &'static [When],
}

/// A field of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
    /// What it is for.
    pub doc: &'static str,
    /// What it is where it is left out, as JSON; none where nothing takes its place.
    pub default: Option<&'static str>,
}

impl Field {
    /// A field that must be there.
    pub const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self {
            name,
            required: true,
            shape,
            doc,
            default: None,
        }
    }

    /// A field that may be left out.
    pub const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self {
            name,
            required: false,
            shape,
            doc,
            default: None,
        }
    }

    /// This field, with what it is where it is left out, as JSON.
    #[must_use]
    pub const fn or(self, default: &'static str) -> Self {
        Self {
            default: Some(default),
            ..self
        }
    }
}

/// What a key means that the table does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// A mistake.
    Refused,
    /// The author's own: any JSON may stand there.
    Allowed,
}

/// A field that is needed depending on another.
#[derive(Debug, Clone, Copy)]
pub struct When {
    /// The field that decides.
    pub field: &'static str,
    /// What it has to be for the other field to be needed.
    pub condition: Condition,
    /// The field that is then needed.
    pub requires: &'static str,
}

/// What a deciding field has to be.
#[derive(Debug, Clone, Copy)]
pub enum Condition {
    /// One of these texts.
    Is(&'static [&'static str]),
    /// Anything but one of these texts; being left out counts.
    IsNot(&'static [&'static str]),
}

impl Condition {
    /// Whether the condition holds for the deciding field's text, if it has one.
    pub fn holds(self, text: Option<&str>) -> bool {
        let among = |texts: &[&str]| text.is_some_and(|text| texts.contains(&text));
        match self {
            Self::Is(texts) => among(texts),
            Self::IsNot(texts) => !among(texts),
        }
    }
}

/// An object with keys of the author's choosing.
#[derive(Debug, Clone, Copy)]
pub struct Map {
    /// What each value is.
    pub value: Shape,
    /// What an entry is called, in the singular.
    pub noun: &'static str,
    /// Most entries.
    pub max_entries: Option<Limit>,
}

/// An object whose fields depend on the value of one of them.
#[derive(Debug)]
pub struct Tagged {
    /// The field that decides.
    pub tag: &'static str,
    /// What the tag tells apart, in the singular.
    pub noun: &'static str,
    /// The objects, by value of the tag. Their tables leave the tag itself out.
    pub variants: &'static [(&'static str, &'static Object)],
}

impl Tagged {
    /// The object of a value of the tag.
    pub fn variant(&self, name: &str) -> Option<&'static Object> {
        let found = self.variants.iter().find(|(known, _)| *known == name);
        found.map(|(_, object)| *object)
    }

    /// The values the tag may have.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.variants.iter().map(|(name, _)| *name)
    }
}
