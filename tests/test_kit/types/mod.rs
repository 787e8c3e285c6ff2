//! Into functions of which types outcomes can be injected, and that all others compile as they do
//! without.

#![deny(warnings)]
#![deny(clippy::pedantic)]

mod errors_only;
mod nothing;
mod whole;

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::{Debug, Display};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use reattempt::test_util::{Faults, Injection, Script};
use reattempt::{Scope, retry};

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
enum Error {
    #[error("busy")]
    Busy,
}

/// Invariant in its lifetime.
struct Guard<'a>(Cell<&'a str>);

#[derive(Debug)]
struct Complaint<'a, 'b>(Cell<&'a str>, Cell<&'b str>);

type Outcome<T, E = Error> = Result<T, E>;
type Fixed = Result<i32, Error>;
type Swapped<E, T> = Result<T, E>;
type Hidden<'a, 'b> = Result<Guard<'a>, Complaint<'a, 'b>>;

/// The scope in which `call`, the only function called, has `injection`.
fn scope(injection: &impl Injection) -> Scope {
    Scope::new().at_most(2).inject("call", injection)
}

fn busy() -> Faults<Error> {
    Faults::first(9, || Error::Busy)
}

fn timed_out() -> Faults<io::Error> {
    Faults::first(9, || io::ErrorKind::TimedOut.into())
}

/// The text of the panic that `run` ends in.
fn panic<T>(run: impl FnOnce() -> T) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(run)) else {
        panic!("nothing panicked");
    };
    *payload
        .downcast::<String>()
        .expect("a message with arguments")
}

/// `Ok` and `Err` of a script are taken.
#[track_caller]
fn takes_both<T, E>(value: T, error: E, call: impl FnOnce() -> Result<T, E>)
where
    T: Send + 'static,
    E: Send + 'static,
{
    let script = Script::new([Err(error), Ok(value)]);
    assert!(scope(&script).run(call).is_ok());
    script.assert_finished();
}

/// `Err` of a script is taken, and `Ok` refused.
#[track_caller]
fn takes_errors<V, T, E>(value: V, error: impl Fn() -> E, call: impl Fn() -> Result<T, E>)
where
    V: Send + 'static,
    E: Send + 'static,
{
    let script = Script::new([Err(error()), Err(error()), Ok(value)]);
    let scope = scope(&script);
    assert!(scope.run(&call).is_err());
    let message = panic(|| scope.run(&call).is_err());
    assert!(message.contains("only failures fit"), "{message}");
}

/// Nothing is taken.
#[track_caller]
fn takes_nothing<T, E>(injection: &impl Injection, call: impl FnOnce() -> Result<T, E>) {
    let message = panic(|| scope(injection).run(call).is_err());
    assert!(message.contains("nothing can be injected"), "{message}");
}

#[test]
fn an_injection_of_another_type_is_named_beside_the_functions_own() {
    #[retry(on = [_])]
    fn call() -> Fixed {
        Ok(0)
    }
    let message = panic(|| scope(&timed_out()).run(call));
    assert_eq!(
        message,
        "errors of `std::io::error::Error` do not fit `test_kit::types::call`, which returns \
         `core::result::Result<i32, test_kit::types::Error>`"
    );

    let script = Script::new([Ok::<&str, Error>("1")]);
    let message = panic(|| scope(&script).run(call));
    assert_eq!(
        message,
        "a script of `core::result::Result<&str, test_kit::types::Error>` does not fit \
         `test_kit::types::call`, which returns `core::result::Result<i32, test_kit::types::Error>`"
    );
    let script = Script::new([Some(1)]);
    let message = panic(|| scope(&script).run(call));
    assert_eq!(
        message,
        "a script of `core::option::Option<i32>` does not fit `test_kit::types::call`, which returns \
         `core::result::Result<i32, test_kit::types::Error>`"
    );
}
