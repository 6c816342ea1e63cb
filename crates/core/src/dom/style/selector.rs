//! Selectors as the engine of the `selectors` crate wants them: names, pseudo-classes and pseudo-elements.

use std::fmt;

use cssparser::{CowRcStr, ParseError, Parser, ToCss, serialize_identifier, serialize_string};
use precomputed_hash::PrecomputedHash;
use selectors::parser::{
    Component, NonTSPseudoClass, ParseRelative, PseudoElement, Selector, SelectorImpl,
    SelectorList, SelectorParseErrorKind,
};

use super::direction::Direction;

/// A name in a selector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Name(pub(super) Box<str>);

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, dest)
    }
}

impl PrecomputedHash for Name {
    /// FNV-1a.
    fn precomputed_hash(&self) -> u32 {
        self.0.bytes().fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
    }
}

/// The value of an attribute in a selector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(Box<str>);

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Text {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_string(&self.0, dest)
    }
}

/// What a pseudo-class asks of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PseudoClass {
    /// That it has the focus: `:focus`, `:focus-visible`.
    Focus,
    /// That it or something in it has.
    FocusWithin,
    /// Something that is not so while nobody does anything: `:hover`, `:active`, `:target`.
    Dynamic,
    /// That it leads somewhere.
    Link,
    /// That it is ticked or chosen.
    Checked,
    /// That it is a control, and not disabled.
    Enabled,
    /// That it is disabled.
    Disabled,
    /// That it has to be filled in.
    Required,
    /// That it need not be filled in.
    Optional,
    /// That its text runs this way.
    Dir(Direction),
    /// Something that is not looked at.
    Unknown,
}

impl PseudoClass {
    fn of(name: &str) -> Self {
        match name {
            "focus" | "focus-visible" => Self::Focus,
            "focus-within" => Self::FocusWithin,
            "hover"
            | "active"
            | "target"
            | "target-within"
            | "visited"
            | "fullscreen"
            | "-webkit-full-screen"
            | "modal"
            | "popover-open"
            | "picture-in-picture"
            | "autofill"
            | "-webkit-autofill"
            | "user-valid"
            | "user-invalid"
            | "current"
            | "active-view-transition"
            | "-internal-dialog-in-top-layer" => Self::Dynamic,
            "link" | "any-link" | "-webkit-any-link" => Self::Link,
            "checked" => Self::Checked,
            "enabled" => Self::Enabled,
            "disabled" => Self::Disabled,
            "required" => Self::Required,
            "optional" => Self::Optional,
            _ => Self::Unknown,
        }
    }
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        write!(dest, ":{self:?}")
    }
}

impl NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        *self == Self::Dynamic
    }

    fn is_user_action_state(&self) -> bool {
        matches!(self, Self::Dynamic | Self::Focus | Self::FocusWithin)
    }
}

/// A part of an element that is no element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pseudo {
    /// `::before`
    Before,
    /// `::after`
    After,
    /// `::placeholder`
    Placeholder,
    /// Any other.
    Other,
}

impl ToCss for Pseudo {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        write!(dest, "::{self:?}")
    }
}

impl PseudoElement for Pseudo {
    fn accepts_state_pseudo_classes(&self) -> bool {
        true
    }

    fn is_before_or_after(&self) -> bool {
        matches!(self, Self::Before | Self::After)
    }
}

/// The types of our selectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Names;

impl SelectorImpl for Names {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Text;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Name;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Name;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = Pseudo;
}

/// How selectors are read.
struct Reader;

impl<'i> selectors::parser::Parser<'i> for Reader {
    type Impl = Names;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(
        &self,
        name: CowRcStr<'i>,
    ) -> Result<PseudoClass, ParseError<Self::Error>> {
        Ok(PseudoClass::of(&name.to_ascii_lowercase()))
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: bool,
    ) -> Result<PseudoClass, ParseError<Self::Error>> {
        if name.eq_ignore_ascii_case("dir") {
            let direction = input.expect_ident_cloned()?;
            return Ok(PseudoClass::Dir(Direction::named(&direction)));
        }
        while input.next().is_ok() {}
        Ok(PseudoClass::Unknown)
    }

    fn parse_pseudo_element(&self, name: CowRcStr<'i>) -> Result<Pseudo, ParseError<Self::Error>> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "before" => Pseudo::Before,
            "after" => Pseudo::After,
            "placeholder" | "-webkit-input-placeholder" => Pseudo::Placeholder,
            _ => Pseudo::Other,
        })
    }

    fn parse_functional_pseudo_element(
        &self,
        _: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Pseudo, ParseError<Self::Error>> {
        while input.next().is_ok() {}
        Ok(Pseudo::Other)
    }
}

/// How many parts a selector may have, and how deep one may stand in another: the engine calls itself for each.
const MOST_PARTS: usize = 200;
const DEEPEST: u32 = 12;

