//! Responses of the `http` crate and of clients built on it (feature `http-1`).

use core::time::Duration;
use std::time::SystemTime;

use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use http::{Response, StatusCode};

use super::http_status::http_status;
use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::machine;

/// By [`http_status`]; a bare status knows of no `Retry-After`.
#[diagnostic::do_not_recommend]
impl Classify for StatusCode {
    fn classify(&self) -> Class {
        http_status(self.as_u16(), None)
    }

    fn kind(&self) -> &'static str {
        "StatusCode"
    }
}

/// How long `Retry-After` asks to wait: seconds, or the time until an HTTP date.
///
/// A date counts from the response's own `Date`, if there is one, so that the clocks of the two
/// sides need not agree; one that has passed is no wait. `None` without the header, and when it is
/// neither of the two.
///
/// Source: [RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are still a number of seconds, only a very large one.
        return (!value.is_empty()).then(|| Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let from = date(headers, DATE).unwrap_or_else(now);
    Some(until.duration_since(from).unwrap_or(Duration::ZERO))
}

/// The present time as `httpdate` has it.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + machine::since_1970()
}

fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

/// A response with an error status, reduced to what a retry needs: the status and `Retry-After`.
///
/// Its class is that of [`http_status`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("HTTP status {status}")]
pub struct StatusError {
    status: StatusCode,
    retry_after: Option<Duration>,
}

impl StatusError {
    /// What a response with this status and these headers says.
    pub fn new(status: StatusCode, headers: &HeaderMap) -> Self {
        Self {
            status,
            retry_after: retry_after(headers),
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// How long the server asked to wait, counted from when the response was received.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

#[diagnostic::do_not_recommend]
impl Classify for StatusError {
    fn classify(&self) -> Class {
        http_status(self.status.as_u16(), self.retry_after)
    }

    fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    fn kind(&self) -> &'static str {
        "StatusError"
    }

    /// Only 429 says so: behind a 503 something may have begun.
    fn is_unprocessed(&self) -> bool {
        self.status == StatusCode::TOO_MANY_REQUESTS
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Turns responses with an error status into errors.
///
/// With feature `reqwest-0_13` it is there for `reqwest::Response`, too.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use std::time::Duration;
///
/// use http::Response;
/// use reattempt::classify::http_1::CheckStatus;
/// use reattempt::{Class, Classify};
///
/// let response = Response::builder()
///     .status(503)
///     .header("retry-after", "2")
///     .body("come back later")?;
/// let error = response.check_status().unwrap_err();
///
/// assert_eq!(error.classify(), Class::Throttled);
/// assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
/// # Ok::<(), http::Error>(())
/// ```
pub trait CheckStatus: Sized {
    /// The response itself, unless its status is 4xx or 5xx.
    ///
    /// # Errors
    /// The status and the server's `Retry-After`; the rest of the response is dropped.
    fn check_status(self) -> Result<Self, StatusError>;
}

impl<B> CheckStatus for Response<B> {
    fn check_status(self) -> Result<Self, StatusError> {
        match error(self.status(), self.headers()) {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}

/// The error that a response amounts to, if it does.
pub(super) fn error(status: StatusCode, headers: &HeaderMap) -> Option<StatusError> {
    let failed = status.is_client_error() || status.is_server_error();
    failed.then(|| StatusError::new(status, headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(value: &'static str) -> Option<Duration> {
        hint_on(value, None)
    }

    fn hint_on(value: &'static str, date: Option<&'static str>) -> Option<Duration> {
        let mut response = Response::builder().header(RETRY_AFTER, value);
        if let Some(date) = date {
            response = response.header(DATE, date);
        }
        retry_after(response.body(()).ok()?.headers())
    }

    #[test]
    fn seconds_are_understood() {
        assert_eq!(hint("0"), Some(Duration::ZERO));
        assert_eq!(hint("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            hint("99999999999999999999"),
            Some(Duration::from_secs(u64::MAX))
        );
    }

    #[test]
    fn dates_count_from_the_date_of_the_response() {
        let until = "Wed, 21 Oct 2015 07:28:30 GMT";

        let response = hint_on(until, Some("Wed, 21 Oct 2015 07:28:00 GMT"));
        assert_eq!(response, Some(Duration::from_secs(30)));
        assert_eq!(hint(until), Some(Duration::ZERO));
    }

    #[test]
    fn dates_count_from_now_otherwise() {
        let soon = SystemTime::now() + Duration::from_secs(60);
        let response = Response::builder()
            .header(RETRY_AFTER, httpdate::fmt_http_date(soon))
            .body(())
            .expect("a response");
        let hint = retry_after(response.headers()).expect("a hint");

        assert!(hint <= Duration::from_secs(60), "{hint:?}");
        assert!(hint >= Duration::from_secs(50), "{hint:?}");
    }

    #[test]
    fn garbage_is_ignored() {
        for value in ["", "-1", "1.5", "+1", "soon", "1s", "2015-10-21"] {
            assert_eq!(hint(value), None, "{value:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }

    #[test]
    fn a_response_keeps_status_and_hint_as_an_error() {
        let response = Response::builder()
            .status(503)
            .header(RETRY_AFTER, "7")
            .body(())
            .expect("a response");
        let error = response.check_status().expect_err("an error status");

        assert_eq!(error.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(Classify::retry_after(&error), Some(Duration::from_secs(7)));
        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.to_string(), "HTTP status 503 Service Unavailable");
    }

    #[test]
    fn a_response_without_error_status_passes() {
        for status in [200, 304] {
            let response = Response::builder()
                .status(status)
                .body(())
                .expect("a response");
            assert!(response.check_status().is_ok(), "{status}");
        }
    }
}
