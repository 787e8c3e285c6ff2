//! Into functions of which types outcomes can be injected, and that all others compile as they do
//! without.

#![cfg(feature = "test-util")]
#![deny(warnings)]
#![deny(clippy::pedantic)]

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
macro_rules! takes_both {
    ($value:expr, $error:expr, $call:expr) => {{
        let script = Script::new([Err($error), Ok($value)]);
        assert!(scope(&script).run($call).is_ok());
        script.assert_finished();
    }};
}

/// `Err` of a script is taken, and `Ok` refused.
macro_rules! takes_errors {
    ($value:expr, $error:expr, $call:expr) => {{
        let script = Script::new([Err($error), Err($error), Ok($value)]);
        let scope = scope(&script);
        assert!(scope.run($call).is_err());
        let message = panic(|| scope.run($call).is_err());
        assert!(message.contains("only failures fit"), "{message}");
    }};
}

/// Nothing is taken.
macro_rules! takes_nothing {
    ($injection:expr, $call:expr) => {{
        let message = panic(|| scope(&$injection).run($call).is_err());
        assert!(message.contains("nothing can be injected"), "{message}");
    }};
}

mod whole {
    use super::*;

    #[test]
    fn spelled() {
        #[retry(on = [_])]
        fn call() -> Result<Vec<(i32, String)>, Error> {
            Ok(vec![])
        }
        takes_both!(vec![(1, String::new())], Error::Busy, call);
    }

    #[test]
    fn aliases() {
        {
            #[retry(on = [_])]
            fn call() -> Fixed {
                Ok(0)
            }
            takes_both!(1, Error::Busy, call);
        }
        {
            #[retry(on = [_])]
            fn call() -> Outcome<i32> {
                Ok(0)
            }
            takes_both!(1, Error::Busy, call);
        }
        {
            #[retry(on = [_])]
            fn call() -> Swapped<Error, i32> {
                Ok(0)
            }
            takes_both!(1, Error::Busy, call);
        }
        {
            #[retry]
            fn call() -> io::Result<String> {
                Ok(String::new())
            }
            takes_both!(
                String::new(),
                io::Error::from(io::ErrorKind::TimedOut),
                call
            );
        }
    }

    #[test]
    fn static_lifetimes() {
        #[retry(on = [_])]
        fn call(_: &str) -> Result<&'static str, Cow<'static, str>> {
            Ok("body")
        }
        takes_both!("script", Cow::Borrowed("busy"), || call("text"));
    }

    #[test]
    fn trait_objects() {
        #[retry(when = |_| true)]
        fn call(_: &str) -> Result<i32, Box<dyn std::error::Error + Send + Sync>> {
            Ok(0)
        }
        let error = || Box::<dyn std::error::Error + Send + Sync>::from("busy");
        takes_both!(1, error(), || call("text"));
    }

    #[test]
    fn errors_that_are_not_send() {
        #[retry(when = |_| true)]
        fn call() -> Result<i32, Box<dyn std::error::Error>> {
            Ok(0)
        }
        let faults = Faults::first(1, || Box::<dyn std::error::Error>::from("busy"));
        assert_eq!(scope(&faults).run(call).unwrap(), 0);
        assert_eq!((faults.injected(), faults.attempts()), (1, 2));
    }

    #[test]
    fn generic_functions_of_a_type_that_is_not() {
        #[retry(on = [_])]
        fn call<T: Debug, const N: usize>(_: &[T; N], _: impl Display) -> Result<[i32; N], Error> {
            Ok([0; N])
        }
        takes_both!([1, 2], Error::Busy, || call(&["a", "b"], "c"));
    }

    #[test]
    fn options() {
        #[retry]
        fn call() -> Option<i32> {
            Some(0)
        }
        let script = Script::new([None, Some(1)]);
        assert_eq!(scope(&script).run(call), Some(1));

        let faults = Faults::first(1, || ());
        assert_eq!(scope(&faults).run(call), Some(0));
        assert_eq!(faults.injected(), 1);
    }
}

mod errors_only {
    use super::*;

