//! Counts under load: nothing is lost, and a reader never sees a consequence without its cause.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::{Kind, counts};
use reattempt::{Counts, Site, StopReason, retry};

const KINDS: [&str; 20] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t",
];
const THREADS: usize = 16;
const CALLS: usize = 2_000;

/// Fails the first attempts of a call, each with another kind of error.
#[retry(name = "loaded", max_attempts = 3, backoff = ["0s"], attempt = attempt)]
fn call(number: usize, failures: u32) -> Result<(), Kind> {
    if attempt.number() > failures {
        return Ok(());
    }
    Err(Kind(
        KINDS[(number + attempt.number() as usize) % KINDS.len()],
    ))
}

fn assert_consistent(counts: &Counts) {
    let failed: u64 = counts.errors().map(|(_, n)| n).sum();
    let ended = counts.recovered() + counts.gave_up();
    assert!(ended <= counts.needed_retry(), "{counts:?}");
    assert!(counts.needed_retry() <= failed, "{counts:?}");
    assert!(counts.recovered() <= counts.retries(), "{counts:?}");
    assert!(counts.retries() <= failed, "{counts:?}");
    assert!(
        counts.errors().count() <= Counts::MOST_KINDS + 1,
        "{counts:?}"
    );
}

#[test]
fn threads_that_fail_at_once_lose_no_count() {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let callers: Vec<_> = (0..THREADS)
            .map(|thread| {
                scope.spawn(move || {
                    for number in 0..CALLS {
                        // No failure, one, two, or all three attempts.
                        let failures = u32::try_from(number % 4).unwrap();
                        assert_eq!(call(thread + number, failures).is_err(), failures == 3);
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                assert_consistent(&counts("loaded"));
            }
        });
        for caller in callers {
            caller.join().unwrap();
        }
        over.store(true, Ordering::Relaxed);
    });

    let counts = counts("loaded");
    assert_consistent(&counts);
    let quarter = u64::try_from(THREADS * CALLS / 4).unwrap();
    assert_eq!(counts.needed_retry(), 3 * quarter);
    assert_eq!(counts.recovered(), 2 * quarter);
    assert_eq!(counts.gave_up_for(StopReason::Attempts), quarter);
    assert_eq!(counts.unfinished(), 0);
    assert_eq!(counts.retries(), (1 + 2 + 2) * quarter);
    assert_eq!(
        counts.errors().map(|(_, n)| n).sum::<u64>(),
        (1 + 2 + 3) * quarter
    );
    assert_eq!(counts.errors().last().map(|(kind, _)| kind), Some("other"));
}

#[test]
fn a_site_is_shared_by_threads() {
    fn is_shared<T: Send + Sync + std::panic::RefUnwindSafe + 'static>() {}
    is_shared::<Site>();
    is_shared::<reattempt::Sites>();
}
