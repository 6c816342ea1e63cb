//! Declarations: `name: value`, with shorthands written out.

use std::sync::Arc;

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, Token, parse_important,
};

use super::property::Name;
use super::shorthand;
use super::value::{Parsed, Value, invalid, skip};

/// What a declaration declares.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Declared {
    /// A property.
    Property(Name, Value),
    /// A custom property, with its text.
    Variable(Arc<str>, Arc<str>),
    /// A property or shorthand whose value is read once the custom properties in it are known.
    Deferred(Arc<str>, Arc<str>),
    /// Every property, by a keyword of the cascade.
    All(Value),
}

/// A declaration.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Declaration {
    pub(super) declared: Declared,
    pub(super) important: bool,
}

/// Declarations in their order.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) declarations: Vec<Declaration>,
    /// Whether it holds rules of its own, which are not read.
    pub(super) nested: bool,
    /// Whether one of them is important.
    pub(super) important: bool,
    /// Whether one of them is a custom property.
    pub(super) variables: bool,
}

/// Reads the declarations of a `style` attribute.
pub(super) fn parse_text(text: &str) -> Block {
    parse_block(&mut Parser::new(text))
}

/// Reads the declarations of a rule.
pub(super) fn parse_block(input: &mut Parser<'_>) -> Block {
    let mut block = Block::default();
    block.declarations.reserve(8);
    for _ in RuleBodyParser::new(input, &mut block) {}
    block.important = block.declarations.iter().any(|one| one.important);
    block.variables = block
        .declarations
        .iter()
        .any(|one| matches!(one.declared, Declared::Variable(..)));
    block
}

/// Reads what a property or shorthand is set to, once nothing in it is to be looked up.
pub(super) fn parse_value(name: &str, text: &str) -> Option<Vec<(Name, Value)>> {
    let mut read = Vec::new();
    let mut input = Parser::new(text);
    values(name, &mut input, &mut |name, value| {
        read.push((name, value));
    })
    .ok()?;
    input.is_exhausted().then_some(read)
}

/// Reads the value of a property or shorthand; nothing where it is not looked at.
fn values(name: &str, input: &mut Parser<'_>, put: &mut dyn FnMut(Name, Value)) -> Parsed<()> {
    let state = input.state();
    if let Ok(keyword) = input.try_parse(|input| {
        let keyword = cascade_keyword(&input.expect_ident_cloned()?)
            .ok_or(ParseError::<()>::unexpected_token())?;
        if !input.is_exhausted() {
            let state = input.state();
            parse_important(input)?;
            input.reset(&state);
        }
        Parsed::Ok(keyword)
    }) {
        for property in shorthand::longhands(name) {
            put(property, keyword.clone());
        }
        return Ok(());
    }
    input.reset(&state);
    shorthand::parse(name, input, put)
}

/// A keyword that every property takes.
fn cascade_keyword(name: &str) -> Option<Value> {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("inherit") {
        Some(Value::Inherit)
    } else if is("initial") {
        Some(Value::Initial)
    } else if is("unset") {
        Some(Value::Unset)
    } else if is("revert") || is("revert-layer") {
        Some(Value::Revert)
    } else {
        None
    }
}

impl<'i> DeclarationParser<'i> for Block {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), ParseError<()>> {
        if name.starts_with("--") {
            input.skip_whitespace();
            let start = input.position();
            skip(input);
            let (text, important) = without_important(input.slice_from(start));
            let declared = Declared::Variable(name.as_ref().into(), text.into());
            self.declarations.push(Declaration {
                declared,
                important,
            });
            return Ok(());
        }
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            name.to_ascii_lowercase().into()
        } else {
            name
        };
        let all = *name == *"all";
        if !all && !shorthand::is_known(&name) {
            return pass_over(input);
        }
        input.skip_whitespace();
        let state = input.state();
        let start = input.position();
        let from = self.declarations.len();
        let read = if all {
            let keyword = cascade_keyword(&input.expect_ident_cloned()?)
                .ok_or(ParseError::<()>::unexpected_token())?;
            self.declarations.push(Declaration {
                declared: Declared::All(keyword),
                important: false,
            });
            Ok(())
        } else {
            let declarations = &mut self.declarations;
            values(&name, input, &mut |name, value| {
                declarations.push(Declaration {
                    declared: Declared::Property(name, value),
                    important: false,
                });
            })
        };
        let important = !input.is_exhausted() && input.try_parse(parse_important).is_ok();
        if read.is_ok() && input.is_exhausted() && !has_variable(input.slice_from(start)) {
            for declaration in &mut self.declarations[from..] {
                declaration.important = important;
            }
            return Ok(());
        }
        self.declarations.truncate(from);
        input.reset(&state);
        skip(input);
        let text = input.slice_from(start);
        if !has_variable(text) {
            return invalid();
        }
        let (text, important) = without_important(text);
        let declared = Declared::Deferred(name.as_ref().into(), text.into());
        self.declarations.push(Declaration {
            declared,
            important,
        });
        Ok(())
    }
}

/// Passes over the value of a property that is not looked at, unless it is no declaration at all but a rule, such as
/// `a:hover { }`. To call all of them mistakes would have each read once more as a rule.
fn pass_over(input: &mut Parser<'_>) -> Parsed<()> {
    loop {
        match input.next() {
            Ok(Token::CurlyBracketBlock) => return invalid(),
            Ok(_) => {}
            Err(_) => return Ok(()),
        }
    }
}

/// Whether a value has to be looked up.
pub(super) fn has_variable(text: &str) -> bool {
    let text = text.as_bytes();
    text.contains(&b'(')
        && text
            .windows(4)
            .any(|part| part.eq_ignore_ascii_case(b"var("))
}

fn without_important(text: &str) -> (&str, bool) {
    let text = text.trim_end();
    let without = || {
        let cut = text.len().checked_sub("important".len())?;
        let (front, end) = (text.get(..cut)?, text.get(cut..)?);
        if !end.eq_ignore_ascii_case("important") {
            return None;
        }
        front.trim_end().strip_suffix('!').map(str::trim_end)
    };
    without().map_or((text, false), |text| (text, true))
}

impl AtRuleParser<'_> for Block {
    type Prelude = ();
    type AtRule = ();
    type Error = ();

    fn parse_prelude(&mut self, _: CowRcStr<'_>, _: &mut Parser<'_>) -> Result<(), ParseError<()>> {
        self.nested = true;
        invalid()
    }
}

impl QualifiedRuleParser<'_> for Block {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'_>) -> Result<(), ParseError<()>> {
        skip(input);
        Ok(())
    }

    fn parse_block(
        &mut self,
        (): (),
        _: &ParserState,
        input: &mut Parser<'_>,
    ) -> Result<(), ParseError<()>> {
        skip(input);
        self.nested = true;
        Ok(())
    }
}

impl RuleBodyItemParser<'_, (), ()> for Block {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        true
    }
}
