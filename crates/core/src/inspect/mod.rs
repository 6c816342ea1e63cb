//! What a drawing says to those who do not see it, and how its colours stand for those who hardly do.
//!
//! - `outline`: what a screen reader says, in order; `speech` has its words.
//! - `contrast`: every two colours that have to be told apart.
//! - `nearest`: what to write in place of colours that cannot.
//!
//! All of it is of one drawing, and made of what the rules are made of: what is said here is what `check` judges.

mod contrast;
mod nearest;
mod outline;
mod places;
mod speech;

use serde::Serialize;

use self::contrast::Sourced;
use self::places::Places;
use crate::accessibility::Context;
use crate::accessibility::contrast::pairs::pairs;
use crate::check::Options;
use crate::view::{ColorSources, Drawn, Settings};

pub use self::contrast::{ContrastOutcome, ContrastPair, ContrastUse};
pub use self::nearest::NearestColor;
pub use self::outline::Announcement;

/// What was found in a drawing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// What a screen reader says of it, in order.
    pub outline: Vec<Announcement>,
    /// Its colours, two by two.
    pub contrast: Vec<ContrastPair>,
    /// How many texts there are whose colours cannot be told: for a person to look at.
    pub unmeasured: usize,
    /// What to write in place of colours of the payload that cannot be read.
    pub nearest: Vec<NearestColor>,
}

/// Inspects the payload that a text says or builds. None where [`preview`](crate::preview) draws nothing.
///
/// ```
/// use preflight_core::inspect::inspect;
/// use preflight_core::view::Settings;
/// use preflight_core::{Options, Policy};
///
/// let text = r##"{"kind": "widget-configuration", "id": "a", "spec": {
///     "widgetId": "a", "theme": {"primaryColor": "#0056B3"},
///     "fields": [{"label": "E-mail", "type": "email", "required": true}]}}"##;
/// let found = inspect(text, Options::new(&Policy::default()), Settings::default()).unwrap();
/// let said: Vec<&str> = found.outline.iter().map(|line| line.text.as_str()).collect();
/// assert!(said.contains(&"E-mail (required), edit text, required"), "{said:#?}");
/// ```
pub fn inspect(text: &str, options: Options<'_>, settings: Settings) -> Option<Inspection> {
    let Drawn {
        tree,
        payload,
        view,
        ..
    } = Drawn::of(text, options, settings)?;
    let context = Context::of(view.document());
    let mut places = Places::new(text, &tree, payload);
    let outline = outline::outline(&context, &mut places);
    let (pairs, unmeasured) = pairs(&context);
    let sources = ColorSources::of(&view);
    let pairs: Vec<Sourced<'_>> = pairs
        .into_iter()
        .map(|pair| Sourced::of(pair, view.document(), &sources))
        .collect();
    Some(Inspection {
        outline,
        contrast: contrast::told(&context, &pairs, &mut places),
        unmeasured,
        nearest: nearest::colors(&pairs),
    })
}

#[cfg(test)]
mod tests;
