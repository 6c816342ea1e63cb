//! Images behind elements: gradients by their colours, anything else as a picture nobody sees from here.

use cssparser::{Parser, Token};

use super::color::{self, Paint};
use super::value::{Parsed, Value, invalid, skip};

/// One image.
pub(super) fn image(input: &mut Parser<'_>) -> Parsed<Value> {
    let token = input.next()?.clone();
    match token {
        Token::Ident(name) if name.eq_ignore_ascii_case("none") => Ok(Value::Auto),
        Token::UnquotedUrl(_) => Ok(Value::Unknown),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            input.parse_nested_block(|input| {
                let image = if name.contains("gradient") {
                    gradient(input)
                } else {
                    Value::Unknown
                };
                skip(input);
                Parsed::Ok(image)
            })
        }
        _ => invalid(),
    }
}

/// The colours of a gradient, in their order. What it mixes between them does not depend on where they stand, unless it
/// says in which space it mixes.
fn gradient(input: &mut Parser<'_>) -> Value {
    let mut colors = Vec::new();
    while !input.is_exhausted() {
        if let Ok(color) = input.try_parse(color::parse) {
            if color == Paint::Unknown {
                return Value::Unknown;
            }
            colors.push(color);
            continue;
        }
        match input.next() {
            Ok(Token::Ident(name)) if name.eq_ignore_ascii_case("in") => return Value::Unknown,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    if colors.is_empty() {
        Value::Unknown
    } else {
        Value::Gradient(colors.into())
    }
}
