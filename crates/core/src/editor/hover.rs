//! What stands under the cursor, and what may stand there.

use serde::Serialize;

use super::cursor::{Aim, Cursor, Role, Step};
use super::place::{Expected, Place};
use super::words::type_of;
use super::{Range, Units};
use crate::check::{MAX_DOCUMENT_BYTES, Options};
use crate::finding::Rule;
use crate::json::Pointer;
use crate::kinds::Kind;
use crate::policy::Policy;
use crate::sanitize;
use crate::shape::{self, Shape, Unknown};

/// What is known about a key or a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hover {
    /// The key or value it is about.
    pub range: Range,
    /// The name of the field, or what an item of a list is called.
    pub title: String,
    /// What it may be, such as "a string" or "an array".
    #[serde(rename = "type")]
    pub type_name: String,
    /// The place in the document, as a JSON pointer.
    pub pointer: Pointer,
    /// Whether it must be there as the document is now.
    pub required: bool,
    /// The ranges it has to keep to under the policy.
    pub bounds: Vec<Bound>,
    /// The pattern it has to follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// The only values it may have; none where others are accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<&'static str>,
    /// What it is where it is left out, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<&'static str>,
    /// What it is for.
    pub documentation: &'static str,
    /// All of the above for a person, in Markdown.
    pub markdown: String,
    /// The rules that judge it, with where they are documented.
    pub rules: Vec<RuleLink>,
}

/// A range that something has to keep to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// What is counted, such as `characters`, `items` or `value`.
    pub of: &'static str,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u64>,
    /// The unit; none where numbers have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// The limit by which a policy changes the most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<&'static str>,
}

/// A pattern that a text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pattern {
    /// The regular expression (ECMA-262), anchored at both ends.
    pub regex: &'static str,
    /// What it means, completing "must be …".
    pub meaning: &'static str,
    /// A text that follows it.
    pub example: &'static str,
}

/// A rule, and where it is documented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleLink {
    /// The rule's id.
    pub id: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Its page, as a path below the documentation: `rules/schema/pattern.md`.
    pub path: String,
}

/// Tells what stands at an offset, counted in UTF-16 code units; one beyond the end is the end. None where no table knows
/// the place, and in documents over 1 MiB.
///
/// ```
/// use preflight_core::editor::hover;
/// use preflight_core::{Options, Policy};
///
/// let policy = Policy::default();
/// let text = r#"{"kind": "widget-configuration", "spec": {"theme": {"borderRadius": 8}}}"#;
/// let offset = text.find("borderRadius").unwrap();
/// let hover = hover(text, offset, Options::new(&policy)).unwrap();
/// assert_eq!(hover.pointer.as_str(), "/spec/theme/borderRadius");
/// assert_eq!((hover.bounds[0].maximum, hover.bounds[0].unit), (Some(50), Some("pixels")));
/// ```
pub fn hover(text: &str, offset: usize, options: Options<'_>) -> Option<Hover> {
    if text.len() > MAX_DOCUMENT_BYTES {
        return None;
    }
    let units = Units::new(text);
    let cursor = Cursor::at(text, units.byte(offset), Aim::Point);
    let token = cursor.token.as_ref()?;
    let frame = cursor.frames.last()?;
    let container = Place::of_container(options, &cursor.frames)?;
    let scalar = |key: &str| frame.scalar(key);
    let key = token.content(text);
    let place = match cursor.role {
        Role::Key => container.member(&key, &scalar)?,
        Role::Value => container.below(frame)?,
        Role::Document | Role::Nothing => return None,
    };
    let mut pointer = Pointer::root();
    let outer = &cursor.frames[..cursor.frames.len() - 1];
    let last = (cursor.role == Role::Value).then_some(frame);
    for frame in outer.iter().chain(last) {
        match &frame.step {
            Step::Key(key) => pointer.push_key(key),
            Step::Index(index) => pointer.push_index(*index),
            Step::Nowhere => return None,
        }
    }
    if cursor.role == Role::Key {
        pointer.push_key(&key);
    }
    let required = place
        .field
        .is_some_and(|field| container.needs(&field, &scalar));
    let range = units.range(token.range.clone());
    // A value may say more than its field: what an object of this tag is, or what a kind is.
    let value = (cursor.role == Role::Value).then_some(&*key);
    Some(told(
        &place,
        value,
        range,
        pointer,
        required,
        options.policy,
    ))
}

