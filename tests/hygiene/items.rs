//! Items around and inside the function by the names the expansion might use itself.

use crate::{Error, fails_once};
use reattempt::retry;
use std::cell::Cell;

/// What the body and the options name is what the user defined.
mod around {
    use super::*;

    const POLICY: u32 = 1;
    static SITE: u32 = 2;
    const NAME: u32 = 3;
    const MAX_ATTEMPTS: u32 = 2;

    struct RetryState;
    struct Policy;
    struct Attempt;
    struct Duration;
    struct Value;

    fn sleep() -> u32 {
        4
    }

    #[retry(max_attempts = MAX_ATTEMPTS, backoff = ["0s"], on = [Io])]
    fn call(calls: &Cell<u32>) -> Result<u32, Error> {
        assert_eq!((POLICY, SITE, NAME, sleep()), (1, 2, 3, 4));
        let _ = (RetryState, Policy, Attempt, Duration, Value);
        fails_once(calls)
    }

    #[test]
    fn items_around_the_function_are_the_users() {
        assert_eq!(call(&Cell::new(0)), Ok(2));
    }
}

mod inside {
    use super::*;

    #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
    fn call(calls: &Cell<u32>) -> Result<u32, Error> {
        const POLICY: u32 = 1;
        static SITE: u32 = 2;
        type Error = crate::Error;
        struct RetryState(u32);
        mod __private {
            pub(super) fn sleep() -> u32 {
                4
            }
        }
        let RetryState(state) = RetryState(POLICY + SITE);
        let mut rounds = 0;
        let call = 'retry: loop {
            'attempt: {
                if rounds == state {
                    break 'attempt;
                }
                rounds += 1;
                continue 'retry;
            }
            break __private::sleep();
        };
        assert_eq!(call, 4);
        fails_once(calls).map_err(|error: Error| error)
    }

    #[test]
    fn items_and_labels_inside_of_the_body_are_the_users() {
        assert_eq!(call(&Cell::new(0)), Ok(2));
    }
}

/// A pattern that names a constant or a static is no new binding.
mod lower_case {
    #![allow(non_upper_case_globals)]

    use super::*;

    macro_rules! globals {
        (const $($constant:ident)+; static $($name:ident)+;) => {
            $(const $constant: u32 = 1;)+
            $(static $name: u32 = 2;)+

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            fn fetch(calls: &Cell<u32>) -> Result<u32, Error> {
                assert_eq!([$($constant),+], [1; 9]);
                assert_eq!([$($name),+], [2; 9]);
                fails_once(calls)
            }

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            async fn fetch_async(calls: &Cell<u32>) -> Result<u32, Error> {
                assert_eq!([$($constant),+], [1; 9]);
                assert_eq!([$($name),+], [2; 9]);
                fails_once(calls)
            }
        };
    }

    globals! {
        const attempt error state value result outcome delay verdict timer;
        static policy call key retry event site failure wait hook;
    }

    #[tokio::test]
    async fn lower_case_globals_around_the_function_are_the_users() {
        assert_eq!(fetch(&Cell::new(0)), Ok(2));
        assert_eq!(fetch_async(&Cell::new(0)).await, Ok(2));
    }
}

/// Inside a pattern a name is the one around the function, whatever the error type is called.
mod patterns {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Outer {
        Inner(Error),
    }

    type R<T> = Result<T, Outer>;

    #[retry(max_attempts = 3, backoff = ["0s"], on = [Inner(Error::Io)])]
    fn call(calls: &Cell<u32>) -> R<u32> {
        fails_once(calls).map_err(Outer::Inner)
    }

    #[test]
    fn names_inside_a_pattern_of_on_are_the_users() {
        assert_eq!(call(&Cell::new(0)), Ok(2));
    }
}

/// Type parameters by the names the expansion might use itself.
mod generics {
    use super::*;

    #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
    fn call<T, E, F, R, S>(value: F, calls: &Cell<u32>) -> Result<T, E>
    where
        T: From<R>,
        E: From<S>,
        F: Fn(&Cell<u32>) -> Result<R, S>,
    {
        Ok(value(calls)?.into())
    }

    #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
    async fn call_async<Value, Error: From<super::Error>>(
        value: impl Fn() -> Value,
        calls: &Cell<u32>,
    ) -> Result<Value, Error> {
        fails_once(calls)?;
        Ok(value())
    }

    #[tokio::test]
    async fn generics_of_any_name_are_the_users() {
        let result: Result<u64, Error> = call(fails_once, &Cell::new(0));
        assert_eq!(result, Ok(2));
        let result: Result<char, Error> = call_async(|| 'a', &Cell::new(0)).await;
        assert_eq!(result, Ok('a'));
    }
}

/// A trait in scope that gives every type methods by common names.
mod methods {
    use super::*;

    macro_rules! nosy {
        ($($method:ident)+) => {
            #[allow(dead_code, reason = "which is the point")]
            #[allow(clippy::wrong_self_convention, reason = "so that every name takes the same")]
            trait Nosy {
                $(fn $method(&self) -> ! {
                    unreachable!("the expansion called a method of the user's")
                })+
            }

            impl<T: ?Sized> Nosy for T {}
        };
    }

    nosy! {
        after as_ref attempt block build call cause class classify clone delay elapsed event expect
        failed fetch_add get gave_up hint history into into_result is_retrying is_some is_success
        is_zero kind known map max_attempts name next notify poll record recovered retry
        retry_after site sleep source start text then to_string unless wait with
    }

    #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
    fn call(calls: &Cell<u32>) -> Result<u32, Error> {
        fails_once(calls)
    }

    #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], on_event = |_| {}, attempt = now)]
    async fn call_async(calls: &Cell<u32>) -> Result<u32, Error> {
        assert_eq!(now.number(), u32::from(!now.is_first()) + 1);
        fails_once(calls)
    }

    #[tokio::test]
    async fn methods_of_the_users_are_never_called_by_the_expansion() {
        assert_eq!(call(&Cell::new(0)), Ok(2));
        assert_eq!(call_async(&Cell::new(0)).await, Ok(2));
    }
}
