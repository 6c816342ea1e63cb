//! Spec to payload.

use super::super::builder::Builder;
use super::super::definition::BuildInput;
use crate::json::{NodeId, Tree};

pub(super) fn build(tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
    let mut builder = Builder {
        tree,
        spec: input.spec,
    };
    let mut members = vec![
        ("name", builder.required("name")),
        ("description", builder.text_or("description", "")),
        ("type", builder.text_or("type", "webapp")),
        ("status", builder.text_or("status", "inactive")),
        ("manifestUrl", builder.required("manifestUrl")),
    ];
    members.extend(
        builder
            .get("settings")
            .map(|settings| ("settings", settings)),
    );
    builder.payload(members)
}
