//! What editors ask while a document is written: completion, hover, outline, forms.
//!
//! All of it comes from the shape tables, so a kind that has those has all of this. Documents may be broken in any way
//! and offsets may be any number; offsets and ranges count UTF-16 code units, as editors in a browser do.

mod complete;
mod completion;
mod cursor;
mod form;
mod hover;
mod place;
mod range;
mod symbols;
#[cfg(test)]
mod testing;
mod words;

pub use complete::complete;
pub use completion::{Completion, CompletionKind};
pub use form::{
    Form, FormCondition, FormField, FormObject, FormShape, FormVariant, ModeWhen, NeededWhen, form,
};
pub use hover::{Bound, Hover, Pattern, RuleLink, hover};
pub(crate) use place::Place;
pub(crate) use range::Units;
pub use range::{Range, TextEdit};
pub(crate) use symbols::Words;
pub use symbols::{Outline, Symbol, SymbolKind, symbols};
