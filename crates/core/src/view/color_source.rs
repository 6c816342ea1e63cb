//! Which place of the payload gave a colour that is seen.

use std::collections::HashMap;

use super::{Token, View};
use crate::dom::{Element, NodeId};
use crate::json::Pointer;
use crate::sanitize;

/// Colours of the sheet that are worked out from the payload's own.
const FROM_BRAND: &[&str] = &["brand", "brand-hover", "accent"];

/// The properties that say what has which colour.
const PROPERTIES: &[&str] = &["color", "background-color", "outline-color"];

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

/// Finds where the colours of a view come from.
#[derive(Debug)]
pub(crate) struct ColorSources<'v> {
    view: &'v View,
    brand: Option<&'v Token>,
    /// What the rules of the sheet give colours, by selector.
    rules: HashMap<&'static str, Vec<Given>>,
}

/// What a rule of the sheet gives.
#[derive(Debug)]
struct Given {
    /// The place of the rule.
    place: usize,
    property: &'static str,
    /// The name of the value, where it is one of the theme.
    value: Option<&'static str>,
}

impl<'v> ColorSources<'v> {
    /// Those of a view.
    pub(crate) fn of(view: &'v View) -> Self {
        let mut rules: HashMap<&str, Vec<Given>> = HashMap::new();
        let lines = view.sheet.texts().flat_map(str::lines).enumerate();
        for (place, (selector, declarations)) in
            lines.filter_map(|(place, line)| Some((place, line.split_once(" {")?)))
        {
            let declarations = declarations
                .split(';')
                .filter_map(|one| one.split_once(':'));
            for (property, value) in declarations {
                let property = property.trim();
                if PROPERTIES.contains(&property) {
                    rules.entry(selector).or_default().push(Given {
                        place,
                        property,
                        value: value.trim().strip_prefix('$'),
                    });
                }
            }
        }
        Self {
            view,
            brand: view
                .tokens()
                .iter()
                .find(|token| token.name == "primaryColor"),
            rules,
        }
    }

    /// What in the payload gave the colour of something; none where the messenger's own colours did.
    pub(crate) fn source(&self, id: NodeId, colored: Colored) -> Option<ColorSource<'v>> {
        let document = self.view.document();
        let property = match colored {
            Colored::Ring => {
                let own = self.rule(document.element(id)?, ":focus-visible", "outline-color");
                return self.given(own.map_or(Some("accent"), |given| given.value));
            }
            Colored::Letters => "color",
            Colored::Ground => "background-color",
        };
        // The nearest element that says it wins: letters inherit their colour, and grounds cover what is behind them.
        for around in std::iter::once(id).chain(document.ancestors(id)) {
            let Some(element) = document.element(around) else {
                continue;
            };
            let style = element.attribute("style").unwrap_or_default();
            if sanitize::allowed_styles(style).any(|(name, _)| name == property) {
                return document.origin(around).map(ColorSource::Text);
            }
            if let Some(given) = self.rule(element, "", property) {
                return self.given(given.value);
            }
        }
        None
    }

    /// What gave a value of the sheet.
    fn given(&self, name: Option<&str>) -> Option<ColorSource<'v>> {
        let is_from_brand = name.is_some_and(|name| FROM_BRAND.contains(&name));
        self.brand.filter(|_| is_from_brand).map(ColorSource::Token)
    }

    /// The rule by which the classes of an element give it a property: the last in the sheet.
    fn rule(&self, element: &Element, state: &str, property: &str) -> Option<&Given> {
        let classes = element.attribute("class")?.split_ascii_whitespace();
        classes
            .filter_map(|class| self.rules.get(format!(".{class}{state}").as_str()))
            .flatten()
            .filter(|given| given.property == property)
            .max_by_key(|given| given.place)
    }
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
