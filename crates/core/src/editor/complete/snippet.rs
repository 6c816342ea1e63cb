//! Text to be put in, with the parts of it that are still to be written.

use std::ops::Range;

use super::super::place::{Expected, Place, tag_field};
use super::layout::Layout;
use crate::json::quote;
use crate::kinds::Kind;
use crate::policy::Policy;
use crate::shape::{Field, Shape, Tagged, Text};

/// Levels that are filled in; tables may lead to themselves.
const DEEPEST: usize = 8;

/// A text with places to fill in, in bytes.
#[derive(Debug, Default)]
pub(super) struct Snippet {
    pub(super) text: String,
    pub(super) placeholders: Vec<Range<usize>>,
}

/// Writes snippets in the layout of a document.
pub(super) struct Writer<'l> {
    layout: &'l Layout<'l>,
    policy: &'l Policy,
    snippet: Snippet,
    depth: usize,
}

impl<'l> Writer<'l> {
    pub(super) fn new(layout: &'l Layout<'l>, policy: &'l Policy) -> Self {
        Self {
            layout,
            policy,
            snippet: Snippet::default(),
            depth: 0,
        }
    }

    /// Writes one level further in.
    pub(super) fn inside(mut self) -> Self {
        self.depth += 1;
        self
    }

    pub(super) fn finish(self) -> Snippet {
        self.snippet
    }

    /// Writes something as it is.
    pub(super) fn text(&mut self, text: &str) {
        self.snippet.text.push_str(text);
    }

    /// Writes something to be written over.
    pub(super) fn placeholder(&mut self, text: &str) {
        let start = self.snippet.text.len();
        self.text(text);
        self.snippet
            .placeholders
            .push(start..self.snippet.text.len());
    }

    /// Writes a string to be written over, without its quotes.
    fn string(&mut self, content: &str) {
        let quoted = quote(content);
        self.text("\"");
        self.placeholder(&quoted[1..quoted.len() - 1]);
        self.text("\"");
    }

    /// Writes JSON of the tables, a string as one to be written over.
    fn json(&mut self, json: &str) {
        match json
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        {
            Some(content) => {
                self.text("\"");
                self.placeholder(content);
                self.text("\"");
            }
            None => self.placeholder(json),
        }
    }

    /// Begins a line, where the document has lines.
    pub(super) fn line(&mut self) {
        if self.layout.one_line {
            return;
        }
        self.text(self.layout.line_end);
        self.text(self.layout.indent);
        for _ in 0..self.depth {
            self.text(self.layout.unit);
        }
    }

    /// Writes what stands between two members or items.
    pub(super) fn separator(&mut self) {
        self.text(if self.layout.one_line { ", " } else { "," });
        self.line();
    }

    /// Writes a member with a value as the table has it.
    pub(super) fn member(&mut self, field: &Field, place: &Place) {
        self.text(&quote(field.name));
        self.text(": ");
        self.value(place, field.name);
    }

    /// Writes members in braces.
    fn braces(&mut self, members: &[Field], place: &Place, tag: Option<(&str, &str)>) {
        if members.is_empty() && tag.is_none() {
            return self.empty("{", "}");
        }
        self.text("{");
        self.depth += 1;
        self.line();
        if let Some((key, value)) = tag {
            self.text(&format!("{}: {}", quote(key), quote(value)));
        }
        for (index, field) in members.iter().enumerate() {
            if index > 0 || tag.is_some() {
                self.separator();
            }
            let inner = place.member(field.name, &|name| {
                tag.filter(|(key, _)| *key == name).map(|(_, value)| value)
            });
            match inner {
                Some(inner) => self.member(field, &inner),
                None => self.text(&format!("{}: null", quote(field.name))),
            }
        }
        self.depth -= 1;
        self.line();
        self.text("}");
    }

    fn empty(&mut self, open: &str, close: &str) {
        self.text(open);
        self.placeholder("");
        self.text(close);
    }

