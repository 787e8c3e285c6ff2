//! Arguments by the names the expansion might use itself.

use crate::{Error, fails_once};
use reattempt::{Event, retry};
use std::cell::{Cell, RefCell};
use std::time::Duration;

macro_rules! arguments {
    ($($name:ident)+) => {
        $(mod $name {
            use super::*;

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            fn call(mut $name: u32, calls: &Cell<u32>) -> Result<u32, Error> {
                $name += 1;
                assert_eq!($name, 8);
                fails_once(calls)
            }

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [$name])]
            async fn call_async($name: String, calls: &Cell<u32>) -> Result<u32, Error> {
                assert_eq!($name.into_bytes(), b"own");
                fails_once(calls)
            }

            #[tokio::test]
            async fn an_argument_of_this_name_is_the_users() {
                assert_eq!(call(7, &Cell::new(0)), Ok(2));
                assert_eq!(call_async("own".to_owned(), &Cell::new(0)).await, Ok(2));
            }
        })+
    };
}

arguments! {
    attempt attempts body class clock config context counter deadline delay e elapsed err error
    event failed failure fut future hint hook key last limit max_attempts name now number outcome
    policy previous reason result results retries ret retry self_ site sleep sleeper start started
    state this timeout timer until v val value verdict wait
}

#[derive(Default)]
struct Seen {
    calls: Cell<u32>,
    events: RefCell<Vec<&'static str>>,
}

impl Seen {
    fn note<E>(&self, event: &Event<'_, E>) {
        self.events.borrow_mut().push(match event {
            Event::Retrying(_) => "retrying",
            Event::Recovered(_) => "recovered",
            _ => "gave up",
        });
    }
}

/// Every option that puts code of the user's into the loop names arguments, all at once.
#[retry(
    max_attempts = state,
    initial_delay = delay,
    max_delay = delay,
    jitter = "none",
    max_elapsed = policy,
    when = |error: &Error| result.note_error(error),
    retry_after = |_| Some(delay),
    on_event = |event| counter.note(event),
    attempt = attempt,
    clone = [self_],
)]
#[allow(clippy::too_many_arguments)]
fn all_at_once(
    state: u32,
    delay: Duration,
    policy: Duration,
    counter: &Seen,
    result: &Checks,
    self_: String,
    error: u32,
    retry: u32,
) -> Result<u32, Error> {
    assert_eq!(attempt.number(), counter.calls.get() + 1);
    assert_eq!(self_.into_bytes(), b"own");
    assert_eq!((error, retry), (1, 2));
    fails_once(&counter.calls)
}

#[derive(Default)]
struct Checks(Cell<u32>);

impl Checks {
    fn note_error(&self, error: &Error) -> bool {
        self.0.set(self.0.get() + 1);
        *error == Error::Io
    }
}

#[test]
fn every_option_sees_the_arguments_of_the_function() {
    let (seen, checks) = (Seen::default(), Checks::default());
    let hour = Duration::from_secs(3600);
    let result = all_at_once(
        3,
        Duration::ZERO,
        hour,
        &seen,
        &checks,
        "own".to_owned(),
        1,
        2,
    );
    assert_eq!(result, Ok(2));
    assert_eq!(checks.0.get(), 1);
    assert_eq!(*seen.events.borrow(), ["retrying", "recovered"]);
}
