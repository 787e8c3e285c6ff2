//! Modules where the names of the prelude and of well-known crates mean something else.

/// Without any prelude.
mod without {
    #![no_implicit_prelude]

    use crate::{Error, fails_once};
    use ::core::cell::Cell;
    use ::core::result::Result;
    use ::reattempt::retry;

    #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [bytes])]
    pub(super) fn call(bytes: ::std::vec::Vec<u8>, calls: &Cell<u32>) -> Result<u32, Error> {
        ::core::mem::drop(bytes);
        fails_once(calls)
    }

    #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], on_event = |_| {}, attempt = attempt)]
    pub(super) async fn call_async(calls: &Cell<u32>) -> Result<u32, Error> {
        ::core::assert!(attempt.number() < 3);
        fails_once(calls)
    }
}

/// With all of it shadowed.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, unused_macros)]

    use crate::{Error, fails_once};

    pub(super) type Calls = ::core::cell::Cell<::core::primitive::u32>;
    pub(super) type Answer = ::core::result::Result<::core::primitive::u32, Error>;

    struct Ok;
    struct Err;
    struct Some;
    struct None;
    struct Result;
    struct Option;
    struct Box;
    struct String;
    struct Vec;
    struct bool;
    struct str;
    struct u32;
    struct u64;
    struct usize;

    trait AsyncFn {}
    trait Clone {}
    trait Copy {}
    trait Default {}
    trait Drop {}
    trait Fn {}
    trait FnMut {}
    trait FnOnce {}
    trait From {}
    trait Future {}
    trait Into {}
    trait Send {}

    fn drop() {}

    mod alloc {}
    mod core {}
    mod reattempt {}
    mod reattempt_runtime {}
    mod std {}
    mod tokio {}
    mod tracing {}

    macro_rules! shadow {
        ($($name:ident)+) => {
            $(macro_rules! $name {
                ($d:tt) => { compile_error!("a macro of the user's was called") };
            })+
        };
    }

    shadow! {
        assert assert_eq column compile_error concat debug_assert file format format_args line
        matches module_path panic stringify todo unreachable vec write
    }

    #[::reattempt::retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
    pub(super) fn call(calls: &Calls) -> Answer {
        fails_once(calls)
    }

    #[::reattempt::retry(max_attempts = 3, backoff = ["0s"], on = [Io], on_event = |_| {})]
    pub(super) async fn call_async(calls: &Calls) -> Answer {
        fails_once(calls)
    }

    #[::reattempt::retry(max_attempts = 3, backoff = ["0s"])]
    pub(super) fn option(calls: &Calls) -> ::core::option::Option<::core::primitive::u32> {
        fails_once(calls).ok()
    }
}

use std::cell::Cell;

#[tokio::test]
async fn the_prelude_may_be_missing() {
    assert_eq!(without::call(Vec::new(), &Cell::new(0)), Ok(2));
    assert_eq!(without::call_async(&Cell::new(0)).await, Ok(2));
}

#[tokio::test]
async fn every_name_of_the_prelude_may_be_shadowed() {
    assert_eq!(shadowed::call(&Cell::new(0)), Ok(2));
    assert_eq!(shadowed::call_async(&Cell::new(0)).await, Ok(2));
    assert_eq!(shadowed::option(&Cell::new(0)), Some(2));
}
