//! Markdown, drawn from the events of its parser. Raw HTML in it is left out, tags and all; what messengers do not draw
//! (headings, images, quotations, blocks of code, tables) is drawn as the words it holds.

use pulldown_cmark::{Event, Options, Parser, Tag};
use url::Url;

use super::Pen;
use crate::dom::NodeId;

/// The schemes a drawn link may have.
const SCHEMES: &[&str] = &["https", "mailto", "tel"];

/// Draws a text inside `parent`.
pub(crate) fn draw(pen: &mut Pen, parent: NodeId, text: &str) {
    let mut open = vec![parent];
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        let at = open.last().copied().unwrap_or(parent);
        match event {
            Event::Start(tag) => {
                let inner = if pen.is_full() {
                    at
                } else {
                    start(pen, at, &tag)
                };
                open.push(inner);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => pen.text(at, &text),
            Event::Code(code) => {
                pen.add_with(at, "code", "code", &code);
            }
            Event::SoftBreak => pen.text(at, " "),
            Event::HardBreak => {
                pen.add(at, "br", "");
            }
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
}

/// The element that a tag opens; the one around it where it is drawn as its words alone.
fn start(pen: &mut Pen, parent: NodeId, tag: &Tag<'_>) -> NodeId {
    match tag {
        Tag::Paragraph | Tag::Heading { .. } | Tag::TableHead | Tag::TableRow => {
            pen.add(parent, "p", "text")
        }
        Tag::Strong => pen.add(parent, "strong", ""),
        Tag::Emphasis => pen.add(parent, "em", ""),
        Tag::List(None) => pen.add(parent, "ul", "list"),
        Tag::List(Some(first)) => {
            let list = pen.add(parent, "ol", "list");
            if *first != 1 {
                pen.set(list, "start", &first.to_string());
            }
            list
        }
        Tag::Item => pen.add(parent, "li", ""),
        Tag::CodeBlock(_) => {
            let block = pen.add(parent, "p", "text");
            pen.add(block, "code", "code")
        }
        Tag::Link { dest_url, .. } => link(pen, parent, dest_url),
        Tag::TableCell => {
            pen.text(parent, " ");
            parent
        }
        _ => parent,
    }
}

/// A link, where it leads to where a guest may be sent; otherwise its words alone.
fn link(pen: &mut Pen, parent: NodeId, target: &str) -> NodeId {
    let known = Url::parse(target).is_ok_and(|url| SCHEMES.contains(&url.scheme()));
    if !known {
        return parent;
    }
    let link = pen.add(parent, "a", "link");
    pen.set(link, "href", target);
    link
}
