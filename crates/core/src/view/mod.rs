//! What a payload looks like: a document drawn as a messenger would draw it, and a page that shows it.
//!
//! A view draws what the payload says, mistakes included, since it is there to be judged: a field without a label is drawn
//! without one. Only what cannot be drawn at all is left out, and a theme that cannot be read gives way to the default.
//!
//! Every node that shows a place in the payload knows that place, and [`View::tokens`] says which place gave a colour.

mod color_source;
mod draw;
mod icon;
mod markdown;
mod measure;
mod messenger;
mod page;
mod place;
mod purpose;
mod render;
mod rich_text;
mod sheet;
mod summary;
mod theme;
mod words;

#[cfg(test)]
mod tests;

use crate::accessibility::color::Color;
use crate::check::{self, Options};
use crate::dom::Document;
use crate::json::{NodeId, Pointer, Tree};
use crate::kinds::Kind;
use crate::policy::Policy;
use sheet::Sheet;

pub(crate) use color_source::{ColorSource, ColorSources, Colored};
pub(crate) use draw::Pen;
pub(crate) use icon::Icon;
pub(crate) use markdown::draw as draw_markdown;
pub(crate) use measure::dialog_size;
pub(crate) use messenger::{Messenger, composer, message, messenger};
pub(crate) use place::Place;
pub(crate) use purpose::purpose;
pub(crate) use render::Origins;
pub use render::{
    RenderNode, RenderToken, RenderTree, VOCABULARY, Vocabulary, VocabularyAttribute,
    VocabularyElement, VocabularyValue, render,
};
pub(crate) use rich_text::{Content, draw as draw_html};
pub use sheet::stylesheet;
pub(crate) use sheet::{ClassStyle, Part};
pub(crate) use summary::{empty, facts, panel, section, table, table_without};
pub(crate) use theme::{Theme, surface};
pub use words::Language;
pub(crate) use words::{Word, direction};

/// The colours a view is drawn in, apart from those of the payload's own theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// What the guest has done with a form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum FormState {
    /// Nothing yet: error messages are there, closed.
    #[default]
    Untouched,
    /// Sent it with every field wrong: error messages are shown, and bound to their fields.
    Invalid,
}

/// How to draw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The colours.
    pub scheme: Scheme,
    /// The language of the words that the payload does not say; it also gives the direction.
    pub language: Language,
    /// What the guest has done with a form.
    pub form: FormState,
}

/// A colour of the sheet that a place in the payload gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its name, such as `primaryColor`.
    pub name: &'static str,
    /// Its value.
    pub color: Color,
    /// The place.
    pub pointer: Pointer,
}

/// A drawn payload.
#[derive(Debug, Clone)]
pub struct View {
    document: Document,
    title: String,
    settings: Settings,
    sheet: Sheet,
    complete: bool,
}

impl View {
    /// What is drawn: a style sheet, and one element with everything else.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The name of the payload, or of its kind where it has none.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How it was drawn.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// The colours that the payload gave.
    pub fn tokens(&self) -> &[Token] {
        self.sheet.theme.tokens()
    }

    /// Puts its style sheet into a document, in the colours of a scheme; nothing else in a view depends on them.
    pub(crate) fn add_sheet_to(&self, document: &mut Document, scheme: Scheme) {
        self.sheet.in_scheme(scheme).add_to(document);
    }

    /// Whether everything was drawn. Of a payload far beyond what messengers show, only the beginning is.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// A page that shows it, as HTML: complete in itself, without script, and with a content security policy that lets
    /// nothing in but its own styles. Every drawn element has its number as `data-node-id`.
    ///
    /// ```
    /// use preflight_core::view::{Settings, preview};
    /// use preflight_core::{Options, Policy};
    ///
    /// let text = r#"{"kind": "participant-variables", "id": "a", "payload": {"attributes": {"tier": "<b>"}}}"#;
    /// let policy = Policy::default();
    /// let view = preview(text, Options::new(&policy), Settings::default()).unwrap();
    /// assert!(view.page().contains("&lt;b&gt;"));
    /// ```
    pub fn page(&self) -> String {
        page::write(self)
    }
}

/// What a view is drawn from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ViewInput<'t, 's> {
    /// The tree that holds everything.
    pub(crate) tree: &'t Tree<'s>,
    /// The payload.
    pub(crate) payload: NodeId,
    /// The policy in force.
    pub(crate) policy: &'t Policy,
    /// How to draw.
    pub(crate) settings: Settings,
}

/// Draws the payload that a text says or builds. None where the text is too large to be read, or there is no payload: its
/// kind is unknown, or what it would be built from is not there.
///
/// ```
/// use preflight_core::view::{Language, Settings, preview};
/// use preflight_core::{Options, Policy};
///
/// let text = r##"{"kind": "widget-configuration", "id": "a", "spec": {
///     "widgetId": "a", "theme": {"primaryColor": "#0056B3"},
///     "fields": [{"label": "E-Mail", "type": "email", "required": true}]}}"##;
/// let policy = Policy::default();
/// let settings = Settings { language: Language::German, ..Settings::default() };
/// let view = preview(text, Options::new(&policy), settings).unwrap();
/// let document = view.document();
/// let input = document.by_id("field-0").unwrap();
/// assert_eq!(document.attribute(input, "autocomplete"), Some("email"));
/// assert_eq!(document.origin(input).unwrap().as_str(), "/preChatForm/fields/0");
/// ```
pub fn preview(text: &str, options: Options<'_>, settings: Settings) -> Option<View> {
    Some(Drawn::of(text, options, settings)?.view)
}

/// A payload that was drawn, with what it was read from.
#[derive(Debug)]
pub(crate) struct Drawn<'s> {
    pub(crate) tree: Tree<'s>,
    pub(crate) kind: Kind,
    /// The payload's node in the tree.
    pub(crate) payload: NodeId,
    pub(crate) view: View,
}

impl<'s> Drawn<'s> {
    /// Draws the payload that a text says or builds; none where there is no payload of a known kind.
    pub(crate) fn of(text: &'s str, options: Options<'_>, settings: Settings) -> Option<Self> {
        let (tree, kind, payload) = check::read_payload(text, options)?;
        let view = kind.definition().view(ViewInput {
            tree: &tree,
            payload,
            policy: options.policy,
            settings,
        });
        Some(Self {
            tree,
            kind,
            payload,
            view,
        })
    }
}
