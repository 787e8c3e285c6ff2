//! From when to when a configuration is in force.

use crate::support::secs;
use crate::support::timed;
use crate::{Turn, apply, attempts, load, reset};
use reattempt::config::{self, Config};
use reattempt::retry;
use std::cell::Cell;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

#[test]
fn a_configuration_is_in_force_until_it_is_cleared() {
    let _turn = Turn::begin();
    assert_eq!(attempts(), 3);
    apply("load = { max_attempts = 5, initial_delay = 2 }");
    let calls = Cell::new(0);
    assert_eq!(timed(|| load(&calls).is_err()), (true, vec![secs(2); 4]));
    assert_eq!(
        config::effective().site("load").unwrap().settings().len(),
        2
    );

    apply("load = { initial_delay = 2 }");
    assert_eq!(attempts(), 3, "without the key it is as in the code again");
    config::clear();
    assert_eq!(timed(|| load(&calls).is_err()), (true, vec![secs(1); 2]));
    assert!(
        config::effective()
            .site("load")
            .unwrap()
            .settings()
            .is_empty()
    );
}

#[test]
fn a_configuration_with_a_mistake_is_not_applied_at_all() {
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
fn a_call_that_is_being_retried_keeps_its_policy_through_a_reload() {
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
fn no_call_sees_half_of_a_reloaded_configuration() {
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
                    let (_, waits) = timed(|| reloaded(&calls));
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
