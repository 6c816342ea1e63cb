//! Which place of the payload gave a colour that is seen.

use super::{Token, View};
use crate::dom::{Element, NodeId};
use crate::json::Pointer;
use crate::sanitize;

/// Colours of the sheet that are worked out from the payload's own.
const FROM_BRAND: &[&str] = &["brand", "brand-hover", "accent"];

/// Where a colour comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColorSource<'v> {
    /// From a colour that the payload has for all of the drawing: it is that, or worked out from it.
    Token(&'v Token),
    /// From the styles of a text of the payload.
    Text(&'v Pointer),
}

impl ColorSource<'_> {
    /// The place.
    pub(crate) fn pointer(&self) -> &Pointer {
        match self {
            Self::Token(token) => &token.pointer,
            Self::Text(pointer) => pointer,
        }
    }
}

/// What has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colored {
    /// The letters of an element.
    Letters,
    /// What is behind them.
    Ground,
    /// The ring of the focus.
    Ring,
}

/// Where the colours of a view come from, told of every node in one pass.
#[derive(Debug)]
pub(crate) struct ColorSources<'v> {
    letters: Vec<Option<ColorSource<'v>>>,
    grounds: Vec<Option<ColorSource<'v>>>,
    rings: Vec<Option<ColorSource<'v>>>,
}

impl<'v> ColorSources<'v> {
    /// Those of a view.
    pub(crate) fn of(view: &'v View) -> Self {
        let document = view.document();
        let rules = rules(view);
        let brand = view
            .tokens()
            .iter()
            .find(|token| token.name == "primaryColor");
        // What gave a value of the sheet.
        let given = |value: Option<&str>| {
            let is_from_brand = value.is_some_and(|name| FROM_BRAND.contains(&name));
            brand.filter(|_| is_from_brand).map(ColorSource::Token)
        };
        let nowhere = vec![None; document.len()];
        let mut sources = Self {
            letters: nowhere.clone(),
            grounds: nowhere.clone(),
            rings: nowhere,
        };
        for id in document.elements() {
            let Some(element) = document.element(id) else {
                continue;
            };
            let around = document.parent(id).map_or(0, NodeId::index);
            let style = element.attribute("style").unwrap_or_default();
            let own = |property: &str| {
                if !style.is_empty()
                    && sanitize::allowed_styles(style).any(|(name, _)| name == property)
                {
                    return Some(document.origin(id).map(ColorSource::Text));
                }
                rule(&rules, element, property).map(|rule| given(rule.value))
            };
            // The nearest element that says it wins: letters inherit their colour, and grounds cover what is behind them.
            let letters = own("color").unwrap_or(sources.letters[around]);
            let grounds = own("background-color").unwrap_or(sources.grounds[around]);
            let ring = rule(&rules, element, "outline-color");
            sources.letters[id.index()] = letters;
            sources.grounds[id.index()] = grounds;
            sources.rings[id.index()] = given(ring.map_or(Some("accent"), |rule| rule.value));
        }
        sources
    }

    /// What in the payload gave the colour of something; none where the messenger's own colours did.
    pub(crate) fn source(&self, id: NodeId, colored: Colored) -> Option<ColorSource<'v>> {
        match colored {
            Colored::Letters => self.letters[id.index()],
            Colored::Ground => self.grounds[id.index()],
            Colored::Ring => self.rings[id.index()],
        }
    }
}

/// What a rule of the sheet gives a colour.
#[derive(Debug)]
struct ColorRule {
    class: &'static str,
    property: &'static str,
    /// The name of the value, where it is one of the theme.
    value: Option<&'static str>,
}

/// The rules of the sheet that give classes colours, in its order: at rest, and the ring where they have the focus.
fn rules(view: &View) -> Vec<ColorRule> {
    let mut rules = Vec::new();
    let lines = view.sheet.texts().flat_map(str::lines);
    for (selector, declarations) in lines.filter_map(|line| line.split_once(" {")) {
        let Some(selector) = selector.strip_prefix('.') else {
            continue;
        };
        let (class, is_ring) = match selector.strip_suffix(":focus-visible") {
            Some(class) => (class, true),
            None => (selector, false),
        };
        let declarations = declarations
            .split(';')
            .filter_map(|one| one.split_once(':'));
        for (property, value) in declarations {
            let property = property.trim();
            let is_kept = match property {
                "outline-color" => is_ring,
                "color" | "background-color" => !is_ring,
                _ => false,
            };
            if is_kept {
                rules.push(ColorRule {
                    class,
                    property,
                    value: value.trim().strip_prefix('$'),
                });
            }
        }
    }
    rules
}

/// The rule by which the classes of an element give it a property: the last in the sheet.
fn rule<'r>(rules: &'r [ColorRule], element: &Element, property: &str) -> Option<&'r ColorRule> {
    let classes = element.attribute("class")?;
    let is_of_it = |rule: &&ColorRule| {
        rule.property == property
            && classes
                .split_ascii_whitespace()
                .any(|class| class == rule.class)
    };
    rules.iter().rev().find(is_of_it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Settings, preview};
    use crate::{Options, Policy};

    #[test]
    fn a_colour_leads_to_what_gave_it() {
        // White is the surface's colour too, which nothing in the payload gave.
        let text = r##"{"kind": "widget-configuration", "id": "a", "spec": {
            "widgetId": "a", "theme": {"primaryColor": "#FFFFFF"}, "fields": [{"label": "Name"}]}}"##;
        let view = preview(text, Options::new(&Policy::default()), Settings::default());
        let view = view.expect("it is drawn");
        let document = view.document();
        let of_class = |class: &str| {
            let has = |id: &NodeId| document.attribute(*id, "class") == Some(class);
            document
                .elements()
                .find(has)
                .expect("an element of the class")
        };
        let sources = ColorSources::of(&view);
        let source = |class: &str, colored| {
            let source = sources.source(of_class(class), colored);
            source.map(|source| source.pointer().to_string())
        };
        let token = Some("/uiTheme/primaryColor".to_owned());
        for (class, colored, expected) in [
            ("title", Colored::Ground, &token),
            ("title", Colored::Letters, &None),
            ("message from-team", Colored::Ground, &None),
            ("form-title", Colored::Ground, &None),
            ("button submit", Colored::Ground, &token),
            ("input", Colored::Ring, &token),
            ("close", Colored::Ring, &None),
            ("input", Colored::Letters, &None),
        ] {
            assert_eq!(&source(class, colored), expected, "{class} {colored:?}");
        }
    }

    #[test]
    fn a_text_that_colours_itself_is_its_own_source() {
        let text = r#"{"kind": "rich-card", "id": "a", "payload": {"components": [{"type": "body",
            "text": "<span style='color: #999'>a <strong>b</strong></span> <u>c</u>"}]}}"#;
        let view = preview(text, Options::new(&Policy::default()), Settings::default());
        let view = view.expect("it is drawn");
        let document = view.document();
        let named = |name: &str| {
            let mut all = document.elements();
            all.find(|id| document.html_name(*id) == Some(name))
        };
        for (name, source) in [("strong", Some("/components/0/text")), ("u", None)] {
            let found =
                ColorSources::of(&view).source(named(name).expect("it is drawn"), Colored::Letters);
            let found = found.map(|source| source.pointer().as_str().to_owned());
            assert_eq!(found.as_deref(), source, "{name}");
        }
    }
}
