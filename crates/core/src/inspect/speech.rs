//! How screen readers say it, in English: a word for each role, a few words for each state.
//!
//! Screen readers differ; these are the words that NVDA, JAWS and `VoiceOver` share or nearly share, in the order name, role,
//! states, value, description.

use crate::accessibility::{Role, State, StateValue};

/// How a role is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// By this word; an empty one says nothing but the name.
    Word(&'static str),
    /// By this word where it has a name, else not at all.
    WordIfNamed(&'static str),
    /// Not at all: what it holds is told in its place.
    Silent,
}

/// Roles that are told in another way than by their own names.
#[rustfmt::skip]
const MANNERS: &[(Role, Manner)] = &[
    (Role::AlertDialog, Manner::Word("alert dialog")),
    (Role::BlockQuote, Manner::Word("block quote")),
    (Role::Cell, Manner::Word("")),
    (Role::Checkbox, Manner::Word("check box")),
    (Role::ColumnHeader, Manner::Word("column header")),
    (Role::ComboBox, Manner::Word("combo box")),
    (Role::ContentInfo, Manner::Word("content information")),
    (Role::Date, Manner::Word("date edit")),
    (Role::DateTime, Manner::Word("date and time edit")),
    (Role::DescriptionList, Manner::Word("description list")),
    (Role::InputTime, Manner::Word("time edit")),
    (Role::ListBox, Manner::Word("list box")),
    (Role::ProgressBar, Manner::Word("progress bar")),
    (Role::Radio, Manner::Word("radio button")),
    (Role::RadioGroup, Manner::Word("radio group")),
    (Role::RowHeader, Manner::Word("row header")),
    (Role::SearchBox, Manner::Word("search edit text")),
    (Role::SpinButton, Manner::Word("spin button")),
    (Role::TextBox, Manner::Word("edit text")),
    (Role::Option, Manner::Word("")),
    (Role::Figure, Manner::WordIfNamed("figure")),
    (Role::Form, Manner::WordIfNamed("form")),
    (Role::Group, Manner::WordIfNamed("group")),
    (Role::Region, Manner::WordIfNamed("region")),
    (Role::Abbreviation, Manner::Silent),
    (Role::Caption, Manner::Silent),
    (Role::Code, Manner::Silent),
    (Role::Definition, Manner::Silent),
    (Role::Deletion, Manner::Silent),
    (Role::Emphasis, Manner::Silent),
    (Role::FigureCaption, Manner::Silent),
    (Role::Generic, Manner::Silent),
    (Role::Insertion, Manner::Silent),
    (Role::LabelText, Manner::Silent),
    (Role::Legend, Manner::Silent),
    (Role::LineBreak, Manner::Silent),
    (Role::ListItem, Manner::Silent),
    (Role::Mark, Manner::Silent),
    (Role::None, Manner::Silent),
    (Role::Paragraph, Manner::Silent),
    (Role::RootWebArea, Manner::Silent),
    (Role::Row, Manner::Silent),
    (Role::RowGroup, Manner::Silent),
    (Role::Strong, Manner::Silent),
    (Role::Subscript, Manner::Silent),
    (Role::Superscript, Manner::Silent),
    (Role::Term, Manner::Silent),
    (Role::Time, Manner::Silent),
];

/// How a role is told.
pub(super) fn manner(role: Role) -> Manner {
    let found = MANNERS.iter().find(|(known, _)| *known == role);
    found.map_or(Manner::Word(role.name()), |(_, manner)| *manner)
}

/// What screen readers say of one element, beside its name and description.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// The word in place of the role's, where the author has one.
    pub(super) role: Option<String>,
    /// Its states.
    pub(super) states: Vec<String>,
    /// Its value.
    pub(super) value: Option<String>,
    /// What stands in a field until something is typed.
    pub(super) placeholder: Option<String>,
}

