//! What `#[derive(Classify)]` takes from fields: the class with `forward`, the hint with `after`.

use std::io;
use std::time::Duration;

use crate::{Inner, SECOND, refused};
use reattempt::{Class, Classify};

#[test]
fn forward_finds_the_source_by_itself() {
    #[derive(Debug, thiserror::Error, Classify)]
    #[classify(forward)]
    enum Error {
        #[error("from")]
        From(#[from] io::Error),
        #[error("marked")]
        Marked {
            code: u8,
            #[source]
            cause: io::Error,
        },
        #[error("named")]
        Named { code: u8, source: io::Error },
        #[error("both")]
        Both {
            source: u8,
            #[source]
            cause: io::Error,
        },
    }

    // Without `thiserror`: the only field.
    #[derive(Classify)]
    #[classify(forward)]
    enum Only {
        Tuple(io::Error),
        Named { whatever: io::Error },
    }

    let code = 1;
    let errors = [
        Error::From(refused()),
        Error::Marked {
            code,
            cause: refused(),
        },
        Error::Named {
            code,
            source: refused(),
        },
        Error::Both {
            source: code,
            cause: refused(),
        },
    ];
    for error in errors {
        assert_eq!(error.classify(), Class::Unsent, "{error}");
    }
    assert_eq!(Only::Tuple(refused()).classify(), Class::Unsent);
    let named = Only::Named {
        whatever: refused(),
    };
    assert_eq!(named.classify(), Class::Unsent);
}

#[test]
fn forward_takes_the_field_it_is_told() {
    #[derive(Classify)]
    enum Error {
        #[classify(forward = 1)]
        #[allow(dead_code)]
        Tuple(Inner, Inner),
        #[classify(forward = cause)]
        #[allow(dead_code)]
        Named { source: Inner, cause: Inner },
        #[classify(forward = r#type)]
        Raw { r#type: Inner },
        #[classify(forward)]
        Boxed(Box<Inner>),
        #[classify(forward)]
        Borrowed(&'static Inner),
    }

    static INNER: Inner = Inner(Class::Throttled, Some(SECOND));
    let wrong = || Inner(Class::Permanent, None);
    let right = || Inner(Class::Throttled, Some(SECOND));
    let errors = [
        Error::Tuple(wrong(), right()),
        Error::Named {
            source: wrong(),
            cause: right(),
        },
        Error::Raw { r#type: right() },
        Error::Boxed(Box::new(right())),
        Error::Borrowed(&INNER),
    ];
    let kinds = ["Tuple", "Named", "Raw", "Boxed", "Borrowed"];
    for (error, kind) in errors.iter().zip(kinds) {
        assert_eq!(error.classify(), Class::Throttled, "{kind}");
        assert_eq!(error.retry_after(), Some(SECOND), "{kind}");
        assert!(error.is_hint_exact(), "{kind}");
        assert_eq!(error.kind(), kind);
    }
}

#[test]
fn after_reads_fields_of_every_type() {
    #[derive(Debug, Classify)]
    #[classify(throttled)]
    enum Error {
        #[classify(after = wait)]
        Duration { wait: Duration },
        #[classify(after = wait)]
        Maybe { wait: Option<Duration> },
        #[classify(after = 1)]
        #[allow(dead_code)]
        U8(&'static str, u8),
        #[classify(after = 0)]
        U16(u16),
        #[classify(after = 0)]
        U32(Option<u32>),
        #[classify(after = 0)]
        U64(u64),
        #[classify(after = 0)]
        U128(u128),
        #[classify(after = 0)]
        Usize(Option<usize>),
    }

    for (error, wait) in [
        (Error::Duration { wait: SECOND }, Some(SECOND)),
        (Error::Maybe { wait: Some(SECOND) }, Some(SECOND)),
        (Error::Maybe { wait: None }, None),
        (Error::U8("a", 255), Some(255 * SECOND)),
        (Error::U16(2), Some(2 * SECOND)),
        (Error::U32(Some(3)), Some(3 * SECOND)),
        (Error::U32(None), None),
        (Error::U64(u64::MAX), Some(Duration::from_secs(u64::MAX))),
        (Error::U128(u128::MAX), Some(Duration::from_secs(u64::MAX))),
        (Error::Usize(Some(4)), Some(4 * SECOND)),
    ] {
        assert_eq!(error.retry_after(), wait, "{error:?}");
    }
}

#[test]
fn after_may_call_functions_and_closures() {
    fn minutes(error: &Error) -> Option<Duration> {
        match error {
            Error::Path(minutes) | Error::Bare(minutes) => Some(60 * *minutes * SECOND),
            _ => None,
        }
    }

    // A module of its own, for a path of several segments.
    mod waits {
        use super::Duration;

        pub(super) fn always<E>(_: &E) -> Option<Duration> {
            super::SECOND.checked_mul(1)
        }
    }

    #[derive(Debug, Classify)]
    #[classify(transient)]
    enum Error {
        #[classify(after = Self::doubled)]
        Associated { wait: Duration },
        #[classify(after = waits::always)]
        Path(u32),
        #[classify(after = minutes)]
        Bare(u32),
        #[classify(after = |error| error.doubled().map(|wait| wait / 2))]
        Closure { wait: Duration },
        // The field wins over the function of the same name.
        #[classify(after = minutes)]
        Field { minutes: Duration },
    }

    impl Error {
        fn doubled(&self) -> Option<Duration> {
            match self {
                Self::Associated { wait } | Self::Closure { wait } => Some(2 * *wait),
                _ => None,
            }
        }
    }

    for (error, wait) in [
        (Error::Associated { wait: SECOND }, Some(2 * SECOND)),
        (Error::Path(7), Some(SECOND)),
        (Error::Bare(2), Some(120 * SECOND)),
        (Error::Closure { wait: SECOND }, Some(SECOND)),
        (Error::Field { minutes: SECOND }, Some(SECOND)),
    ] {
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
        assert_eq!(error.retry_after(), wait, "{error:?}");
    }
}

#[test]
fn after_has_precedence_over_the_forwarded_hint() {
    #[derive(Classify)]
    enum Error {
        #[classify(forward = source, after = wait)]
        Told {
            source: Inner,
            wait: Option<Duration>,
        },
    }

    let source = Inner(Class::Throttled, Some(SECOND));
    let wait = Some(5 * SECOND);
    let told = Error::Told { source, wait };
    assert_eq!(told.classify(), Class::Throttled);
    assert_eq!(told.retry_after(), Some(5 * SECOND));
    assert!(!told.is_hint_exact());

    let source = Inner(Class::Throttled, Some(SECOND));
    let told = Error::Told { source, wait: None };
    assert_eq!(told.retry_after(), None);
}
