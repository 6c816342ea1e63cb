//! What only a card has to keep: nesting, the number of components.

use super::super::definition::PayloadInput;
use crate::finding::declare::rules;
use crate::finding::{Draft, Sink};
use crate::json::{NodeId, Path, Segment, Value, decimal};
use crate::limits::Limit;
use crate::shape::counted;

rules! {
    /// Components nest no deeper than the messenger draws them: 4 levels, the top level being the first (guide 001,
    /// `MAX_DEPTH`).
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components
    /// [{"type": "container", "components": [{"type": "container", "components": [{"type": "container", "components": [{"type": "container", "components": [{"type": "header", "text": "Hi"}]}]}]}]}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components
    /// [{"type": "container", "components": [{"type": "container", "components": [{"type": "container", "components": [{"type": "header", "text": "Hi"}]}]}]}]
    /// ```
    DEPTH = "rich-card/depth", Error, Limit,
        "A component is nested deeper than cards may nest.";
    /// A card has no more components than the messenger draws: 20, counted at every level (guide 001, `MAX_COMPONENTS`, which
    /// counts the top level only). Buttons are not components.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// limits."rich-card.components" = 2
    /// ```
    ///
    /// ```json rich-card /components
    /// [{"type": "header", "text": "Hi"}, {"type": "header", "text": "Hi"}, {"type": "header", "text": "Hi"}]
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// limits."rich-card.components" = 2
    /// ```
    ///
    /// ```json rich-card /components
    /// [{"type": "header", "text": "Hi"}, {"type": "header", "text": "Hi"}]
    /// ```
    COMPONENTS = "rich-card/too-many-components", Error, Limit,
        "A card has more components than it may have.";
    /// A spec has no more actions than its own `maxButtons`. The guide cuts the rest off without a word; here it is said.
    ///
    /// Invalid:
    ///
    /// ```json rich-card manifest /spec
    /// {"templateId": "t", "maxButtons": 1, "fields": {"actions": [{"label": "One"}, {"label": "Two"}]}}
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card manifest /spec
    /// {"templateId": "t", "maxButtons": 2, "fields": {"actions": [{"label": "One"}, {"label": "Two"}]}}
    /// ```
    ACTIONS = "rich-card/too-many-actions", Error, Limit,
        "A spec has more actions than its maxButtons.";
}

/// What there is in a card.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) components: usize,
    pub(super) depth: usize,
    pub(super) buttons: usize,
}

impl Counts {
    pub(super) fn of(input: PayloadInput<'_, '_>) -> Self {
        let mut counts = Self::default();
        if let Some(components) = input.tree.get(input.payload, "components") {
            counts.add(input, components, 1);
        }
        counts
    }

    fn add(&mut self, input: PayloadInput<'_, '_>, components: NodeId, level: usize) {
        for component in input.tree.items(components) {
            self.components += 1;
            self.depth = self.depth.max(level);
            if let Some(buttons) = input.tree.get(*component, "buttons") {
                self.buttons += input.tree.items(buttons).len();
            }
            if let Some(children) = input.tree.get(*component, "components") {
                self.add(input, children, level + 1);
            }
        }
    }
}

pub(super) fn check(input: PayloadInput<'_, '_>, sink: &mut Sink) {
    if let Some(components) = input.tree.get(input.payload, "components") {
        component_count(input, components, sink);
        let mut path = Path::of(&["components"]);
        nested(input, components, 1, &mut path, sink);
    }
    if let Some(spec) = input.spec {
        action_count(input, spec, sink);
    }
}

fn component_count(input: PayloadInput<'_, '_>, components: NodeId, sink: &mut Sink) {
    let count = Counts::of(input).components as u64;
    let most = input.policy.limit(Limit::CardComponents);
    if count > most {
        let place = sink.place(input.tree, components, &Path::of(&["components"]));
        sink.add(|| {
            Draft::new(
                &COMPONENTS,
                place,
                format!("The card has {count} components, counted at every level; at most {most} are accepted."),
                format!("Remove {}.", counted(count - most, "component")),
            )
        });
    }
}

fn nested<'t>(
    input: PayloadInput<'t, '_>,
    components: NodeId,
    level: u64,
    path: &mut Path<'t>,
    sink: &mut Sink,
) {
    let most = input.policy.limit(Limit::CardDepth);
    for (index, component) in input.tree.items(components).iter().enumerate() {
        path.push(Segment::Index(index));
        if level > most {
            // What is nested still deeper moves up with it.
            let place = sink.place(input.tree, *component, path);
            sink.add(|| {
                Draft::new(
                    &DEPTH,
                    place,
                    format!(
                        "{path} is at level {level}; cards may nest {}.",
                        counted(most, "level")
                    ),
                    "Move it up one level.",
                )
            });
        } else if let Some(children) = input.tree.get(*component, "components") {
            path.within(Segment::Key("components"), |path| {
                nested(input, children, level + 1, path, sink);
            });
        }
        path.pop();
    }
}

fn action_count(input: PayloadInput<'_, '_>, spec: NodeId, sink: &mut Sink) {
    let Some(actions) = input.tree.get_path(spec, &["fields", "actions"]) else {
        return;
    };
    let most = input
        .tree
        .get(spec, "maxButtons")
        .and_then(|node| match input.tree.value(node) {
            Value::Number(digits) => decimal::plain(digits)?.parse::<u64>().ok(),
            _ => None,
        });
    let count = input.tree.items(actions).len() as u64;
    // Beyond the policy's own limit the built button group is reported already.
    if let Some(most) =
        most.filter(|most| count > *most && count <= input.policy.limit(Limit::CardButtons))
    {
        let place = sink.place(
            input.tree,
            actions,
            &Path::of(&["components"]).index(2).key("buttons"),
        );
        sink.add(|| {
            Draft::new(
                &ACTIONS,
                place,
                format!(
                    "fields.actions has {}; maxButtons allows {most}.",
                    counted(count, "action")
                ),
                format!(
                    "Remove {}, or raise maxButtons.",
                    counted(count - most, "action")
                ),
            )
        });
    }
}
