//! `#[derive(Classify)]` where the user's names are the same as those it might have used, and where
//! every lint is on.

#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(
    missing_docs,
    unused_qualifications,
    unreachable_pub,
    single_use_lifetimes
)]
#![allow(dead_code, clippy::redundant_pub_crate)]

mod shadowed {
    // Everything the generated code could mean, with another meaning.
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct Class;
    pub(crate) struct Duration;
    pub(crate) struct Forward;
    pub(crate) struct After;
    #[allow(non_camel_case_types)]
    pub(crate) struct str;
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod reattempt {}

    type Hint = ::core::option::Option<::core::time::Duration>;

    const fn hint(_: &Error) -> Hint {
        Hint::None
    }

    #[derive(::reattempt::Classify)]
    #[classify(throttled)]
    pub(crate) enum Error {
        #[classify(forward)]
        Io(::std::io::Error),
        #[classify(after = wait)]
        Slow {
            wait: Hint,
        },
        #[classify(after = hint)]
        Hinted,
        // Variants called like what the code is about.
        Some,
        None,
        Class,
        Self_,
    }
}

/// Fields called like locals.
#[derive(reattempt::Classify)]
enum Locals {
    #[classify(forward = error)]
    Raw {
        self_: u8,
        error: std::io::Error,
        class: u8,
    },
    #[classify(throttled, after = after)]
    After {
        after: u64,
        forward: u8,
        __field: u8,
    },
}

/// Constants and functions called like locals.
mod constants {
    #[allow(non_upper_case_globals)]
    const field: u8 = 1;
    #[allow(non_upper_case_globals)]
    static error: u8 = 1;

    #[derive(reattempt::Classify)]
    #[classify(forward)]
    pub(crate) struct Error(std::io::Error);
}

#[derive(reattempt::Classify)]
enum Never {}

#[derive(reattempt::Classify)]
#[classify(transient)]
enum StillNever {}

#[derive(reattempt::Classify)]
#[non_exhaustive]
enum Growing {
    #[classify(transient)]
    #[non_exhaustive]
    Reset { code: u8 },
}

#[derive(reattempt::Classify)]
#[classify(permanent)]
#[non_exhaustive]
struct Closed;

/// Nothing is said about what is deprecated.
#[derive(reattempt::Classify)]
#[classify(permanent)]
enum Old {
    #[deprecated]
    Outdated { code: u8 },
    #[deprecated]
    #[classify(forward)]
    Io(std::io::Error),
}

/// Under another name.
mod renamed {
    pub(crate) mod deep {
        pub(crate) use ::reattempt as retries;
    }

    #[derive(reattempt::Classify)]
    #[classify(crate = crate::hygiene::renamed::deep::retries, transient)]
    pub(crate) struct Relative;

    #[derive(reattempt::Classify)]
    #[classify(crate = ::reattempt)]
    pub(crate) enum Absolute {
        #[classify(throttled, after = 0)]
        Slow(u32),
    }
}

/// Made by another macro.
macro_rules! error {
    ($name:ident, $variant:ident($ty:ty), $field:ident: $class:ident) => {
        #[derive($crate::hygiene::exported::Classify)]
        #[classify(crate = $crate::hygiene::exported)]
        enum $name {
            #[classify(forward)]
            $variant($ty),
            #[classify($class, after = $field)]
            Other { $field: Option<u32>, error: u8 },
        }
    };
}

mod exported {
    pub(crate) use ::reattempt::*;
}

error!(Made, Io(std::io::Error), wait: throttled);

/// Methods of the same names on everything there is.
mod nosy {
    trait Nosy {
        fn classify(&self) -> ! {
            unreachable!()
        }

        fn retry_after(&self) -> ! {
            unreachable!()
        }

        fn kind(&self) -> ! {
            unreachable!()
        }

        fn after(&self) -> ! {
            unreachable!()
        }
    }

    impl<T: ?Sized> Nosy for T {}

    #[derive(reattempt::Classify)]
    #[classify(throttled)]
    pub(crate) enum Error {
        #[classify(after = 0)]
        Slow(Option<u8>),
        #[classify(forward)]
        Io(std::io::Error),
    }
}

/// Inside a function, with a type of the function's.
#[test]
fn types_inside_of_functions_can_derive_classify() {
    use reattempt::Classify;

    #[derive(reattempt::Classify)]
    #[classify(transient)]
    struct Inner;

    #[derive(reattempt::Classify)]
    #[classify(forward)]
    struct Outer(Inner);

    assert_eq!(Outer(Inner).classify(), reattempt::Class::Transient);
}

#[test]
fn shadowed_names_do_not_change_what_the_derive_answers() {
    use std::time::Duration;

    use reattempt::{Class, Classify};

    let wait = Some(3);
    let other = Made::Other { wait, error: 0 };
    assert_eq!(other.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(renamed::Relative.classify(), Class::Transient);
    let slow = renamed::Absolute::Slow(2);
    assert_eq!(slow.retry_after(), Some(Duration::from_secs(2)));
    let after = Locals::After {
        after: 1,
        forward: 2,
        __field: 3,
    };
    assert_eq!(after.retry_after(), Some(Duration::from_secs(1)));
    let slow = nosy::Error::Slow(Some(5));
    assert_eq!(slow.retry_after(), Some(Duration::from_secs(5)));
    let wait = Some(Duration::from_secs(4));
    assert_eq!(shadowed::Error::Slow { wait }.retry_after(), wait);
    assert_eq!(shadowed::Error::Hinted.classify(), Class::Throttled);
}