    #[test]
    fn references() {
        #[retry(on = [_])]
        fn call(text: &str) -> Result<&str, Error> {
            Ok(text)
        }
        takes_errors!("script", Error::Busy, || call("text"));
    }

    #[test]
    fn named_lifetimes_in_an_alias() {
        #[retry]
        fn call<'a, 'b>(one: &'a str, other: &'b str) -> io::Result<(Cow<'a, str>, &'b str)> {
            Ok((Cow::Borrowed(one), other))
        }
        let error = || io::Error::from(io::ErrorKind::TimedOut);
        takes_errors!((), error(), || call("a", "b"));
    }

    #[test]
    #[expect(
        elided_lifetimes_in_paths,
        mismatched_lifetime_syntaxes,
        reason = "that is it"
    )]
    fn hidden_lifetimes() {
        #[retry(on = [_])]
        fn call(text: &str) -> Result<Guard, Error> {
            Ok(Guard(Cell::new(text)))
        }
        assert!(scope(&busy()).run(|| call("text").map(|guard| guard.0.get()).is_err()));
    }

    #[test]
    fn impl_trait() {
        #[retry]
        fn call() -> io::Result<impl Iterator<Item = u32>> {
            Ok(0..2)
        }
        takes_errors!((), io::Error::from(io::ErrorKind::TimedOut), call);
    }

    #[test]
    fn this_type() {
        struct Client;

        impl Client {
            #[retry]
            fn call() -> io::Result<Self> {
                Ok(Self)
            }
        }
        takes_errors!((), io::Error::from(io::ErrorKind::TimedOut), Client::call);
    }

    #[test]
    fn type_parameters() {
        struct Client<T>(T);

        impl<T: Clone> Client<T> {
            #[retry(on = [_])]
            fn call(&self) -> Result<Vec<T>, Error> {
                Ok(vec![self.0.clone()])
            }
        }
        impl<T: Clone + Iterator + Unpin> Client<T> {
            #[retry]
            fn next(&self) -> io::Result<Option<T::Item>> {
                Ok(self.0.clone().next())
            }

            #[retry]
            fn unpin(&self) -> io::Result<T> {
                Ok(self.0.clone())
            }
        }
        let name = String::from("borrowed");
        takes_errors!(vec![""], Error::Busy, || Client(name.as_str()).call());
        let chars = Client(name.chars());
        for function in ["next", "unpin"] {
            let scope = Scope::new().at_most(1).inject(function, &timed_out());
            assert!(scope.run(|| match function {
                "next" => chars.next().is_err(),
                _ => chars.unpin().is_err(),
            }));
        }
    }

    #[test]
    fn generic_types_of_own_types() {
        #[derive(Debug)]
        struct Page<T>(Vec<T>);
        #[derive(Debug)]
        struct User;

        #[retry(on = [_])]
        fn call() -> Result<Page<User>, Error> {
            Ok(Page(vec![User]))
        }

        type Users = Page<User>;
        #[retry(on = [_])]
        fn named() -> Result<Users, Error> {
            unreachable!("the body does not run")
        }
        takes_errors!(Page(vec![User]), Error::Busy, call);
        let script = Script::new([Err(Error::Busy), Ok(Page(vec![User]))]);
        let scope = Scope::new().at_most(2).inject("named", &script);
        assert_eq!(scope.run(named).unwrap().0.len(), 1);
    }

    #[test]
    fn values_that_may_be_broken_by_a_panic() {
        #[retry(on = [_])]
        fn call() -> Result<Rc<Cell<u32>>, Error> {
            Ok(Rc::default())
        }
        let faults = busy();
        assert!(scope(&faults).run(call).is_err());
    }

    #[test]
    fn none_of_an_option() {
        #[retry]
        fn call(text: &str) -> Option<&str> {
            Some(text)
        }
        let script = Script::new([None, None, Some("script")]);
        let scope = scope(&script);
        assert_eq!(scope.run(|| call("text")), None);
        let message = panic(|| scope.run(|| call("text").is_none()));
        assert!(message.contains("only failures fit"), "{message}");
    }
}

