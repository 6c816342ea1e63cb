//! Style sheets: rules with their selectors, found by what an element must have.

use std::collections::HashMap;

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser,
};
use selectors::parser::Selector;

use super::declaration::{self, Block};
use super::media::{self, Holds};
use super::selector::{self, Key, Names, Pseudo, Read, Traits};
use super::value::{Parsed, invalid, skip};
use crate::dom::{Element, Namespace};

/// How deep conditions may stand in conditions.
const DEEPEST: u32 = 16;

/// How many bytes of all sheets of a document are read. Large frameworks have as many; what comes after them costs as much
/// as a whole page.
const MOST_BYTES: usize = 256 * 1024;

/// How many bytes the selectors of one rule may have.
const LONGEST_LIST: usize = 16 * 1024;

/// How many selectors are read; each is read, kept and tried by itself.
const MOST_SELECTORS: usize = 20_000;

/// A selector of a rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) selector: Selector<Names>,
    pub(super) pseudo: Option<Pseudo>,
    pub(super) traits: Traits,
    /// Whether it depends on a condition that may hold or not.
    pub(super) conditional: bool,
    /// The place of its declarations.
    pub(super) block: usize,
}

/// What simple rules ask of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ElementKind<'d> {
    is_html: bool,
    is_focusable: bool,
    name: &'d str,
    id: Option<&'d str>,
    classes: Option<&'d str>,
}

impl ElementKind<'_> {
    /// A hash (FNV-1a); that of an element in another language may be the same.
    pub(super) fn hash(&self) -> u32 {
        let mut word = 0x811c_9dc5_u32 ^ u32::from(self.is_focusable);
        let parts = [Some(self.name), self.id, self.classes];
        for text in parts.map(Option::unwrap_or_default) {
            for byte in text.bytes().chain([0]) {
                word = (word ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        word
    }
}

/// Every rule of a document, in order.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub(super) struct Sheets {
    pub(super) rules: Vec<Rule>,
    pub(super) blocks: Vec<Block>,
    /// How many bytes were read.
    bytes: usize,
    /// Whether there are styles that are not read.
    pub(super) unseen: bool,
    /// Whether a rule asks for the focus of an element other than the one it is about.
    pub(super) focus_elsewhere: bool,
    /// Whether a rule asks for the focus of the element it is about.
    pub(super) focus: bool,
    by_id: HashMap<Box<str>, Vec<usize>>,
    by_class: HashMap<Box<str>, Vec<usize>>,
    by_tag: HashMap<Box<str>, Vec<usize>>,
    any: Vec<usize>,
    /// Whether a rule asks for more than the name, the id and the classes of an element, and its focus.
    looks_further: bool,
}

impl Sheets {
    /// Reads a sheet after those before.
    pub(super) fn read(&mut self, text: &str, media: &str) {
        let holds = media::query(media);
        if holds == Holds::No {
            return;
        }
        let text = self.readable(text);
        let mut input = Parser::new(text);
        let mut reader = Reader {
            sheets: self,
            conditional: holds == Holds::Perhaps,
            depth: 0,
        };
        for _ in StyleSheetParser::new(&mut input, &mut reader) {}
    }

    /// As much of a sheet as is read; what would stand in two pieces is left out.
    fn readable<'t>(&mut self, text: &'t str) -> &'t str {
        let left = MOST_BYTES - self.bytes;
        let text = if text.len() > left {
            self.unseen = true;
            let end = text.as_bytes()[..left]
                .iter()
                .rposition(|byte| *byte == b'}');
            &text[..end.map_or(0, |end| end + 1)]
        } else {
            text
        };
        self.bytes += text.len();
        text
    }

    /// A sheet that is read before there is a document.
    pub(super) fn of(text: &str) -> Self {
        let mut sheets = Self::default();
        sheets.read(text, "");
        sheets.index();
        sheets
    }

    /// Makes rules be found, once all are read.
    pub(super) fn index(&mut self) {
        self.looks_further = self.rules.iter().any(|rule| rule.traits.looks_further);
        for (place, rule) in self.rules.iter().enumerate() {
            let list = match selector::key(&rule.selector) {
                Key::Id(id) => self.by_id.entry(id.into()).or_default(),
                Key::Class(class) => self.by_class.entry(class.into()).or_default(),
                Key::Tag(tag) => self.by_tag.entry(tag.into()).or_default(),
                Key::Any => &mut self.any,
            };
            list.push(place);
        }
    }

    /// All that rules ask of an element, where that is so little that elements share it.
    pub(super) fn kind_of<'d>(
        &self,
        element: &'d Element,
        is_focusable: bool,
    ) -> Option<ElementKind<'d>> {
        let by_id = !self.by_id.is_empty();
        let by_class = by_id || !self.by_class.is_empty();
        let attribute = |is_asked: bool, name: &str| {
            if is_asked {
                element.attribute(name)
            } else {
                None
            }
        };
        (!self.looks_further).then(|| ElementKind {
            is_html: element.namespace == Namespace::Html,
            name: &element.name,
            id: attribute(by_id, "id"),
            classes: attribute(by_class, "class"),
            is_focusable,
        })
    }

    /// The rules that may be about an element.
    pub(super) fn candidates<'s>(
        &'s self,
        name: &str,
        id: Option<&str>,
        classes: Option<&str>,
    ) -> impl Iterator<Item = usize> + use<'s> {
        let mut lists: Vec<&[usize]> = Vec::with_capacity(8);
        lists.push(&self.any);
        let mut add = |map: &'s HashMap<Box<str>, Vec<usize>>, key: &str| {
            if let Some(list) = map.get(key) {
                lists.push(list);
            }
        };
        if !self.by_tag.is_empty() {
            if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                add(&self.by_tag, &name.to_ascii_lowercase());
            } else {
                add(&self.by_tag, name);
            }
        }
        if let Some(id) = id
            && !self.by_id.is_empty()
        {
            add(&self.by_id, id);
        }
        if let Some(classes) = classes
            && !self.by_class.is_empty()
        {
            let mut seen: Vec<&str> = Vec::new();
            for class in classes.split_ascii_whitespace().take(64) {
                if !seen.contains(&class) {
                    seen.push(class);
                    add(&self.by_class, class);
                }
            }
        }
        lists.into_iter().flatten().copied()
    }
}

