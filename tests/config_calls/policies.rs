//! The policy that a function has by its own and the settings from outside.

use crate::support::lines::Lines;
use crate::support::{secs, timed};
use crate::{Turn, apply, load, reset};
use reattempt::test_util::VirtualClock;
use reattempt::{Attempt, Event, Policy, Scope, retry};
use std::cell::Cell;
use std::io;
use std::sync::Arc;

#[test]
fn attempts_events_and_waits_go_by_the_configured_policy() {
    #[retry(name = "seen", attempt = this, on_event = |event| if let Event::Retrying(event) = event {
        events.set(event.max_attempts);
    })]
    async fn seen(events: &Cell<Option<u32>>, max: &Cell<Option<u32>>) -> io::Result<()> {
        let this: &Attempt<'_> = this;
        max.set(this.max());
        if this.is_last() { Ok(()) } else { Err(reset()) }
    }

    let _turn = Turn::begin();
    apply("seen = { max_attempts = 5 }");
    let (events, max) = (Cell::new(None), Cell::new(None));
    let clock = Arc::new(VirtualClock::new());
    let scope = Scope::new().clock(clock.clone());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(scope.wrap(seen(&events, &max))).unwrap();
    assert_eq!((events.get(), max.get()), (Some(5), Some(5)));
    assert_eq!(clock.waits().len(), 4);
}

#[test]
fn a_policy_known_at_entry_cuts_what_is_configured_above_its_ceiling_and_warns() {
    #[retry(name = "at_entry", policy = policy)]
    fn at_entry(policy: Policy, calls: &Cell<u32>) -> io::Result<()> {
        calls.set(calls.get() + 1);
        Err(reset())
    }

    let _turn = Turn::begin();
    apply("at_entry = { max_attempts = 9 }");
    let policy = Policy::builder()
        .config_max_attempts(4)
        .initial_delay(secs(0))
        .build();
    let run = || {
        let calls = Cell::new(0);
        assert!(at_entry(policy, &calls).is_err());
        calls.get()
    };
    let lines = Lines::default();
    assert_eq!(lines.collect(run), 4);
    assert_eq!(
        lines.take()[0],
        "WARN reattempt: configuration out of range, using the nearest allowed value (logged \
         once for each function) name=\"at_entry\" error=max_attempts from outside must be at most \
         config_max_attempts, 4"
    );
    assert_eq!(lines.collect(run), 4);
    assert_eq!(lines.with("configuration"), [""; 0], "said once");
    // Below the ceiling there is nothing to cut, and the code may be above it.
    apply("at_entry = { min_delay = 0 }");
    assert_eq!(run(), 3);
}

#[test]
fn functions_of_one_name_are_configured_together() {
    #[retry(
        name = "twin",
        backoff = "fixed",
        jitter = "none",
        initial_delay = "2s"
    )]
    fn fixed() -> io::Result<()> {
        Err(reset())
    }
    mod other {
        #[reattempt::retry(name = "twin", jitter = "none", initial_delay = "2s")]
        pub(crate) fn exponential() -> std::io::Result<()> {
            Err(super::reset())
        }
    }

    let _turn = Turn::begin();
    apply("\"twi*\" = { max_attempts = 4, factor = 3 }");
    assert_eq!(timed(|| fixed().is_err()).1, [secs(2); 3]);
    let exponential = timed(|| other::exponential().is_err()).1;
    assert_eq!(exponential, [secs(2), secs(6), secs(18)]);
}

#[test]
fn a_list_of_delays_may_be_configured() {
    let _turn = Turn::begin();
    apply("load = { backoff = [1, \"2s\", 5], max_attempts = 5 }");
    let calls = Cell::new(0);
    let waits = timed(|| load(&calls).is_err()).1;
    assert_eq!(waits, [secs(1), secs(2), secs(5), secs(5)]);
}
