//! A kind's shape tables as data, from which forms are made.

use serde::Serialize;

use super::hover::{Bound, Pattern};
use crate::kinds::Kind;
use crate::policy::Policy;

/// The tables of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// The kind.
    pub kind: &'static str,
    /// The name of the object that specs are.
    pub spec: String,
    /// The name of the object that payloads are.
    pub payload: String,
    /// The name of the object that targets are; none where a manifest of this kind has no target.
    pub target: Option<String>,
    /// Every object that any of them leads to, by name: `spec.theme`. Objects may lead to themselves.
    pub objects: Vec<FormObject>,
}

/// An object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormObject {
    /// Its name in this form.
    pub name: String,
    /// What it is.
    pub documentation: &'static str,
    /// Its fields, in the order in which they are best shown.
    pub fields: Vec<FormField>,
    /// Whether it may have other keys, with any value.
    pub open: bool,
    /// Fields that are needed only sometimes.
    pub needed_when: Vec<NeededWhen>,
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormField {
    /// Its key.
    pub name: &'static str,
    /// Whether it must always be there.
    pub required: bool,
    /// What it is for.
    pub documentation: &'static str,
    /// What it is where it is left out, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<&'static str>,
    /// What it may be.
    pub shape: FormShape,
}

/// A field that is needed depending on another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NeededWhen {
    /// The field that is needed.
    pub field: &'static str,
    /// When it is.
    pub when: FormCondition,
}

/// What a deciding field has to be; `true` and `false` count as words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormCondition {
    /// The field that decides.
    pub field: &'static str,
    /// The values it is compared with.
    pub values: &'static [&'static str],
    /// Whether it has to be none of them, where being left out counts, rather than one of them.
    pub negated: bool,
}

/// How a text is read by those who show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModeWhen {
    /// When it is read in another way.
    pub when: FormCondition,
    /// How it is read then.
    pub mode: &'static str,
}

/// What a value may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum FormShape {
    /// A string.
    Text {
        /// How it is read: `plain`, `html`, `markdown`, `url`, `link`, `css` or `data`.
        mode: &'static str,
        /// How it is read instead.
        #[serde(skip_serializing_if = "Option::is_none")]
        mode_when: Option<ModeWhen>,
        /// How long it may be; none where nothing bounds it.
        #[serde(skip_serializing_if = "Option::is_none")]
        length: Option<Bound>,
        /// The pattern it follows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pattern: Option<Pattern>,
        /// Texts that are often meant; any other is accepted as well.
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        suggestions: &'static [&'static str],
    },
    /// One of a few strings.
    Choice {
        /// The strings.
        values: &'static [&'static str],
    },
    /// A number.
    Number {
        /// Whether it has no fraction.
        integer: bool,
        /// Its range; none where nothing bounds it.
        #[serde(skip_serializing_if = "Option::is_none")]
        range: Option<Bound>,
    },
    /// `true` or `false`.
    Boolean,
    /// An array, whose order counts.
    List {
        /// What each item is.
        item: Box<FormShape>,
        /// What an item is called, in the singular.
        noun: &'static str,
        /// How many there may be; none where nothing bounds it.
        #[serde(skip_serializing_if = "Option::is_none")]
        length: Option<Bound>,
    },
    /// An object of the form.
    Object {
        /// Its name.
        object: String,
    },
    /// An object with keys of the author's choosing, in no order.
    Map {
        /// What each value is.
        value: Box<FormShape>,
        /// What an entry is called, in the singular.
        noun: &'static str,
        /// How many there may be; none where nothing bounds it.
        #[serde(skip_serializing_if = "Option::is_none")]
        length: Option<Bound>,
    },
    /// An object whose fields depend on the value of one of them.
    Tagged {
        /// The key of the field that decides; the objects do not list it.
        tag: &'static str,
        /// What it tells apart, in the singular.
        noun: &'static str,
        /// The objects by its value.
        variants: Vec<FormVariant>,
    },
    /// The first of these whose JSON type fits.
    Either {
        /// The shapes.
        shapes: Vec<FormShape>,
    },
    /// Any JSON.
    Any,
}

/// One of the objects that a field tells apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormVariant {
    /// The value of the deciding field.
    pub value: &'static str,
    /// The name of the object.
    pub object: String,
}

/// The tables of a kind under a policy.
pub fn form(kind: Kind, _policy: &Policy) -> Form {
    Form {
        kind: kind.name(),
        spec: String::new(),
        payload: String::new(),
        target: None,
        objects: Vec::new(),
    }
}