    /// Writes a value as the table has it, with all that it needs.
    pub(super) fn value(&mut self, place: &Place, name: &str) {
        if let Some(default) = place.field.and_then(|field| field.default) {
            return self.json(default);
        }
        match place.expected {
            Expected::Tag(tagged) => self.string(tagged.names().next().unwrap_or_default()),
            Expected::Manifest(_) => self.empty("{", "}"),
            Expected::Shape(shape) => self.shape(shape, place, name),
        }
    }

    /// Writes a value of a shape.
    pub(super) fn shape(&mut self, shape: Shape, place: &Place, name: &str) {
        match shape {
            Shape::Text(text) => self.string(example(text, name)),
            Shape::Choice(values) => self.string(values.first().unwrap_or(&"")),
            Shape::Number(number) => {
                let least = number.minimum.map_or(0, |bound| bound.value(self.policy));
                self.placeholder(&least.to_string());
            }
            Shape::Boolean => self.placeholder("true"),
            Shape::List(list) => self.list(list.item, list.min_items, place, name),
            Shape::Map(_) | Shape::Any => self.empty("{", "}"),
            Shape::Object(_) if self.depth >= DEEPEST => self.empty("{", "}"),
            Shape::Object(object) => {
                let none = |_: &str| None;
                let needed = |field: &&Field| place.needs(field, &none);
                let members: Vec<Field> = object.fields.iter().filter(needed).copied().collect();
                self.braces(&members, place, None);
            }
            Shape::Tagged(tagged) => match tagged.variants.first() {
                Some((value, _)) => self.variant(tagged, value, place),
                None => self.empty("{", "}"),
            },
            Shape::Either(shapes) => match shapes.first() {
                Some(first) => self.shape(*first, place, name),
                None => self.text("null"),
            },
        }
    }

    /// Writes one of the objects that a tag tells apart.
    pub(super) fn variant(&mut self, tagged: &'static Tagged, value: &str, place: &Place) {
        if self.depth >= DEEPEST {
            return self.empty("{", "}");
        }
        let fields = tagged
            .variant(value)
            .map_or(&[][..], |object| object.fields);
        let tag = |name: &str| (name == tagged.tag).then_some(value);
        let needed = |field: &&Field| place.needs(field, &tag);
        let members: Vec<Field> = fields.iter().filter(needed).copied().collect();
        self.braces(&members, place, Some((tag_field(tagged).name, value)));
    }

    fn list(&mut self, item: Shape, least: u64, place: &Place, name: &str) {
        let Some(inner) = place.item().filter(|_| least > 0 && self.depth < DEEPEST) else {
            return self.empty("[", "]");
        };
        self.text("[");
        self.depth += 1;
        self.line();
        self.shape(item, &inner, name);
        self.depth -= 1;
        self.line();
        self.text("]");
    }

    /// Writes a manifest of a kind.
    pub(super) fn manifest(&mut self, kind: Kind) {
        let place = Place {
            expected: Expected::Manifest(Some(kind)),
            field: None,
            noun: None,
        };
        self.text("{");
        self.depth += 1;
        self.line();
        self.text(&format!("\"kind\": {}", quote(kind.name())));
        let none = |_: &str| None;
        for field in place.fields(&none) {
            let wanted = field.required && field.name != "kind" || field.name == "spec";
            if let Some(inner) = place.member(field.name, &none).filter(|_| wanted) {
                self.separator();
                self.member(&field, &inner);
            }
        }
        self.depth -= 1;
        self.line();
        self.text("}");
    }
}

/// A text that fits: one that is often meant, or the name of the field where it may not be empty.
fn example<'n>(text: &Text, name: &'n str) -> &'n str {
    match (text.pattern, text.suggestions) {
        (Some(pattern), _) => pattern.example,
        (None, [likeliest, ..]) if text.min_characters > 0 => likeliest,
        _ if text.min_characters > 0 => name,
        _ => "",
    }
}
