//! The reasons that calls gave up for.

use reattempt::{Breaker, Budget, StopReason};

use super::*;

static EMPTY: Budget = Budget::total(0);
static ONE_AT_ONCE: Budget = Budget::builder().max_concurrent(1).build();
static OPEN: Breaker = Breaker::new();

#[retry(name = "attempts", max_attempts = 2)]
fn attempts(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(name = "one attempt", max_attempts = 1)]
fn one_attempt(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(name = "elapsed", max_attempts = 9, backoff = ["4s"], max_elapsed = "6s", jitter = "none")]
fn elapsed(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(name = "permanent later")]
fn permanent(calls: &Calls) -> Result<(), Error> {
    match calls.count() {
        1 => Err(Error::Io(1)),
        call => Err(Error::NotFound(call)),
    }
}

#[retry(name = "hint")]
fn hint(calls: &Calls) -> Result<(), Error> {
    Err(Error::Throttled {
        call: calls.count(),
        wait: Some(secs(3600)),
    })
}

#[retry(name = "budget", budget = EMPTY)]
fn budget(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[retry(name = "concurrency", backoff = ["0s"], max_attempts = 2, budget = ONE_AT_ONCE)]
fn concurrency(calls: &Calls) -> Result<(), Error> {
    if calls.count() == 2 {
        // Made while the call around it is being retried.
        concurrency(&Calls::default()).unwrap_err();
    }
    Err(Error::Io(1))
}

#[retry(name = "circuit open", breaker = OPEN)]
fn circuit_open(calls: &Calls) -> io::Result<()> {
    calls.count();
    Err(io::ErrorKind::ConnectionReset.into())
}

#[test]
fn each_reason_to_give_up_is_counted_by_its_name() {
    struct Site {
        name: &'static str,
        /// How many calls needed a retry, none of which had an end in success.
        needed_retry: u64,
        retries: u64,
        reasons: &'static [(&'static str, u64)],
    }

    let calls = Calls::default;
    at_once(|| attempts(&calls())).unwrap_err();
    at_once(|| one_attempt(&calls())).unwrap_err();
    at_once(|| elapsed(&calls())).unwrap_err();
    at_once(|| permanent(&calls())).unwrap_err();
    at_once(|| hint(&calls())).unwrap_err();
    at_once(|| budget(&calls())).unwrap_err();
    at_once(|| concurrency(&calls())).unwrap_err();

    let once = |name, retries, reasons| Site {
        name,
        needed_retry: 1,
        retries,
        reasons,
    };
    for site in [
        once("attempts", 1, &[("attempts", 1)]),
        once("one attempt", 0, &[("attempts", 1)]),
        once("elapsed", 1, &[("elapsed", 1)]),
        once("permanent later", 1, &[("permanent", 1)]),
        once("hint", 0, &[("hint", 1)]),
        once("budget", 0, &[("budget", 1)]),
        Site {
            name: "concurrency",
            needed_retry: 2,
            retries: 1,
            reasons: &[("attempts", 1), ("concurrency", 1)],
        },
    ] {
        let (name, counts) = (site.name, counts(site.name));
        assert_eq!(reasons(&counts), site.reasons, "{name}");
        assert_eq!(counts.needed_retry(), site.needed_retry, "{name}");
        assert_eq!(counts.retries(), site.retries, "{name}");
        assert_eq!(counts.gave_up(), site.needed_retry, "{name}");
        assert_eq!(counts.success_rate(), Some(0.0), "{name}");
    }
    assert_eq!(
        counts("concurrency").gave_up_for(StopReason::Concurrency),
        1
    );
    assert_eq!(counts("concurrency").gave_up_for(StopReason::Budget), 0);
}

#[test]
fn a_call_that_an_open_circuit_refuses_at_once_counts_as_having_needed_a_retry() {
    for _ in 0..2 {
        at_once(|| circuit_open(&Calls::default())).unwrap_err();
    }
    let before = counts("circuit open");
    let calls = Calls::default();
    at_once(|| circuit_open(&calls)).unwrap_err();
    let after = counts("circuit open");

    assert_eq!(calls.made(), 0);
    assert_eq!(after.needed_retry(), before.needed_retry() + 1);
    let refused = |counts: &Counts| counts.gave_up_for(StopReason::CircuitOpen);
    assert_eq!(refused(&after), refused(&before) + 1);
    assert_eq!(after.retries(), before.retries());
}
