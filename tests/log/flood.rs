//! What is left of the attempt log when everything fails at once.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use crate::support::lines::Lines;
use reattempt::test_util::VirtualClock;
use reattempt::{Breaker, Interrupted, Scope, retry};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

const SECOND: Duration = Duration::from_secs(1);
const MILLI: Duration = Duration::from_millis(1);

/// A log and a clock that goes on only when it is told to.
struct Outage {
    clock: Arc<VirtualClock>,
    lines: Lines,
}

impl Outage {
    fn new() -> Self {
        Self {
            clock: Arc::new(VirtualClock::new()),
            lines: Lines::default(),
        }
    }

    /// Makes `calls` calls, `apart` from each other.
    fn calls<T>(&self, calls: u32, apart: Duration, call: impl Fn() -> T) {
        self.lines.collect(|| {
            for _ in 0..calls {
                self.scope().run(&call);
                self.clock.advance(apart);
            }
        });
    }

    fn scope(&self) -> Scope {
        Scope::new().clock(self.clock.clone())
    }
}

/// How many lines each of these says were left out before it.
fn left_out(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .filter_map(|line| Some(line.split_once(" left_out=")?.1))
        .collect()
}

#[test]
fn of_a_flood_ten_lines_a_second_are_logged_and_then_the_number_left_out() {
    #[retry(max_attempts = 2, backoff = ["0s"], on = [_])]
    fn call() -> Result<(), &'static str> {
        Err("down")
    }

    let outage = Outage::new();
    outage.calls(1000, MILLI, call);
    let first = outage.lines.take();
    let of = |message: &str| first.iter().filter(|line| line.contains(message)).count();
    assert_eq!(
        (of(": retrying"), of(": gave up"), first.len()),
        (10, 10, 20)
    );
    assert!(left_out(&first).is_empty(), "{first:?}");

    outage.calls(2, MILLI, call);
    assert_eq!(
        outage.lines.take(),
        [
            "WARN reattempt: retrying name=\"log::flood::call\" attempt=1 max_attempts=2 delay=0ns \
             class=\"transient\" error=\"down\" elapsed=0ns left_out=990",
            "ERROR reattempt: gave up name=\"log::flood::call\" attempts=2 max_attempts=2 \
             reason=\"attempts\" class=\"transient\" error=\"down\" elapsed=0ns left_out=990",
            "WARN reattempt: retrying name=\"log::flood::call\" attempt=1 max_attempts=2 delay=0ns \
             class=\"transient\" error=\"down\" elapsed=0ns",
            "ERROR reattempt: gave up name=\"log::flood::call\" attempts=2 max_attempts=2 \
             reason=\"attempts\" class=\"transient\" error=\"down\" elapsed=0ns",
        ]
    );
}

#[test]
fn lines_about_recoveries_are_limited() {
    #[retry(backoff = ["0s"], on = [_], attempt = attempt)]
    fn call() -> Result<(), &'static str> {
        if attempt.is_first() {
            Err("down")
        } else {
            Ok(())
        }
    }

    let outage = Outage::new();
    outage.calls(100, Duration::ZERO, call);
    assert_eq!(outage.lines.with(": recovered").len(), 10);
    outage.clock.advance(SECOND);
    outage.calls(1, SECOND, call);
    assert_eq!(left_out(&outage.lines.with(": recovered")), ["90"]);
}

#[test]
fn lines_about_policies_hints_and_refusals_are_limited() {
    static BREAKER: Breaker = Breaker::new();

    #[derive(Debug)]
    enum Error {
        Busy,
        #[expect(dead_code, reason = "shown in the log")]
        Interrupted(Interrupted),
    }
    impl From<Interrupted> for Error {
        fn from(interrupted: Interrupted) -> Self {
            Self::Interrupted(interrupted)
        }
    }

    #[retry(max_attempts = attempts, on = [_])]
    fn out_of_range(attempts: u32) -> Result<(), Error> {
        Err(Error::Busy)
    }
    #[retry(on = [_], max_delay = "5s", retry_after = |_| Some(Duration::from_secs(90)))]
    fn asked_to_wait() -> Result<(), Error> {
        Err(Error::Busy)
    }
    #[retry(on = [_], breaker = BREAKER)]
    fn refused() -> Result<(), Error> {
        Ok(())
    }

    BREAKER.force_open();
    let outage = Outage::new();
    outage.calls(100, MILLI, || (out_of_range(0), asked_to_wait(), refused()));

    let lines = &outage.lines;
    assert_eq!(lines.with(": policy out of range").len(), 10);
    assert_eq!(lines.with(": the server asks for a longer wait").len(), 10);
    assert_eq!(lines.with("reason=\"hint\"").len(), 10);
    assert_eq!(lines.with("reason=\"circuit_open\"").len(), 10);
    assert_eq!(lines.take().len(), 10 + 10 + 10 + 10 + 10);
}

