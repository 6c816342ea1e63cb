//! The messenger with its pre-chat form.

use super::super::definition::ViewInput;
use crate::dom::NodeId;
use crate::view::{
    FormState, Part, Pen, Place, Theme, View, Word, composer, direction, message, messenger,
    purpose,
};

/// The controls a field may be drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    /// `input` of this type.
    Input(&'static str),
    TextArea,
    Select,
    /// One box.
    Check,
    /// Several boxes or radio buttons, of this type.
    Group(&'static str),
    Hidden,
}

/// Draws the view.
pub(super) fn view(input: ViewInput<'_, '_>) -> View {
    let payload = Place::root(input.tree, input.payload);
    let theme = payload.get("uiTheme");
    let theme = Theme::of(theme.as_ref(), input.settings, input.policy);
    let brand = theme.tokens().first().map(|token| token.pointer.clone());
    let mut pen = Pen::new(
        input,
        &theme,
        &[Part::Messenger, Part::Form, Part::Card],
        Vec::new(),
    );
    let messenger = messenger(&mut pen, brand.as_ref());
    message(&mut pen, messenger.log, Word::Team, Word::Greeting);
    let fields = payload
        .get("preChatForm")
        .and_then(|form| form.get("fields"));
    match fields.filter(Place::has_items) {
        Some(fields) => {
            message(&mut pen, messenger.log, Word::Guest, Word::Question);
            message(&mut pen, messenger.log, Word::Team, Word::FormRequest);
            form(&mut pen, messenger.dialog, &fields);
        }
        // Without a form the conversation begins at once.
        None => composer(&mut pen, messenger.dialog),
    }
    messenger.launcher(&mut pen, brand.as_ref());
    let title = payload.words_at("name").unwrap_or(super::NAME);
    pen.finish(title)
}

fn form(pen: &mut Pen, dialog: NodeId, fields: &Place<'_, '_>) {
    const TITLE: &str = "form-title";
    let form = pen.add(dialog, "form", "form");
    pen.set(form, "aria-labelledby", TITLE);
    if pen.settings().form == FormState::Invalid {
        // The messages of the view are shown, not the browser's.
        pen.set(form, "novalidate", "");
    }
    pen.shows(form, fields);
    let title = pen.add_word(form, "h3", "form-title", Word::FormTitle);
    pen.set(title, "id", TITLE);
    for (index, field) in fields.items().enumerate() {
        if pen.is_full() {
            break;
        }
        Field::of(index, &field).draw(pen, form);
    }
    let submit = pen.add_word(form, "button", "button submit", Word::Start);
    pen.set(submit, "type", "submit");
}

/// A field while it is drawn.
struct Field<'f, 't, 's> {
    place: &'f Place<'t, 's>,
    id: String,
    kind: &'t str,
    control: Control,
    required: bool,
}

impl<'f, 't, 's> Field<'f, 't, 's> {
    fn of(index: usize, place: &'f Place<'t, 's>) -> Self {
        let kind = place.text_at("type").unwrap_or("text");
        let control = match kind {
            "email" => Control::Input("email"),
            "tel" => Control::Input("tel"),
            "number" => Control::Input("number"),
            "date" => Control::Input("date"),
            "textarea" => Control::TextArea,
            "select" => Control::Select,
            "radio" => Control::Group("radio"),
            "checkbox"
                if place
                    .get("options")
                    .is_some_and(|options| options.has_items()) =>
            {
                Control::Group("checkbox")
            }
            "checkbox" => Control::Check,
            "hidden" => Control::Hidden,
            // As a browser does with a type that it does not know.
            _ => Control::Input("text"),
        };
        Self {
            place,
            id: format!("field-{index}"),
            kind,
            control,
            required: place.is_true_at("required"),
        }
    }

    fn draw(&self, pen: &mut Pen, form: NodeId) {
        match self.control {
            Control::Hidden => {
                let input = pen.add(form, "input", "");
                pen.set(input, "type", "hidden");
                self.identify(pen, input);
                pen.shows(input, self.place);
            }
            Control::Group(kind) => self.group(pen, form, kind),
            Control::Check => self.check(pen, form),
            Control::Input(_) | Control::TextArea | Control::Select => self.labelled(pen, form),
        }
    }

