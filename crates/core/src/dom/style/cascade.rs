//! The cascade (CSS Cascading and Inheritance 5): what is declared for an element, in order, and the style it gives.

use std::rc::Rc;
use std::sync::Arc;

use selectors::context::SelectorCaches;

use super::adjust::adjust;
use super::declaration::{self, Block, Declaration, Declared};
use super::font::{FontSize, FontWeight};
use super::matching::{State, Tree};
use super::property::{Name, Style};
use super::selector::Pseudo;
use super::shared::Shared;
use super::sheet::{ElementKind, Sheets};
use super::special::Scheme;
use super::value::{Computed, Property, Relative, Value};
use super::variables::{Found, Scopes, Substituted, substitute};
use super::{shorthand, user_agent};
use crate::dom::{Element, NodeId};

/// The depth to which `:has()` is followed; the engine calls itself for every level.
const DEEPEST_HAS: u32 = 200;

/// What it costs to try a selector, and each part of it, in steps.
const MATCH: u32 = 6;
const PART: u32 = 2;

/// What it costs to count siblings, beside the steps from one to the next.
const COUNT: u32 = 32;

/// How many kinds of elements are kept.
const MOST_KINDS: usize = 1_000;

/// How many declarations all elements of a document may apply together.
const MOST_DECLARATIONS: usize = 1_000_000;

/// A rule that is about an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Matched {
    specificity: u32,
    rule: usize,
    /// It may apply or not.
    perhaps: bool,
}

impl Matched {
    /// What it wins by.
    fn strength(&self) -> (u32, usize) {
        (self.specificity, self.rule)
    }
}

/// The rules that are about an element, the weakest first.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// About the element itself.
    pub(super) own: Ranked,
    /// About the element itself when it has the focus; none where it cannot have it, or where they are the same.
    pub(super) focused: Option<Ranked>,
    /// About parts of it that are no elements.
    pub(super) parts: Vec<(Pseudo, Matched)>,
}

/// Rules in the order of their strength, which elements that are alike share.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub(super) rules: Rc<[Matched]>,
    /// Of which rules there are (FNV-1a).
    pub(super) hash: u32,
}

impl Ranked {
    fn new(mut rules: Vec<Matched>) -> Self {
        rules.sort_unstable_by_key(Matched::strength);
        let hash = rules.iter().fold(0x811c_9dc5_u32, |hash, matched| {
            (hash ^ u32::try_from(matched.rule).unwrap_or(u32::MAX)).wrapping_mul(0x0100_0193)
        });
        Self {
            rules: rules.into(),
            hash,
        }
    }
}

impl Default for Ranked {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl PartialEq for Ranked {
    /// There may be thousands, so what is shared is not compared.
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
            && (Rc::ptr_eq(&self.rules, &other.rules) || self.rules == other.rules)
    }
}

/// Works out styles, element by element.
pub(super) struct Cascade<'c, 'd> {
    pub(super) tree: &'c Tree<'d>,
    pub(super) sheets: &'c Sheets,
    pub(super) scopes: Scopes,
    pub(super) root_font_size: Computed<f32>,
    caches: SelectorCaches,
    /// The rules that are about a sort of element.
    rules_of: Shared<(ElementKind<'d>, Rc<Rules>)>,
    /// The winning value of each property of the element at hand.
    winners: Vec<Option<Value>>,
    /// Which of them there are.
    set: Vec<Name>,
    left: usize,
    initial: Style,
    /// Whether a rule was passed over because it costs too much.
    pub(super) skipped: bool,
}

/// What an element's rules gave.
pub(super) struct Outcome {
    pub(super) style: Style,
    pub(super) scope: Option<usize>,
    /// The spacings that its `style` attribute sets with `!important`.
    pub(super) held: Vec<Name>,
    /// Whether an author says how its outline looks.
    pub(super) outlined: bool,
}

impl<'c, 'd> Cascade<'c, 'd> {
    pub(super) fn new(tree: &'c Tree<'d>, sheets: &'c Sheets) -> Self {
        Self {
            tree,
            sheets,
            scopes: Scopes::default(),
            root_font_size: Computed::Known(16.0),
            caches: SelectorCaches::default(),
            rules_of: Shared::of(MOST_KINDS),
            winners: vec![None; Name::ALL.len()],
            set: Vec::new(),
            left: MOST_DECLARATIONS,
            initial: Style::initial(),
            skipped: false,
        }
    }

    /// Whether there was more to do than is done.
    pub(super) fn is_exhausted(&self) -> bool {
        self.tree.is_exhausted() || self.left == 0
    }

