//! Walks a shape table over a tree for its texts, each with how it is read.

use super::table::{ModeWhen, Object, Shape, TextMode, Unknown};
use crate::json::{Member, NodeId, Path, Segment, Tree, Value};

/// What a walk comes by.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Found<'t, 's> {
    /// A string and how it is read; [`TextMode::Data`] where the table leaves it to the author.
    Text(NodeId, TextMode),
    /// A key of the author's choosing.
    Key(&'t Member<'s>),
}

/// Calls `visit` for every string below `node`, and for every key that the table does not name.
pub(crate) fn texts<'t, 's>(
    tree: &'t Tree<'s>,
    node: NodeId,
    shape: Shape,
    path: &mut Path<'t>,
    visit: &mut impl FnMut(Found<'t, 's>, &Path<'t>),
) {
    match (shape, tree.value(node)) {
        (Shape::Text(text), Value::String(_)) => visit(Found::Text(node, text.mode), path),
        // A word of a closed list is not text.
        (Shape::Choice(choices), Value::String(content)) if choices.contains(&content.as_ref()) => {
        }
        (Shape::List(list), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                path.within(Segment::Index(index), |path| {
                    texts(tree, *item, list.item, path, visit);
                });
            }
        }
        (Shape::Object(table), Value::Object(members)) => {
            object(tree, node, table, members, path, visit);
        }
        (Shape::Tagged(tagged), Value::Object(members)) => {
            let variant = tree
                .text_at(node, tagged.tag)
                .and_then(|name| tagged.variants.iter().find(|(tag, _)| *tag == name));
            match variant {
                Some((_, table)) => object(tree, node, table, members, path, visit),
                None => texts(tree, node, Shape::Any, path, visit),
            }
        }
        (Shape::Map(map), Value::Object(members)) => {
            for member in members {
                path.within(Segment::Key(&member.key), |path| {
                    visit(Found::Key(member), path);
                    texts(tree, member.value, map.value, path, visit);
                });
            }
        }
        (Shape::Either(shapes), Value::String(_)) => {
            let text = shapes.iter().find(|shape| matches!(shape, Shape::Text(_)));
            texts(tree, node, *text.unwrap_or(&Shape::Any), path, visit);
        }
        (Shape::Either(shapes), Value::Object(_)) => {
            let object = shapes
                .iter()
                .find(|shape| matches!(shape, Shape::Object(_)));
            texts(tree, node, *object.unwrap_or(&Shape::Any), path, visit);
        }
        // Data, or something of another type than the table's: a string in it is a string all the same.
        (_, Value::String(_)) => visit(Found::Text(node, TextMode::Data), path),
        (_, Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                path.within(Segment::Index(index), |path| {
                    texts(tree, *item, Shape::Any, path, visit);
                });
            }
        }
        (_, Value::Object(members)) => {
            for member in members {
                path.within(Segment::Key(&member.key), |path| {
                    visit(Found::Key(member), path);
                    texts(tree, member.value, Shape::Any, path, visit);
                });
            }
        }
        _ => {}
    }
}

fn object<'t, 's>(
    tree: &'t Tree<'s>,
    node: NodeId,
    table: &'static Object,
    members: &'t [Member<'s>],
    path: &mut Path<'t>,
    visit: &mut impl FnMut(Found<'t, 's>, &Path<'t>),
) {
    for member in members {
        let field = table.fields.iter().find(|field| field.name == member.key);
        path.within(Segment::Key(&member.key), |path| {
            let Some(field) = field else {
                // An unknown key is refused where the table knows them all; what stands under it is read all the same.
                if table.unknown == Unknown::Allowed {
                    visit(Found::Key(member), path);
                }
                texts(tree, member.value, Shape::Any, path, visit);
                return;
            };
            match (field.shape, tree.value(member.value)) {
                (Shape::Text(text), Value::String(_)) => {
                    let mode = mode_of(tree, node, text.mode, text.mode_when);
                    visit(Found::Text(member.value, mode), path);
                }
                (shape, _) => texts(tree, member.value, shape, path, visit),
            }
        });
    }
}

/// How a text is read where a field beside it decides.
fn mode_of(tree: &Tree<'_>, object: NodeId, mode: TextMode, when: Option<&ModeWhen>) -> TextMode {
    match when {
        Some(when) if when.condition.holds(tree.word_at(object, when.field)) => when.mode,
        _ => mode,
    }
}