    /// A label above a control.
    fn labelled(&self, pen: &mut Pen, form: NodeId) {
        let around = pen.add(form, "div", "field");
        pen.shows(around, self.place);
        self.label(pen, around, "label", "label", true);
        let class = if self.is_wrong(pen) {
            "input invalid"
        } else {
            "input"
        };
        let control = match self.control {
            Control::TextArea => {
                let area = pen.add(around, "textarea", class);
                pen.set(area, "rows", "3");
                area
            }
            Control::Select => pen.add(around, "select", class),
            Control::Input(kind) => {
                let input = pen.add(around, "input", class);
                pen.set(input, "type", kind);
                input
            }
            _ => return,
        };
        self.identify(pen, control);
        if let Some(placeholder) = self
            .place
            .text_at("placeholder")
            .filter(|_| self.control != Control::Select)
        {
            pen.set(control, "placeholder", placeholder);
        }
        self.autocomplete(pen, control);
        self.name_aloud(pen, control);
        if self.required {
            pen.set(control, "required", "");
        }
        if self.control == Control::Select {
            self.choices(pen, control);
        }
        let hint = self.hint(pen, around);
        let message = self.message(pen, around);
        self.describe(pen, control, hint, message);
    }

    /// A box with its label beside it.
    fn check(&self, pen: &mut Pen, form: NodeId) {
        let around = pen.add(form, "div", "field");
        pen.shows(around, self.place);
        let line = pen.add(around, "div", "choice");
        let mark = pen.add(line, "input", "mark");
        pen.set(mark, "type", "checkbox");
        self.identify(pen, mark);
        self.autocomplete(pen, mark);
        self.name_aloud(pen, mark);
        if self.required {
            pen.set(mark, "required", "");
        }
        self.label(pen, line, "label", "choice-label", true);
        let hint = self.hint(pen, around);
        let message = self.message(pen, around);
        self.describe(pen, mark, hint, message);
    }

    /// Choices under a legend.
    fn group(&self, pen: &mut Pen, form: NodeId, kind: &str) {
        let group = pen.add(form, "fieldset", "field");
        pen.set(group, "id", &self.id);
        pen.shows(group, self.place);
        self.label(pen, group, "legend", "label", false);
        self.name_aloud(pen, group);
        let hint = self.hint(pen, group);
        let options = self.place.get("options");
        for (index, option) in options.iter().flat_map(Place::items).enumerate() {
            if pen.is_full() {
                break;
            }
            let id = format!("{}-{index}", self.id);
            let line = pen.add(group, "label", "choice");
            pen.set(line, "for", &id);
            pen.shows(line, &option);
            let mark = pen.add(line, "input", "mark");
            pen.set(mark, "type", kind);
            pen.set(mark, "id", &id);
            pen.set(mark, "name", self.place.text_at("name").unwrap_or(&self.id));
            let (label, value) = words_of(&option);
            pen.set(mark, "value", value);
            // Of boxes each would be required by itself, which is not what a group of them asks.
            if self.required && kind == "radio" {
                pen.set(mark, "required", "");
            }
            if let Some(token) = self.place.text_at("autocomplete") {
                pen.set(mark, "autocomplete", token);
            }
            pen.text(line, " ");
            pen.text(line, label);
        }
        let message = self.message(pen, group);
        self.describe(pen, group, hint, message);
    }

    /// The label or legend with the mark of a required field; nothing where the payload has none.
    fn label(&self, pen: &mut Pen, parent: NodeId, name: &str, class: &str, bound: bool) {
        let Some(text) = self.place.text_at("label") else {
            return;
        };
        let label = pen.add(parent, name, class);
        if bound {
            pen.set(label, "for", &self.id);
        }
        pen.shows_at(label, self.place, "label");
        // Beside no words the mark would be the field's name.
        let is_marked = self.required && !text.trim().is_empty();
        // The mark comes after words that run the other way only where the line keeps the direction of the view.
        let language = pen.settings().language;
        if is_marked && direction(text).is_some_and(|own| own != language.direction()) {
            pen.add_with(label, "bdi", "", text);
        } else {
            pen.set(label, "dir", "auto");
            pen.text(label, text);
        }
        if is_marked {
            pen.text(label, " ");
            let mark = pen.add_word(label, "span", "required", Word::Required);
            pen.shows_at(mark, self.place, "required");
        }
    }