    /// The rules that are about an element or a part of it, the weakest first; found once for elements of which the rules
    /// ask the same.
    pub(super) fn matched(&mut self, id: NodeId) -> Rc<Rules> {
        let Some(element) = self.tree.document.element(id) else {
            return Rc::default();
        };
        let is_focusable = self.sheets.focus && can_be_focused(element);
        let Some(kind) = self.sheets.kind_of(element, is_focusable) else {
            return Rc::new(self.find(id, element, is_focusable));
        };
        let hash = kind.hash();
        if let Some((_, known)) = self.rules_of.find(hash, |(other, _)| *other == kind) {
            return Rc::clone(known);
        }
        let rules = Rc::new(self.find(id, element, is_focusable));
        if self.rules_of.len() < MOST_KINDS {
            self.rules_of.add(hash, (kind, Rc::clone(&rules)));
        }
        rules
    }

    /// Tries the rules that may be about an element.
    fn find(&mut self, id: NodeId, element: &Element, is_focusable: bool) -> Rules {
        let (mut own, mut focus, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let sheets = self.sheets;
        for place in sheets.candidates(
            &element.name,
            element.attribute("id"),
            element.attribute("class"),
        ) {
            let Some(rule) = sheets.rules.get(place) else {
                continue;
            };
            let counting = if rule.traits.counts { COUNT } else { 0 };
            self.tree.step(MATCH + PART * rule.traits.parts + counting);
            if self.tree.is_exhausted() {
                break;
            }
            if rule.traits.has && self.tree.depth > DEEPEST_HAS {
                self.skipped = true;
                continue;
            }
            let mut is = |unknown, focused| {
                self.tree.matches(
                    &rule.selector,
                    id,
                    State {
                        unknown,
                        focused,
                        counts: rule.traits.counts,
                    },
                    &mut self.caches,
                )
            };
            let specificity = rule.selector.specificity();
            let unknown = rule.traits.unknown;
            let mut matched = |focused| {
                let certain = is(false, focused);
                let perhaps = unknown && certain != is(true, focused);
                (certain || perhaps).then_some(Matched {
                    specificity,
                    rule: place,
                    perhaps: perhaps || rule.conditional,
                })
            };
            let at_rest = matched(false);
            match rule.pseudo {
                None => own.extend(at_rest),
                Some(pseudo) => parts.extend(at_rest.map(|matched| (pseudo, matched))),
            }
            if is_focusable && rule.pseudo.is_none() {
                focus.extend(if rule.traits.focus {
                    matched(true)
                } else {
                    at_rest
                });
            }
        }
        parts.sort_unstable_by_key(|(_, matched): &(_, Matched)| matched.strength());
        let own = Ranked::new(own);
        let focused = is_focusable
            .then(|| Ranked::new(focus))
            .filter(|focused| *focused != own);
        Rules {
            own,
            focused,
            parts,
        }
    }

    /// The style of an element in another.
    pub(super) fn style(
        &mut self,
        id: NodeId,
        around: &Style,
        scope_around: Option<usize>,
        matched: &[Matched],
        pseudo: bool,
    ) -> Outcome {
        let document = self.tree.document;
        let mut base = around.inside();
        let mut is_colored = false;
        if !pseudo {
            // Whether the browser has a colour of its own for the text.
            base.color = Computed::Unknown;
            user_agent::apply(
                document,
                id,
                &mut base,
                around,
                self.root_font_size,
                self.tree.is_disabled(id),
            );
            is_colored = base.color != Computed::Unknown;
            if !is_colored {
                base.color = around.color;
            }
        }
        let inline = if pseudo { None } else { self.inline_of(id) };
        let scope = self.scope(scope_around, matched, inline.as_ref());
        self.collect(scope, matched, inline.as_ref());
        let held = inline.as_ref().map(held).unwrap_or_default();
        let outline = self.winners[Name::OutlineStyle as usize].as_ref();
        let outlined = outline.is_some_and(|value| *value != Value::Revert);
        base.color_scheme = self.scheme(around);
        if !base.color_scheme.is(Scheme::Light) {
            user_agent::take_back_colors(&mut base, around, is_colored);
        }
        let reverts = self
            .set
            .iter()
            .any(|name| self.winners[*name as usize] == Some(Value::Revert));
        let mut hinted = base;
        let base = reverts.then(|| hinted.clone());
        if !pseudo {
            user_agent::hints(document, id, &mut hinted, around);
        }
        // Only what goes back to the browser's style needs it.
        let style = self.compute(hinted, base.as_ref().unwrap_or(around), around);
        Outcome {
            style,
            scope,
            held,
            outlined,
        }
    }

    fn inline_of(&self, id: NodeId) -> Option<Block> {
        let text = self.tree.document.attribute(id, "style")?;
        Some(declaration::parse_text(text))
    }

    /// All declarations for an element, the weakest first.
    fn declared<'b>(
        sheets: &'b Sheets,
        matched: &[Matched],
        inline: Option<&'b Block>,
        wanted: impl Fn(&Block) -> bool,
    ) -> Vec<(&'b Declaration, bool)> {
        let of_rules = matched.iter().filter_map(|matched| {
            let rule = sheets.rules.get(matched.rule)?;
            Some((sheets.blocks.get(rule.block)?, matched.perhaps))
        });
        let blocks: Vec<(&Block, bool)> = of_rules
            .chain(inline.map(|block| (block, false)))
            .filter(|(block, _)| wanted(block))
            .collect();
        let mut declared = Vec::with_capacity(
            blocks
                .iter()
                .map(|(block, _)| block.declarations.len())
                .sum(),
        );
        for important in [false, true] {
            for (block, perhaps) in &blocks {
                if important && !block.important {
                    continue;
                }
                declared.extend(
                    block
                        .declarations
                        .iter()
                        .filter(|one| one.important == important)
                        .map(|one| (one, *perhaps)),
                );
            }
        }
        declared
    }

