//! What the shape tables say of a place.

use super::cursor::{Frame, Step};
use crate::check::Options;
use crate::kinds::Kind;
use crate::manifest;
use crate::shape::{Field, Object, Shape, Tagged};

/// What may stand at a place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Expected {
    /// A value of this shape.
    Shape(Shape),
    /// The value that tells objects apart.
    Tag(&'static Tagged),
    /// A manifest; its kind is known where it says it.
    Manifest(Option<Kind>),
}

/// A place that a table knows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// What may stand there.
    pub(crate) expected: Expected,
    /// The field it is, where it is one.
    pub(crate) field: Option<Field>,
    /// What it is called where it is no field: the noun of an item or entry.
    pub(crate) noun: Option<&'static str>,
}

impl Place {
    /// The document.
    pub(super) fn document(options: Options<'_>, root: Option<&Frame<'_>>) -> Self {
        let kind = root.and_then(|frame| frame.scalar("kind"));
        Self::of_root(options, kind.and_then(Kind::from_name))
    }

    /// The document, where the kind is known that it says it is.
    pub(crate) fn of_root(options: Options<'_>, kind: Option<Kind>) -> Self {
        let expected = match options.kind {
            Some(kind) => Expected::Shape(Shape::Object(kind.payload())),
            None => Expected::Manifest(kind),
        };
        Self {
            expected,
            field: None,
            noun: None,
        }
    }

    /// The innermost of some containers; none where no table knows it.
    pub(super) fn of_container(options: Options<'_>, frames: &[Frame<'_>]) -> Option<Self> {
        let mut place = Self::document(options, frames.first());
        for frame in frames.split_last().map_or(&[][..], |(_, outer)| outer) {
            place = place.below(frame)?;
        }
        Some(place)
    }

    /// What a container's step leads to.
    pub(super) fn below(self, frame: &Frame<'_>) -> Option<Self> {
        match &frame.step {
            Step::Key(key) if frame.is_object => self.member(key, &|name| frame.scalar(name)),
            Step::Index(_) if !frame.is_object => self.item(),
            _ => None,
        }
    }

    /// The member under a key of an object that has `scalar` under others.
    pub(crate) fn member<'s>(
        self,
        key: &str,
        scalar: &impl Fn(&str) -> Option<&'s str>,
    ) -> Option<Self> {
        if let Some(field) = self
            .fields(scalar)
            .into_iter()
            .find(|field| field.name == key)
        {
            return Some(self.of_field(field));
        }
        let shapes = self.shapes();
        let map = shapes.iter().find_map(|shape| match shape {
            Shape::Map(map) => Some(*map),
            _ => None,
        })?;
        Some(Self {
            expected: Expected::Shape(map.value),
            field: None,
            noun: Some(map.noun),
        })
    }

    fn of_field(self, field: Field) -> Self {
        let tagged = self.shapes().iter().find_map(|shape| match shape {
            Shape::Tagged(tagged) if tagged.tag == field.name => Some(*tagged),
            _ => None,
        });
        Self {
            expected: tagged.map_or(Expected::Shape(field.shape), Expected::Tag),
            field: Some(field),
            noun: None,
        }
    }

    /// An item of an array.
    pub(crate) fn item(self) -> Option<Self> {
        self.shapes().iter().find_map(|shape| match shape {
            Shape::List(list) => Some(Self {
                expected: Expected::Shape(list.item),
                field: None,
                noun: Some(list.noun),
            }),
            _ => None,
        })
    }

    /// The shapes a value may have: one, or those it may be either of.
    pub(crate) fn shapes(&self) -> &[Shape] {
        match &self.expected {
            Expected::Shape(Shape::Either(shapes)) => shapes,
            Expected::Shape(shape) => std::slice::from_ref(shape),
            Expected::Tag(_) | Expected::Manifest(_) => &[],
        }
    }

    /// The fields of an object that has `scalar` under its keys.
    pub(super) fn fields<'s>(&self, scalar: &impl Fn(&str) -> Option<&'s str>) -> Vec<Field> {
        if let Expected::Manifest(kind) = self.expected {
            return manifest::fields(kind);
        }
        let mut fields = Vec::new();
        for shape in self.shapes() {
            match shape {
                Shape::Object(object) => fields.extend_from_slice(object.fields),
                Shape::Tagged(tagged) => {
                    fields.push(tag_field(tagged));
                    let variant = scalar(tagged.tag).and_then(|name| tagged.variant(name));
                    fields.extend(variant.into_iter().flat_map(|object| object.fields));
                }
                _ => {}
            }
        }
        fields
    }

    /// The object that a value is, as far as its tag tells.
    pub(super) fn object<'s>(
        &self,
        scalar: &impl Fn(&str) -> Option<&'s str>,
    ) -> Option<&'static Object> {
        self.shapes().iter().find_map(|shape| match shape {
            Shape::Object(object) => Some(*object),
            Shape::Tagged(tagged) => tagged.variant(scalar(tagged.tag)?),
            _ => None,
        })
    }

    /// Whether an object needs a field as it is.
    pub(super) fn needs<'s>(
        &self,
        field: &Field,
        scalar: &impl Fn(&str) -> Option<&'s str>,
    ) -> bool {
        field.required
            || self.object(scalar).is_some_and(|object| {
                object.when.iter().any(|when| {
                    when.requires == field.name && when.condition.holds(scalar(when.field))
                })
            })
    }
}

/// The field that tells objects apart.
pub(super) fn tag_field(tagged: &'static Tagged) -> Field {
    Field::required(
        tagged.tag,
        Shape::Any,
        "Which of them it is; the other fields depend on it.",
    )
}