    fn identify(&self, pen: &mut Pen, control: NodeId) {
        pen.set(control, "id", &self.id);
        pen.set(
            control,
            "name",
            self.place.text_at("name").unwrap_or(&self.id),
        );
    }

    fn name_aloud(&self, pen: &mut Pen, control: NodeId) {
        if let Some(name) = self.place.text_at("ariaLabel") {
            pen.set(control, "aria-label", name);
        }
    }

    /// The field's own token, right or wrong; otherwise that of what it asks for.
    fn autocomplete(&self, pen: &mut Pen, control: NodeId) {
        let place = self.place;
        let token = match place.text_at("autocomplete") {
            Some(own) => Some(own),
            None => purpose(self.kind, place.text_at("label"), place.text_at("name")),
        };
        if let Some(token) = token {
            pen.set(control, "autocomplete", token);
        }
    }

    /// What can be wrong with what a guest enters.
    fn error(&self) -> Option<Word> {
        match (self.control, self.kind) {
            (Control::Input(_), "email") => Some(Word::ErrorEmail),
            (Control::Input(_), "tel") => Some(Word::ErrorTel),
            (Control::Input(_), "number") => Some(Word::ErrorNumber),
            (Control::Input(_), "date") => Some(Word::ErrorDate),
            _ if !self.required => None,
            (Control::Select | Control::Group(_), _) => Some(Word::ErrorChoice),
            (Control::Check, _) => Some(Word::ErrorCheck),
            _ => Some(Word::ErrorMissing),
        }
    }

    /// Whether the field is drawn as wrongly filled in.
    fn is_wrong(&self, pen: &Pen) -> bool {
        pen.settings().form == FormState::Invalid && self.error().is_some()
    }

    /// Draws the hint; gives its id.
    fn hint(&self, pen: &mut Pen, parent: NodeId) -> Option<String> {
        let text = self.place.words_at("hint")?;
        let id = format!("{}-hint", self.id);
        let hint = pen.add_with(parent, "p", "hint", text);
        pen.set(hint, "id", &id);
        pen.shows_at(hint, self.place, "hint");
        pen.foreign(hint);
        Some(id)
    }

    /// Draws the error message; gives its id where it is shown.
    ///
    /// A closed one is not bound to the control: a description is read out even where its element is hidden.
    fn message(&self, pen: &mut Pen, parent: NodeId) -> Option<String> {
        let id = format!("{}-error", self.id);
        let message = pen.add_word(parent, "p", "error", self.error()?);
        pen.set(message, "id", &id);
        if self.is_wrong(pen) {
            return Some(id);
        }
        pen.set(message, "hidden", "");
        None
    }

    /// Binds the hint and the shown error message to the control.
    fn describe(
        &self,
        pen: &mut Pen,
        control: NodeId,
        hint: Option<String>,
        message: Option<String>,
    ) {
        // A group has no state of its own; each of its buttons would say the same.
        if message.is_some() && !matches!(self.control, Control::Group(_)) {
            pen.set(control, "aria-invalid", "true");
        }
        let ids: Vec<String> = hint.into_iter().chain(message).collect();
        if !ids.is_empty() {
            pen.set(control, "aria-describedby", &ids.join(" "));
        }
    }

    fn choices(&self, pen: &mut Pen, select: NodeId) {
        let first = pen.add_word(select, "option", "", Word::Choose);
        pen.set(first, "value", "");
        let options = self.place.get("options");
        for option in options.iter().flat_map(Place::items) {
            if pen.is_full() {
                break;
            }
            let (label, value) = words_of(&option);
            let drawn = pen.add_with(select, "option", "", label);
            pen.set(drawn, "value", value);
            pen.shows(drawn, &option);
        }
    }
}

/// What an option shows, and what it sends.
fn words_of<'t>(option: &Place<'t, '_>) -> (&'t str, &'t str) {
    match option.text() {
        Some(text) => (text, text),
        None => (
            option.text_at("label").unwrap_or_default(),
            option.text_at("value").unwrap_or_default(),
        ),
    }
}
