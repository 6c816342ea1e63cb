//! A kind's shape tables as data, from which forms are made.

use std::collections::BTreeSet;

use serde::Serialize;

use super::hover::{Bound, Pattern};
use crate::kinds::Kind;
use crate::policy::Policy;
use crate::shape::{Condition, Object, Shape, Unknown, When};

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
///
/// ```
/// use preflight_core::editor::{FormShape, form};
/// use preflight_core::{Kind, Policy};
///
/// let form = form(Kind::WidgetConfiguration, &Policy::default());
/// let theme = form.objects.iter().find(|object| object.name == "spec.theme").unwrap();
/// assert_eq!(theme.fields[0].name, "primaryColor");
/// assert!(matches!(theme.fields[0].shape, FormShape::Text { mode: "css", .. }));
/// ```
pub fn form(kind: Kind, policy: &Policy) -> Form {
    let mut objects = Vec::new();
    let mut part = |prefix: &'static str, object: &'static Object| {
        let mut writer = Writer {
            prefix,
            policy,
            written: BTreeSet::new(),
            objects: Vec::new(),
        };
        let name = writer.object(object);
        objects.append(&mut writer.objects);
        name
    };
    Form {
        kind: kind.name(),
        spec: part("spec", kind.spec()),
        payload: part("payload", kind.payload()),
        target: kind.target().map(|target| part("target", target)),
        objects,
    }
}

/// Writes the objects of one table.
struct Writer<'p> {
    prefix: &'static str,
    policy: &'p Policy,
    /// The names of those that are written, or being written: tables may lead to themselves.
    written: BTreeSet<&'static str>,
    objects: Vec<FormObject>,
}

impl Writer<'_> {
    /// Writes an object once, and gives its name in the form.
    fn object(&mut self, object: &'static Object) -> String {
        let name = format!("{}.{}", self.prefix, object.name);
        if !self.written.insert(object.name) {
            return name;
        }
        // In its place before what it leads to.
        let place = self.objects.len();
        self.objects.push(FormObject {
            name: name.clone(),
            documentation: object.doc,
            fields: Vec::new(),
            open: object.unknown == Unknown::Allowed,
            needed_when: object.when.iter().map(needed_when).collect(),
        });
        let fields = object.fields.iter().map(|field| FormField {
            name: field.name,
            required: field.required,
            documentation: field.doc,
            default: field.default,
            shape: self.shape(field.shape),
        });
        let fields = fields.collect();
        self.objects[place].fields = fields;
        name
    }

    fn shape(&mut self, shape: Shape) -> FormShape {
        let length = Bound::of(shape, self.policy);
        match shape {
            Shape::Text(text) => FormShape::Text {
                mode: text.mode.name(),
                mode_when: text.mode_when.map(|when| ModeWhen {
                    when: condition(when.field, when.condition),
                    mode: when.mode.name(),
                }),
                length,
                pattern: text.pattern.map(Pattern::of),
                suggestions: text.suggestions,
            },
            Shape::Choice(values) => FormShape::Choice { values },
            Shape::Number(number) => FormShape::Number {
                integer: number.integer,
                range: length,
            },
            Shape::Boolean => FormShape::Boolean,
            Shape::List(list) => FormShape::List {
                item: Box::new(self.shape(list.item)),
                noun: list.noun,
                length,
            },
            Shape::Object(object) => FormShape::Object {
                object: self.object(object),
            },
            Shape::Map(map) => FormShape::Map {
                value: Box::new(self.shape(map.value)),
                noun: map.noun,
                length,
            },
            Shape::Tagged(tagged) => FormShape::Tagged {
                tag: tagged.tag,
                noun: tagged.noun,
                variants: tagged
                    .variants
                    .iter()
                    .map(|(value, object)| FormVariant {
                        value,
                        object: self.object(object),
                    })
                    .collect(),
            },
            Shape::Either(shapes) => FormShape::Either {
                shapes: shapes.iter().map(|shape| self.shape(*shape)).collect(),
            },
            Shape::Any => FormShape::Any,
        }
    }
}

fn needed_when(when: &When) -> NeededWhen {
    NeededWhen {
        field: when.requires,
        when: condition(when.field, when.condition),
    }
}

fn condition(field: &'static str, condition: Condition) -> FormCondition {
    let (values, negated) = match condition {
        Condition::Is(values) => (values, false),
        Condition::IsNot(values) => (values, true),
    };
    FormCondition {
        field,
        values,
        negated,
    }
}

#[cfg(test)]
mod tests;
