//! `on`, `except`, `also`, `when`: which errors are retried; the others are the function's answer at once.

use crate::support::Calls;
use reattempt::{Policy, Retry, retry};
use std::cell::Cell;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq)]
enum Error {
    Io,
    Timeout(Duration),
    Http { status: u16, body: String },
    NotFound,
}

use Error::{Http, Io, NotFound, Timeout};

fn http(status: u16) -> Error {
    Http {
        status,
        body: "sorry".to_owned(),
    }
}

/// Defines a function that is retried by these options, always without a delay, and checks which
/// errors make it call its body again.
macro_rules! selection {
    ($name:ident, [$($options:tt)*], retried: [$($retried:expr),*], not: [$($not:expr),*]) => {
        #[tokio::test]
        async fn $name() {
            #[retry(max_attempts = 3, backoff = ["0s"], $($options)*)]
            fn call(error: &Error, calls: &Calls) -> Result<(), Error> {
                calls.count();
                Err(error.clone())
            }

            #[retry(max_attempts = 3, backoff = ["0s"], $($options)*)]
            async fn call_async(error: &Error, calls: &Calls) -> Result<(), Error> {
                calls.count();
                Err(error.clone())
            }

            let retried: Vec<Error> = vec![$($retried),*];
            let not: Vec<Error> = vec![$($not),*];
            let retried = retried.iter().map(|error| (error, 3));
            let not = not.iter().map(|error| (error, 1));
            for (error, attempts) in retried.chain(not) {
                let calls = Calls::default();
                assert_eq!(call(error, &calls).as_ref(), Err(error));
                assert_eq!(calls.made(), attempts, "{error:?}");

                let calls = Calls::default();
                assert_eq!(call_async(error, &calls).await.as_ref(), Err(error));
                assert_eq!(calls.made(), attempts, "{error:?}");
            }
        }
    };
}

const SECOND: Duration = Duration::from_secs(1);

selection!(
    on_names_variants_of_every_form,
    [on = [Io, Timeout, Http]],
    retried: [Io, Timeout(SECOND), http(503)],
    not: [NotFound]
);

selection!(
    on_takes_patterns,
    [on = [Http { status: 429 | 500..=599, .. }, Timeout(_)]],
    retried: [http(429), http(500), http(599), Timeout(SECOND)],
    not: [http(404), Io, NotFound]
);

selection!(
    on_takes_full_paths,
    [
        on = [
            Error::Io,
            self::Error::Timeout(_),
            Error::Http { status: 503, .. },
            crate::selection::Error::NotFound,
        ]
    ],
    retried: [Io, Timeout(SECOND), http(503), NotFound],
    not: [http(500)]
);

selection!(
    on_takes_a_wildcard,
    [on = [_]],
    retried: [Io, Timeout(SECOND), http(404), NotFound],
    not: []
);

selection!(
    except_takes_from_on,
    [on = [Http, Io], except = [Http { status: 400..=499, .. }]],
    retried: [http(503), Io],
    not: [http(404), Timeout(SECOND), NotFound]
);

selection!(
    except_takes_from_a_wildcard,
    [on = [_], except = [NotFound]],
    retried: [Io, Timeout(SECOND), http(404)],
    not: [NotFound]
);

selection!(
    a_closure_of_when_decides_alone,
    [when = |error| matches!(error, Http { status, .. } if *status >= 500)],
    retried: [http(503)],
    not: [http(404), Io]
);

fn is_short(error: &Error) -> bool {
    matches!(error, Timeout(wait) if *wait < SECOND)
}

selection!(
    a_path_of_when_decides_alone,
    [when = is_short],
    retried: [Timeout(SECOND / 2)],
    not: [Timeout(SECOND), Io]
);

selection!(
    on_and_when_have_both_to_hold,
    [on = [Http, Io], when = |error| matches!(error, Http { status: 500.., .. } | NotFound)],
    retried: [http(503)],
    not: [http(404), Io, NotFound]
);

selection!(
    except_takes_from_when,
    [when = |_| true, except = [Http { status: 400..=499, .. }, NotFound]],
    retried: [http(503), Io],
    not: [http(404), NotFound]
);

#[retry(max_attempts = 5, backoff = ["0s"], on = [Timeout, Io])]
fn permanent_later(calls: &Calls) -> Result<(), Error> {
    match calls.count() {
        1 => Err(Io),
        2 => Err(Timeout(SECOND)),
        _ => Err(NotFound),
    }
}

#[test]
fn an_error_that_on_does_not_name_ends_the_call_and_is_returned() {
    let calls = Calls::default();
    assert_eq!(permanent_later(&calls), Err(NotFound));
    assert_eq!(calls.made(), 3);
}

#[retry(max_attempts = 3, backoff = ["0s"], on = [Timeout])]
fn each_error_differs(calls: &Calls) -> Result<(), Error> {
    Err(Timeout(Duration::from_secs(calls.count().into())))
}

