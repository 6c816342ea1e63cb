//! The values that a shape offers.

use super::super::CompletionKind;
use super::super::cursor::Frame;
use super::super::place::Place;
use super::Offers;
use crate::json::quote;
use crate::kinds::Kind;
use crate::shape::{Shape, Text};

impl Offers<'_, '_> {
    /// The values of one shape.
    pub(super) fn of_shape(
        &mut self,
        shape: Shape,
        place: &Place,
        name: &str,
        documentation: &str,
        frame: &Frame<'_>,
    ) {
        match shape {
            Shape::Choice(values) => {
                for value in values {
                    // The kinds are told apart by what their payloads are.
                    let kind = Kind::from_name(value)
                        .filter(|_| frame.scalar("kind").is_some() && name == "kind");
                    let documentation = kind.map_or(documentation, |kind| kind.payload().doc);
                    let snippet = self.literal(&quote(value));
                    self.value(value, CompletionKind::Value, name, documentation, snippet);
                }
            }
            Shape::Boolean => {
                for value in ["true", "false"] {
                    let snippet = self.literal(value);
                    self.value(value, CompletionKind::Value, name, documentation, snippet);
                }
            }
            Shape::Text(text) => self.texts(text, shape, place, name, documentation),
            Shape::Number(_) => {
                if let Some(default) = place.field.and_then(|field| field.default) {
                    let snippet = self.literal(default);
                    self.value(
                        default,
                        CompletionKind::Suggestion,
                        "default",
                        documentation,
                        snippet,
                    );
                }
            }
            Shape::Object(object) => {
                self.filled("{…}", shape, place, name, object.name, object.doc);
            }
            Shape::Map(map) => self.filled("{}", shape, place, name, map.noun, documentation),
            Shape::List(list) => self.filled("[]", shape, place, name, list.noun, documentation),
            Shape::Tagged(tagged) => {
                for (value, object) in tagged.variants {
                    let mut writer = self.writer();
                    writer.variant(tagged, value, place);
                    let snippet = writer.finish();
                    self.value(
                        value,
                        CompletionKind::Snippet,
                        tagged.noun,
                        object.doc,
                        snippet,
                    );
                }
            }
            // A shape that may be several holds none that may.
            Shape::Either(_) | Shape::Any => {}
        }
    }

    fn texts(&mut self, text: &Text, shape: Shape, place: &Place, name: &str, documentation: &str) {
        let example = text.pattern.map(|pattern| pattern.example);
        for suggestion in example.iter().chain(text.suggestions) {
            let snippet = self.literal(&quote(suggestion));
            self.value(
                suggestion,
                CompletionKind::Suggestion,
                name,
                documentation,
                snippet,
            );
        }
        if self.is_blank() && example.is_none() && text.suggestions.is_empty() {
            self.filled("\"\"", shape, place, name, "text", documentation);
        }
    }
}
