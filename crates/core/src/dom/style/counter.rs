//! What counters count, in one pass over the document (CSS Lists 3, section 4): a counter holds for the element that sets it
//! anew, for its following siblings and for what they hold.

use std::collections::HashMap;
use std::sync::Arc;

use super::content::{Counter, Numbers, Piece};
use super::property::Style;
use super::value::Generated;
use super::{Place, Styles};
use crate::dom::{Document, NodeId};

/// How many counters of one name are told at most, and how long a number may get.
const MOST: usize = 100;

/// A pseudo-element whose text waits for counters.
pub(super) type Waiting = HashMap<NodeId, Arc<[Piece]>>;

/// A counter, and the node among whose children it was set.
struct Instance {
    around: NodeId,
    value: i32,
}

/// The counters that hold at a place.
#[derive(Default)]
struct Counting<'s> {
    held: HashMap<&'s str, Vec<Instance>>,
    /// The counters that end with what is around them, the innermost last.
    ending: Vec<(NodeId, &'s str)>,
}

/// Fills in the texts that wait for counters.
pub(super) fn count(
    document: &Document,
    order: &[NodeId],
    styles: &mut Styles,
    before: &Waiting,
    after: &Waiting,
) {
    let mut told: Vec<(bool, NodeId, Generated)> = Vec::new();
    let mut counting = Counting::default();
    let mut open: Vec<NodeId> = Vec::new();
    let found = &*styles;
    let mut tell = |counting: &mut Counting<'_>, is_before: bool, id: NodeId| {
        let waiting = if is_before { before } else { after };
        if let Some(pieces) = waiting.get(&id) {
            told.push((is_before, id, counting.text(document, id, pieces)));
        }
    };
    for id in order.iter().copied().map(Some).chain([None]) {
        // What does not hold this is left.
        let around = id.and_then(|id| document.parent(id));
        while open.last().is_some_and(|last| Some(*last) != around) {
            let Some(last) = open.pop() else { break };
            if let Some(generated) = found.after.get(&last)
                && found.is_rendered(last)
            {
                counting.enter(found, last, generated.style);
                tell(&mut counting, false, last);
            }
            counting.leave(last);
        }
        let Some(id) = id else { break };
        if document.element(id).is_none() {
            continue;
        }
        open.push(id);
        // What is not rendered counts nothing.
        if !found.is_rendered(id) {
            continue;
        }
        counting.enter(
            found,
            around.unwrap_or(Document::ROOT),
            found.of[id.index()],
        );
        if let Some(generated) = found.before.get(&id) {
            counting.enter(found, id, generated.style);
            tell(&mut counting, true, id);
        }
    }
    for (is_before, id, content) in told {
        let boxes = if is_before {
            &mut styles.before
        } else {
            &mut styles.after
        };
        if let Some(generated) = boxes.get_mut(&id) {
            generated.content = content;
        }
    }
}

impl<'s> Counting<'s> {
    /// Comes to an element or a pseudo-element in another.
    fn enter(&mut self, styles: &'s Styles, around: NodeId, place: Place) {
        let style: &'s Style = styles.at(place);
        for (name, value) in style.counter_reset.0.iter().flat_map(|all| all.iter()) {
            self.start(name, around, *value);
        }
        for (name, by) in style.counter_increment.0.iter().flat_map(|all| all.iter()) {
            let value = self.value(name, around);
            *value = value.saturating_add(*by);
        }
        for (name, to) in style.counter_set.0.iter().flat_map(|all| all.iter()) {
            *self.value(name, around) = *to;
        }
    }

    /// Sets a counter anew.
    fn start(&mut self, name: &'s str, around: NodeId, value: i32) {
        let held = self.held.entry(name).or_default();
        if let Some(last) = held.last_mut().filter(|last| last.around == around) {
            last.value = value;
        } else {
            held.push(Instance { around, value });
            self.ending.push((around, name));
        }
    }

    /// The innermost counter of a name; one that nobody set starts here.
    fn value(&mut self, name: &'s str, around: NodeId) -> &mut i32 {
        if self.held.get(name).is_none_or(Vec::is_empty) {
            self.start(name, around, 0);
        }
        let held = self.held.entry(name).or_default();
        let last = held.len() - 1;
        &mut held[last].value
    }

    /// Leaves an element: the counters that its children set end.
    fn leave(&mut self, id: NodeId) {
        while let Some((_, name)) = self.ending.pop_if(|(around, _)| *around == id) {
            if let Some(held) = self.held.get_mut(name) {
                held.pop();
            }
        }
    }

