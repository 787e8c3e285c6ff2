//! `SdkError` of the clients of AWS (feature `aws-smithy-runtime-api-1`).

use core::time::Duration;
use std::error::Error;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError, ServiceError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_smithy_types::retry::ErrorKind;
use http::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

use super::connect::{connect_class, connect_hint, is_connect_hint_exact};
use super::http_1;
use super::http_status::http_status;
use super::search::{opaque, own};
use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

/// What `DynamoDB` says of a transaction that an earlier request has begun.
const IN_PROGRESS: &str = "TransactionInProgressException";

/// By variant, by the code of AWS and by the HTTP status, as [`classify`](crate::classify) lists.
#[diagnostic::do_not_recommend]
impl<E: ProvideErrorMetadata + Error + 'static> Classify for SdkError<E, HttpResponse> {
    fn classify(&self) -> Class {
        own_source(self).map_or_else(|| by_variant(self), Classify::classify)
    }

    fn retry_after(&self) -> Option<Duration> {
        connect_hint(self).or_else(|| hint(self.raw_response()?))
    }

    fn is_hint_exact(&self) -> bool {
        is_connect_hint_exact(self)
    }

    fn kind(&self) -> &'static str {
        "SdkError"
    }

    fn is_unprocessed(&self) -> bool {
        match (own_source(self), self) {
            (Some(own), _) => own.is_unprocessed(),
            // Behind a 503 something may have begun, and behind this code it has.
            (None, Self::ServiceError(error)) => {
                error.err().code() != Some(IN_PROGRESS)
                    && (is_throttling(error) || error.raw().status().as_u16() == 429)
            }
            (None, _) => unprocessed(by_variant(self)),
        }
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        Some(self)
    }
}

/// Where a function that connects, or fetches credentials, retries by itself.
fn own_source<E: Error + 'static>(error: &SdkError<E, HttpResponse>) -> Option<&dyn Classify> {
    error.source().and_then(own)
}

fn by_variant<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Class {
    match error {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => Class::Transient,
        SdkError::DispatchFailure(failure) => failure
            .as_connector_error()
            .map_or(Class::Permanent, by_connector),
        SdkError::ServiceError(error) => by_service(error),
        _ => Class::Permanent,
    }
}

fn by_connector(error: &ConnectorError) -> Class {
    let cause = error.source().map(opaque).map(Classify::classify);
    match error.as_other() {
        Some(ErrorKind::ThrottlingError) => Class::Throttled,
        Some(ErrorKind::TransientError | ErrorKind::ServerError) => Class::Transient,
        Some(_) => Class::Permanent,
        None if error.is_io() || error.is_timeout() => match cause {
            Some(Class::Unsent) => Class::Unsent,
            _ if connect_class(error) == Class::Permanent => Class::Permanent,
            _ => Class::Transient,
        },
        None if error.is_user() => Class::Permanent,
        None => cause.unwrap_or(Class::Permanent),
    }
}

fn by_service<E: ProvideErrorMetadata>(error: &ServiceError<E, HttpResponse>) -> Class {
    if is_throttling(error) {
        return Class::Throttled;
    }
    match error.err().code() {
        Some("RequestTimeout" | "RequestTimeoutException") => Class::Transient,
        _ => http_status(error.raw().status().as_u16(), hint(error.raw())),
    }
}

/// Source: [`aws-runtime`, `THROTTLING_ERRORS`](https://docs.rs/aws-runtime/1/aws_runtime/retries/classifiers/constant.THROTTLING_ERRORS.html).
fn is_throttling<E: ProvideErrorMetadata>(error: &ServiceError<E, HttpResponse>) -> bool {
    matches!(
        error.err().code(),
        Some(
            "Throttling"
                | "ThrottlingException"
                | "ThrottledException"
                | "RequestThrottledException"
                | "TooManyRequestsException"
                | "ProvisionedThroughputExceededException"
                | IN_PROGRESS
                | "RequestLimitExceeded"
                | "BandwidthLimitExceeded"
                | "LimitExceededException"
                | "RequestThrottled"
                | "SlowDown"
                | "PriorRequestNotComplete"
                | "EC2ThrottledException"
        )
    )
}

/// What AWS asks for in milliseconds, else `Retry-After`.
fn hint(response: &HttpResponse) -> Option<Duration> {
    let headers = response.headers();
    if let Some(millis) = headers.get("x-amz-retry-after") {
        if let Ok(millis) = millis.trim().parse() {
            return Some(Duration::from_millis(millis));
        }
    }
    let values = [RETRY_AFTER, DATE].into_iter().filter_map(|name| {
        let value = HeaderValue::from_str(headers.get(name.as_str())?).ok()?;
        Some((name, value))
    });
    http_1::retry_after(&values.collect::<HeaderMap>())
}