/// States that are told where they hold, and where they do not.
#[rustfmt::skip]
const STATES: &[(&str, &str, &str)] = &[
    ("disabled", "unavailable", ""),
    ("required", "required", ""),
    ("readonly", "read only", ""),
    ("checked", "checked", "not checked"),
    ("pressed", "pressed", "not pressed"),
    ("expanded", "expanded", "collapsed"),
    ("selected", "selected", ""),
    ("modal", "modal", ""),
    ("multiline", "multi-line", ""),
    ("multiselectable", "multiple selection", ""),
    ("busy", "busy", ""),
];

/// What is said of the states of an element.
pub(super) fn said(role: Role, states: &[State]) -> Said {
    let mut said = Said::default();
    let mut number = None;
    for state in states {
        match &state.value {
            StateValue::Is(is) => {
                let words = STATES.iter().find(|(name, _, _)| *name == state.name);
                let word = words.map_or("", |(_, so, not)| if *is { *so } else { *not });
                said.states
                    .extend((!word.is_empty()).then(|| word.to_owned()));
            }
            StateValue::Number(level) => said.states.push(match role {
                Role::Heading => format!("heading level {level}"),
                _ => format!("level {level}"),
            }),
            StateValue::Text(text) => match (state.name, text.as_str()) {
                ("checked", _) => said.states.push("partially checked".to_owned()),
                ("pressed", _) => said.states.push("partially pressed".to_owned()),
                ("invalid", "grammar" | "spelling") => said.states.push(format!("{text} error")),
                ("invalid", _) => said.states.push("invalid".to_owned()),
                ("current", "true") => said.states.push("current".to_owned()),
                ("current", _) => said.states.push(format!("current {text}")),
                ("sort", "ascending" | "descending") => {
                    said.states.push(format!("sorted {text}"));
                }
                ("haspopup", "menu" | "true") if role != Role::ComboBox => {
                    said.states.push("opens a menu".to_owned());
                }
                ("haspopup", "dialog") => said.states.push("opens a dialog".to_owned()),
                ("roledescription", _) => said.role = Some(text.clone()),
                ("placeholder", _) => said.placeholder = Some(text.clone()),
                ("value" | "valuetext", _) => said.value = Some(text.clone()),
                ("valuenow", _) => number = Some(text.clone()),
                _ => {}
            },
        }
    }
    said.value = said.value.or(number);
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accessibility::Context;
    use crate::dom::Document;

    #[test]
    fn states_are_said_in_words() {
        for (html, states, value) in [
            (
                "<input id=x required aria-invalid=true readonly>",
                &["required", "read only", "invalid"][..],
                None,
            ),
            ("<input id=x type=checkbox>", &["not checked"], None),
            (
                "<div id=x role=checkbox aria-checked=mixed>",
                &["partially checked"],
                None,
            ),
            ("<h3 id=x>a</h3>", &["heading level 3"], None),
            (
                "<button id=x aria-expanded=false disabled>a</button>",
                &["unavailable", "collapsed"],
                None,
            ),
            (
                "<select id=x><option>a<option selected>b</select>",
                &["collapsed"],
                Some("b"),
            ),
            (
                "<textarea id=x>words</textarea>",
                &["multi-line"],
                Some("words"),
            ),
            (
                "<a id=x href=/ aria-current=page>a</a>",
                &["current page"],
                None,
            ),
            ("<meter id=x value=.5></meter>", &[], Some("0.5")),
            (
                "<div id=x role=slider aria-valuenow=3 aria-valuetext=three>",
                &[],
                Some("three"),
            ),
        ] {
            let document = Document::from_html_fragment(html);
            let context = Context::of(&document);
            let id = context.by_id("x").expect("an element");
            let said = said(context.role(id), &context.states(id));
            assert_eq!(said.states, states, "{html}");
            assert_eq!(said.value.as_deref(), value, "{html}");
        }
    }

    #[test]
    fn each_role_is_told_in_one_way() {
        for (place, (role, _)) in MANNERS.iter().enumerate() {
            let again = MANNERS[place + 1..].iter().any(|(other, _)| other == role);
            assert!(!again, "{role:?}");
        }
    }
}
