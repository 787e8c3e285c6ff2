//! What clamping makes of a builder, and what can be made of that.

use std::time::Duration;

use proptest::prelude::*;
use reattempt_runtime::{Jitter, Policy, PolicyBuilder, PolicyError, Strategy as Rule};

use crate::any;
use crate::schedule;

const MS: Duration = Duration::from_millis(1);
const SEC: Duration = Duration::from_secs(1);

const DELAYS: &[Duration] = &[MS, Duration::from_secs(90), SEC, Duration::from_secs(70)];

fn scheduled() -> PolicyBuilder {
    Policy::builder()
        .max_attempts(5)
        .backoff(Rule::Schedule(DELAYS))
        .jitter(Jitter::None)
}

fn above(delay: Duration, max_delay: Duration) -> PolicyError {
    PolicyError::ScheduleAboveMaxDelay { delay, max_delay }
}

fn delays(policy: Policy) -> Vec<Duration> {
    let [lowest, mean, highest] = [0, 1, 2].map(|part| {
        let rows = schedule::delays(policy).into_iter();
        rows.map(|row| row[part]).collect::<Vec<_>>()
    });
    assert_eq!(lowest, highest);
    assert_eq!(lowest, mean);
    assert_eq!(lowest, policy.delays(0).collect::<Vec<_>>());
    lowest
}

#[test]
fn a_scheduled_delay_above_the_cap_is_refused() {
    let error = above(90 * SEC, 60 * SEC);
    assert_eq!(scheduled().try_build(), Err(error));
    let words = "a scheduled delay must be at most max_delay (60s unless set): 90s is above 60s";
    assert_eq!(error.to_string(), words);
    assert!(scheduled().max_delay(90 * SEC).try_build().is_ok());
}

#[test]
fn a_scheduled_delay_above_the_cap_is_cut_to_it() {
    let (policy, error) = scheduled().clamped();
    assert_eq!(error, Some(above(90 * SEC, 60 * SEC)));
    assert_eq!(delays(policy), [MS, 60 * SEC, SEC, 60 * SEC]);
    let words = "5 attempts, delays of 1ms 60s 1s 60s, no jitter";
    assert_eq!(policy.to_string(), words);
}

#[test]
fn a_schedule_that_was_cut_can_be_built_again() {
    let (policy, _) = scheduled().clamped();
    assert_eq!(policy.to_builder().build(), policy);
    let fewer = policy.to_builder().max_attempts(2).build();
    assert_eq!(delays(fewer), [MS]);
}

#[test]
fn a_raised_cap_lets_out_what_was_cut_as_far_as_it_goes() {
    let (policy, _) = scheduled().clamped();
    let raised = |max_delay| policy.to_builder().max_delay(max_delay).build();
    assert_eq!(delays(raised(80 * SEC)), [MS, 80 * SEC, SEC, 70 * SEC]);
    assert_eq!(raised(90 * SEC), scheduled().max_delay(90 * SEC).build());
    assert_eq!(
        raised(80 * SEC)
            .to_builder()
            .max_delay(60 * SEC)
            .clamped()
            .0,
        policy
    );
}

#[test]
fn a_cap_below_what_was_cut_is_refused() {
    let (policy, _) = scheduled().clamped();
    let lowered = policy.to_builder().max_delay(50 * SEC);
    assert_eq!(lowered.try_build(), Err(above(60 * SEC, 50 * SEC)));
    let (policy, error) = lowered.clamped();
    assert_eq!(error, Some(above(60 * SEC, 50 * SEC)));
    assert_eq!(delays(policy), [MS, 50 * SEC, SEC, 50 * SEC]);
}

#[test]
fn a_list_that_is_set_is_not_cut_by_the_one_before() {
    let (policy, _) = scheduled().clamped();
    let again = policy.to_builder().backoff(policy.backoff());
    assert_eq!(again.try_build(), Err(above(90 * SEC, 60 * SEC)));
}

#[test]
fn a_first_delay_that_is_cut_is_the_initial_delay() {
    let list = Rule::Schedule(&[Duration::MAX, Duration::ZERO]);
    let (policy, _) = Policy::builder().backoff(list).clamped();
    assert_eq!(policy.initial_delay(), 60 * SEC);
    let raised = policy.to_builder().max_delay(61 * SEC).build();
    assert_eq!(raised.initial_delay(), 61 * SEC);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn clamping_agrees_with_checking(builder in any::builder()) {
        let (policy, error) = builder.clamped();
        prop_assert_eq!(builder.try_build(), error.map_or(Ok(policy), Err));
    }

    #[test]
    fn what_is_put_right_can_be_built_again(builder in any::builder()) {
        let (policy, _) = builder.clamped();
        prop_assert_eq!(policy.to_builder().try_build(), Ok(policy));
        prop_assert_eq!(policy.to_builder().clamped(), (policy, None));
    }
}