#[test]
fn lines_about_answers_are_details_and_not_limited() {
    #[retry]
    fn find() -> std::io::Result<()> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    let outage = Outage::new();
    outage.calls(100, Duration::ZERO, find);
    assert_eq!(outage.lines.with("DEBUG reattempt: not retried").len(), 100);
}

#[test]
fn functions_do_not_share_a_limit_of_lines() {
    #[retry(max_attempts = 1, on = [_])]
    fn one() -> Result<(), &'static str> {
        Err("down")
    }
    #[retry(max_attempts = 1, on = [_])]
    fn other() -> Result<(), &'static str> {
        Err("down")
    }

    let outage = Outage::new();
    outage.calls(100, MILLI, || (one(), other()));
    assert_eq!(outage.lines.with("::one").len(), 10);
    assert_eq!(outage.lines.with("::other").len(), 10);
}

#[test]
fn threads_share_a_limit_of_lines() {
    #[retry(max_attempts = 1, on = [_])]
    fn call() -> Result<(), &'static str> {
        Err("down")
    }

    let outage = Outage::new();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| outage.calls(1000, Duration::ZERO, call));
        }
    });
    assert_eq!(outage.lines.take().len(), 10);

    outage.clock.advance(SECOND);
    outage.calls(1, SECOND, call);
    assert_eq!(left_out(&outage.lines.take()), ["7990"]);
}

#[test]
fn a_line_that_is_left_out_is_not_formatted() {
    static SHOWN: AtomicU32 = AtomicU32::new(0);

    struct Error;
    impl fmt::Display for Error {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            SHOWN.fetch_add(1, Relaxed);
            f.write_str("down")
        }
    }
    #[retry(max_attempts = 1, on = [_])]
    fn call() -> Result<(), Error> {
        Err(Error)
    }

    Outage::new().calls(1000, MILLI, call);
    assert_eq!(SHOWN.load(Relaxed), 10);
}

#[test]
fn a_line_that_no_subscriber_wants_does_not_count_towards_the_limit() {
    #[retry(max_attempts = 1, on = [_])]
    fn call() -> Result<(), &'static str> {
        Err("down")
    }

    let outage = Outage::new();
    let silent = tracing_subscriber::registry()
        .with(LevelFilter::OFF)
        .with(outage.lines.clone());
    tracing::subscriber::with_default(silent, || {
        (0..1000).for_each(|_| outage.scope().run(|| assert!(call().is_err())));
    });

    outage.calls(12, Duration::ZERO, call);
    assert_eq!(outage.lines.take().len(), 10);
    outage.clock.advance(SECOND);
    outage.calls(1, SECOND, call);
    assert_eq!(left_out(&outage.lines.take()), ["2"]);
}

/// A layer's filter remembers its last answer for the event that follows, so that to ask it and then
/// not to write the line would take another one away.
#[test]
fn a_line_that_is_left_out_takes_no_line_of_the_application_away() {
    #[retry(max_attempts = 2, backoff = ["0s"], on = [_])]
    fn call() -> Result<(), &'static str> {
        Err("down")
    }

    let (all, errors) = (Lines::default(), Lines::default());
    let subscriber = tracing_subscriber::registry()
        .with(all.clone().with_filter(LevelFilter::WARN))
        .with(errors.clone().with_filter(LevelFilter::ERROR));
    tracing::subscriber::with_default(subscriber, || {
        Scope::new().clock(Arc::new(VirtualClock::new())).run(|| {
            for _ in 0..20 {
                assert!(call().is_err());
                tracing::error!("of the application");
            }
        });
    });
    assert_eq!(errors.with("of the application").len(), 20);
    assert_eq!(errors.with(": gave up").len(), 10);
    assert_eq!(all.with(": retrying").len(), 10);
}
