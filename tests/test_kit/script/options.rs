//! Beside every option that has to do with outcomes.

use super::*;

#[tokio::test]
async fn a_script_is_played_beside_attempt_timeout() {
    #[retry(attempt_timeout = "1s")]
    async fn fetch() -> Result<u32, Error> {
        std::future::pending().await
    }
    let script = Script::new([Err::<u32, _>(Timeout)]);
    let recorder = Recorder::new();
    let scope = scripted(&script);
    let call = recorder.scope().wrap(scope.wrap(fetch()));
    let error = call.await.unwrap_err();
    assert!(matches!(
        error,
        Error::Interrupted(Interrupted::AttemptTimeout { .. })
    ));
    assert_eq!(recorder.steps().len(), 3, "{recorder}");
}

#[test]
fn a_script_is_played_beside_until() {
    #[retry(until = |value| *value > 1)]
    fn fetch() -> Result<u32, Error> {
        Ok(3)
    }
    let script = Script::new([Ok::<u32, Error>(0), Ok(1)]);
    assert_eq!(scripted(&script).run(fetch).unwrap(), 3);
    script.assert_finished();
}

#[test]
fn a_script_is_played_beside_a_breaker() {
    static BREAKER: Breaker = Breaker::builder().consecutive_failures(4).build();

    #[retry(max_attempts = 20, breaker = BREAKER)]
    fn fetch() -> Result<u32, Error> {
        unreachable!("the circuit is open before the script ends")
    }
    let script = Script::new((0..20).map(|_| Err::<u32, _>(Timeout)));
    let scope = Scope::new().at_most(20).inject("fetch", &script);
    assert!(scope.run(fetch).is_err());
    assert_eq!(script.remaining(), 16);
}

#[test]
fn faults_are_paid_for_by_a_budget() {
    static BUDGET: Budget = Budget::new();

    #[retry(max_attempts = 5, budget = BUDGET)]
    fn fetch() -> Result<u32, Error> {
        Ok(0)
    }
    let faults = Faults::every(1, || Timeout);
    let recorder = Recorder::new();
    let scope = recorder.scope().at_most(5).inject("fetch", &faults);
    for _ in 0..100 {
        scope.run(fetch).unwrap_err();
    }
    assert!(
        recorder.reasons().contains(&StopReason::Budget),
        "{recorder}"
    );
    assert!(faults.injected() < 200, "{faults:?}");
}

#[test]
fn a_script_is_played_beside_idempotent_by_class_with_delays() {
    #[retry(max_attempts = 3, backoff = ["1m"], jitter = "none", idempotent = false)]
    fn fetch() -> io::Result<u32> {
        unreachable!("the body does not run")
    }
    let script = Script::new([
        Err::<u32, _>(io::Error::from(io::ErrorKind::ConnectionRefused)),
        Err(io::ErrorKind::TimedOut.into()),
    ]);
    let recorder = Recorder::new();
    let clock = Arc::new(VirtualClock::new());
    let scope = recorder.scope().clock(clock).inject("fetch", &script);
    scope.run(fetch).unwrap_err();
    assert_eq!(
        recorder.classes(),
        [Class::Unsent, Class::Transient],
        "{recorder}"
    );
    assert_eq!(recorder.delays(), [Duration::from_secs(60)], "{recorder}");
    assert_eq!(recorder.reasons(), [StopReason::Permanent], "{recorder}");
}

#[test]
fn a_script_is_played_in_a_suppressed_call() {
    #[retry]
    fn fetch() -> Result<u32, Error> {
        Ok(0)
    }
    #[retry(nested = "suppress")]
    fn outer() -> Result<u32, Error> {
        fetch()
    }
    let script = script();
    assert_eq!(scripted(&script).run(outer).unwrap(), 7);
    script.assert_finished();
}
