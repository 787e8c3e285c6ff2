//! What a configuration that is applied does to calls.

mod support;

use reattempt::config::{self, Config};
use reattempt::test_util::VirtualClock;
use reattempt::{Attempt, Event, Policy, RetryError, Scope, StopReason, retry};
use std::cell::Cell;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use support::secs;

/// The configuration is one for the process, so these tests take turns; each ends without one.
struct Turn(#[expect(dead_code, reason = "held")] MutexGuard<'static, ()>);

impl Turn {
    fn begin() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        Self(TURN.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        config::clear();
    }
}

fn apply(toml: &str) {
    if let Err(error) = Config::new().toml("retry.toml", toml).apply() {
        panic!("{error}");
    }
}

fn reset() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

/// Runs `f` in virtual time; the waits.
fn waits<T>(f: impl FnOnce() -> T) -> (T, Vec<Duration>) {
    let clock = Arc::new(VirtualClock::new());
    let result = Scope::new().clock(clock.clone()).run(f);
    (result, clock.waits())
}

#[retry(name = "load", backoff = "fixed", jitter = "none")]
fn load(calls: &Cell<u32>) -> io::Result<()> {
    calls.set(calls.get() + 1);
    Err(reset())
}

/// What `f` logs.
fn logged<T>(f: impl FnOnce() -> T) -> (T, String) {
    #[derive(Clone, Default)]
    struct Buffer(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Buffer {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let buffer = Buffer::default();
    let writer = buffer.clone();
    let subscriber = tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let result = tracing::subscriber::with_default(subscriber, f);
    let bytes = buffer.0.lock().unwrap().clone();
    (result, String::from_utf8(bytes).unwrap())
}

/// How often `load` is attempted.
fn attempts() -> u32 {
    let calls = Cell::new(0);
    let (result, _) = waits(|| load(&calls));
    assert!(result.is_err());
    calls.get()
}

#[test]
fn it_is_in_force_until_it_is_cleared() {
    let _turn = Turn::begin();
    assert_eq!(attempts(), 3);
    apply("load = { max_attempts = 5, initial_delay = 2 }");
    let calls = Cell::new(0);
    assert_eq!(waits(|| load(&calls).is_err()), (true, vec![secs(2); 4]));
    assert_eq!(
        config::effective().site("load").unwrap().settings().len(),
        2
    );

    apply("load = { initial_delay = 2 }");
    assert_eq!(attempts(), 3, "without the key it is as in the code again");
    config::clear();
    assert_eq!(waits(|| load(&calls).is_err()), (true, vec![secs(1); 2]));
    assert!(
        config::effective()
            .site("load")
            .unwrap()
            .settings()
            .is_empty()
    );
}

#[test]
fn nothing_is_applied_unless_everything_is_valid() {
    let _turn = Turn::begin();
    apply("load = { max_attempts = 5 }");
    let broken = Config::new().toml("a.toml", "load = { max_attempts = 9, factor = 0 }");
    broken.apply().unwrap_err();
    assert_eq!(attempts(), 5);
    drop(
        Config::new()
            .toml("a.toml", "load = { max_attempts = 9 }")
            .check(),
    );
    assert_eq!(attempts(), 5, "checking changes nothing");
}

#[test]
fn the_kill_switch_ends_each_call_after_one_attempt() {
    #[retry(name = "reporting", on_event = |event| events.set(matches!(event, Event::GaveUp(_))))]
    fn reporting(events: &Cell<bool>) -> Result<(), RetryError<io::Error>> {
        Err(reset())
    }

    let _turn = Turn::begin();
    apply("\"*\" = { enabled = false }\nload = { max_attempts = 9 }");
    assert_eq!(attempts(), 1);
    let events = Cell::new(false);
    let error = reporting(&events).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (1, StopReason::Disabled)
    );
    assert!(!events.get(), "what is switched off gives nothing up");

    apply("\"*\" = { enabled = false }\nload = { enabled = true }");
    assert_eq!(attempts(), 3, "the more precise decides");
}

#[test]
fn a_scope_goes_before_the_configuration() {
    const TWICE: Policy = Policy::builder().max_attempts(2).build();
    let _turn = Turn::begin();
    apply("\"*\" = { enabled = false, max_attempts = 9 }");
    let scope = Scope::new().policy(TWICE);
    assert_eq!(scope.run(attempts), 2);

    apply("\"*\" = { max_attempts = 9 }");
    assert_eq!(Scope::new().at_most(4).run(attempts), 4);
    assert_eq!(Scope::new().off().run(attempts), 1);
}

#[test]
fn a_call_that_is_being_retried_keeps_its_policy() {
    #[retry(name = "under_way", max_attempts = 4, backoff = ["0s"])]
    fn under_way(calls: &Cell<u32>, reload: impl Fn(u32)) -> io::Result<()> {
        calls.set(calls.get() + 1);
        reload(calls.get());
        Err(reset())
    }

    let _turn = Turn::begin();
    let reloaded_in = |attempt| {
        apply("");
        let calls = Cell::new(0);
        let reload = |call| {
            if call == attempt {
                apply("under_way = { max_attempts = 2 }");
            }
        };
        assert!(under_way(&calls, reload).is_err());
        calls.get()
    };
    assert_eq!(reloaded_in(1), 2, "its first failure is still to come");
    assert_eq!(reloaded_in(2), 4);
    apply("under_way = { enabled = false }");
    assert_eq!(reloaded_in(3), 4);
}

#[test]
fn everything_of_a_call_goes_by_it() {
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
fn max_elapsed_counts_from_the_first_failure() {
    #[retry(name = "slow", max_attempts = unlimited, backoff = "fixed", jitter = "none")]
    fn slow(clock: &VirtualClock, calls: &Cell<u32>) -> io::Result<()> {
        calls.set(calls.get() + 1);
        clock.advance(secs(10));
        Err(reset())
    }

    let _turn = Turn::begin();
    apply("slow = { max_elapsed = 30 }");
    let (clock, calls) = (VirtualClock::new(), Cell::new(0));
    let scope = Scope::new().clock(Arc::new(clock.clone()));
    assert!(scope.run(|| slow(&clock, &calls)).is_err());
    // Failures 0, 11 and 22 s after the first one leave room for another second, the one after 33 s
    // does not.
    assert_eq!(calls.get(), 4);
}

#[test]
fn an_attempt_is_cut_to_what_is_left_of_max_elapsed() {
    #[retry(
        name = "hanging",
        max_attempts = unlimited,
        attempt_timeout = "10s",
        backoff = "fixed",
        jitter = "none"
    )]
    async fn hanging() -> io::Result<()> {
        std::future::pending().await
    }

    let _turn = Turn::begin();
    apply("hanging = { max_elapsed = 15 }");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let elapsed = runtime.block_on(async {
        let start = tokio::time::Instant::now();
        hanging().await.unwrap_err();
        start.elapsed()
    });
    // The first attempt takes 10 s and is not counted. Then there are 1 s of waiting, 10 s of an attempt,
    // 1 s of waiting and 3 s that are left.
    assert_eq!(elapsed.as_secs(), 10 + 15);
}

#[test]
fn a_policy_that_is_known_at_entry_is_put_right_with_a_warning() {
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
    let (calls, log) = logged(run);
    assert_eq!(calls, 4);
    assert_eq!(
        log.trim().lines().next().unwrap(),
        "WARN reattempt: configuration out of range, using the nearest allowed value (said once a \
         function) name=\"at_entry\" error=max_attempts from outside must be at most \
         config_max_attempts, 4"
    );
    let (calls, log) = logged(run);
    assert_eq!(calls, 4);
    assert!(!log.contains("configuration"), "{log}");
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
    assert_eq!(waits(|| fixed().is_err()).1, [secs(2); 3]);
    let exponential = waits(|| other::exponential().is_err()).1;
    assert_eq!(exponential, [secs(2), secs(6), secs(18)]);
}

#[test]
fn no_call_sees_half_of_a_reload() {
    #[retry(
        name = "reloaded",
        backoff = "fixed",
        jitter = "none",
        max_delay = "1h"
    )]
    fn reloaded(calls: &Cell<u32>) -> io::Result<()> {
        calls.set(calls.get() + 1);
        Err(reset())
    }

    let _turn = Turn::begin();
    let configurations = [3_u64, 5, 7].map(|number| {
        let text = format!("reloaded = {{ max_attempts = {number}, initial_delay = {number} }}");
        Config::new().toml("retry.toml", text)
    });
    configurations[0].apply().unwrap();
    let over = AtomicBool::new(false);
    thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| {
                let mut seen = [false; 8];
                while !over.load(Ordering::Relaxed) {
                    let calls = Cell::new(0);
                    let (_, waits) = waits(|| reloaded(&calls));
                    let attempts = usize::try_from(calls.get()).unwrap();
                    let delay = secs(calls.get().into());
                    assert_eq!(waits, vec![delay; attempts - 1]);
                    seen[attempts] = true;
                }
                assert!(seen.iter().any(|seen| *seen));
            });
        }
        for turn in 0..3000 {
            configurations[turn % 3].apply().unwrap();
        }
        over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_list_of_delays_comes_from_outside() {
    let _turn = Turn::begin();
    apply("load = { backoff = [1, \"2s\", 5], max_attempts = 5 }");
    let calls = Cell::new(0);
    let waits = waits(|| load(&calls).is_err()).1;
    assert_eq!(waits, [secs(1), secs(2), secs(5), secs(5)]);
}
