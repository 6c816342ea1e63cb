//! Custom properties, and the values that are looked up in them.

use std::sync::Arc;

/// How long a value may grow while it is looked up, and how many look-ups one value may take.
const LONGEST: usize = 16 * 1024;
const MOST_LOOK_UPS: u32 = 64;

/// The custom properties of an element: its own, before those of the element it has the others from.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    around: Option<usize>,
    own: Vec<(Arc<str>, Found)>,
}

/// What a custom property is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This text.
    Text(Arc<str>),
    /// It is not set, or not to a value.
    Nothing,
    /// It cannot be told.
    Unknown,
}

/// Every set of custom properties in a document.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    scopes: Vec<Scope>,
    /// Whether what is not set may be set around the document.
    pub(super) open: bool,
}

/// What stands in a value that was looked up.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Substituted {
    Text(String),
    /// Something in it is not set.
    Invalid,
    Unknown,
}

impl Scopes {
    /// Adds the properties that an element sets itself.
    pub(super) fn add(&mut self, around: Option<usize>, own: Vec<(Arc<str>, Found)>) -> usize {
        self.scopes.push(Scope { around, own });
        self.scopes.len() - 1
    }

    /// Looks a property up; `step` is told how far it went.
    pub(super) fn find(
        &self,
        scope: Option<usize>,
        name: &str,
        step: &mut dyn FnMut(u32),
    ) -> Found {
        let mut next = scope;
        while let Some(scope) = next.and_then(|scope| self.scopes.get(scope)) {
            step(1 + u32::try_from(scope.own.len() / 8).unwrap_or(u32::MAX));
            if let Some((_, found)) = scope.own.iter().find(|(other, _)| **other == *name) {
                return found.clone();
            }
            next = scope.around;
        }
        if self.open {
            Found::Unknown
        } else {
            Found::Nothing
        }
    }
}

/// Puts what is looked up into a value.
pub(super) fn substitute(text: &str, look_up: &mut dyn FnMut(&str) -> Found) -> Substituted {
    let mut text = text.to_owned();
    for _ in 0..MOST_LOOK_UPS {
        let Some(start) = last_call(&text) else {
            return Substituted::Text(text);
        };
        let inside = start + "var(".len();
        // The last call holds no other, so its end is the next bracket that is not in one of its own.
        let length = end_of_call(&text[inside..]);
        let argument = &text[inside..inside + length];
        let (name, fallback) = match argument.split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback)),
            None => (argument.trim(), None),
        };
        if !name.starts_with("--") {
            return Substituted::Invalid;
        }
        let value: Arc<str> = match (look_up(name), fallback) {
            (Found::Text(value), _) => value,
            (Found::Nothing, Some(fallback)) => fallback.into(),
            (Found::Nothing, None) => return Substituted::Invalid,
            (Found::Unknown, _) => return Substituted::Unknown,
        };
        let end = (inside + length + 1).min(text.len());
        // Comments keep what stands side by side apart, as browsers do.
        text.replace_range(start..end, &format!("/**/{value}/**/"));
        if text.len() > LONGEST {
            return Substituted::Unknown;
        }
    }
    Substituted::Unknown
}

fn last_call(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(3))
        .rev()
        .find(|start| bytes[*start..*start + 4].eq_ignore_ascii_case(b"var("))
}

fn end_of_call(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut quote = None;
    for (place, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (byte, Some(open)) if byte == open => {
                quote = None;
            }
            (b'"' | b'\'', None) => quote = Some(byte),
            (b'(', None) => depth += 1,
            (b')', None) if depth == 0 => return place,
            (b')', None) => depth -= 1,
            _ => {}
        }
    }
    // Browsers close what is open at the end.
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Found, Substituted, substitute};

    #[test]
    fn values_are_looked_up() {
        for (text, result) in [
            ("red", Substituted::Text("red".into())),
            ("var(--a)", Substituted::Text("/**/blue/**/".into())),
            ("VAR( --a , red)", Substituted::Text("/**/blue/**/".into())),
            ("var(--none, red)", Substituted::Text("/**/ red/**/".into())),
            (
                "var(--none, var(--a))",
                Substituted::Text("/**/ /**/blue/**//**/".into()),
            ),
            (
                "var(--none, rgb(0, 0, 0))",
                Substituted::Text("/**/ rgb(0, 0, 0)/**/".into()),
            ),
            ("var(--a", Substituted::Text("/**/blue/**/".into())),
            ("var(--none)", Substituted::Invalid),
            ("var(a)", Substituted::Invalid),
            ("var(--hidden)", Substituted::Unknown),
            ("var(--more)", Substituted::Unknown),
        ] {
            let mut look_up = |name: &str| match name {
                "--a" => Found::Text("blue".into()),
                "--hidden" => Found::Unknown,
                "--more" => Found::Text("var(--more) var(--more)".into()),
                _ => Found::Nothing,
            };
            assert_eq!(substitute(text, &mut look_up), result, "{text}");
        }
    }
}
