//! Roles that belong together are together: items in a list, tabs in a tab list, cells in a row.

use super::super::criteria;
use super::{any_role, is_custom, is_transparent, said};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::role::Kind;
use crate::accessibility::{Context, Role};
use crate::dom::{Content, NodeId};
use crate::finding::declare::rules;

rules! {
    /// A list has items, a tab list tabs, a menu entries, a row cells, and nothing else.
    ///
    /// Screen readers count what is in such a thing and let people go through it: "list of 3".
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="list"><span>Call us</span></div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="list"><span role="listitem">Call us</span></div>
    /// ```
    pub(crate) CHILDREN = "aria/children", Error, Wcag,
        "An element holds something else than its role is there for.";

    /// An item stands in a list, a tab in a tab list, an entry in a menu, a cell in a row.
    ///
    /// Alone it belongs to nothing: nobody is told how many there are, and which one this is.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <div role="tab" aria-selected="true" tabindex="0">Chat</div>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <div role="tablist"><div role="tab" aria-selected="true" tabindex="0">Chat</div></div>
    /// ```
    pub(crate) PARENT = "aria/parent", Error, Wcag,
        "An element stands outside of what its role belongs in.";
}

pub(in super::super) static CHECKS: &[Check] = &[
    Check {
        rule: &CHILDREN,
        criteria: criteria!["1.3.1" A],
        act: &["bc4a75"],
        axe: &["aria-required-children"],
        impact: Impact::Critical,
        run: children,
    },
    Check {
        rule: &PARENT,
        criteria: criteria!["1.3.1" A],
        act: &["ff89c9"],
        axe: &["aria-required-parent"],
        impact: Impact::Critical,
        run: parent,
    },
];

/// How many nodes are looked at for one element; a document that needs more is made to take time.
const MOST: usize = 10_000;

/// What an element holds, as far as it matters here.
#[derive(Default)]
struct Held {
    /// Something its role is there for.
    right: bool,
    /// The first thing that does not belong there.
    wrong: Option<NodeId>,
    /// Something of which nobody can tell.
    unknown: bool,
    /// Anything at all.
    any: bool,
}

fn children(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling() {
        // Only these have a role of themselves that holds others, and is not put together by the browser.
        let is_native = matches!(
            document.html_name(*id),
            Some("ul" | "ol" | "menu" | "table")
        );
        if !is_native && document.attribute(*id, "role").is_none() {
            continue;
        }
        let role = context.role(*id);
        let owns = role.definition().owns;
        if owns.is_empty() || !context.is_exposed(*id) {
            continue;
        }
        if context.is_busy(*id) {
            // What is loading may lack what it is about to hold.
            verdicts.pass(*id);
            continue;
        }
        let found = held(context, *id, owns);
        let message = |what: &str| format!("{what} in an element with {}.", said(role));
        let help = format!("It may hold {}.", any_role(owns));
        if let Some(wrong) = found.wrong {
            let other = context.role(wrong);
            verdicts.fail(*id, message(&format!("There is {}", said(other))), help);
        } else if found.right {
            verdicts.pass(*id);
        } else if found.any && !found.unknown {
            verdicts.fail(
                *id,
                message(&format!("There is no {}", any_role(owns))),
                help,
            );
        } else {
            verdicts.review(
                *id,
                message(&format!("There is no {}", any_role(owns))),
                help,
            );
        }
    }
}

