//! Markdown, read as events and never as HTML ([CommonMark](https://spec.commonmark.org/)).
//!
//! Cleaning the source as HTML would let `[x](javascript:…)` through, eat `<https://…>` and break quotes.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{self, OpenElements, TokenKind};
use super::problem::{Found, Problem, Removal, TextEdit};
use super::text::{self, Character, Purpose};
use super::url;
use crate::finding::Safety;
use crate::finding::declare::rules;
use crate::json::shown_key;

rules! {
    /// Markdown holds no HTML, not even what HTML may hold.
    ///
    /// Most renderers of Markdown pass HTML through as it is. Decided on the parsed text, so that a tag in `code` is code.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Your order is <b>ready</b>."
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Your order is **ready**."
    /// ```
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Write `<b>` for bold."
    /// ```
    pub(crate) RAW_HTML = "markdown/raw-html", Error, Security,
        "Markdown holds HTML.";
    /// Text in Markdown is not read as a tag by mistake.
    ///
    /// `List<String>` is HTML to Markdown; the guest would read `List`. Write `&lt;` for `<`.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Returns a List<String>."
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Returns a List&lt;String>."
    /// ```
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Mail <help@example.com>, 5 < 6."
    /// ```
    pub(crate) LOST_TEXT = "markdown/lost-text", Warning, Platform,
        "Text in Markdown would be read as a tag and not be shown.";
    /// Markdown keeps to what messengers draw: bold, italic, lists, links, inline code and line breaks.
    ///
    /// Headings, tables, images, quotations and blocks of code are drawn by some channels and shown as their source by
    /// others (Adaptive Cards and the connectors of Genesys' peers agree on these five).
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "# Your order"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "**Your order**\n\n- one\n- two"
    /// ```
    pub(crate) UNSUPPORTED = "markdown/unsupported", Warning, Platform,
        "Markdown uses what messengers do not draw.";
}

/// A link that is being read.
struct Link {
    range: Range<usize>,
    destination: String,
    /// From the first to the last thing inside.
    content: Option<Range<usize>>,
}

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
            removal: Some(cut(text, range.clone(), Safety::Unsafe)),
            ..html_problem(text, &name, range)
        });
    }
    let mut lost: Vec<Range<usize>> = events
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .filter(|span| !used.contains(&span.start))
        .collect();
    lost.sort_by_key(|span| span.start);
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

fn link(link_type: LinkType, destination: &str, range: &Range<usize>) -> Link {
    let scheme = if link_type == LinkType::Email {
        "mailto:"
    } else {
        ""
    };
    Link {
        range: range.clone(),
        destination: format!("{scheme}{destination}"),
        content: None,
    }
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

fn judge_link(text: &str, link: Link, found: &mut Found) {
    let source = &text[link.range.clone()];
    let range = match source.rfind(&link.destination) {
        Some(at) if !link.destination.is_empty() => {
            let start = link.range.start + at;
            start..start + link.destination.len()
        }
        _ => link.range.clone(),
    };
    if let Some((rule, predicate, help)) = url::problem(&link.destination) {
        found.add_some(|| {
            let content = link.content.unwrap_or(link.range.end..link.range.end);
            Problem {
                rule,
                range: range.clone(),
                predicate,
                help,
                removal: Some(Removal {
                    safety: Safety::Unsafe,
                    description: "Keep the text and remove the link.",
                    edits: vec![
                        TextEdit::remove(link.range.start..content.start),
                        TextEdit::remove(content.end..link.range.end),
                    ],
                })
                // A page without encryption is one a person may be sent to all the same.
                .filter(|_| rule.id != url::INSECURE.id),
            }
        });
    }
    if !text::is_simple(&link.destination) {
        let mut characters = Vec::new();
        push_shown(text, &link.destination, &range, &mut characters);
        text::find(&characters, Purpose::Address, found);
    }
}

/// One tag among text. An element that goes with its content is held back until its end.
fn inline_html(
    text: &str,
    range: Range<usize>,
    unseen: &mut Option<(String, Range<usize>)>,
    open: &mut OpenElements<Option<usize>>,
    found: &mut Found,
) {
    let tokens = html::tokens(&text[range.clone()]);
    let kind = tokens.first().map(|token| &token.kind);
    match (kind, unseen.as_ref()) {
        (Some(TokenKind::End { name }), Some((open, begun))) if name == open => {
            let whole = begun.start..range.end;
            let name = name.clone();
            found.add_some(|| html_problem(text, &name, whole));
            *unseen = None;
        }
        (Some(TokenKind::Start { name, .. }), None) if html::goes_with_content(name) => {
            *unseen = Some((name.clone(), range));
        }
        _ => raw_html(text, range, open, found),
    }
}

/// The tags of a piece of HTML.
fn raw_html(
    text: &str,
    range: Range<usize>,
    open: &mut OpenElements<Option<usize>>,
    found: &mut Found,
) {
    let tokens = html::tokens(&text[range.clone()]);
    let place = |inner: &Range<usize>| range.start + inner.start..range.start + inner.end;
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        let here = place(&token.range);
        match &token.kind {
            TokenKind::Text(_) => {}
            TokenKind::Start { name, attributes } => {
                if html::is_prose(name, attributes) {
                    found.add_some(|| lost_text(text, here));
                    open.open(name, None);
                    continue;
                }
                let mut whole = here;
                let mut safety = html::tag_safety(name, &token.kind);
                if html::goes_with_content(name) {
                    index = html::content_end(&tokens, index, name);
                    let last = &tokens[index - 1];
                    whole.end = range.start + last.range.end;
                    safety = html::whole_safety(name, last);
                }
                let place = found.add(|| Problem {
                    removal: Some(cut(text, whole.clone(), safety)),
                    ..html_problem(text, name, whole)
                });
                if !html::goes_with_content(name) {
                    open.open(name, place);
                }
            }
            TokenKind::End { name }
                if open.close(name).is_some_and(|place| {
                    found.extend(place, html::cut(text, here.clone()), Safety::Safe)
                }) => {}
            TokenKind::End { name } if !html::is_known(name) => {
                found.add_some(|| lost_text(text, here));
            }
            TokenKind::End { name } => found.add_some(|| html_problem(text, name, here)),
            TokenKind::Unseen => found.add_some(|| {
                let source = &text[here.clone()];
                Problem {
                    rule: &RAW_HTML,
                    predicate: format!("holds {}, which is HTML and not shown", shown_key(source)),
                    help: "Remove it.".to_owned(),
                    removal: Some(cut(text, here.clone(), html::comment_safety(source))),
                    range: here,
                }
            }),
            // A page's own markup follows, and may end the tag.
            TokenKind::Unfinished => found.add_some(|| {
                let lost = lost_text(text, here.clone());
                match html::begun_element(&text[here.clone()]) {
                    Some(name) => Problem {
                        removal: lost.removal,
                        ..html_problem(text, &name, here)
                    },
                    None => lost,
                }
            }),
        }
    }
}

