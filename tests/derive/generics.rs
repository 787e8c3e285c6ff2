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
fn the_derive_binds_only_forwarded_parameters() {
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
fn the_derive_keeps_lifetimes_constants_and_where_clauses() {
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
fn the_derive_sees_through_boxes_and_references_of_parameters() {
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
fn the_derive_binds_forwarded_associated_types() {
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
fn a_type_that_contains_itself_can_derive_classify() {
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
fn a_type_with_a_default_for_its_parameter_can_derive_classify() {
    let error: Default = Default(refused());
    assert_eq!(error.classify(), Class::Unsent);
}