fn told(
    place: &Place,
    value: Option<&str>,
    range: Range,
    pointer: Pointer,
    required: bool,
    policy: &Policy,
) -> Hover {
    let shapes = place.shapes();
    let pattern = shapes.iter().find_map(|shape| match shape {
        Shape::Text(text) => text.pattern.map(Pattern::of),
        _ => None,
    });
    let values: Vec<&'static str> = match place.expected {
        Expected::Tag(tagged) => tagged.names().collect(),
        Expected::Shape(Shape::Choice(values)) => values.to_vec(),
        _ => Vec::new(),
    };
    let title = place
        .field
        .map_or(place.noun.unwrap_or_default(), |field| field.name);
    let mut hover = Hover {
        range,
        title: title.to_owned(),
        type_name: type_of(place),
        pointer,
        required,
        bounds: shapes
            .iter()
            .filter_map(|shape| Bound::of(*shape, policy))
            .collect(),
        pattern,
        values,
        default: place.field.and_then(|field| field.default),
        documentation: documentation(place, value),
        markdown: String::new(),
        rules: rules(place),
    };
    hover.markdown = markdown(&hover);
    hover
}

/// What a place is for, or what its value means.
fn documentation(place: &Place, value: Option<&str>) -> &'static str {
    let of_value = value.and_then(|value| match place.expected {
        Expected::Tag(tagged) => tagged.variant(value).map(|object| object.doc),
        Expected::Shape(Shape::Choice(crate::kinds::NAMES)) => {
            Kind::from_name(value).map(|kind| kind.payload().doc)
        }
        _ => None,
    });
    of_value
        .or(place.field.map(|field| field.doc))
        .or_else(|| place.object(&|_| None).map(|object| object.doc))
        .unwrap_or_default()
}

/// The rules that judge a place.
fn rules(place: &Place) -> Vec<RuleLink> {
    let mut rules: Vec<&'static Rule> = vec![&shape::rules::TYPE];
    if place.field.is_some_and(|field| field.required) {
        rules.push(&shape::rules::REQUIRED);
    }
    if let Expected::Tag(_) = place.expected {
        rules.push(&shape::rules::CHOICE);
    }
    for shape in place.shapes() {
        match shape {
            Shape::Text(text) => {
                let own = [
                    (text.pattern.is_some(), &shape::rules::PATTERN),
                    (text.min_characters > 0, &shape::rules::EMPTY_TEXT),
                    (text.max_characters.is_some(), &shape::rules::TOO_LONG),
                ];
                rules.extend(
                    own.into_iter()
                        .filter(|(judges, _)| *judges)
                        .map(|(_, rule)| rule),
                );
                rules.extend(sanitize::rules_of(text.mode));
            }
            Shape::Choice(_) => rules.push(&shape::rules::CHOICE),
            Shape::Number(number) => {
                let own = [
                    (number.integer, &shape::rules::INTEGER),
                    (number.minimum.is_some(), &shape::rules::TOO_SMALL),
                    (number.maximum.is_some(), &shape::rules::TOO_LARGE),
                ];
                rules.extend(
                    own.into_iter()
                        .filter(|(judges, _)| *judges)
                        .map(|(_, rule)| rule),
                );
            }
            Shape::List(list) => {
                let own = [
                    (list.min_items > 0, &shape::rules::EMPTY_LIST),
                    (list.max_items.is_some(), &shape::rules::TOO_MANY),
                ];
                rules.extend(
                    own.into_iter()
                        .filter(|(judges, _)| *judges)
                        .map(|(_, rule)| rule),
                );
            }
            Shape::Map(map) if map.max_entries.is_some() => rules.push(&shape::rules::TOO_MANY),
            Shape::Object(object) if object.unknown == Unknown::Refused => {
                rules.push(&shape::rules::UNKNOWN_KEY);
            }
            _ => {}
        }
    }
    let link = |rule: &'static Rule| RuleLink {
        id: rule.id,
        summary: rule.summary,
        path: format!("rules/{}.md", rule.id),
    };
    rules.into_iter().map(link).collect()
}

