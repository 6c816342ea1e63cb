//! Shadows of text.

use std::sync::Arc;

use cssparser::Parser;

use super::length::length;
use super::{Parsed, Property, Relative, Unit, Value, invalid};
use crate::dom::style::color::{Paint, Rgba};

/// A shadow of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shadow {
    /// How far it is moved, to the right and down, in CSS pixels.
    pub offset: (f32, f32),
    /// How far it is blurred, in CSS pixels.
    pub blur: f32,
    /// Its colour.
    pub color: Rgba,
}

/// The shadows of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Shadows {
    /// These; often none.
    Known(Arc<[Shadow]>),
    /// They cannot be told.
    Unknown,
}

impl Shadows {
    /// Whether there are none for sure.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::Known(shadows) if shadows.is_empty())
    }
}

/// The shadow of text as it is declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::dom::style) struct DeclaredShadow {
    /// To the right, down, and the blur.
    pub(in crate::dom::style) lengths: [(f32, Unit); 3],
    pub(in crate::dom::style) color: Paint,
}

impl Property for Shadows {
    fn parse(input: &mut Parser<'_>) -> Parsed<Value> {
        if input
            .try_parse(|input| input.expect_ident_matching("none"))
            .is_ok()
        {
            return Ok(Value::Auto);
        }
        let shadows = input.parse_comma_separated(shadow)?;
        let known: Option<Vec<DeclaredShadow>> = shadows.into_iter().collect();
        Ok(known.map_or(Value::Unknown, |shadows| Value::Shadows(shadows.into())))
    }

    fn compute(value: &Value, relative: &Relative) -> Self {
        let Value::Shadows(declared) = value else {
            return if *value == Value::Auto {
                Self::Known(Arc::new([]))
            } else {
                Self::Unknown
            };
        };
        let computed = declared.iter().map(|shadow| {
            let [right, down, blur] = shadow
                .lengths
                .map(|(number, unit)| relative.length(number, unit).px());
            Some(Shadow {
                offset: (right?, down?),
                blur: blur?,
                color: relative.paint(shadow.color).known()?,
            })
        });
        computed
            .collect::<Option<Vec<Shadow>>>()
            .map_or(Self::Unknown, |shadows| Self::Known(shadows.into()))
    }
}

/// One shadow; none where it is not understood.
fn shadow(input: &mut Parser<'_>) -> Parsed<Option<DeclaredShadow>> {
    let mut lengths = Vec::new();
    let mut color = Paint::Current;
    let mut understood = true;
    while !input.is_exhausted() {
        match input.try_parse(|input| length(input, false)) {
            Ok(Value::Length(number, unit)) => lengths.push((number, unit)),
            Ok(_) => understood = false,
            Err(_) => color = crate::dom::style::color::parse(input)?,
        }
    }
    if !understood {
        return Ok(None);
    }
    let [right, down, rest @ ..] = lengths.as_slice() else {
        return invalid();
    };
    let blur = rest.first().copied().unwrap_or((0.0, Unit::Px));
    Ok(Some(DeclaredShadow {
        lengths: [*right, *down, blur],
        color,
    }))
}
