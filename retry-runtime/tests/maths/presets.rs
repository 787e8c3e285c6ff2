//! The numbers of the presets.

use std::time::Duration;

use reattempt_runtime::{Policy, presets};

use crate::schedule::{delays, times};

const SEC: Duration = Duration::from_secs(1);

fn millis(of: [u64; 3]) -> [Duration; 3] {
    of.map(Duration::from_millis)
}

#[track_caller]
fn waited(policy: Policy) -> [Duration; 3] {
    times(policy.schedule().last().unwrap().waited())
}

#[test]
fn the_preset_database_has_its_published_delays() {
    let expected = [
        millis([250, 375, 500]),
        millis([500, 750, 1000]),
        millis([1000, 1500, 2000]),
        millis([2000, 3000, 4000]),
    ];
    assert_eq!(delays(presets::DATABASE), expected);
    assert_eq!(waited(presets::DATABASE), millis([3750, 5625, 7500]));
    assert_eq!(presets::DATABASE.max_delay(), 30 * SEC);
}

#[test]
fn the_preset_for_language_models_has_its_published_delays() {
    let expected = [
        millis([1000, 1500, 2000]),
        millis([2000, 3000, 4000]),
        millis([4000, 6000, 8000]),
    ];
    assert_eq!(delays(presets::LLM), expected);
    assert_eq!(waited(presets::LLM), millis([7000, 10500, 14000]));
    assert_eq!(presets::LLM.max_delay(), 120 * SEC);
    assert_eq!(presets::LLM.throttled_delay(), 8 * SEC);
}

#[test]
fn the_presets_agent_http_and_generic_begin_with_one_second_and_make_three_attempts() {
    for (name, policy, cap) in [
        ("agent", presets::AGENT, 60),
        ("http", presets::HTTP, 30),
        ("generic", presets::GENERIC, 60),
    ] {
        let expected = [millis([500, 750, 1000]), millis([1000, 1500, 2000])];
        assert_eq!(delays(policy), expected, "{name}");
        assert_eq!(waited(policy), millis([1500, 2250, 3000]), "{name}");
        assert_eq!(policy.max_delay(), cap * SEC, "{name}");
    }
    assert_eq!(presets::GENERIC, Policy::new());
}

#[test]
fn the_preset_websocket_has_its_published_delays() {
    assert_eq!(delays(presets::WEBSOCKET), [millis([250, 375, 500])]);
    assert_eq!(presets::WEBSOCKET.max_delay(), 5 * SEC);
}

#[test]
fn the_preset_file_has_its_published_delays() {
    let expected = [millis([100, 150, 200]), millis([200, 300, 400])];
    assert_eq!(delays(presets::FILE), expected);
    assert_eq!(waited(presets::FILE), millis([300, 450, 600]));
    assert_eq!(presets::FILE.max_delay(), 2 * SEC);
}

#[test]
fn profiles_are_spread_between_floor_and_cap() {
    let slow = millis([1000, 1500, 2000]);
    let aggressive = [millis([500, 750, 1000]), slow, slow, slow];
    assert_eq!(delays(presets::AGGRESSIVE), aggressive);
    assert_eq!(waited(presets::AGGRESSIVE), millis([3500, 5250, 7000]));
    assert_eq!(presets::AGGRESSIVE.min_delay(), SEC / 2);
    assert_eq!(presets::AGGRESSIVE.max_delay(), 2 * SEC);

    assert_eq!(
        delays(presets::BALANCED),
        [slow, millis([2000, 3000, 4000])]
    );
    assert_eq!(waited(presets::BALANCED), millis([3000, 4500, 6000]));
    assert_eq!(presets::BALANCED.min_delay(), SEC);
    assert_eq!(presets::BALANCED.max_delay(), 4 * SEC);

    assert_eq!(delays(presets::CONSERVATIVE), [millis([2000, 3000, 4000])]);
    assert_eq!(presets::CONSERVATIVE.min_delay(), 2 * SEC);
    assert_eq!(presets::CONSERVATIVE.max_delay(), 10 * SEC);
}

#[test]
fn the_preset_aws_standard_has_its_published_delays() {
    let policy = presets::AWS_STANDARD;
    let [one, two] = [1, 2].map(Duration::from_nanos);
    let [_, mean, highest] = millis([0, 25, 50]);
    let expected = [[one, mean, highest], [one, 2 * mean, 2 * highest]];
    assert_eq!(delays(policy), expected);
    assert_eq!(waited(policy), [two, 3 * mean, 3 * highest]);
    assert_eq!(policy.max_delay(), 20 * SEC);
    assert_eq!(policy.throttled_delay(), SEC);
    assert_eq!(policy.max_retry_after(), 20 * SEC);
}
