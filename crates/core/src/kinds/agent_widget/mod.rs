//! `agent-widget`: a widget on the agent's desktop (guide 002).

mod build;
pub(super) mod manifest_url;
mod table;
mod view;

use super::definition::{BuildInput, Definition, PayloadInput, ViewInput};
use crate::finding::{Facts, Sink};
use crate::json::{NodeId, Tree};
use crate::limits::Limit;
use crate::shape::Object;
use crate::view::View;

pub(super) const NAME: &str = "agent-widget";

pub(super) struct AgentWidget;

impl Definition for AgentWidget {
    fn payload(&self) -> &'static Object {
        &table::PAYLOAD
    }

    fn spec(&self) -> &'static Object {
        &table::SPEC
    }

    fn build(&self, tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
        build::build(tree, input)
    }

    fn check(&self, input: PayloadInput<'_, '_>, sink: &mut Sink) {
        manifest_url::check(input, sink);
    }

    fn measure(&self, _input: PayloadInput<'_, '_>, _facts: &mut Facts) {}

    fn byte_limit(&self) -> Option<Limit> {
        Some(Limit::AgentWidgetBytes)
    }

    fn view(&self, input: ViewInput<'_, '_>) -> View {
        view::view(input)
    }

    fn natural_key(&self, tree: &Tree<'_>, payload: NodeId) -> Option<NodeId> {
        tree.get(payload, "name")
    }
}
