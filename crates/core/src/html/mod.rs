//! HTML cut into tokens, each with its place, as the standard cuts it
//! ([WHATWG HTML, section 13.2.5](https://html.spec.whatwg.org/multipage/parsing.html#tokenization)).
//!
//! The standard's states are told here by what they read, not one by one: a text runs up to the next thing that is not
//! text, a comment up to its end. Each byte is read once, whatever the text, and only what character references, capital
//! letters, line ends or NULs change is copied.

mod attribute;
mod comment;
mod doctype;
mod reference;
mod script;
mod text;
mod token;
mod tokenizer;

pub(crate) use token::{Attribute, Kind, Token};
pub(crate) use tokenizer::{Content, Tokenizer};

#[cfg(test)]
pub(crate) mod oracle;
#[cfg(test)]
mod tests;
