//! `channel`: a Web Messaging channel with its security policy and routing (guide 003).

mod build;
pub(super) mod rules;
mod table;
mod view;

use super::definition::{BuildInput, Definition, PayloadInput, ViewInput};
use crate::finding::{Facts, Sink};
use crate::json::{NodeId, Tree};
use crate::shape::Object;
use crate::view::View;

pub(super) const NAME: &str = "channel";

pub(super) struct Channel;

impl Definition for Channel {
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

    fn measure(&self, input: PayloadInput<'_, '_>, facts: &mut Facts) {
        let tree = input.tree;
        let count = |path: &[&str], size: fn(&Tree<'_>, NodeId) -> usize| {
            tree.get_path(input.payload, path)
                .map(|node| size(tree, node))
        };
        if let Some(attributes) = count(
            &["webMessagingWidgetConfiguration", "customAttributes"],
            |tree, node| tree.members(node).len(),
        ) {
            facts.set("customAttributes", attributes);
        }
        if let Some(origins) = count(&["securityPolicy", "allowedOrigins"], |tree, node| {
            tree.items(node).len()
        }) {
            facts.set("allowedOrigins", origins);
        }
    }

    fn view(&self, input: ViewInput<'_, '_>) -> View {
        view::view(input)
    }

    fn natural_key(&self, tree: &Tree<'_>, payload: NodeId) -> Option<NodeId> {
        tree.get(payload, "name")
    }
}