/// Looks at what an element holds, through what says nothing of itself, as far as the first thing that says something.
fn held(context: &Context<'_>, id: NodeId, owns: &[Role]) -> Held {
    let document = context.document();
    let mut held = Held::default();
    let mut nodes: Vec<NodeId> = Vec::new();
    let push = |nodes: &mut Vec<NodeId>, id: NodeId| {
        nodes.extend(
            document
                .children(id)
                .iter()
                .filter(|child| context.owner(**child).is_none_or(|owner| owner == id)),
        );
        if document.attribute(id, "aria-owns").is_some() {
            nodes.extend(
                context
                    .references(id, "aria-owns")
                    .into_iter()
                    .filter(|owned| {
                        context.owner(*owned) == Some(id)
                            && document.parent(*owned) != Some(id)
                            && *owned != id
                    }),
            );
        }
    };
    push(&mut nodes, id);
    let mut seen = 0;
    while let Some(node) = nodes.pop() {
        seen += 1;
        if seen > MOST {
            held.unknown = true;
            break;
        }
        match &document.node(node).content {
            Content::Text(text) => held.any |= !text.trim().is_empty() && context.is_exposed(node),
            Content::Element(_) if !context.is_exposed(node) => {}
            Content::Element(element) => {
                held.any = true;
                let role = context.role(node);
                // A list item that the parser let stand in a box within the list.
                let is_item = owns.contains(&Role::ListItem)
                    && document.html_name(node) == Some("li")
                    && element.attribute("role").is_none();
                if owns.contains(&role) || is_item {
                    held.right = true;
                    // A group orders what its holder is there for, and may hold nothing else.
                    if role == Role::Group {
                        push(&mut nodes, node);
                    }
                } else if is_custom(context, node) || element.name == "slot" {
                    held.unknown = true;
                } else if is_transparent(context, node) {
                    push(&mut nodes, node);
                } else if is_let_pass(role) {
                    held.unknown |=
                        role.definition().kind == Kind::Platform && role != Role::LineBreak;
                } else if held.wrong.is_none() {
                    held.wrong = Some(node);
                }
            }
            _ => {}
        }
    }
    held
}

/// Whether something may stand beside what a role is there for: a caption, a line between entries, what has no role.
fn is_let_pass(role: Role) -> bool {
    matches!(role, Role::Caption | Role::Separator) || role.definition().kind == Kind::Platform
}

fn parent(context: &Context<'_>, verdicts: &mut Verdicts) {
    let is_about = |id: &NodeId| {
        let role = context.written_role(*id)?;
        (!role.definition().inside.is_empty()
            && role != context.implicit_role(*id)
            && context.is_exposed(*id)
            && super::is_judged(context, *id))
        .then_some((*id, role))
    };
    let about: Vec<(NodeId, Role)> = context.with_role().iter().filter_map(is_about).collect();
    if about.is_empty() {
        return;
    }
    let around = Around::of(context);
    for (id, role) in about {
        let inside = role.definition().inside;
        let holder = around.holder(context, id);
        let is_inside = holder.is_some_and(|holder| {
            inside.contains(&context.role(holder))
                || context
                    .written_role(holder)
                    .is_some_and(|written| inside.contains(&written))
        });
        if is_inside {
            verdicts.pass(id);
            continue;
        }
        let message = format!(
            "An element with {} stands in no {}.",
            said(role),
            any_role(inside)
        );
        let help = "Put it into one, or let one own it by aria-owns.";
        // What a custom element makes of what it holds, nobody can tell.
        if holder.is_some_and(|holder| is_custom(context, holder)) || is_custom(context, id) {
            verdicts.review(id, message, help);
        } else {
            verdicts.fail(id, message, help);
        }
    }
}

/// For each node the nearest element around it that says something of itself.
struct Around(Vec<Option<NodeId>>);

impl Around {
    fn of(context: &Context<'_>) -> Self {
        let document = context.document();
        let mut around: Vec<Option<NodeId>> = vec![None; document.len()];
        for id in context.order().iter().copied() {
            let Some(parent) = document.parent(id) else {
                continue;
            };
            around[id.index()] = if is_transparent(context, parent) && !is_custom(context, parent) {
                around[parent.index()]
            } else {
                Some(parent)
            };
        }
        Self(around)
    }

    /// What holds a node, or owns it or what stands around it by `aria-owns`.
    fn holder(&self, context: &Context<'_>, id: NodeId) -> Option<NodeId> {
        let held = std::iter::once(id).chain(context.near_ancestors(id));
        for at in held {
            if let Some(owner) = context.owner(at) {
                return if is_transparent(context, owner) {
                    self.0[owner.index()]
                } else {
                    Some(owner)
                };
            }
            let parent = context.document().parent(at)?;
            if !is_transparent(context, parent) || is_custom(context, parent) {
                break;
            }
        }
        self.0[id.index()]
    }
}