    /// The custom properties of an element.
    fn scope(
        &mut self,
        around: Option<usize>,
        matched: &[Matched],
        inline: Option<&Block>,
    ) -> Option<usize> {
        let mut own: Vec<(Arc<str>, Found)> = Vec::new();
        for (declaration, perhaps) in
            Self::declared(self.sheets, matched, inline, |block| block.variables)
        {
            let Declared::Variable(name, text) = &declaration.declared else {
                continue;
            };
            let found = match text.as_ref() {
                _ if perhaps => Found::Unknown,
                "initial" => Found::Nothing,
                "inherit" | "unset" | "revert" | "revert-layer" => {
                    self.scopes
                        .find(around, name, &mut |steps| self.tree.step(steps))
                }
                _ => Found::Text(Arc::clone(text)),
            };
            match own.iter_mut().find(|(other, _)| other == name) {
                Some((_, old)) => *old = found,
                None => own.push((Arc::clone(name), found)),
            }
            self.tree
                .step(1 + u32::try_from(own.len() / 2).unwrap_or(u32::MAX));
            if self.tree.is_exhausted() {
                break;
            }
        }
        if own.is_empty() {
            return around;
        }
        // What they are set to may be looked up in turn, among them and around them.
        let declared = own.clone();
        for (name, found) in &mut own {
            let Found::Text(text) = found else { continue };
            if !declaration::has_variable(text) {
                continue;
            }
            let mut look_up = |wanted: &str| {
                self.tree
                    .step(1 + u32::try_from(declared.len() / 2).unwrap_or(u32::MAX));
                match declared.iter().find(|(other, _)| **other == *wanted) {
                    // A property that is set to itself is not set.
                    Some(_) if *wanted == **name => Found::Nothing,
                    Some((_, found)) => found.clone(),
                    None => self
                        .scopes
                        .find(around, wanted, &mut |steps| self.tree.step(steps)),
                }
            };
            *found = match substitute(text, &mut look_up) {
                Substituted::Text(text) => Found::Text(text.into()),
                Substituted::Invalid => Found::Nothing,
                Substituted::Unknown => Found::Unknown,
            };
        }
        Some(self.scopes.add(around, own))
    }

    /// Lets the declarations win over each other.
    fn collect(&mut self, scope: Option<usize>, matched: &[Matched], inline: Option<&Block>) {
        for name in self.set.drain(..) {
            self.winners[name as usize] = None;
        }
        let sheets = self.sheets;
        for (declaration, perhaps) in Self::declared(sheets, matched, inline, |_| true) {
            self.left = self.left.saturating_sub(1);
            if self.left == 0 {
                return;
            }
            let value = |value: &Value| {
                if perhaps {
                    Value::Unknown
                } else {
                    value.clone()
                }
            };
            match &declaration.declared {
                Declared::Property(name, declared) => self.win(*name, value(declared)),
                Declared::All(declared) => {
                    for name in Name::ALL {
                        self.win(*name, value(declared));
                    }
                }
                Declared::Deferred(name, text) => {
                    let mut look_up = |wanted: &str| {
                        self.scopes
                            .find(scope, wanted, &mut |steps| self.tree.step(steps))
                    };
                    let read = match substitute(text, &mut look_up) {
                        Substituted::Text(text) => match declaration::parse_value(name, &text) {
                            Some(read) => read,
                            None => all(name, &Value::Unset),
                        },
                        Substituted::Invalid => all(name, &Value::Unset),
                        Substituted::Unknown => all(name, &Value::Unknown),
                    };
                    for (name, declared) in read {
                        self.win(name, value(&declared));
                    }
                }
                Declared::Variable(..) => {}
            }
        }
    }

    fn win(&mut self, name: Name, value: Value) {
        let place = &mut self.winners[name as usize];
        if place.is_none() {
            self.set.push(name);
        }
        *place = Some(value);
    }

