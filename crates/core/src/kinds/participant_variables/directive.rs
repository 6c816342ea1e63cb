//! One directive of a spec: its key once, its value of the type it names.

use std::collections::BTreeSet;

use super::super::definition::PayloadInput;
use super::matrix::Matrix;
use super::rules::{REPEATED_KEY, VALUE_TYPE};
use crate::finding::{Draft, Sink};
use crate::json::{NodeId, Path, Span, Value, decimal, shown_key};
use crate::policy::VariableType;
use crate::shape::type_name;

pub(super) fn check(
    input: PayloadInput<'_, '_>,
    matrix: Option<&Matrix<'_>>,
    directives: NodeId,
    sink: &mut Sink,
) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (index, directive) in input.tree.items(directives).iter().enumerate() {
        let key = input.tree.text_at(*directive, "key");
        let path = Path::of(&["attributes"]).key(key.unwrap_or_default());
        let shown = Path::of(&["directives"]).index(index);
        if let Some((key, node)) = key.zip(input.tree.get(*directive, "key"))
            && !seen.insert(key)
        {
            let place = sink.place(input.tree, node, &path);
            sink.add(|| {
                Draft::new(
                    &REPEATED_KEY,
                    place,
                    format!(
                        "{shown} sets {} a second time; only one value could be sent.",
                        shown_key(key)
                    ),
                    "Keep one of the directives.",
                )
            });
        }
        let declared = input
            .tree
            .text_at(*directive, "type")
            .and_then(VariableType::from_name);
        let Some(declared) = declared else {
            continue;
        };
        value_type(input, *directive, declared, &path, sink);
        let listed = key.and_then(|key| matrix?.type_of(key));
        if let Some(listed) = listed.filter(|listed| *listed != declared) {
            let span = input
                .tree
                .get(*directive, "type")
                .map_or(Span::new(0, 0), |node| input.tree.span(node));
            let place = sink.at(span, &path);
            sink.add(|| {
                Draft::new(
                    &VALUE_TYPE,
                    place,
                    format!("{shown}.type is \"{}\"; the key matrix says \"{}\".", declared.name(), listed.name()),
                    "Give the directive the matrix's type and a value to match, or change the matrix.",
                )
            });
        }
    }
}

fn value_type(
    input: PayloadInput<'_, '_>,
    directive: NodeId,
    declared: VariableType,
    path: &Path<'_>,
    sink: &mut Sink,
) {
    let Some(node) = input.tree.get(directive, "value") else {
        return;
    };
    let value = input.tree.value(node);
    let problem = match (value, declared) {
        (Value::String(_), VariableType::String)
        | (Value::Bool(_), VariableType::Boolean)
        // What is no scalar at all is the spec table's to report.
        | (Value::Invalid | Value::Null | Value::Array(_) | Value::Object(_), _) => return,
        (Value::Number(digits), VariableType::Number) if decimal::plain(digits).is_some() => return,
        (Value::Number(_), VariableType::Number) => "a number of hundreds of digits",
        (other, _) => type_name(other),
    };
    let place = sink.place(input.tree, node, path);
    sink.add(|| {
        let wanted = match declared {
            VariableType::String => "a string",
            VariableType::Number => "a number",
            VariableType::Boolean => "true or false",
        };
        Draft::new(
            &VALUE_TYPE,
            place,
            format!(
                "The value of {path} is {problem}; its type is \"{}\", so it must be {wanted}.",
                declared.name()
            ),
            format!("Write {wanted}, or change the type."),
        )
    });
}
