//! `/api/v2/webmessaging/configurations`: widget configurations. A widget id may come twice, so that a publish
//! that was doubled shows.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;

use crate::access::{Granted, ReadConfigurations, WriteConfigurations};
use crate::check::{Checked, Integer, Violation, at_most, between, ensure, one_of, present};
use crate::error::PlatformError;
use crate::page::{Entity, Page, PageQuery};
use crate::request::{Parameters, Received};
use crate::state::{Kind, Object};
use crate::{Shared, limits};

pub(super) fn routes() -> Router<Shared> {
    Router::new().route(
        "/api/v2/webmessaging/configurations",
        get(list).post(create),
    )
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WidgetConfiguration {
    name: String,
    widget_id: String,
    ui_theme: UiTheme,
    pre_chat_form: PreChatForm,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct UiTheme {
    primary_color: String,
    #[serde(default, deserialize_with = "present")]
    font_family: Option<String>,
    #[serde(default, deserialize_with = "present")]
    border_radius: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PreChatForm {
    fields: Vec<Field>,
    max_elements: Integer,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct Field {
    #[serde(rename = "type", default = "text")]
    kind: String,
    #[serde(default, deserialize_with = "present")]
    label: Option<String>,
    #[serde(default, deserialize_with = "present")]
    options: Option<Vec<Choice>>,
    #[serde(default, deserialize_with = "present")]
    required: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    hint: Option<String>,
    #[serde(default, deserialize_with = "present")]
    placeholder: Option<String>,
    #[serde(default, deserialize_with = "present")]
    autocomplete: Option<String>,
    #[serde(default, deserialize_with = "present")]
    aria_label: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "an option must be a string or an object of label and value"
)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
enum Choice {
    Plain(String),
    Labelled(LabelledChoice),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "serde checks the shape of fields nothing else reads"
)]
struct LabelledChoice {
    label: String,
    value: String,
}

/// A field that names no type takes a line of text, as an HTML input does.
fn text() -> String {
    "text".to_owned()
}

impl WidgetConfiguration {
    fn check(&self) -> Checked {
        let characters = self.name.chars().count();
        at_most(
            "name",
            characters,
            limits::CONFIGURATION_NAME_CHARACTERS,
            "characters",
        )?;
        let id = &self.widget_id;
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        ensure(!id.is_empty() && id.bytes().all(word), "widgetId", || {
            format!("is \"{id}\"; it must match ^[a-zA-Z0-9_-]+$")
        })?;
        self.ui_theme.check()?;
        self.pre_chat_form.check()
    }
}

impl UiTheme {
    fn check(&self) -> Checked {
        let color = &self.primary_color;
        let hexadecimal = color.strip_prefix('#').is_some_and(|digits| {
            digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        ensure(hexadecimal, "uiTheme.primaryColor", || {
            format!("is \"{color}\"; it must match ^#[0-9A-Fa-f]{{6}}$")
        })?;
        self.border_radius.map_or(Ok(()), |radius| {
            between(
                "uiTheme.borderRadius",
                radius,
                (0.0, limits::BORDER_RADIUS_MAX),
            )
        })
    }
}

impl PreChatForm {
    fn check(&self) -> Checked {
        at_most(
            "preChatForm.fields",
            self.fields.len(),
            limits::FORM_FIELDS,
            "fields",
        )?;
        between(
            "preChatForm.maxElements",
            self.max_elements.0,
            limits::FORM_ELEMENTS,
        )?;
        self.fields
            .iter()
            .enumerate()
            .try_for_each(|(index, field)| field.check(&format!("preChatForm.fields[{index}]")))
    }
}

impl Field {
    fn check(&self, path: &str) -> Checked {
        one_of(&format!("{path}.type"), &self.kind, limits::FIELD_TYPES)?;
        if self.label.is_none() && self.kind != "hidden" {
            return Err(Violation::new(
                format!("{path}.label"),
                "is missing; only hidden fields go without a label",
            ));
        }
        let choices = self.options.as_ref().map_or(0, Vec::len);
        if choices == 0 && limits::CHOICE_TYPES.contains(&self.kind.as_str()) {
            return Err(Violation::new(
                format!("{path}.options"),
                format!("has no options; a {} field needs at least 1", self.kind),
            ));
        }
        Ok(())
    }
}

async fn create(
    _: Granted<WriteConfigurations>,
    State(service): State<Shared>,
    received: Received<WidgetConfiguration>,
) -> Result<Json<Entity>, PlatformError> {
    received.value.check()?;
    let mut state = service.state();
    let id = state.id();
    let entity = super::entity(&id, &received.body)?;
    state.add(Object {
        kind: Kind::WidgetConfiguration,
        id,
        natural_key: received.value.widget_id,
        status: None,
        conversation_id: None,
        patches: None,
        body: received.body,
        entity: entity.clone(),
    });
    Ok(Json(entity))
}

async fn list(
    _: Granted<ReadConfigurations>,
    State(service): State<Shared>,
    Parameters(page): Parameters<PageQuery>,
) -> Result<Json<Page>, PlatformError> {
    page.check()?;
    let state = service.state();
    let entities = state.of(Kind::WidgetConfiguration);
    Ok(Json(page.of(entities.map(|object| &object.entity))))
}