#[test]
fn the_last_error_comes_back_as_it_is() {
    let calls = Calls::default();
    assert_eq!(each_error_differs(&calls), Err(Timeout(3 * SECOND)));
}

struct Client {
    patience: Cell<u32>,
}

impl Client {
    #[retry(max_attempts = 9, backoff = ["0s"], when = |_| self.has_patience())]
    fn call(&self, calls: &Calls) -> Result<(), Error> {
        calls.count();
        Err(Io)
    }

    fn has_patience(&self) -> bool {
        let left = self.patience.get();
        self.patience.set(left.saturating_sub(1));
        left > 0
    }
}

#[test]
fn when_may_ask_self() {
    let calls = Calls::default();
    let client = Client {
        patience: Cell::new(4),
    };
    assert_eq!(client.call(&calls), Err(Io));
    assert_eq!(calls.made(), 5);
}

#[test]
fn on_needs_no_trait_of_a_generic_error() {
    struct Opaque;

    #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
    fn call<E>(error: impl Fn() -> E) -> Result<(), E> {
        Err(error())
    }

    let calls = Calls::default();
    let error = || {
        calls.count();
        Opaque
    };
    assert!(call(error).is_err());
    assert_eq!(calls.made(), 3);
}

#[test]
fn when_takes_a_number_as_an_error() {
    #[retry(max_attempts = 3, backoff = ["0s"], when = |error| *error == 7)]
    fn call(calls: &Calls) -> Result<(), i32> {
        calls.count();
        Err(7)
    }

    let calls = Calls::default();
    assert_eq!(call(&calls), Err(7));
    assert_eq!(calls.made(), 3);
}

#[test]
fn on_takes_a_result_as_an_error() {
    #[retry(max_attempts = 3, backoff = ["0s"], on = [Err(_)])]
    fn call(calls: &Calls) -> Result<(), Result<u8, u8>> {
        calls.count();
        Err(Err(7))
    }

    let calls = Calls::default();
    assert_eq!(call(&calls), Err(Err(7)));
    assert_eq!(calls.made(), 3);
}

/// An error behind a `dyn Error` that borrows: it cannot be looked into, so it is not asked for a class.
#[tokio::test]
async fn an_error_that_borrows_is_selected_by_on_and_when() {
    use std::error::Error;

    #[derive(Debug, thiserror::Error)]
    #[error("{0} is busy")]
    struct Busy<'a>(&'a str);

    #[retry(backoff = ["0s"], when = |error| calls.made() < 2 && error.source().is_none())]
    fn boxed<'a>(name: &'a str, calls: &Calls) -> Result<(), Box<dyn Error + Send + 'a>> {
        calls.count();
        Err(Box::new(Busy(name)))
    }

    #[retry(backoff = ["0s"], on = [_])]
    async fn boxed_async<'a>(name: &'a str, calls: &Calls) -> Result<(), Box<dyn Error + 'a>> {
        calls.count();
        Err(Box::new(Busy(name)))
    }

    #[retry(backoff = ["0s"], on = [_])]
    fn lent<'a>(error: &'a Busy<'a>, calls: &Calls) -> Result<(), &'a dyn Error> {
        calls.count();
        Err(error)
    }

    let name = "disk".to_owned();
    let calls = [(); 3].map(|()| Calls::default());
    assert_eq!(
        boxed(&name, &calls[0]).unwrap_err().to_string(),
        "disk is busy"
    );
    assert!(boxed_async(&name, &calls[1]).await.is_err());
    assert!(lent(&Busy(&name), &calls[2]).is_err());
    assert_eq!(calls.map(|calls| calls.made()), [2, 3, 3]);
}

#[test]
fn also_adds_to_what_the_class_says() {
    use crate::support::Error::{self, Io, NotFound};

    #[retry(max_attempts = 3, backoff = ["0s"], also = [Error::NotFound(1)])]
    fn call(calls: &Calls, errors: &[Error]) -> Result<(), Error> {
        Err(errors[calls.count() as usize - 1].clone())
    }

    let errors = [NotFound(1), Io(2), NotFound(3)];
    assert_eq!(call(&Calls::default(), &errors), Err(NotFound(3)));
    let calls = Calls::default();
    assert_eq!(call(&calls, &[NotFound(2)]), Err(NotFound(2)));
    assert_eq!(calls.made(), 1);

    let at_once = Policy::builder().initial_delay(Duration::ZERO).build();
    let retry = Retry::new(at_once).also(|error: &Error| *error == NotFound(1));
    let calls = Calls::default();
    let result: Result<(), Error> = retry.call(|| Err(errors[calls.count() as usize - 1].clone()));
    assert_eq!(result, Err(NotFound(3)));
}