/// Everything for a person.
fn markdown(hover: &Hover) -> String {
    let needed = if hover.required { ", required" } else { "" };
    let mut text = format!("**{}**: {}{needed}", hover.title, hover.type_name);
    if !hover.documentation.is_empty() {
        text.extend(["\n\n", hover.documentation]);
    }
    let mut facts: Vec<String> = hover.bounds.iter().map(Bound::words).collect();
    if let Some(pattern) = hover.pattern {
        facts.push(format!(
            "`{}`: {}, such as `{}`",
            pattern.regex, pattern.meaning, pattern.example
        ));
    }
    if !hover.values.is_empty() {
        let values: Vec<String> = hover
            .values
            .iter()
            .map(|value| format!("`{value}`"))
            .collect();
        facts.push(format!("Values: {}", values.join(", ")));
    }
    if let Some(default) = hover.default {
        facts.push(format!("Default: `{default}`"));
    }
    for (index, fact) in facts.iter().enumerate() {
        text.extend([if index == 0 { "\n\n- " } else { "\n- " }, fact]);
    }
    text
}

impl Pattern {
    /// The pattern of a table.
    pub(super) fn of(pattern: &'static shape::Pattern) -> Self {
        Self {
            regex: pattern.regex,
            meaning: pattern.meaning,
            example: pattern.example,
        }
    }
}

impl Bound {
    /// What a shape has to keep to; none where nothing bounds it.
    pub(super) fn of(shape: Shape, policy: &Policy) -> Option<Self> {
        let (of, minimum, maximum, unit) = match shape {
            Shape::Text(text) => (
                "characters",
                (text.min_characters > 0).then_some(text.min_characters),
                text.max_characters.map(shape::Bound::Limit),
                Some("characters"),
            ),
            Shape::Number(number) => (
                "value",
                number.minimum.map(|bound| bound.value(policy)),
                number.maximum,
                None,
            ),
            Shape::List(list) => (
                "items",
                (list.min_items > 0).then_some(list.min_items),
                list.max_items.map(shape::Bound::Limit),
                None,
            ),
            Shape::Map(map) => (
                "entries",
                None,
                map.max_entries.map(shape::Bound::Limit),
                None,
            ),
            _ => return None,
        };
        if minimum.is_none() && maximum.is_none() {
            return None;
        }
        let limit = match maximum {
            Some(shape::Bound::Limit(limit)) => Some(limit.entry()),
            _ => None,
        };
        Some(Self {
            of,
            minimum,
            maximum: maximum.map(|bound| bound.value(policy)),
            unit: limit.map(|entry| entry.unit).or(unit),
            limit: limit.map(|entry| entry.name),
        })
    }

    /// The bound as a person says it.
    fn words(&self) -> String {
        let counted = self.unit.unwrap_or(match self.of {
            "value" => "",
            other => other,
        });
        let range = match (self.minimum, self.maximum) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("at least {least}"),
            (None, Some(most)) => format!("at most {most}"),
            (None, None) => "any".to_owned(),
        };
        let text = format!("{range} {counted}");
        let text = text.trim_end();
        match self.limit {
            Some(limit) => format!("{text} (`{limit}`)"),
            None => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