/// What became of a list of selectors.
#[derive(Debug)]
pub(super) enum Read {
    /// They were read.
    Selectors(SelectorList<Names>),
    /// They are wrong, and browsers pass over the rule.
    Wrong,
    /// They are more than is looked at.
    TooMuch,
}

/// Reads a list of selectors.
pub(super) fn read(text: &str) -> Read {
    let mut depth = 0_u32;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Read::TooMuch;
        }
    }
    let mut input = Parser::new(text);
    let Ok(list) = SelectorList::parse(&Reader, &mut input, ParseRelative::No) else {
        return Read::Wrong;
    };
    if list
        .slice()
        .iter()
        .any(|selector| selector.len() > MOST_PARTS)
    {
        return Read::TooMuch;
    }
    Read::Selectors(list)
}

/// By what a rule is found: the most telling part that an element itself must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key<'s> {
    /// Its id.
    Id(&'s str),
    /// One of its classes.
    Class(&'s str),
    /// Its name.
    Tag(&'s str),
    /// Nothing that is looked up.
    Any,
}

/// What a selector asks of the element it is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub(super) struct Traits {
    /// It depends on what is not looked at.
    pub(super) unknown: bool,
    /// It asks for the focus of the element itself.
    pub(super) focus: bool,
    /// It asks for the focus of another.
    pub(super) focus_elsewhere: bool,
    /// It looks for elements below.
    pub(super) has: bool,
    /// It counts siblings.
    pub(super) counts: bool,
    /// It asks for more than the name, the id and the classes of the element, and what can have the focus.
    pub(super) looks_further: bool,
    /// Of how many parts it consists.
    pub(super) parts: u32,
}

/// By what a selector is found.
pub(super) fn key(selector: &Selector<Names>) -> Key<'_> {
    let mut key = Key::Any;
    let mut iter = selector.iter();
    loop {
        for component in &mut iter {
            key = match (component, key) {
                (Component::ID(id), _) => return Key::Id(&id.0),
                (Component::Class(class), Key::Any | Key::Tag(_)) => Key::Class(&class.0),
                (Component::LocalName(name), Key::Any) => Key::Tag(&name.lower_name.0),
                (_, key) => key,
            };
        }
        // What stands before a pseudo-element is about the same element.
        match iter.next_sequence() {
            Some(combinator) if combinator.is_pseudo_element() => {}
            _ => return key,
        }
    }
}

/// Whether a part of a selector asks for more than the name, the id and the classes of an element, and its focus.
fn looks_further(component: &Component<Names>) -> bool {
    match component {
        Component::Combinator(combinator) => !combinator.is_pseudo_element(),
        Component::LocalName(_)
        | Component::ID(_)
        | Component::Class(_)
        | Component::ExplicitUniversalType
        | Component::PseudoElement(_)
        | Component::NonTSPseudoClass(PseudoClass::Dynamic | PseudoClass::Focus) => false,
        _ => true,
    }
}

/// What a selector asks.
pub(super) fn traits(selector: &Selector<Names>) -> Traits {
    let mut traits = Traits::default();
    let mut rest: Vec<(&Selector<Names>, bool, bool)> = vec![(selector, true, false)];
    while let Some((selector, subject, in_has)) = rest.pop() {
        let mut here = subject;
        for component in selector.iter_raw_match_order() {
            traits.looks_further |= looks_further(component);
            traits.parts += 1;
            match component {
                Component::Combinator(combinator) if !combinator.is_pseudo_element() => {
                    here = false;
                }
                Component::NonTSPseudoClass(PseudoClass::Unknown | PseudoClass::Dir(_)) => {
                    traits.unknown = true;
                }
                Component::NonTSPseudoClass(PseudoClass::Focus) if here && !in_has => {
                    traits.focus = true;
                }
                Component::NonTSPseudoClass(PseudoClass::FocusWithin) if here && !in_has => {
                    traits.focus = true;
                    traits.focus_elsewhere = true;
                }
                Component::NonTSPseudoClass(PseudoClass::Focus | PseudoClass::FocusWithin) => {
                    traits.focus_elsewhere = true;
                }
                Component::Negation(list) | Component::Is(list) | Component::Where(list) => {
                    rest.extend(list.slice().iter().map(|selector| (selector, here, in_has)));
                }
                Component::Nth(_) => traits.counts = true,
                Component::NthOf(data) => {
                    traits.counts = true;
                    rest.extend(
                        data.selectors()
                            .iter()
                            .map(|selector| (selector, here, in_has)),
                    );
                }
                Component::Has(list) => {
                    traits.has = true;
                    rest.extend(
                        list.iter()
                            .map(|relative| (&relative.selector, false, true)),
                    );
                }
                _ => {}
            }
        }
    }
    traits
}
