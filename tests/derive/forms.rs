//! Every form of `#[derive(Classify)]`, and what the implementation answers.

use std::io;
use std::time::Duration;

use crate::{Inner, SECOND, refused};
use reattempt::{Class, Classify};

#[test]
fn variants_of_every_shape_have_a_class() {
    #[derive(Classify)]
    enum Error {
        #[classify(unsent)]
        Unit,
        #[classify(transient)]
        #[allow(dead_code)]
        Tuple(u8, &'static str),
        #[classify(throttled)]
        #[allow(dead_code)]
        Struct { code: u8 },
        #[classify(permanent)]
        Empty(),
        #[classify(permanent)]
        Braces {},
    }

    for (error, class, kind) in [
        (Error::Unit, Class::Unsent, "Unit"),
        (Error::Tuple(1, "a"), Class::Transient, "Tuple"),
        (Error::Struct { code: 1 }, Class::Throttled, "Struct"),
        (Error::Empty(), Class::Permanent, "Empty"),
        (Error::Braces {}, Class::Permanent, "Braces"),
    ] {
        assert_eq!(error.classify(), class, "{kind}");
        assert_eq!(error.retry_after(), None, "{kind}");
        assert_eq!(error.kind(), kind);
    }
}

#[test]
fn structs_of_every_shape_have_a_class() {
    #[derive(Classify)]
    #[classify(unsent)]
    struct Unit;

    #[derive(Classify)]
    #[classify(transient)]
    #[allow(dead_code)]
    struct Tuple(u8);

    #[derive(Classify)]
    #[classify(throttled, after = wait)]
    struct Named {
        wait: Duration,
    }

    #[derive(Classify)]
    #[classify(forward)]
    struct Wrapper(io::Error);

    assert_eq!(Unit.classify(), Class::Unsent);
    assert_eq!(Tuple(0).classify(), Class::Transient);
    let named = Named { wait: SECOND };
    assert_eq!(named.classify(), Class::Throttled);
    assert_eq!(named.retry_after(), Some(SECOND));
    assert_eq!(named.kind(), "Named");
    assert_eq!(Wrapper(refused()).classify(), Class::Unsent);
    assert_eq!(Wrapper(refused()).kind(), "Wrapper");
}

#[test]
fn the_default_of_an_enum_is_for_variants_that_say_nothing() {
    #[derive(Classify)]
    #[classify(permanent)]
    enum Error {
        Denied,
        #[classify(transient)]
        Reset,
        #[classify(forward)]
        Io(io::Error),
    }

    assert_eq!(Error::Denied.classify(), Class::Permanent);
    assert_eq!(Error::Reset.classify(), Class::Transient);
    assert_eq!(Error::Io(refused()).classify(), Class::Unsent);
}

#[test]
fn the_default_of_an_enum_may_forward() {
    #[derive(Classify)]
    #[classify(forward)]
    enum Error {
        Io(io::Error),
        Inner {
            source: Inner,
        },
        #[classify(permanent)]
        Denied,
    }

    let inner = Inner(Class::Throttled, Some(SECOND));
    let inner = Error::Inner { source: inner };
    assert_eq!(Error::Io(refused()).classify(), Class::Unsent);
    assert_eq!(inner.classify(), Class::Throttled);
    assert_eq!(inner.retry_after(), Some(SECOND));
    assert_eq!(inner.kind(), "Inner");
    assert_eq!(Error::Denied.classify(), Class::Permanent);
}

#[test]
fn the_default_of_an_enum_is_taken_with_its_hint_or_not_at_all() {
    #[derive(Classify)]
    #[classify(throttled, after = Self::wait)]
    enum Error {
        Slow(u64),
        #[classify(after = 0)]
        Slower(u64),
        #[classify(transient)]
        #[allow(dead_code)]
        Reset(u64),
        #[classify(permanent)]
        Denied,
    }

    impl Error {
        fn wait(&self) -> Option<Duration> {
            match self {
                Self::Slow(seconds) => Some(2 * Duration::from_secs(*seconds)),
                _ => None,
            }
        }
    }

    assert_eq!(Error::Slow(2).classify(), Class::Throttled);
    assert_eq!(Error::Slow(2).retry_after(), Some(4 * SECOND));
    assert_eq!(Error::Slower(2).classify(), Class::Throttled);
    assert_eq!(Error::Slower(2).retry_after(), Some(2 * SECOND));
    assert_eq!(Error::Reset(2).retry_after(), None);
    assert_eq!(Error::Denied.retry_after(), None);
}

#[test]
fn several_classify_attributes_add_up() {
    #[derive(Classify)]
    enum Error {
        #[classify(throttled)]
        #[classify(after = wait)]
        Slow { wait: Duration },
        #[classify(transient)]
        Comma,
        #[cfg_attr(all(), classify(permanent))]
        Conditional,
        #[cfg(any())]
        Absent,
    }

    assert_eq!(Error::Slow { wait: SECOND }.retry_after(), Some(SECOND));
    assert_eq!(Error::Comma.classify(), Class::Transient);
    assert_eq!(Error::Conditional.classify(), Class::Permanent);
}

#[test]
fn the_kind_of_a_raw_name_is_without_its_prefix() {
    #[derive(Classify)]
    #[allow(non_camel_case_types)]
    enum Error {
        #[classify(transient)]
        r#try,
    }

    #[derive(Classify)]
    #[classify(permanent)]
    #[allow(non_camel_case_types)]
    struct r#match;

    assert_eq!(Error::r#try.kind(), "try");
    assert_eq!(r#match.kind(), "match");
}
