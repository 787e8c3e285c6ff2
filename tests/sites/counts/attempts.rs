//! What a failed attempt is counted as.

use reattempt::CancelHandle;
use tokio::time::sleep;

use super::*;

#[tokio::test(start_paused = true)]
async fn none_until_and_timeouts_are_counted_as_errors_of_their_own_kind() {
    #[retry(name = "none", max_attempts = 2)]
    async fn option() -> Option<u32> {
        None
    }
    #[retry(name = "until", max_attempts = 3, until = |&ready| ready)]
    async fn until() -> io::Result<bool> {
        Ok(false)
    }
    #[retry(name = "timeout", max_attempts = 2, attempt_timeout = "1s")]
    async fn timeout() -> io::Result<()> {
        sleep(secs(5)).await;
        Ok(())
    }

    assert_eq!(option().await, None);
    until().await.unwrap_err();
    timeout().await.unwrap_err();

    assert_eq!(errors(&counts("none")), [("None", 2)]);
    assert_eq!(errors(&counts("until")), [("Unsatisfied", 3)]);
    assert_eq!(errors(&counts("timeout")), [("AttemptTimeout", 2)]);
    for name in ["none", "until", "timeout"] {
        assert_eq!(reasons(&counts(name)), [("attempts", 1)], "{name}");
    }
}

#[test]
fn an_attempt_before_a_cancelled_wait_is_counted_once_at_its_site() {
    #[retry(name = "cancelled", jitter = "none", sleep = |_| shutdown.cancel())]
    fn call(shutdown: &CancelHandle) -> Result<(), Error> {
        Err(Error::Io(1))
    }
    let shutdown = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&shutdown);
    scope.run(|| call(&shutdown)).unwrap_err();

    let counts = counts("cancelled");
    assert_eq!(reasons(&counts), [("cancelled", 1)]);
    assert_eq!(errors(&counts), [("sites::support::Error", 1)]);
    assert_eq!(counts.needed_retry(), 1);
}
