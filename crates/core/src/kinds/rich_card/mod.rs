//! `rich-card`: a card in a conversation (guide 001).

mod build;
mod repair;
pub(super) mod rules;
mod table;
mod view;

use std::borrow::Cow;

use super::definition::{BuildInput, Definition, Fault, PayloadInput, ViewInput};
use crate::finding::{Facts, FixDraft, Sink};
use crate::json::{self, NodeId, Tree};
use crate::shape::Object;
use crate::view::View;

pub(super) const NAME: &str = "rich-card";

pub(super) struct RichCard;

impl Definition for RichCard {
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
        rules::check(input, sink);
    }

    fn measure(&self, input: PayloadInput<'_, '_>, facts: &mut Facts) {
        let counts = rules::Counts::of(input);
        facts.set("components", counts.components);
        facts.set("depth", counts.depth);
        facts.set("buttons", counts.buttons);
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
        tree.get(payload, "messageId")
    }

    fn body<'p>(&self, payload: &'p str, conversation: &str) -> Cow<'p, str> {
        let conversation = json::quote(conversation);
        let parts = [
            r#"{"conversationId":"#,
            &conversation,
            r#","message":{"type":"webchat","card":"#,
            payload,
            "}}",
        ];
        Cow::Owned(parts.concat())
    }
}
