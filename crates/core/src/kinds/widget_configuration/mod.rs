//! `widget-configuration`: how the messenger looks and what its pre-chat form asks (guide 000).

mod build;
mod table;
mod view;

use super::definition::{BuildInput, Definition, PayloadInput, ViewInput};
use crate::finding::{Facts, Sink};
use crate::json::{NodeId, Tree};
use crate::shape::Object;
use crate::view::View;

pub(super) const NAME: &str = "widget-configuration";

pub(super) struct WidgetConfiguration;

impl Definition for WidgetConfiguration {
    fn payload(&self) -> &'static Object {
        &table::PAYLOAD
    }

    fn spec(&self) -> &'static Object {
        &table::SPEC
    }

    fn build(&self, tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId {
        build::build(tree, input)
    }

    fn check(&self, _input: PayloadInput<'_, '_>, _sink: &mut Sink) {}

    fn measure(&self, input: PayloadInput<'_, '_>, facts: &mut Facts) {
        if let Some(fields) = input
            .tree
            .get_path(input.payload, &["preChatForm", "fields"])
        {
            facts.set("fields", input.tree.items(fields).len());
        }
    }

    fn view(&self, input: ViewInput<'_, '_>) -> View {
        view::view(input)
    }

    fn natural_key(&self, tree: &Tree<'_>, payload: NodeId) -> Option<NodeId> {
        tree.get(payload, "widgetId")
    }
}
