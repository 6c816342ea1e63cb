//! Markdown, read as events and never as HTML ([CommonMark](https://spec.commonmark.org/)).
//!
//! Cleaning the source as HTML would let `[x](javascript:…)` through, eat `<https://…>` and break quotes.

mod links;
mod raw_html;
pub(crate) mod rules;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use self::links::{Link, judge_link, link, unused_definition};
use self::raw_html::{html_problem, inline_html, raw_html};
use self::rules::UNSUPPORTED;
use super::html::OpenElements;
use super::problem::{Found, Problem};
use super::text::{self, Character};
use crate::finding::Safety;
use crate::order::sort_by_place;

/// Reports what Markdown may not hold, and gives the characters that are shown.
pub(crate) fn find(text: &str, found: &mut Found) -> Vec<Character> {
    let mut shown = Vec::new();
    let mut links: Vec<Link> = Vec::new();
    // An element that goes with its content and is open: its name and where it begins.
    let mut unseen: Option<(String, Range<usize>)> = None;
    let mut block: Option<Range<usize>> = None;
    let mut open = OpenElements::default();
    // Where the definitions begin that links refer to.
    let mut used = BTreeSet::new();
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event
            && let Some(definition) = events.reference_definitions().get(id)
        {
            used.insert(definition.span.start);
        }
        // A title shows where a pointer rests on its link.
        if let Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) = &event
            && !title.is_empty()
        {
            push_shown(text, title, &range, &mut shown);
            shown.push(line_end(&range));
        }
        if !matches!(event, Event::End(_))
            && let Some(link) = links.last_mut()
        {
            let content = link.content.get_or_insert_with(|| range.clone());
            content.end = content.end.max(range.end);
        }
        match event {
            Event::Start(tag) => start(tag, &range, &mut links, &mut block, found),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = links.pop() {
                    judge_link(text, link, found);
                }
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(range) = block.take() {
                    raw_html(text, range, &mut open, found);
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_))
            | Event::HardBreak => {
                shown.push(line_end(&range));
            }
            Event::InlineHtml(_) => inline_html(text, range, &mut unseen, &mut open, found),
            Event::Text(value) => push_shown(text, &value, &range, &mut shown),
            Event::Code(value) => push_code(text, &value, &range, &mut shown),
            Event::SoftBreak => shown.push(Character {
                value: ' ',
                start: range.start,
                end: range.end,
            }),
            Event::Rule => unsupported("a line across the text", &range, found),
            Event::End(_)
            | Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
    if let Some((name, range)) = unseen {
        found.add_some(|| Problem {
            // What follows was hidden with it, and comes to light.
            removal: Some(raw_html::cut(text, range.clone(), Safety::Unsafe)),
            ..html_problem(text, &name, range)
        });
    }
    let mut lost: Vec<Range<usize>> = events
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .filter(|span| !used.contains(&span.start))
        .collect();
    sort_by_place(&mut lost, |span| (span.start, span.end));
    for span in lost {
        found.add_some(|| unused_definition(text, span));
    }
    shown
}

fn line_end(range: &Range<usize>) -> Character {
    Character {
        value: '\n',
        start: range.end,
        end: range.end,
    }
}

/// Text as shown; where references or escapes write it, each character stands at the whole of it.
fn push_shown(text: &str, value: &str, range: &Range<usize>, shown: &mut Vec<Character>) {
    let source = &text[range.clone()];
    match source.find(value) {
        Some(at) => shown.extend(text::characters(value, range.start + at)),
        None => shown.extend(value.chars().map(|value| Character {
            value,
            start: range.start,
            end: range.end,
        })),
    }
}

/// Code as shown: as written, but that a line break is a space and white space at its ends may go.
fn push_code(text: &str, value: &str, range: &Range<usize>, shown: &mut Vec<Character>) {
    let mut source = text::characters(&text[range.clone()], range.start);
    let placed: Option<Vec<Character>> = value
        .chars()
        .map(|value| {
            let is_meant = |written: char| {
                written == value || (value == ' ' && matches!(written, '\n' | '\r'))
            };
            let place = source.find(|character| is_meant(character.value))?;
            Some(Character { value, ..place })
        })
        .collect();
    match placed {
        Some(characters) => shown.extend(characters),
        None => push_shown(text, value, range, shown),
    }
}

fn start(
    tag: Tag<'_>,
    range: &Range<usize>,
    links: &mut Vec<Link>,
    block: &mut Option<Range<usize>>,
    found: &mut Found,
) {
    let what = match tag {
        Tag::HtmlBlock => {
            *block = Some(range.clone());
            return;
        }
        Tag::Link {
            link_type,
            dest_url,
            ..
        } => {
            links.push(link(link_type, &dest_url, range));
            return;
        }
        Tag::Image { dest_url, .. } => {
            links.push(link(LinkType::Inline, &dest_url, range));
            "an image"
        }
        Tag::Heading { .. } => "a heading",
        Tag::BlockQuote(_) => "a quotation",
        Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => "a block of code",
        Tag::Table(_) => "a table",
        _ => return,
    };
    unsupported(what, range, found);
}

fn unsupported(what: &str, range: &Range<usize>, found: &mut Found) {
    found.add_some(|| Problem {
        rule: &UNSUPPORTED,
        range: range.clone(),
        predicate: format!("holds {what}, which messengers do not draw"),
        help: "Use bold, italic, lists, links, inline code and line breaks.".to_owned(),
        removal: None,
    });
}
