//! `max_attempts`: in every way to write it.

use crate::support::{Calls, Error, StillClock};
use reattempt::retry;
use std::cell::Cell;

const LIMIT: u32 = 4;

mod settings {
    pub(crate) const MAX_CALLS: u32 = 5;

    pub(crate) struct Http;

    impl Http {
        pub(crate) const MAX_CALLS: u32 = 6;
    }
}

#[retry(backoff = ["0s"])]
fn unstated(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = 1)]
fn one(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = 20, backoff = ["0s"])]
fn literal(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = LIMIT, backoff = ["0s"])]
fn constant(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = settings::MAX_CALLS, backoff = ["0s"])]
fn constant_of_a_module(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = settings::Http::MAX_CALLS, backoff = ["0s"])]
fn constant_of_a_type(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = const { LIMIT + 3 }, backoff = ["0s"])]
fn const_block(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = N, backoff = ["0s"])]
fn const_generic<const N: u32>(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = const { N + 1 }, backoff = ["0s"])]
fn const_generic_block<const N: u32>(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = limit, backoff = ["0s"])]
fn argument(limit: u32, calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = limit.max(2) + 1, backoff = ["0s"])]
async fn expression(limit: u32, calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

type Call = fn(&Calls) -> Result<(), Error>;

#[test]
fn max_attempts_known_to_the_compiler_is_kept() {
    struct Case {
        written: &'static str,
        call: Call,
        attempts: u32,
    }
    let case = |written, call, attempts| Case {
        written,
        call,
        attempts,
    };

    for case in [
        case("not at all", unstated, 3),
        case("1", one, 1),
        case("20", literal, 20),
        case("LIMIT", constant, 4),
        case("settings::MAX_CALLS", constant_of_a_module, 5),
        case("settings::Http::MAX_CALLS", constant_of_a_type, 6),
        case("const { LIMIT + 3 }", const_block, 7),
        case("N", const_generic::<8>, 8),
        case("const { N + 1 }", const_generic_block::<8>, 9),
    ] {
        let calls = Calls::default();
        let result = (case.call)(&calls);
        assert_eq!(result, Err(Error::Io(case.attempts)), "{}", case.written);
        assert_eq!(calls.made(), case.attempts, "{}", case.written);
    }
}

#[tokio::test]
async fn max_attempts_known_at_entry_is_kept() {
    for limit in 1..5 {
        let calls = Calls::default();
        assert_eq!(argument(limit, &calls), Err(Error::Io(limit)));
        assert_eq!(calls.made(), limit, "max_attempts = {limit}");
    }
    let calls = Calls::default();
    assert_eq!(expression(0, &calls).await, Err(Error::Io(3)));
    assert_eq!(calls.made(), 3);
}

#[test]
fn max_attempts_of_zero_at_entry_is_one_attempt() {
    let calls = Calls::default();
    assert_eq!(argument(0, &calls), Err(Error::Io(1)));
    assert_eq!(calls.made(), 1);
}

struct Client {
    attempts: Cell<u32>,
    asked: Calls,
}

impl Client {
    const LIMIT: u32 = 2;

    fn attempts(&self) -> u32 {
        self.asked.count();
        self.attempts.get()
    }

    #[retry(max_attempts = self.attempts(), backoff = ["0s"])]
    fn own_limit(&self, calls: &Calls) -> Result<(), Error> {
        self.attempts.set(100);
        calls.fail()
    }

    #[retry(max_attempts = Self::LIMIT, backoff = ["0s"])]
    async fn own_constant(&mut self, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
}

#[tokio::test]
async fn an_expression_of_max_attempts_is_evaluated_once() {
    let calls = Calls::default();
    let mut client = Client {
        attempts: Cell::new(4),
        asked: Calls::default(),
    };
    assert_eq!(client.own_limit(&calls), Err(Error::Io(4)));
    assert_eq!(client.asked.made(), 1);
    assert_eq!(client.own_constant(&calls).await, Err(Error::Io(6)));
}

#[retry(max_attempts = unlimited)]
fn unlimited(calls: &Calls) -> Result<u32, Error> {
    calls.succeed_after(1000)
}

#[test]
fn unlimited_attempts_go_on_until_a_success() {
    let calls = Calls::default();
    let clock = StillClock::new();
    assert_eq!(clock.scope().run(|| unlimited(&calls)), Ok(1001));
    assert_eq!(clock.waits().len(), 1000);
}
