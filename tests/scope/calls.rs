//! What a scope changes about the calls inside of it.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use reattempt::test_util::VirtualClock;
use reattempt::{Jitter, Policy, Scope, Strategy, retry};

const HOUR: Duration = Duration::from_secs(3600);

#[retry(max_attempts = 4, backoff = ["1h"], max_delay = "1h", on = [_])]
fn sync(calls: &Cell<u32>) -> Result<(), ()> {
    calls.set(calls.get() + 1);
    Err(())
}

#[retry(max_attempts = 4, backoff = ["1h"], max_delay = "1h", on = [_])]
async fn asynchronous(calls: &Cell<u32>) -> Result<(), ()> {
    calls.set(calls.get() + 1);
    Err(())
}

/// How often `sync` runs its body in `scope`, and what it waits for.
fn run(scope: Scope) -> (u32, Vec<Duration>) {
    let calls = Cell::new(0);
    let clock = Arc::new(VirtualClock::new());
    let result = scope.clock(clock.clone()).run(|| sync(&calls));
    assert_eq!(result, Err(()));
    (calls.get(), clock.waits())
}

#[test]
fn the_clock_of_a_scope_replaces_waiting() {
    let (calls, waits) = run(Scope::new());
    assert_eq!(calls, 4);
    assert!(
        waits.iter().all(|wait| (HOUR / 2..=HOUR).contains(wait)),
        "{waits:?}"
    );
}

#[tokio::test]
async fn the_clock_of_a_scope_replaces_waiting_in_async_functions() {
    let calls = Cell::new(0);
    let clock = Arc::new(VirtualClock::new());
    let call = Scope::new().clock(clock.clone()).wrap(asynchronous(&calls));
    assert_eq!(call.await, Err(()));
    assert_eq!((calls.get(), clock.waits().len()), (4, 3));
    assert!(clock.elapsed() >= 3 * HOUR / 2);
}

#[tokio::test]
async fn an_attempt_within_its_timeout_does_not_move_the_clock_of_the_scope() {
    #[retry(max_attempts = 2, attempt_timeout = "1s", backoff = ["1h"], max_delay = "1h", jitter = "none", on = [_])]
    async fn ready(stalls: &Cell<u32>) -> std::io::Result<()> {
        if stalls.replace(0) > 0 {
            std::future::pending::<()>().await;
        }
        Ok(())
    }
    let clock = Arc::new(VirtualClock::new());
    let scope = Scope::new().clock(clock.clone());
    assert!(scope.wrap(ready(&Cell::new(0))).await.is_ok());
    assert!(clock.waits().is_empty());

    assert!(scope.wrap(ready(&Cell::new(1))).await.is_ok());
    assert_eq!(clock.waits(), [Duration::from_secs(1), HOUR]);
}

#[test]
fn the_seed_of_a_scope_repeats_the_delays() {
    let waits = |seed| run(Scope::new().seed(seed)).1;
    assert_eq!(waits(7), waits(7));
    assert_ne!(waits(7), waits(8));
}

#[test]
fn a_scope_that_is_off_runs_each_body_once() {
    assert_eq!(run(Scope::new().off()), (1, vec![]));
}

#[test]
fn a_scope_with_at_most_neither_waits_nor_exceeds_the_policy() {
    assert_eq!(run(Scope::new().at_most(2)).0, 2);
    assert_eq!(run(Scope::new().at_most(0)).0, 1);
    let (calls, waits) = run(Scope::new().at_most(100));
    assert_eq!((calls, waits), (4, vec![]));
}

#[test]
fn the_policy_of_a_scope_replaces_the_functions_own() {
    static TWICE: Policy = Policy::builder()
        .max_attempts(2)
        .backoff(reattempt::Strategy::Fixed)
        .initial_delay(Duration::from_secs(7))
        .jitter(reattempt::Jitter::None)
        .build();
    assert_eq!(
        run(Scope::new().policy(TWICE)),
        (2, vec![Duration::from_secs(7)])
    );
}

#[test]
fn max_elapsed_of_the_scopes_policy_ends_the_call() {
    static SHORT: Policy = Policy::builder()
        .unlimited()
        .backoff(reattempt::Strategy::Fixed)
        .initial_delay(Duration::from_secs(7))
        .jitter(reattempt::Jitter::None)
        .max_elapsed(Duration::from_secs(20))
        .build();
    assert_eq!(run(Scope::new().policy(SHORT)).0, 3);
}

#[test]
fn an_inner_scope_takes_from_the_outer_what_it_does_not_set() {
    let clock = Arc::new(VirtualClock::new());
    let calls = Cell::new(0);
    let inner = || Scope::new().clock(clock.clone()).run(|| sync(&calls));
    assert_eq!(Scope::new().off().run(inner), Err(()));
    assert_eq!(calls.get(), 1);
}

#[test]
fn a_scope_ends_where_it_ends_even_by_a_panic() {
    let panics = || Scope::new().off().run(|| panic!("inside"));
    assert!(std::panic::catch_unwind(panics).is_err());
    assert_eq!(run(Scope::new()).0, 4);
}

#[test]
fn other_threads_are_outside_of_a_scope() {
    let calls = Scope::new()
        .off()
        .run(|| std::thread::spawn(|| run(Scope::new()).0).join().unwrap());
    assert_eq!(calls, 4);
}

#[tokio::test(start_paused = true)]
async fn spawned_tasks_are_outside_of_a_scope() {
    let inside = async { tokio::spawn(async { run(Scope::new()).0 }).await.unwrap() };
    assert_eq!(Scope::new().off().wrap(inside).await, 4);
}

#[tokio::test(start_paused = true)]
async fn tasks_on_one_thread_keep_their_own_scopes() {
    let calls = (Cell::new(0), Cell::new(0));
    let (off, on) = (Scope::new().off(), Scope::new());
    let both = tokio::join!(
        off.wrap(asynchronous(&calls.0)),
        on.wrap(asynchronous(&calls.1))
    );
    assert_eq!(both, (Err(()), Err(())));
    assert_eq!((calls.0.get(), calls.1.get()), (1, 4));
}

#[tokio::test(start_paused = true)]
async fn max_elapsed_of_the_scopes_policy_cuts_attempts() {
    #[retry(attempt_timeout = "10s")]
    async fn hanging() -> std::io::Result<()> {
        std::future::pending().await
    }

    let policy = Policy::builder()
        .unlimited()
        .backoff(Strategy::Fixed)
        .jitter(Jitter::None)
        .max_elapsed(Duration::from_secs(15))
        .build();
    let start = tokio::time::Instant::now();
    Scope::new()
        .policy(policy)
        .wrap(hanging())
        .await
        .unwrap_err();
    // The first attempt takes 10 s and is not counted. Then there are 1 s of waiting, 10 s of an
    // attempt, 1 s of waiting and 3 s that are left.
    assert_eq!(start.elapsed().as_secs(), 10 + 15);
}
