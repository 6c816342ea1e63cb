//! `widget-configuration`: how the messenger looks and what its pre-chat form asks (guide 000).

mod build;
mod repair;
pub(super) mod rules;
mod table;
mod view;

use super::definition::{BuildInput, Definition, Fault, PayloadInput, ViewInput};
use crate::finding::{Facts, FixDraft, Sink};
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

    fn check(&self, input: PayloadInput<'_, '_>, sink: &mut Sink) {
        rules::check(input, sink);
    }

    fn check_view(
        &self,
        input: PayloadInput<'_, '_>,
        view: &View,
        facts: &mut Facts,
        sink: &mut Sink,
    ) {
        rules::check_view(input, view, facts, sink);
    }

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

    fn repair(&self, input: PayloadInput<'_, '_>, fault: &Fault<'_>) -> Option<FixDraft> {
        repair::repair(input, fault)
    }

    fn advice(&self, fault: &Fault<'_>) -> Option<&'static str> {
        repair::advice(fault)
    }

    fn natural_key(&self, tree: &Tree<'_>, payload: NodeId) -> Option<NodeId> {
        tree.get(payload, "widgetId")
    }
}
