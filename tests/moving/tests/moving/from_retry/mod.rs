mod after;
mod before;

use std::sync::Arc;
use std::time::Duration;

use reattempt::Scope;
use reattempt::test_util::VirtualClock;

use crate::page;
use crate::server::{ApiError, Server, busy};

/// The crate `retry` blocks the thread, for which there is no virtual time. It tells how long it waited if the call
/// fails; of the delays before a success the number of calls is left to compare.
#[test]
fn same_calls_and_delays() {
    let cases = [
        (busy(0, Ok("page")), 1),
        (busy(2, Ok("page")), 3),
        (busy(3, Err(ApiError::NotFound)), 4),
        (busy(9, Ok("page")), 5),
    ];
    for (script, calls) in cases {
        let (old, new) = (Server::new(&script), Server::new(&script));
        let old_answer = before::load(&old);
        let clock = Arc::new(VirtualClock::new());
        let new_answer = Scope::new().clock(clock.clone()).run(|| after::load(&new));

        assert_eq!((old.calls().len(), new.calls().len()), (calls, calls));
        match (old_answer, new_answer) {
            (Ok(old), Ok(new)) => assert_eq!(old, new),
            (Err(old), Err(new)) => {
                assert_eq!(old.total_delay, clock.waits().iter().sum::<Duration>());
                assert_eq!(old.tries, u64::from(new.attempts()));
                assert_eq!(Ok(old.error), new.into_error());
            }
            (old, new) => panic!("{old:?} and {new:?}"),
        }
    }
}

#[test]
fn same_delays_as_the_iterators() {
    let millis =
        |waits: Vec<Duration>| -> Vec<u128> { waits.iter().map(Duration::as_millis).collect() };
    let theirs = retry::delay::Exponential::from_millis(1).take(4).collect();
    let clock = Arc::new(VirtualClock::new());
    let server = Server::new(&busy(9, Ok("page")));
    let answer = Scope::new()
        .clock(clock.clone())
        .run(|| after::load(&server));
    assert!(answer.is_err());
    assert_eq!(millis(clock.waits()), millis(theirs));
}

#[test]
fn the_page_shows_these_programs() {
    page::shows(
        "from-retry.md",
        &[include_str!("before.rs"), include_str!("after.rs")],
    );
}
