//! Calls that are under way, and calls that never end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::*;

#[test]
fn a_call_under_way_is_unfinished_until_it_ends() {
    #[retry(name = "under way", backoff = ["0s"])]
    async fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }

    let calls = Calls::default();
    let mut call = pin!(call(&calls));
    let mut context = Context::from_waker(Waker::noop());

    assert!(call.as_mut().poll(&mut context).is_pending());
    let during = counts("under way");
    assert_eq!((during.needed_retry(), during.unfinished()), (1, 1));
    assert_eq!((during.retries(), during.success_rate()), (1, None));

    assert_eq!(call.as_mut().poll(&mut context), Poll::Ready(Ok(2)));
    let after = counts("under way");
    assert_eq!((after.recovered(), after.unfinished()), (1, 0));
}

#[test]
fn a_call_under_way_that_is_switched_off_gives_up() {
    #[retry(name = "disabled", backoff = ["0s"])]
    async fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let calls = Calls::default();
    let mut call = pin!(call(&calls));
    let mut context = Context::from_waker(Waker::noop());

    assert!(call.as_mut().poll(&mut context).is_pending());
    let off = Scope::new().off();
    assert!(off.run(|| call.as_mut().poll(&mut context)).is_ready());
    assert_eq!(reasons(&counts("disabled")), [("disabled", 1)]);
}

#[test]
fn an_abandoned_call_stays_unfinished() {
    #[retry(name = "dropped", backoff = ["0s"])]
    async fn dropped(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(name = "panicked", backoff = ["0s"])]
    fn panicked(calls: &Calls) -> Result<(), Error> {
        match calls.count() {
            1 => Err(Error::Io(1)),
            _ => panic!("in the second attempt"),
        }
    }

    let calls = Calls::default();
    {
        let mut context = Context::from_waker(Waker::noop());
        assert!(pin!(dropped(&calls)).poll(&mut context).is_pending());
    }
    let calls = Calls::default();
    catch_unwind(AssertUnwindSafe(|| panicked(&calls))).unwrap_err();

    for name in ["dropped", "panicked"] {
        let counts = counts(name);
        assert_eq!(
            (counts.needed_retry(), counts.unfinished()),
            (1, 1),
            "{name}"
        );
        assert_eq!((counts.recovered(), counts.gave_up()), (0, 0), "{name}");
    }
}