    fn text(&self, document: &Document, id: NodeId, pieces: &[Piece]) -> Generated {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Attribute(name, otherwise) => {
                    text.push_str(document.attribute(id, name).unwrap_or(otherwise));
                }
                Piece::Counter(counter) => match self.told(counter) {
                    Some(told) => text.push_str(&told),
                    None => return Generated::Unknown,
                },
                Piece::Unknown => return Generated::Unknown,
            }
        }
        Generated::Text(text.into())
    }

    /// What is told of a counter; none where it cannot be, or is too much.
    fn told(&self, counter: &Counter) -> Option<String> {
        let held = self.held.get(&*counter.name).map_or(&[][..], Vec::as_slice);
        let written = |instance: &Instance| write(instance.value, counter.numbers);
        match &counter.between {
            _ if held.is_empty() => Some(write(0, counter.numbers)),
            None => held.last().map(written),
            Some(_) if held.len() > MOST => None,
            Some(between) => {
                let all: Vec<String> = held.iter().map(written).collect();
                Some(all.join(between))
            }
        }
    }
}

/// A number as it is written.
fn write(number: i32, numbers: Numbers) -> String {
    /// Beyond this Roman numbers are written as decimal ones.
    const MOST_ROMAN: i32 = 3_999;
    match numbers {
        Numbers::None => String::new(),
        Numbers::LeadingZero => format!("{number:02}"),
        Numbers::LowerAlpha if number > 0 => alphabetic(number),
        Numbers::UpperAlpha if number > 0 => alphabetic(number).to_uppercase(),
        Numbers::LowerRoman if (1..=MOST_ROMAN).contains(&number) => roman(number),
        Numbers::UpperRoman if (1..=MOST_ROMAN).contains(&number) => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// a, b, ..., z, aa, ab, ...
fn alphabetic(number: i32) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'a' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: i32) -> String {
    const SIGNS: [(i32, &str); 13] = [
        (1_000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts before and after each element, in the order of the document.
    fn texts(html: &str) -> Vec<String> {
        let document = Document::from_html_fragment(html);
        let styles = Styles::of(&document);
        let text = |generated: Option<&super::super::GeneratedBox>| match &generated?.content {
            Generated::Text(text) => Some(text.to_string()),
            Generated::None => None,
            Generated::Unknown => Some("?".to_owned()),
        };
        document
            .elements()
            .flat_map(|id| [text(styles.before(id)), text(styles.after(id))])
            .flatten()
            .collect()
    }

    #[test]
    fn counters_count_where_they_hold() {
        for (style, html, told) in [
            (
                "body, div { counter-reset: n } p { counter-increment: n } p::before { content: counter(n) }",
                "<div><p></p><p></p></div><div><p></p></div>",
                &["1", "2", "1"][..],
            ),
            (
                "p { counter-increment: n 2 } p::after { content: counter(n) '.' }",
                "<p></p><div hidden><p></p></div><p></p>",
                &["2.", "?", "4."],
            ),
            (
                "ol { counter-reset: n } li { counter-increment: n } li::before { content: counters(n, '.') }",
                "<ol><li></li><li><ol><li></li><li></li></ol></li><li></li></ol>",
                &["1", "2", "2.1", "2.2", "3"],
            ),
            (
                "p::before { counter-set: n 5; content: '' / counter(n, upper-roman) counter(m, lower-alpha) }",
                "<p></p>",
                &[" V0 "],
            ),
            ("p::before { content: counter(n, thai) }", "<p></p>", &["?"]),
            (
                "p::before { content: attr(data-n, 'none') } ",
                "<p></p><p data-n=1></p>",
                &["none", "1"],
            ),
        ] {
            assert_eq!(
                texts(&format!("<style>{style}</style>{html}")),
                told,
                "{style}"
            );
        }
    }

    #[test]
    fn numbers_are_written_as_asked() {
        for (number, numbers, told) in [
            (7, Numbers::LeadingZero, "07"),
            (1, Numbers::LowerAlpha, "a"),
            (27, Numbers::UpperAlpha, "AA"),
            (0, Numbers::LowerAlpha, "0"),
            (1_994, Numbers::LowerRoman, "mcmxciv"),
            (4_000, Numbers::UpperRoman, "4000"),
            (-3, Numbers::Decimal, "-3"),
            (3, Numbers::None, ""),
        ] {
            assert_eq!(write(number, numbers), told);
        }
    }
}