mod nothing {
    use super::*;

    #[test]
    #[expect(
        elided_lifetimes_in_paths,
        mismatched_lifetime_syntaxes,
        reason = "that is it"
    )]
    fn errors_that_borrow() {
        {
            #[retry(on = [_])]
            fn call<'a, 'b>(one: &'a str, other: &'b str) -> Result<u32, Complaint<'a, 'b>> {
                Err(Complaint(Cell::new(one), Cell::new(other)))
            }
            fits_not(|| call("a", "b").map_err(|error| error.0.get().len()).is_err());
        }
        {
            #[retry(on = [_])]
            fn call<'a, 'b>(one: &'a str, other: &'b str) -> Hidden<'a, 'b> {
                Err(Complaint(Cell::new(one), Cell::new(other)))
            }
            fits_not(|| call("a", "b").map_err(|error| error.1.get().len()).is_err());
        }
        {
            #[retry(on = [_])]
            fn call(text: &str) -> Hidden {
                Err(Complaint(Cell::new(text), Cell::new(text)))
            }
            fits_not(|| call("a").is_err());
        }
        {
            #[retry(when = |_| true)]
            fn call(text: &str) -> Result<u32, Box<dyn Debug + '_>> {
                Err(Box::new(text))
            }
            fits_not(|| call("a").is_err());
        }
    }

    fn fits_not(call: impl Fn() -> bool) {
        let message = panic(|| scope(&busy()).run(&call));
        assert!(message.contains("do not fit"), "{message}");
        assert!(
            Scope::new().off().run(call),
            "it runs where nothing is injected"
        );
    }

    #[test]
    fn errors_that_are_type_parameters() {
        #[retry(on = [_])]
        fn call<E: Clone>(error: &E) -> Result<u32, E> {
            Err(error.clone())
        }
        struct Client<E>(E);
        impl<E: Clone> Client<E> {
            #[retry(on = [_])]
            fn call(&self) -> Result<u32, E> {
                Err(self.0.clone())
            }
        }
        let text = String::from("borrowed");
        takes_nothing!(busy(), || call(&text.as_str()));
        takes_nothing!(busy(), || Client(text.as_str()).call());
    }

    #[test]
    fn errors_that_are_not_send() {
        #[derive(Debug)]
        struct Shared(Rc<str>);

        #[retry(on = [_])]
        fn call() -> Result<u32, Shared> {
            Err(Shared("shared".into()))
        }
        takes_nothing!(Faults::first(1, || Shared("injected".into())), || {
            call().map_err(|error| error.0.len())
        });
    }

    #[test]
    fn associated_errors() {
        trait Fetch {
            type Error: Debug;

            fn call(&self) -> Result<u32, Self::Error>;
        }

        impl Fetch for &str {
            type Error = io::Error;

            #[retry]
            fn call(&self) -> Result<u32, Self::Error> {
                Ok(1)
            }
        }
        takes_nothing!(timed_out(), || "text".call());
    }
}

#[test]
fn another_type_is_named_beside_the_functions_own() {
    #[retry(on = [_])]
    fn call() -> Fixed {
        Ok(0)
    }
    let message = panic(|| scope(&timed_out()).run(call));
    assert_eq!(
        message,
        "errors of `std::io::error::Error` do not fit `test_kit_types::call`, which returns \
         `core::result::Result<i32, test_kit_types::Error>`"
    );

    let script = Script::new([Ok::<&str, Error>("1")]);
    let message = panic(|| scope(&script).run(call));
    assert_eq!(
        message,
        "a script of `core::result::Result<&str, test_kit_types::Error>` does not fit \
         `test_kit_types::call`, which returns `core::result::Result<i32, test_kit_types::Error>`"
    );
    let script = Script::new([Some(1)]);
    let message = panic(|| scope(&script).run(call));
    assert_eq!(
        message,
        "a script of `core::option::Option<i32>` does not fit `test_kit_types::call`, which returns \
         `core::result::Result<i32, test_kit_types::Error>`"
    );
}
