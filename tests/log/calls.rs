//! The attempt log: what it says, and when.

use std::io;
use std::time::Duration;

use crate::support::lines::logged;
use reattempt::{Breaker, CancelHandle, Policy, Retry, Scope, retry};

fn reset() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "reset by peer")
}

#[retry(max_attempts = 3, jitter = "none", name = "stock.load")]
fn load(failures: &mut u32, secret: &str) -> io::Result<usize> {
    if *failures == 0 {
        return Ok(secret.len());
    }
    *failures -= 1;
    Err(reset())
}

#[test]
fn a_success_at_once_logs_nothing() {
    let lines = logged(|| assert_eq!(load(&mut 0, "secret").unwrap(), 6));
    assert_eq!(lines, [""; 0]);
}

#[test]
fn each_wait_is_logged_before_it_and_a_recovery_after_it() {
    let lines = logged(|| assert!(load(&mut 2, "secret").is_ok()));
    assert_eq!(
        lines,
        [
            "WARN reattempt: retrying name=\"stock.load\" attempt=1 max_attempts=3 delay=1s \
             class=\"transient\" error=\"reset by peer\" elapsed=0ns",
            "WARN reattempt: retrying name=\"stock.load\" attempt=2 max_attempts=3 delay=2s \
             class=\"transient\" error=\"reset by peer\" elapsed=1s",
            "INFO reattempt: recovered name=\"stock.load\" attempts=3 elapsed=3s",
        ]
    );
}

#[test]
fn giving_up_is_logged_as_an_error_with_its_reason() {
    let lines = logged(|| assert!(load(&mut 9, "secret").is_err()));
    assert_eq!(
        lines.last().unwrap(),
        "ERROR reattempt: gave up name=\"stock.load\" attempts=3 max_attempts=3 \
         reason=\"attempts\" class=\"transient\" error=\"reset by peer\" elapsed=3s"
    );
    assert!(
        lines.iter().all(|line| !line.contains("secret")),
        "{lines:?}"
    );
}

#[test]
fn a_permanent_first_error_is_logged_as_a_detail() {
    #[retry]
    fn find() -> io::Result<()> {
        Err(io::ErrorKind::NotFound.into())
    }
    assert_eq!(
        logged(|| assert!(find().is_err())),
        [
            "DEBUG reattempt: not retried name=\"log::calls::find\" reason=\"permanent\" \
          class=\"permanent\" error=\"entity not found\""
        ]
    );
}

#[test]
fn a_cancelled_wait_is_logged_and_then_the_giving_up() {
    #[retry(max_attempts = 3, jitter = "none", on_event = |_| handle.cancel())]
    fn load(handle: &CancelHandle) -> io::Result<()> {
        Err(reset())
    }
    let handle = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&handle);
    assert_eq!(
        logged(|| assert!(scope.run(|| load(&handle)).is_err())),
        [
            "WARN reattempt: retrying name=\"log::calls::load\" attempt=1 max_attempts=3 delay=1s \
             class=\"transient\" error=\"reset by peer\" elapsed=0ns",
            "ERROR reattempt: gave up name=\"log::calls::load\" attempts=1 max_attempts=3 \
             reason=\"cancelled\" class=\"transient\" error=\"reset by peer\" elapsed=1s",
        ]
    );
}

#[test]
fn a_hint_that_is_too_long_is_logged_with_both_numbers() {
    #[retry(max_delay = "5s", retry_after = |_| Some(Duration::from_secs(90)))]
    fn busy() -> io::Result<()> {
        Err(reset())
    }
    assert_eq!(
        logged(|| assert!(busy().is_err())),
        [
            "WARN reattempt: the server asks for a longer wait than the policy allows \
             name=\"log::calls::busy\" retry_after=90s allowed=5s",
            "ERROR reattempt: gave up name=\"log::calls::busy\" attempts=1 max_attempts=3 \
             reason=\"hint\" class=\"transient\" error=\"reset by peer\" elapsed=0ns",
        ]
    );
}

#[test]
fn an_open_circuit_is_not_said_to_be_the_servers_wish() {
    let breaker = Breaker::builder().consecutive_failures(1).build();
    let retry = Retry::new(
        Policy::builder()
            .initial_delay(Duration::ZERO)
            .max_retry_after(Duration::from_secs(1))
            .build(),
    );
    let lines = logged(|| {
        let retry = retry.name("feed").breaker(&breaker);
        assert!(retry.call(|| Err::<(), _>(reset())).is_err());
    });
    assert_eq!(
        lines[1],
        "WARN reattempt: the circuit is open for a longer time than the policy waits name=\"feed\" \
         retry_after=30s allowed=1s",
    );
}

/// The error of the last line, as it is written.
fn shown(lines: &[String]) -> &str {
    let line = lines.last().unwrap();
    let from = line.find("error=").unwrap();
    line[from..].split(" elapsed").next().unwrap()
}

#[test]
fn an_error_without_display_is_logged_by_debug() {
    #[derive(Debug)]
    struct DebugOnly;

    #[retry(max_attempts = 1, on = [_])]
    fn call() -> Result<(), DebugOnly> {
        Err(DebugOnly)
    }

    let lines = logged(|| assert!(call().is_err()));
    assert_eq!(shown(&lines), "error=\"DebugOnly\"");
}

#[test]
fn an_error_without_display_and_debug_is_logged_by_its_type() {
    struct Neither;

    #[retry(max_attempts = 1, on = [_])]
    fn call() -> Result<(), Neither> {
        Err(Neither)
    }

    let lines = logged(|| assert!(call().is_err()));
    assert!(shown(&lines).ends_with("::Neither\""), "{lines:?}");
}

#[test]
fn a_value_out_of_range_at_entry_is_logged_as_a_warning() {
    #[retry(max_attempts = attempts, on = [_])]
    fn call(attempts: u32) -> Result<(), ()> {
        Err(())
    }
    let lines = logged(|| assert!(call(0).is_err()));
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with("WARN reattempt: policy out of range"),
        "{lines:?}"
    );
    assert!(
        lines[1].contains("gave up name=\"log::calls::call\" attempts=1"),
        "{lines:?}"
    );
}

#[test]
fn a_max_elapsed_that_is_not_the_functions_own_says_from_when_it_counts() {
    #[retry(name = "fetch", backoff = "fixed", jitter = "none", on = [_])]
    fn of_the_scope() -> Result<(), ()> {
        Err(())
    }
    #[retry(name = "fetch", max_attempts = 9, max_elapsed = "1ms", jitter = "none", on = [_])]
    fn of_its_own() -> Result<(), ()> {
        Err(())
    }

    const POLICY: Policy = Policy::builder()
        .max_elapsed(Duration::from_millis(1))
        .build();
    let scope = Scope::new().policy(POLICY);
    let lines = logged(|| scope.run(of_the_scope));
    let [line] = &*lines else {
        panic!("{lines:?}");
    };
    assert!(line.contains("reason=\"elapsed\""), "{line}");
    assert!(line.contains("elapsed_since=\"first failure\""), "{line}");

    let lines = logged(of_its_own);
    assert!(!lines.concat().contains("elapsed_since"), "{lines:?}");
}
