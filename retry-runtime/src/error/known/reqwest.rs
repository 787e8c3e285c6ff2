//! `reqwest` (feature `reqwest-0_13`).

use core::time::Duration;

use reqwest::{Error, Response};

use super::http_1::{CheckStatus, StatusError, error};
use super::search::source_class;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By the methods of [`Error`], else by its source, as [`classify`](crate::classify) lists.
///
/// [`CheckStatus`] serves better than `error_for_status`, which loses `Retry-After`.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        if let Some(status) = self.status() {
            status.classify()
        } else if self.is_builder() || self.is_redirect() || self.is_upgrade() {
            Class::Permanent
        } else if let Some(class) = unconnected(self) {
            class
        } else if self.is_timeout() {
            Class::Transient
        } else {
            source_class(self)
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        hint(self)
    }

    fn is_hint_exact(&self) -> bool {
        is_exact(self)
    }

    fn kind(&self) -> &'static str {
        "reqwest::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

#[cfg(not(all(target_arch = "wasm32", any(target_os = "unknown", target_os = "none"))))]
fn unconnected(error: &Error) -> Option<Class> {
    error
        .is_connect()
        .then(|| super::connect::connect_class(error))
}

#[cfg(not(all(target_arch = "wasm32", any(target_os = "unknown", target_os = "none"))))]
fn hint(error: &Error) -> Option<Duration> {
    super::connect::connect_hint(error).filter(|_| error.is_connect())
}

#[cfg(not(all(target_arch = "wasm32", any(target_os = "unknown", target_os = "none"))))]
fn is_exact(error: &Error) -> bool {
    error.is_connect() && super::connect::is_connect_hint_exact(error)
}

/// A browser does not tell.
#[cfg(all(target_arch = "wasm32", any(target_os = "unknown", target_os = "none")))]
fn unconnected(_error: &Error) -> Option<Class> {
    None
}

#[cfg(all(target_arch = "wasm32", any(target_os = "unknown", target_os = "none")))]
fn hint(_error: &Error) -> Option<Duration> {
    None
}

#[cfg(all(target_arch = "wasm32", any(target_os = "unknown", target_os = "none")))]
fn is_exact(_error: &Error) -> bool {
    false
}

impl CheckStatus for Response {
    fn check_status(self) -> Result<Self, StatusError> {
        match error(self.status(), self.headers()) {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}
