//! `h2::Error` (feature `h2-0_4`).

use h2::{Error, Reason};

use super::stream::stream_class;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// An I/O error by its kind; what the other side said, by its reason, as [`classify`](crate::classify) lists.
///
/// A `GOAWAY` with `NO_ERROR` is an error only of streams above the last one that it names, and of none
/// but those is it said that nothing was done.
///
/// Sources: RFC 9113, sections [6.8](https://www.rfc-editor.org/rfc/rfc9113#section-6.8) and
/// [8.7](https://www.rfc-editor.org/rfc/rfc9113#section-8.7).
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        if let Some(error) = self.get_io() {
            return stream_class(error);
        }
        match self.reason() {
            Some(Reason::NO_ERROR) if self.is_remote() && self.is_go_away() => Class::Unsent,
            Some(reason) if self.is_remote() => by_reason(reason),
            _ => Class::Permanent,
        }
    }

    fn kind(&self) -> &'static str {
        "h2::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn by_reason(reason: Reason) -> Class {
    match reason {
        Reason::REFUSED_STREAM => Class::Unsent,
        Reason::NO_ERROR | Reason::INTERNAL_ERROR => Class::Transient,
        Reason::ENHANCE_YOUR_CALM => Class::Throttled,
        _ => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_have_their_class() {
        assert_eq!(by_reason(Reason::REFUSED_STREAM), Class::Unsent);
        assert_eq!(by_reason(Reason::NO_ERROR), Class::Transient);
        assert_eq!(by_reason(Reason::INTERNAL_ERROR), Class::Transient);
        assert_eq!(by_reason(Reason::ENHANCE_YOUR_CALM), Class::Throttled);
        assert_eq!(by_reason(Reason::PROTOCOL_ERROR), Class::Permanent);
        assert_eq!(by_reason(Reason::CANCEL), Class::Permanent);
    }

    #[test]
    fn a_reason_of_this_side_is_permanent() {
        assert_eq!(
            Error::from(Reason::REFUSED_STREAM).classify(),
            Class::Permanent
        );
    }
}
