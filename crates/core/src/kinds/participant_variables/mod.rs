//! `participant-variables`: attributes of a guest in a conversation (guide 004).

mod attribute;
mod build;
mod check;
mod directive;
mod matrix;
pub(super) mod rules;
mod table;
mod view;

use super::definition::{BuildInput, Definition, PayloadInput, ViewInput};
use crate::finding::{Facts, Sink};
use crate::json::{NodeId, Tree};
use crate::limits::Limit;
use crate::shape::Object;
use crate::view::View;

pub(super) const NAME: &str = "participant-variables";

pub(super) struct ParticipantVariables;

impl Definition for ParticipantVariables {
    fn payload(&self) -> &'static Object {
        &table::PAYLOAD
    }

    fn spec(&self) -> &'static Object {
        &table::SPEC
    }

    fn target(&self) -> Option<&'static Object> {
        Some(&table::TARGET)
    }

    fn build(&self, tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
        build::build(tree, input)
    }

    fn check(&self, input: PayloadInput<'_, '_>, sink: &mut Sink) {
        check::check(input, sink);
    }

    fn measure(&self, input: PayloadInput<'_, '_>, facts: &mut Facts) {
        if let Some(attributes) = input.tree.get(input.payload, "attributes") {
            facts.set("attributes", input.tree.members(attributes).len());
        }
    }

    fn byte_limit(&self) -> Option<Limit> {
        Some(Limit::VariablesBytes)
    }

    fn view(&self, input: ViewInput<'_, '_>) -> View {
        view::view(input)
    }

    /// An update may be repeated, so two for one participant are no mistake.
    fn natural_key(&self, _tree: &Tree<'_>, _payload: NodeId) -> Option<NodeId> {
        None
    }
}
