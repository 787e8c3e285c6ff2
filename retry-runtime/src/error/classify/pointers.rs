//! An error behind a pointer that owns it is classified as the error.

use core::error::Error;
use core::time::Duration;
use std::rc::Rc;
use std::sync::Arc;

use super::Classify;
use crate::error::class::Class;

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Box<E> {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        (**self).forward_to()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        (**self).is_hint_exact()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        (**self).as_error()
    }

    fn is_unprocessed(&self) -> bool {
        (**self).is_unprocessed()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Rc<E> {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        (**self).forward_to()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        (**self).is_hint_exact()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        (**self).as_error()
    }

    fn is_unprocessed(&self) -> bool {
        (**self).is_unprocessed()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> Classify for Arc<E> {
    fn classify(&self) -> Class {
        (**self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        (**self).forward_to()
    }

    fn retry_after(&self) -> Option<Duration> {
        (**self).retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        (**self).is_hint_exact()
    }

    fn kind(&self) -> &'static str {
        (**self).kind()
    }

    fn is_known(&self) -> bool {
        (**self).is_known()
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        (**self).as_error()
    }

    fn is_unprocessed(&self) -> bool {
        (**self).is_unprocessed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::interrupted::Interrupted;
    use crate::error::processed::{Earlier, Processed};
    use crate::error::retry_error::RetryError;
    use crate::error::stop_reason::StopReason;

    struct Pushback;

    impl Classify for Pushback {
        fn classify(&self) -> Class {
            Class::Throttled
        }

        fn retry_after(&self) -> Option<Duration> {
            Some(Duration::ZERO)
        }

        fn is_hint_exact(&self) -> bool {
            true
        }
    }

    /// Written by hand, with no more than it needs.
    struct Wrapper<E>(E);

    impl<E: Classify> Classify for Wrapper<E> {
        fn classify(&self) -> Class {
            self.0.classify()
        }

        fn forward_to(&self) -> Option<&dyn Classify> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_wrapper_answers_as_the_error_inside() {
        let unclassified = Wrapper::<Box<dyn Error>>("?".into());
        assert!(!unclassified.is_known());

        let open = Wrapper(Interrupted::CircuitOpen {
            retry_after: Duration::from_secs(3),
            earlier: Earlier(Processed::Perhaps),
        });
        assert_eq!(open.classify(), Class::Throttled);
        assert_eq!(open.retry_after(), Some(Duration::from_secs(3)));
        assert!(!open.is_unprocessed(), "though throttled");
    }

    #[test]
    fn an_exact_hint_stays_exact_in_every_wrapper() {
        let retried = RetryError::new(1, Duration::ZERO, StopReason::Attempts, Ok(Pushback));
        let wrappers: [&dyn Classify; 6] = [
            &&Pushback,
            &Wrapper(Pushback),
            &Box::new(Pushback),
            &Rc::new(Pushback),
            &Arc::new(Pushback),
            &retried,
        ];
        assert!(wrappers.into_iter().all(Classify::is_hint_exact));
    }
}
