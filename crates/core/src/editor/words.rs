//! The words of editors.

use super::place::{Expected, Place};
use crate::shape::{Shape, expected};

/// What may stand at a place, in a few words.
pub(super) fn type_of(place: &Place) -> String {
    match place.expected {
        Expected::Shape(shape) => match shape {
            Shape::Choice([only]) => format!("\"{only}\""),
            Shape::Choice(_) => "one of a list of strings".to_owned(),
            Shape::List(list) => format!("an array of {}s", list.noun),
            other => expected(other),
        },
        Expected::Tag(_) => "one of a list of strings".to_owned(),
        Expected::Manifest(_) => "a manifest".to_owned(),
    }
}
