//! Why a change is not made, in one sentence.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use reattempt_runtime::__private::Escaped;

use super::admit::LONGEST;
use super::routes::as_json;
use crate::config::SwitchError;

#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error(
        "this request comes from the page of another site: use the dashboard itself, or a program that is no browser; \
         a proxy in front must pass on the `host` that the browser has asked for"
    )]
    CrossSite,
    #[error("this program does not let you change anything here")]
    NotAllowed,
    #[error("the request must have the header `content-type: application/json`")]
    NoJsonType,
    #[error("the body could not be read, or is longer than {LONGEST} bytes")]
    TooLong,
    #[error("the body is not JSON: {0}")]
    NoJson(serde_json::Error),
    #[error("the body must be an object such as {example}")]
    NoObject { example: &'static str },
    #[error("`{member}` must be {allowed}")]
    Member {
        member: &'static str,
        allowed: &'static str,
    },
    #[error("the body has the member `{}` twice", Escaped(.member))]
    Twice { member: String },
    #[error(
        "the body has a member `{}` that means nothing; write an object such as {example}", Escaped(.member)
    )]
    UnknownMember {
        member: String,
        example: &'static str,
    },
    #[error("no {what} is called `{name}`")]
    Unknown { what: &'static str, name: String },
    #[error(transparent)]
    Switch(#[from] SwitchError),
}

impl Refused {
    const fn status(&self) -> StatusCode {
        match self {
            Self::CrossSite | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::NoJsonType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoJson(_) => StatusCode::BAD_REQUEST,
            Self::NoObject { .. }
            | Self::Member { .. }
            | Self::Twice { .. }
            | Self::UnknownMember { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unknown { .. } | Self::Switch(SwitchError::UnknownSite { .. }) => {
                StatusCode::NOT_FOUND
            }
            Self::Switch(_) => StatusCode::CONFLICT,
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "error": self.to_string() });
        (self.status(), as_json(&body)).into_response()
    }
}
