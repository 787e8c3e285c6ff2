//! What Prometheus is told of retries.

use std::time::Duration;

use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};

const ATTEMPTS: &str = "webhook_retry_attempts_total";
const SUCCESS: &str = "webhook_retry_success_total";
const FAILURE: &str = "webhook_retry_failure_total";
const DURATION: &str = "webhook_retry_duration_seconds";

pub fn describe() {
    describe_counter!(ATTEMPTS, "Attempts after the first one of a delivery");
    describe_counter!(SUCCESS, "Deliveries that succeeded after a retry");
    describe_counter!(
        FAILURE,
        "Deliveries that were retried and became dead letters"
    );
    describe_histogram!(
        DURATION,
        Unit::Seconds,
        "From the first attempt to the end, of deliveries that were retried"
    );
}

/// An attempt begins, the first one included.
pub fn attempt(webhook: &str, number: u32) {
    if number > 1 {
        counter!(ATTEMPTS, "webhook" => webhook.to_owned()).increment(1);
    }
}

/// A delivery ends after so many attempts.
pub fn end(webhook: &str, attempts: u32, took: Duration, is_delivered: bool) {
    if attempts > 1 {
        let name = if is_delivered { SUCCESS } else { FAILURE };
        counter!(name, "webhook" => webhook.to_owned()).increment(1);
        histogram!(DURATION, "webhook" => webhook.to_owned()).record(took.as_secs_f64());
    }
}
