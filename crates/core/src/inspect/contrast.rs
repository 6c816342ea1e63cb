//! The colours of a drawing, two by two.

use serde::Serialize;

use super::places::Places;
use crate::accessibility::color::Color;
use crate::accessibility::contrast::Threshold;
use crate::accessibility::contrast::non_text::Mark;
use crate::accessibility::contrast::pairs::{Painted, Pair};
use crate::accessibility::contrast::text::What;
use crate::accessibility::{Context, flat};
use crate::dom::Document;
use crate::editor::Range;
use crate::excerpt::excerpt;
use crate::json::Pointer;
use crate::view::{ColorSource, ColorSources, Colored};

pub use crate::accessibility::contrast::pairs::ContrastOutcome;

/// What two colours are for, which says how far apart they have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContrastUse {
    /// Text: 4.5 (WCAG 2.2, 1.4.3, AA).
    Text,
    /// Text from 24 px, or from 18.66 px in bold: 3 (1.4.3, AA).
    LargeText,
    /// What shows a field or the focus: 3 (1.4.11, AA).
    NonText,
}

/// Two colours that are seen side by side, and whether they can be told apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContrastPair {
    /// The number of the drawn element that has them; the first of those where several have.
    pub node: usize,
    /// The place in the payload that it shows; none where it shows no place of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<Pointer>,
    /// Where that comes from in the source text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Range>,
    /// The text that is written in them, cut at 40 characters; of what is no text, what it is.
    pub sample: String,
    /// What they are for.
    #[serde(rename = "use")]
    pub purpose: ContrastUse,
    /// The colour in front as it is seen, `#rrggbb`.
    pub foreground: Color,
    /// The colour behind it or beside it, `#rrggbb`.
    pub background: Color,
    /// Their contrast ratio, 1 to 21, not rounded.
    pub ratio: f64,
    /// The ratio that is needed.
    pub needed: f64,
    /// What is said of them, in the colours that are drawn. Of a drawing in dark colours `check` reports a failure for a
    /// person to look at, since nobody here knows whether the guest's messenger is ever dark.
    pub outcome: ContrastOutcome,
    /// The place in the payload that gave the colour in front; none where the messenger's own colours did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreground_pointer: Option<Pointer>,
    /// The place in the payload that gave the colour behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_pointer: Option<Pointer>,
    /// How often the same is seen: the same colours of the same places for the same use.
    pub count: usize,
}

/// A pair with where its colours come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sourced<'v> {
    pub(super) pair: Pair,
    pub(super) foreground: Option<ColorSource<'v>>,
    pub(super) background: Option<ColorSource<'v>>,
}

impl<'v> Sourced<'v> {
    pub(super) fn of(pair: Pair, document: &Document, sources: &ColorSources<'v>) -> Self {
        let source = |colored| sources.source(pair.node, colored);
        let around = || {
            let around = document.parent(pair.node).unwrap_or(pair.node);
            sources.source(around, Colored::Ground)
        };
        let (foreground, background) = match pair.painted {
            Painted::Letters(What::Placeholder) => (None, source(Colored::Ground)),
            Painted::Letters(_) => (source(Colored::Letters), source(Colored::Ground)),
            // The ring lies around the element; borders and surfaces of fields are the messenger's own.
            Painted::Mark(Mark::Ring) => (source(Colored::Ring), around()),
            Painted::Mark(Mark::Field) => (None, around()),
        };
        Self {
            pair,
            foreground,
            background,
        }
    }
}

/// The pairs as they are told, equal ones once.
pub(super) fn told(
    context: &Context<'_>,
    pairs: &[Sourced<'_>],
    places: &mut Places<'_, '_>,
) -> Vec<ContrastPair> {
    let mut texts = vec![""; context.document().len()];
    for seen in context.seen_text() {
        texts[seen.element.index()] = &*seen.text;
    }
    let mut told: Vec<ContrastPair> = Vec::new();
    for sourced in pairs {
        let pair = &sourced.pair;
        let purpose = purpose(pair);
        let pointer =
            |source: Option<ColorSource<'_>>| source.map(|source| source.pointer().clone());
        let (foreground_pointer, background_pointer) =
            (pointer(sourced.foreground), pointer(sourced.background));
        let is_same = |known: &&mut ContrastPair| {
            (known.foreground, known.background) == (pair.foreground, pair.background)
                && (known.purpose, known.outcome) == (purpose, pair.outcome)
                && known.foreground_pointer == foreground_pointer
                && known.background_pointer == background_pointer
        };
        if let Some(known) = told.iter_mut().find(is_same) {
            known.count += 1;
            continue;
        }
        let (pointer, span) = places.of(context.document(), pair.node);
        told.push(ContrastPair {
            node: pair.node.index(),
            pointer,
            span,
            sample: sample(context, &texts, pair),
            purpose,
            foreground: pair.foreground,
            background: pair.background,
            ratio: pair.ratio,
            needed: pair.needed.ratio(),
            outcome: pair.outcome,
            foreground_pointer,
            background_pointer,
            count: 1,
        });
    }
    told
}

fn purpose(pair: &Pair) -> ContrastUse {
    match pair.painted {
        Painted::Mark(_) => ContrastUse::NonText,
        Painted::Letters(_) if pair.needed == Threshold::LARGE_TEXT => ContrastUse::LargeText,
        Painted::Letters(_) => ContrastUse::Text,
    }
}

/// The text, or what it is.
fn sample(context: &Context<'_>, texts: &[&str], pair: &Pair) -> String {
    let of = |what: &str| {
        let name = context.name(pair.node);
        if name.is_empty() {
            what.to_owned()
        } else {
            cut(&format!("{what} of {name}"))
        }
    };
    let attribute = |name| context.document().attribute(pair.node, name);
    match pair.painted {
        Painted::Letters(What::Text) => {
            let own = flat(texts[pair.node.index()]);
            cut(&own.unwrap_or_else(|| attribute("value").unwrap_or_default().to_owned()))
        }
        Painted::Letters(What::Typed) => match context.value(pair.node) {
            Some(value) => cut(&value),
            None => of("text in the field"),
        },
        Painted::Letters(What::Placeholder) => cut(attribute("placeholder").unwrap_or_default()),
        Painted::Mark(Mark::Field) => of("border"),
        Painted::Mark(Mark::Ring) => of("focus ring"),
    }
}

/// The beginning of a text.
fn cut(text: &str) -> String {
    const MOST: usize = 40;
    excerpt(text, MOST).into_owned()
}
