//! Every two colours of a document that have to be told apart, with what the rules about contrast say of them.

use serde::Serialize;

use super::standing::{Standing, Thresholds};
use super::text::{TextContrast, What};
use super::{Threshold, non_text, ratio};
use crate::accessibility::Context;
use crate::accessibility::color::Color;
use crate::dom::NodeId;

/// What is said of two colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContrastOutcome {
    /// They have the ratio that is needed.
    Pass,
    /// They have not.
    Fail,
    /// A person has to look.
    Review,
}

/// What has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Painted {
    /// Letters.
    Letters(What),
    /// What shows a field or the focus.
    Mark(non_text::Mark),
}

/// Two colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// The element that has them.
    pub(crate) node: NodeId,
    /// What has the colour in front.
    pub(crate) painted: Painted,
    /// The colour in front.
    pub(crate) foreground: Color,
    /// The colour behind it.
    pub(crate) background: Color,
    /// Their ratio.
    pub(crate) ratio: f64,
    /// The ratio that is needed.
    pub(crate) needed: Threshold,
    /// What is said of them.
    pub(crate) outcome: ContrastOutcome,
}

/// Every pair: first of texts, then of what shows fields and the focus; and how many texts there are of which the colours
/// cannot be told. Of a text that stands on several colours it is the pair that its verdict is about.
pub(crate) fn pairs(context: &Context<'_>) -> (Vec<Pair>, usize) {
    let mut pairs = Vec::new();
    let mut untold = 0;
    for text in context.text_contrasts() {
        match of_text(text) {
            Some(pair) => pairs.push(pair),
            None => untold += 1,
        }
    }
    for id in context.telling() {
        pairs.extend(non_text::measure(context, *id).map(|shown| Pair {
            node: *id,
            painted: Painted::Mark(shown.mark),
            foreground: shown.foreground,
            background: shown.background,
            ratio: shown.ratio,
            needed: Threshold::NON_TEXT,
            outcome: match (shown.is_enough(), shown.certain) {
                (true, _) => ContrastOutcome::Pass,
                (false, true) => ContrastOutcome::Fail,
                (false, false) => ContrastOutcome::Review,
            },
        }));
    }
    (pairs, untold)
}

/// The colours of a text; none where they cannot be told.
fn of_text(text: &TextContrast) -> Option<Pair> {
    let seen = text.seen.as_ref().ok()?;
    let thresholds = Thresholds::of(text, Threshold::TEXT, Threshold::LARGE_TEXT);
    let weakest = seen
        .all
        .iter()
        .find(|(letters, behind)| ratio(*letters, *behind) <= seen.worst);
    let (letters, behind) = weakest.or(seen.all.first())?;
    let pair = Pair {
        node: text.node,
        painted: Painted::Letters(text.what),
        foreground: *letters,
        background: *behind,
        ratio: seen.worst,
        needed: thresholds.most,
        outcome: ContrastOutcome::Review,
    };
    Some(match Standing::of(text, &thresholds) {
        Standing::Untold(_) => return None,
        Standing::Unseen => pair,
        Standing::Enough => Pair {
            outcome: ContrastOutcome::Pass,
            ..pair
        },
        Standing::Weak(weak) if weak.everywhere => Pair {
            foreground: weak.foreground,
            background: weak.background,
            ratio: weak.best,
            needed: weak.needed,
            outcome: match text.doubt {
                None => ContrastOutcome::Fail,
                Some(_) => ContrastOutcome::Review,
            },
            ..pair
        },
        Standing::Weak(weak) => Pair {
            needed: weak.needed,
            ..pair
        },
    })
}
