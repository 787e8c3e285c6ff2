//! `anyhow::Error` (feature `anyhow-1`).

use std::error::Error;

use super::search::{found_unprocessed, opaque};
use crate::error::class::Class;
use crate::error::classify::Classify;

/// That of the first known type along the chain of sources; permanent if there is none.
///
/// What `context` attaches is not part of that chain, be it an error or not.
#[diagnostic::do_not_recommend]
impl Classify for anyhow::Error {
    fn classify(&self) -> Class {
        inside(self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        Some(inside(self))
    }

    fn kind(&self) -> &'static str {
        inside(self).kind()
    }

    fn is_unprocessed(&self) -> bool {
        found_unprocessed(|| inside(self))
    }
}

/// `anyhow` keeps what `from_boxed` was given out of its chain, though not the sources of that.
fn inside(error: &anyhow::Error) -> &dyn Classify {
    match error.downcast_ref::<Box<dyn Error + Send + Sync>>() {
        Some(boxed) => opaque(&**boxed),
        None => opaque(error.as_ref()),
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use super::*;
    use crate::error::processed::Processed;
    use crate::error::retry_error::RetryError;
    use crate::error::stop_reason::StopReason;

    fn refused() -> anyhow::Error {
        io::Error::from(io::ErrorKind::ConnectionRefused).into()
    }

    #[test]
    fn one_that_becomes_a_box_is_known_by_its_sources_alone() {
        let sourced: Box<dyn Error + Send + Sync> = refused().context("connecting").into();
        let bare: Box<dyn Error + Send + Sync> = refused().into();

        assert_eq!(sourced.classify(), Class::Unsent);
        assert!(!bare.is_known());
    }

    #[cfg(feature = "tonic-0_14")]
    #[test]
    fn an_exact_hint_in_it_stays_exact() {
        let mut status = tonic::Status::unavailable("");
        let pushback = "20".parse().expect("metadata");
        let metadata = status.metadata_mut();
        metadata.insert("grpc-retry-pushback-ms", pushback);
        let error = anyhow::Error::new(status).context("asking");

        assert_eq!(error.retry_after(), Some(Duration::from_millis(20)));
        assert!(error.is_hint_exact());
    }

    #[test]
    fn a_retried_call_in_it_is_unprocessed_if_all_its_attempts_were() {
        let after = |earlier| {
            let last = Ok(io::ErrorKind::ConnectionRefused.into());
            let error = RetryError::<io::Error>::new(2, Duration::ZERO, StopReason::Attempts, last);
            anyhow::Error::from(error.earlier(earlier)).context("connecting")
        };
        assert!(after(Processed::Nothing).is_unprocessed());
        assert!(!after(Processed::Perhaps).is_unprocessed());
    }

    #[test]
    fn one_that_becomes_a_box_by_a_new_allocation_keeps_its_type() {
        let boxed = refused().reallocate_into_boxed_dyn_error_without_backtrace();

        assert_eq!(boxed.classify(), Class::Unsent);
        assert_eq!(io::Error::other(boxed).classify(), Class::Unsent);
    }
}
