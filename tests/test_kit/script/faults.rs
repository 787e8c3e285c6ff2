//! Errors in some of the attempts.

use super::*;

/// Which of 12 attempts fail.
fn failing(faults: &Faults<Error>) -> Vec<u32> {
    let scope = Scope::new().off().inject("fetch", faults);
    let fails = |_: &u32| scope.run(|| fetch(&Cell::new(0))).is_err();
    (1..=12).filter(fails).collect()
}

#[test]
fn faults_can_be_in_the_first_attempts() {
    let faults = Faults::first(3, || Timeout);
    assert_eq!(failing(&faults), [1, 2, 3]);
    assert_eq!((faults.injected(), faults.attempts()), (3, 12));
    assert!(failing(&Faults::first(0, || Timeout)).is_empty());
}

#[test]
fn faults_can_be_in_every_nth_attempt() {
    assert_eq!(failing(&Faults::every(5, || Timeout)), [5, 10]);
    assert_eq!(failing(&Faults::every(1, || Timeout)).len(), 12);
    assert!(message(|| drop(Faults::every(0, || Timeout))).contains("at least 1"));
}

#[test]
fn random_faults_repeat_with_their_seed() {
    let with = |probability, seed| failing(&Faults::random(probability, seed, || Timeout));
    assert_eq!(with(0.5, 7), with(0.5, 7));
    assert_ne!(with(0.5, 7), with(0.5, 8));
    assert_eq!((with(0.0, 7).len(), with(1.0, 7).len()), (0, 12));
    for probability in [-0.1, 1.1, f64::NAN] {
        assert!(message(|| drop(with(probability, 7))).contains("from 0 to 1"));
    }
}

#[test]
fn random_faults_come_at_their_rate() {
    let faults = Faults::random(0.5, 7, || Timeout);
    for _ in 0..100 {
        failing(&faults);
    }
    assert!((540..=660).contains(&faults.injected()), "{faults:?}");
}

#[test]
fn a_panic_in_what_makes_a_fault_goes_to_the_caller() {
    let faults = Faults::<Error>::first(1, || panic!("no error today"));
    let scope = Scope::new().inject("fetch", &faults);
    let call = || scope.run(|| fetch(&Cell::new(0)));
    assert_eq!(message(|| drop(call())), "no error today");
    assert_eq!(call().unwrap(), 0);
}
