//! Who may call what: bearer tokens, their scopes, and the scope each endpoint asks for.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::Shared;
use crate::error::PlatformError;
use crate::state::Asked;

/// What an endpoint asks of the token.
pub(crate) trait Requirement {
    /// The scope the token must have; `None` when any token will do.
    const SCOPE: Option<&'static str>;
}

macro_rules! scopes {
    ($($requirement:ident = $scope:literal),* $(,)?) => {
        /// Every scope an endpoint asks for.
        pub(crate) const ALL_SCOPES: &[&str] = &[$($scope),*];
        $(
            #[derive(Debug)]
            pub(crate) struct $requirement;
            impl Requirement for $requirement {
                const SCOPE: Option<&'static str> = Some($scope);
            }
        )*
    };
}

scopes! {
    ReadConfigurations = "webmessaging:configuration:read",
    WriteConfigurations = "webmessaging:configuration:write",
    Jobs = "async-jobs:read",
    Webhooks = "routing:webhook:write",
    WriteMessages = "webchat:guest:write",
    ReadIntegrations = "integrations:read",
    WriteIntegrations = "integrations:write",
    ReadChannels = "webmessaging:channel:read",
    WriteChannels = "webmessaging:channel:write",
    UpdateParticipants = "messaging:participant:update",
}

/// Any valid token.
#[derive(Debug)]
pub(crate) struct AnyToken;

impl Requirement for AnyToken {
    const SCOPE: Option<&'static str> = None;
}

/// Proof that the request carries a valid token with the scope of `R`. As the first argument of a handler it
/// refuses a stranger before the body is looked at.
#[derive(Debug)]
pub(crate) struct Granted<R> {
    /// What the token was asked for; the OAuth client may have less.
    pub(crate) asked: Asked,
    requirement: PhantomData<R>,
}

impl<R: Requirement> FromRequestParts<Shared> for Granted<R> {
    type Rejection = PlatformError;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Shared,
    ) -> Result<Self, PlatformError> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(|| {
                PlatformError::new(
                    StatusCode::UNAUTHORIZED,
                    "authentication.required",
                    "No authentication bearer token specified in authorization header.",
                )
            })?;
        let (asked, granted) = {
            let state = service.state();
            let asked = state
                .asked(token, service.clock.now())
                .cloned()
                .ok_or_else(|| {
                    PlatformError::new(
                        StatusCode::UNAUTHORIZED,
                        "bad.credentials",
                        "Invalid login credentials: the bearer token is unknown or no longer valid.",
                    )
                })?;
            let withheld = &state.settings.withheld_scopes;
            let granted = R::SCOPE.is_none_or(|required| {
                !withheld.contains(required)
                    && asked.as_ref().is_none_or(|asked| asked.contains(required))
            });
            (asked, granted)
        };
        if let (Some(required), false) = (R::SCOPE, granted) {
            return Err(PlatformError::new(
                StatusCode::FORBIDDEN,
                "missing.any.permissions",
                format!(
                    "Unable to perform the requested action. You must have at least one of the following scopes: \
                     [{required}]"
                ),
            ));
        }
        Ok(Granted {
            asked,
            requirement: PhantomData,
        })
    }
}
