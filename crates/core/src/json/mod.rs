//! An error-tolerant, spanned JSON reader and the tree that remembers where every node came from.
//!
//! The reader is ours because locating is what this crate exists for: it accepts exactly the texts
//! [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259) and `serde_json` accept (a differential test holds it to
//! that), but where a text is wrong it says so at every place at once and carries on, so that later checks can
//! still judge the rest.

pub(crate) mod decimal;
mod lexer;
mod offset_map;
mod parser;
mod pointer;
mod position;
mod recovery;
pub(crate) mod rules;
mod syntax_error;
mod tree;
mod write;

pub(crate) use lexer::string_content;
pub use offset_map::OffsetMap;
pub(crate) use parser::parse_up_to;
pub use parser::{MAX_DEPTH, MAX_SYNTAX_ERRORS, Parsed, parse};
pub use pointer::{Path, Pointer, Segment};
pub(crate) use pointer::{shown_bare, shown_key, unescaped};
pub use position::{LineIndex, Position, TextSpan};
pub use syntax_error::{Replacement, SyntaxError};
pub use tree::{Derivation, Member, Node, NodeId, Origin, Span, Tree, Value};
pub use write::{compact, compact_len, quote};