/// Reads the rules of a sheet, or of a condition in it.
struct Reader<'s> {
    sheets: &'s mut Sheets,
    conditional: bool,
    depth: u32,
}

impl<'i> QualifiedRuleParser<'i> for Reader<'_> {
    type Prelude = &'i str;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<&'i str, ParseError<()>> {
        let start = input.position();
        skip(input);
        Ok(input.slice_from(start))
    }

    fn parse_block(
        &mut self,
        prelude: &'i str,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        if self.sheets.rules.len() >= MOST_SELECTORS || prelude.len() > LONGEST_LIST {
            self.sheets.unseen = true;
            return invalid();
        }
        let selectors = match selector::read(prelude) {
            Read::Selectors(selectors) => selectors,
            Read::Wrong => return invalid(),
            Read::TooMuch => {
                self.sheets.unseen = true;
                return invalid();
            }
        };
        let block = declaration::parse_block(input);
        self.sheets.unseen |= block.nested;
        if block.declarations.is_empty() {
            return Ok(());
        }
        let place = self.sheets.blocks.len();
        self.sheets.blocks.push(block);
        for selector in selectors.slice() {
            let pseudo = selector.pseudo_element().copied();
            let traits = selector::traits(selector);
            // What is drawn before or after an element with the focus is another thing than the element.
            self.sheets.focus_elsewhere |=
                traits.focus_elsewhere || traits.focus && pseudo.is_some();
            if pseudo == Some(Pseudo::Other) || selector.pseudo_elements().len() > 1 {
                continue;
            }
            self.sheets.focus |= traits.focus;
            self.sheets.rules.push(Rule {
                selector: selector.clone(),
                pseudo,
                traits,
                conditional: self.conditional,
                block: place,
            });
        }
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Reader<'_> {
    /// Whether what the rule holds applies.
    type Prelude = Holds;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Holds, ParseError<()>> {
        let start = input.position();
        skip(input);
        let condition = input.slice_from(start);
        match name.to_ascii_lowercase().as_str() {
            "media" => Ok(media::query(condition)),
            "supports" | "container" | "layer" | "scope" | "starting-style" | "document" => {
                Ok(Holds::Perhaps)
            }
            "import" => {
                self.sheets.unseen = true;
                invalid()
            }
            // Fonts, pages, the steps of animations: they style no element by themselves.
            _ => Ok(Holds::No),
        }
    }

    fn rule_without_block(&mut self, _: Holds, _: &ParserState) -> Result<(), ()> {
        Ok(())
    }

    fn parse_block(&mut self, holds: Holds, _: &ParserState, input: &mut Parser<'i>) -> Parsed<()> {
        if holds == Holds::No {
            skip(input);
            return Ok(());
        }
        if self.depth >= DEEPEST {
            self.sheets.unseen = true;
            skip(input);
            return Ok(());
        }
        let mut reader = Reader {
            sheets: &mut *self.sheets,
            conditional: self.conditional || holds == Holds::Perhaps,
            depth: self.depth + 1,
        };
        for _ in StyleSheetParser::new(input, &mut reader) {}
        Ok(())
    }
}
