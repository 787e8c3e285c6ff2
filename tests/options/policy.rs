//! `policy`, the base that other options override, and `name`.

use crate::support::{Calls, Error, StillClock, ms, secs};
use reattempt::{Event, Jitter, Policy, Strategy, retry};
use std::cell::RefCell;
use std::time::Duration;

const PATIENT: Policy = Policy::builder()
    .max_attempts(4)
    .backoff(Strategy::Linear)
    .initial_delay(Duration::from_secs(2))
    .increment(Duration::from_secs(3))
    .jitter(Jitter::None)
    .build();

mod policies {
    use super::*;

    pub(crate) static HASTY: Policy = Policy::builder()
        .max_attempts(3)
        .initial_delay(Duration::from_millis(1))
        .jitter(Jitter::None)
        .build();

    pub(crate) const TIMED: Policy = Policy::builder()
        .max_attempts(100)
        .backoff(Strategy::Fixed)
        .jitter(Jitter::None)
        .max_elapsed(Duration::from_secs(5))
        .build();
}

#[retry(policy = PATIENT)]
fn as_it_is(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = policies::HASTY)]
fn of_a_static(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = policies::TIMED)]
fn with_max_elapsed(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = PATIENT, max_attempts = 3)]
fn fewer(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = PATIENT, initial_delay = "1s")]
fn earlier(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = PATIENT, max_delay = "6s")]
fn capped(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = PATIENT, backoff = "exponential", factor = 3)]
fn steeper(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(policy = PATIENT, backoff = ["7ms"])]
fn listed(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(max_attempts = 2, policy = Policy::new().to_builder().jitter(Jitter::None).build())]
fn of_an_expression(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

type Call = fn(&Calls) -> Result<(), Error>;

#[test]
fn options_override_their_part_of_the_policy() {
    struct Case {
        overridden: &'static str,
        call: Call,
        waits: Vec<Duration>,
    }
    let case = |overridden, call, waits: &[Duration]| Case {
        overridden,
        call,
        waits: waits.to_vec(),
    };

    for case in [
        case("nothing", as_it_is, &[2, 5, 8].map(secs)),
        case("nothing of a static", of_a_static, &[1, 2].map(ms)),
        case("nothing but the time", with_max_elapsed, &[secs(1); 5]),
        case("max_attempts", fewer, &[2, 5].map(secs)),
        case("initial_delay", earlier, &[1, 4, 7].map(secs)),
        case("max_delay", capped, &[2, 5, 6].map(secs)),
        case("backoff and factor", steeper, &[2, 6, 18].map(secs)),
        case("backoff by a list", listed, &[ms(7); 3]),
        case(
            "max_attempts of an expression",
            of_an_expression,
            &[secs(1)],
        ),
    ] {
        let (clock, calls) = (StillClock::new(), Calls::default());
        let result = clock.scope().run(|| (case.call)(&calls));
        assert!(result.is_err(), "{}", case.overridden);
        assert_eq!(clock.waits(), case.waits, "{}", case.overridden);
        let attempts = case.waits.len() + 1;
        assert_eq!(calls.made() as usize, attempts, "{}", case.overridden);
    }
}

struct Client {
    policy: Policy,
}

impl Client {
    #[retry(policy = self.policy, initial_delay = delay)]
    async fn call(&mut self, delay: Duration, calls: &Calls) -> Result<(), Error> {
        self.policy = PATIENT;
        calls.fail()
    }
}

#[tokio::test]
async fn a_policy_may_be_known_at_entry_only() {
    let (clock, calls) = (StillClock::new(), Calls::default());
    let mut client = Client {
        policy: policies::HASTY,
    };
    let result = clock.scope().wrap(client.call(ms(5), &calls)).await;
    assert_eq!(result, Err(Error::Io(3)));
    assert_eq!(clock.waits(), [ms(5), ms(10)]);
}

thread_local! {
    static NAMES: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn note_name<E>(event: &Event<'_, E>) {
    let name = match event {
        Event::Retrying(it) => it.name,
        Event::Recovered(it) => it.name,
        Event::GaveUp(it) => it.name,
        _ => unreachable!("there are three events"),
    };
    NAMES.with_borrow_mut(|names| names.push(name));
}

mod named {
    use super::*;

    #[retry(max_attempts = 2, backoff = ["0s"], name = "pages.fetch", on_event = note_name)]
    pub(crate) fn stated(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }

    #[retry(max_attempts = 2, backoff = ["0s"], on_event = note_name)]
    pub(crate) fn unstated(calls: &Calls) -> Result<u32, Error> {
        calls.fail()
    }

    pub(crate) struct Client;

    impl Client {
        #[retry(max_attempts = 2, backoff = ["0s"], on_event = note_name)]
        pub(crate) async fn r#match(&self, calls: &Calls) -> Result<u32, Error> {
            calls.fail()
        }
    }
}

#[tokio::test]
async fn the_name_of_a_function_has_its_module_unless_stated() {
    assert!(named::stated(&Calls::default()).is_ok());
    assert!(named::unstated(&Calls::default()).is_err());
    assert!(named::Client.r#match(&Calls::default()).await.is_err());
    let stated = "pages.fetch";
    let unstated = "options::policy::named::unstated";
    let raw = "options::policy::named::match";
    assert_eq!(NAMES.take(), [stated, stated, unstated, unstated, raw, raw]);
}
