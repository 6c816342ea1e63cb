//! Judges the attributes of an update, and the directives they were built from.

use super::super::definition::PayloadInput;
use super::matrix::Matrix;
use super::rules::NO_MATRIX;
use super::{attribute, directive};
use crate::finding::{Draft, Outcome, Sink};
use crate::json::Path;

pub(super) fn check(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    let Some(attributes) = input.tree.get(input.payload, "attributes") else {
        return;
    };
    let matrix = Matrix::of(input);
    let members = input.tree.members(attributes);
    if matrix.is_none() && !members.is_empty() {
        let place = sink.place(input.tree, attributes, &Path::of(&["attributes"]));
        sink.add(|| {
            Draft::new(
                &NO_MATRIX,
                place,
                "No key matrix is in force, so keys and types were not checked.".to_owned(),
                "Add \"keyMatrix\" to the spec, or key-matrix to the policy in preflight.toml.",
            )
            .with_outcome(Outcome::Untested)
        });
    }
    for member in members {
        attribute::check(input, matrix.as_ref(), member, sink);
    }
    if let Some(directives) = input
        .spec
        .and_then(|spec| input.tree.get(spec, "directives"))
    {
        directive::check(input, matrix.as_ref(), directives, sink);
    }
}