    /// The scheme of colours of an element in another, on which the colours of browsers depend.
    fn scheme(&self, around: &Style) -> Computed<Scheme> {
        match self.winners[Name::ColorScheme as usize].as_ref() {
            None | Some(Value::Inherit | Value::Unset | Value::Revert) => around.color_scheme,
            Some(Value::Initial) => self.initial.color_scheme,
            Some(value) => Property::compute(value, &Relative::UNKNOWN),
        }
    }

    /// Computes what won.
    fn compute(&mut self, mut style: Style, base: &Style, around: &Style) -> Style {
        let fixed_around = style.font_family;
        self.font(&mut style, base, around, fixed_around);
        let relative = Relative {
            font_size: style.font_size.px,
            root_font_size: self.root_font_size,
            // What `currentcolor` means to the colour itself.
            color: around.color,
            light: style.color_scheme.is(Scheme::Light),
        };
        self.one(Name::Color, &mut style, base, around, &relative);
        let relative = Relative {
            color: style.color,
            ..relative
        };
        let set = std::mem::take(&mut self.set);
        for name in &set {
            if !matches!(
                name,
                Name::Color | Name::FontSize | Name::FontFamily | Name::FontWeight
            ) {
                self.one(*name, &mut style, base, around, &relative);
            }
        }
        self.set = set;
        adjust(&mut style, around);
        style
    }

    /// The font, on which lengths depend.
    fn font(&self, style: &mut Style, base: &Style, around: &Style, before: super::font::Family) {
        let relative = Relative {
            font_size: around.font_size.px,
            root_font_size: self.root_font_size,
            color: around.color,
            light: false,
        };
        self.one(Name::FontFamily, style, base, around, &relative);
        let fixed = style.font_family == super::font::Family::Fixed;
        match self.winners[Name::FontSize as usize].as_ref() {
            None if style.font_family != before => {
                style.font_size = style.font_size.in_other_family(fixed);
            }
            None => {}
            Some(Value::Inherit | Value::Unset) => style.font_size = around.font_size,
            Some(Value::Initial) => style.font_size = FontSize::MEDIUM,
            Some(Value::Revert) => style.font_size = base.font_size,
            Some(value) => {
                style.font_size =
                    FontSize::inside(value, around.font_size, self.root_font_size, fixed);
            }
        }
        match self.winners[Name::FontWeight as usize].as_ref() {
            None => {}
            Some(Value::Inherit | Value::Unset) => style.font_weight = around.font_weight,
            Some(Value::Initial) => style.font_weight = self.initial.font_weight,
            Some(Value::Revert) => style.font_weight = base.font_weight,
            Some(value) => style.font_weight = FontWeight::inside(value, around.font_weight),
        }
    }

    fn one(
        &self,
        name: Name,
        style: &mut Style,
        base: &Style,
        around: &Style,
        relative: &Relative,
    ) {
        match self.winners[name as usize].as_ref() {
            None => {}
            Some(Value::Inherit) => name.copy(around, style),
            Some(Value::Unset) if name.is_inherited() => name.copy(around, style),
            // The first colour of text is the system's.
            Some(Value::Initial) if name == Name::Color && !relative.light => {
                style.color = Computed::Unknown;
            }
            Some(Value::Initial | Value::Unset) => name.copy(&self.initial, style),
            Some(Value::Revert) => name.copy(base, style),
            Some(value) => name.set(style, value, relative),
        }
    }
}

/// Whether an element can have the focus at all, however it looks.
fn can_be_focused(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "a" | "area"
            | "audio"
            | "button"
            | "details"
            | "embed"
            | "iframe"
            | "input"
            | "object"
            | "select"
            | "summary"
            | "textarea"
            | "video"
    ) || element.attribute("tabindex").is_some()
        || element.attribute("contenteditable").is_some()
}

/// The spacings that a `style` attribute sets so that nothing else can; what is inherited is not set here.
fn held(block: &Block) -> Vec<Name> {
    let mut held = Vec::new();
    for spacing in [Name::LetterSpacing, Name::WordSpacing, Name::LineHeight] {
        let mut last = None;
        for declaration in block.declarations.iter().filter(|one| one.important) {
            match &declaration.declared {
                Declared::Property(name, value) if *name == spacing => last = Some(value.clone()),
                Declared::All(value) => last = Some(value.clone()),
                Declared::Deferred(name, _) if shorthand::longhands(name).contains(&spacing) => {
                    last = Some(Value::Unknown);
                }
                _ => {}
            }
        }
        if last.is_some_and(|value| !matches!(value, Value::Inherit | Value::Unset | Value::Revert))
        {
            held.push(spacing);
        }
    }
    held
}

fn all(name: &str, value: &Value) -> Vec<(Name, Value)> {
    shorthand::longhands(name)
        .into_iter()
        .map(|name| (name, value.clone()))
        .collect()
}
