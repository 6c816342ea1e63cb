//! Shape tables: what a document may hold, told once, as data.
//!
//! A kind's table is the single source for its shape checks, its JSON Schema, and whatever an editor shows about a
//! field.

mod check;
mod json_schema;
mod nearest;
pub(crate) mod rules;
mod table;
mod texts;
mod words;

pub(crate) use check::{Visited, check};
pub use json_schema::json_schema;
pub use nearest::nearest;
pub(crate) use rules::{PAGES, RULES};
pub use table::{
    Bound, Condition, Field, List, Map, ModeWhen, NOT_BLANK, Number, Object, Pattern, Shape,
    Tagged, Text, TextMode, Unknown, When,
};
pub(crate) use texts::{Found, texts};
pub(crate) use words::{counted, expected, type_name};
