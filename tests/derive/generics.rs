//! `#[derive(Classify)]` on types with parameters: which bounds it adds, and which it does not.

use std::fmt;
use std::io;
use std::time::Duration;

use crate::refused;
use reattempt::{Class, Classify};

/// Implements nothing at all.
struct Opaque;

#[derive(Classify)]
enum Either<A, B> {
    #[classify(forward)]
    Asked(A),
    #[classify(permanent)]
    #[allow(dead_code)]
    Told(B),
}

#[test]
fn only_forwarded_parameters_are_bound() {
    let error: Either<io::Error, Opaque> = Either::Asked(refused());
    assert_eq!(error.classify(), Class::Unsent);
    let error: Either<io::Error, Opaque> = Either::Told(Opaque);
    assert_eq!(error.classify(), Class::Permanent);
}

#[derive(Classify)]
#[classify(throttled, after = wait)]
#[allow(dead_code)]
struct Slow<'a, T: ?Sized, const N: usize>
where
    T: fmt::Debug,
{
    wait: Duration,
    names: [&'a str; N],
    what: Box<T>,
}

#[test]
fn lifetimes_constants_and_where_clauses_are_kept() {
    let slow: Slow<'_, [u8], 1> = Slow {
        wait: Duration::from_secs(1),
        names: ["a"],
        what: Box::new([1]),
    };
    assert_eq!(slow.classify(), Class::Throttled);
    assert_eq!(slow.retry_after(), Some(Duration::from_secs(1)));
}

#[derive(Classify)]
#[classify(forward)]
enum Wrapped<'a, T> {
    Boxed(Box<T>),
    Borrowed(&'a T),
    Twice(&'a &'a T),
}

#[test]
fn the_bound_is_on_the_type_of_the_field() {
    let error = refused();
    assert_eq!(
        Wrapped::Boxed(Box::new(refused())).classify(),
        Class::Unsent
    );
    assert_eq!(Wrapped::Borrowed(&error).classify(), Class::Unsent);
    assert_eq!(Wrapped::Twice(&&error).classify(), Class::Unsent);
}

trait Client {
    type Error;
}

struct Http;

impl Client for Http {
    type Error = io::Error;
}

#[derive(Classify)]
enum CallError<C: Client> {
    #[classify(forward)]
    Client(C::Error),
    #[classify(permanent)]
    Refused,
}

#[test]
fn associated_types_are_bound() {
    let error: CallError<Http> = CallError::Client(refused());
    assert_eq!(error.classify(), Class::Unsent);
    let error: CallError<Http> = CallError::Refused;
    assert_eq!(error.classify(), Class::Permanent);
}

#[derive(Classify)]
#[classify(forward)]
enum Nested<T> {
    Inner(T),
    Outer(Box<Nested<T>>),
    Itself { source: Box<Self> },
}

#[test]
fn a_type_may_contain_itself() {
    let inner = Nested::Outer(Box::new(Nested::Inner(refused())));
    let source = Box::new(inner);
    let error = Nested::Itself { source };
    assert_eq!(error.classify(), Class::Unsent);
    assert_eq!(error.kind(), "Itself");
}

#[derive(Classify)]
enum Never<T> {
    #[classify(permanent)]
    #[allow(dead_code)]
    Phantom(std::marker::PhantomData<T>, std::convert::Infallible),
}

#[test]
fn a_variant_that_cannot_be_made_is_no_obstacle() {
    fn classified<E: Classify>() {}
    classified::<Never<Opaque>>();
}

#[derive(Classify)]
#[classify(forward)]
struct Default<T = io::Error>(T);

#[test]
fn parameters_may_have_defaults() {
    let error: Default = Default(refused());
    assert_eq!(error.classify(), Class::Unsent);
}
