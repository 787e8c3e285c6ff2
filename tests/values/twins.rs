//! A closure does what an attribute with the same options does: the same steps, the same delays, the same
//! lines of the log, the same result.

use crate::support::lines::Lines;
use crate::support::{Calls, Error, StillClock, ms, secs};
use reattempt::test_util::{Recorder, Steps};
use reattempt::{Budget, Interrupted, Nested, Policy, Retry, RetryError, Strategy, retry};
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[derive(Debug, PartialEq)]
struct Seen {
    result: String,
    calls: u32,
    steps: Vec<String>,
    waits: Vec<Duration>,
    lines: Vec<String>,
}

fn seen<T: Debug>(call: impl Fn(&Calls) -> T) -> Seen {
    static RUNS: AtomicU64 = AtomicU64::new(1);

    let (calls, clock, recorder) = (Calls::default(), StillClock::new(), Recorder::new());
    let scope = recorder
        .scope()
        .clock(clock.clone() as std::sync::Arc<dyn reattempt::Clock>)
        .seed(7);
    // Each run in an hour of its own, as the log's limits go by the clock of the scope.
    clock.pass(secs(3600 * RUNS.fetch_add(1, Ordering::Relaxed)));
    let lines = Lines::default();
    let result = lines.collect(|| scope.run(|| call(&calls)));
    let steps: Steps = recorder.steps();
    Seen {
        result: format!("{result:?}"),
        calls: calls.made(),
        steps: steps.iter().map(|step| format!("{step:?}")).collect(),
        waits: clock.waits().split_off(1),
        lines: lines.take(),
    }
}

/// The outcome of the attempt `call` by a script, and success when it is over.
fn scripted(calls: &Calls, script: &[fn(u32) -> Error]) -> Result<u32, Error> {
    let call = calls.count();
    match script.get(call as usize - 1) {
        Some(error) => Err(error(call)),
        None => Ok(call),
    }
}

const IO: fn(u32) -> Error = Error::Io;
const UNSENT: fn(u32) -> Error = Error::Unsent;
const NOT_FOUND: fn(u32) -> Error = Error::NotFound;
const THROTTLED: fn(u32) -> Error = |call| Error::Throttled {
    call,
    wait: Some(secs(2)),
};
const SLOW_DOWN: fn(u32) -> Error = |call| Error::Throttled { call, wait: None };

/// Which error each attempt ends with, by its number.
type Script = &'static [fn(u32) -> Error];

const SCRIPTS: [(&str, Script); 8] = [
    ("success", &[]),
    ("one failure", &[IO]),
    ("permanent at once", &[NOT_FOUND]),
    ("permanent later", &[UNSENT, NOT_FOUND]),
    ("a hint", &[THROTTLED, IO]),
    ("throttled", &[SLOW_DOWN, SLOW_DOWN]),
    ("given up", &[IO, IO, IO, IO, IO, IO]),
    ("every class", &[UNSENT, IO, THROTTLED, SLOW_DOWN]),
];

macro_rules! twins {
    ($($test:ident: #[retry($($option:tt)*)] -> $returns:ty = $value:expr;)*) => { $(
        #[test]
        fn $test() {
            for (name, script) in SCRIPTS {
                #[retry(name = "twin", $($option)*)]
                fn attribute(calls: &Calls, script: &[fn(u32) -> Error]) -> $returns {
                    scripted(calls, script)
                }

                let by_attribute = seen(|calls| attribute(calls, script));
                let retry = $value.name("twin");
                let by_value = seen(|calls| -> $returns { retry.call(|| scripted(calls, script)) });
                assert_eq!(by_value, by_attribute, "{name}");
            }
        }
    )* };
}

const FIVE: Policy = Policy::builder().max_attempts(5).build();

twins! {
    the_default_policy:
        #[retry()] -> Result<u32, Error> = Retry::new(Policy::new());
    a_policy_with_every_part:
        #[retry(max_attempts = 5, backoff = "linear", initial_delay = "200ms", increment = "1s", max_delay = "3s",
            jitter = "full", max_elapsed = "5s")]
        -> Result<u32, Error>
        = Retry::new(
            Policy::builder()
                .max_attempts(5)
                .backoff(Strategy::Linear)
                .initial_delay(ms(200))
                .increment(secs(1))
                .max_delay(secs(3))
                .jitter(reattempt::Jitter::Full)
                .max_elapsed(secs(5))
                .build(),
        );
    a_predicate:
        #[retry(policy = FIVE, when = |error| matches!(error, Error::Io(1..=2) | Error::NotFound(_)))]
        -> Result<u32, Error>
        = Retry::new(FIVE).when(|error: &Error| matches!(error, Error::Io(1..=2) | Error::NotFound(_)));
    a_hint:
        #[retry(policy = FIVE, retry_after = |_| Some(Duration::from_secs(4)))] -> Result<u32, Error>
        = Retry::new(FIVE).retry_after(|_: &Error| Some(Duration::from_secs(4)));
    not_idempotent:
        #[retry(policy = FIVE, idempotent = false)] -> Result<u32, Error> = Retry::new(FIVE).idempotent(false);
    a_report:
        #[retry(policy = FIVE)] -> Result<u32, RetryError<Error>> = Retry::new(FIVE).with_retry_error();
    a_wanted_value:
        #[retry(policy = FIVE, until = |value| *value == 4)] -> Result<u32, RetryError<Error>>
        = Retry::new(FIVE).until(|value: &u32| *value == 4).with_retry_error();
    suppressed_inside:
        #[retry(policy = FIVE, nested = "suppress")] -> Result<u32, Error>
        = Retry::new(FIVE).nested(Nested::Suppress);
    a_budget:
        #[retry(policy = FIVE, budget)] -> Result<u32, Error>
        = Retry::new(FIVE).budget(std::sync::Arc::new(Budget::new()));
    a_span:
        #[retry(policy = FIVE, span)] -> Result<u32, Error> = Retry::new(FIVE).span();
}

#[test]
fn the_last_value_that_is_not_wanted_is_an_interruption_of_the_error_type() {
    #[derive(Debug, thiserror::Error, reattempt::Classify, PartialEq)]
    #[error(transparent)]
    #[classify(forward)]
    struct Own(#[from] Interrupted);

    let retry = Retry::new(Policy::new().to_builder().max_attempts(2).build());
    let result = crate::support::at_once(|| {
        retry
            .until(|value: &u32| *value > 1)
            .call(|| Ok::<_, Own>(1))
    });
    let Err(Own(Interrupted::Unsatisfied { attempts, .. })) = result else {
        panic!("{result:?}");
    };
    assert_eq!(attempts, 2);
}
