//! HTTP status codes, of whatever client.

use core::time::Duration;

use crate::error::class::Class;

/// The class of an HTTP status, given what the response's `Retry-After` asks for: as listed in
/// [`classify`](crate::classify).
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::Class;
/// use reattempt::classify::http_status;
///
/// assert_eq!(http_status(502, None), Class::Transient);
/// assert_eq!(http_status(404, None), Class::Permanent);
/// ```
pub fn http_status(status: u16, retry_after: Option<Duration>) -> Class {
    match status {
        429 => Class::Throttled,
        503 if retry_after.is_some() => Class::Throttled,
        501 | 505 | 506 | 508 | 510 | 511 => Class::Permanent,
        408 | 425 | 500..=599 => Class::Transient,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_class() {
        for status in 0..=1000 {
            let permanent = [501, 505, 506, 508, 510, 511].contains(&status);
            let expected = match status {
                429 => Class::Throttled,
                408 | 425 => Class::Transient,
                500.. if status < 600 && !permanent => Class::Transient,
                _ => Class::Permanent,
            };
            assert_eq!(http_status(status, None), expected, "{status}");
        }
    }

    #[test]
    fn a_hint_makes_503_a_throttle() {
        let hint = Some(Duration::ZERO);

        assert_eq!(http_status(503, hint), Class::Throttled);
        assert_eq!(http_status(500, hint), Class::Transient);
        assert_eq!(http_status(404, hint), Class::Permanent);
    }
}