/// A definition that no link refers to is not shown: "[Note]: important" vanishes.
fn unused_definition(text: &str, span: Range<usize>) -> Problem {
    let bracket = span.start + text[span.clone()].find('[').unwrap_or_default();
    Problem {
        rule: &LOST_TEXT,
        predicate: format!(
            "holds {}, which Markdown reads as the definition of a link and does not show",
            shown_key(text[span.clone()].trim())
        ),
        help: "Write [ as \\[ where it is meant to be read.".to_owned(),
        removal: Some(Removal {
            safety: Safety::Unsafe,
            description: "Write [ as \\[.",
            edits: vec![TextEdit {
                range: bracket..bracket + 1,
                replacement: "\\[".to_owned(),
            }],
        }),
        range: span,
    }
}

fn html_problem(text: &str, name: &str, range: Range<usize>) -> Problem {
    let help = match name {
        "b" | "strong" => "Write **bold** in Markdown.",
        "i" | "em" => "Write *italic* in Markdown.",
        "a" => "Write [text](https://…) in Markdown.",
        "br" => "End the line with two spaces or a backslash.",
        "code" => "Write `code` in Markdown.",
        "ul" | "ol" | "li" => "Begin the lines with - or 1. in Markdown.",
        _ => "Remove it, or write < as &lt; where it is meant to be read.",
    };
    Problem {
        rule: &RAW_HTML,
        predicate: format!(
            "holds HTML, <{}>, where Markdown is read",
            crate::json::shown_bare(name)
        ),
        help: help.to_owned(),
        removal: Some(cut(text, range.clone(), html::element_safety(name))),
        range,
    }
}

fn cut(text: &str, range: Range<usize>, safety: Safety) -> Removal {
    Removal {
        safety,
        description: "Remove the HTML.",
        edits: vec![html::cut(text, range)],
    }
}

fn lost_text(text: &str, range: Range<usize>) -> Problem {
    Problem {
        rule: &LOST_TEXT,
        predicate: format!(
            "holds {}, which Markdown reads as a tag",
            shown_key(&text[range.clone()])
        ),
        help: "Write < as &lt; where it is meant to be read.".to_owned(),
        removal: Some(Removal {
            safety: Safety::Unsafe,
            description: "Write < as &lt;.",
            edits: vec![TextEdit {
                range: range.start..range.start + 1,
                replacement: "&lt;".to_owned(),
            }],
        }),
        range,
    }
}
