use clap::Parser;
use reattempt::clap::RetryArgs;
use reattempt::config::{Key, PolicySettings};
use reattempt::presets;

use crate::settings;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    retry: RetryArgs,
}

fn given(flags: &[&str]) -> PolicySettings {
    let line = ["program"].iter().chain(flags);
    Cli::try_parse_from(line).unwrap().retry.settings()
}

#[test]
fn flags_are_settings() {
    assert_eq!(given(&[]), PolicySettings::new());
    assert_eq!(
        given(&[
            "--retry-attempts=5",
            "--retry-max-elapsed=2m",
            "--backoff=exponential",
            "--backoff-min=500ms",
            "--backoff-max=30",
            "--backoff-factor=3",
            "--jitter=full",
        ]),
        settings(&[
            (Key::MaxAttempts, "5"),
            (Key::MaxElapsed, "120"),
            (Key::Backoff, "exponential"),
            (Key::InitialDelay, "0.5"),
            (Key::MaxDelay, "30s"),
            (Key::Factor, "3"),
            (Key::Jitter, "full"),
        ])
    );
    assert_eq!(
        given(&["--no-retry", "--no-jitter", "--backoff=100ms,1s"]),
        settings(&[
            (Key::Enabled, "false"),
            (Key::Jitter, "none"),
            (Key::Backoff, "100ms,1s")
        ])
    );
}

#[test]
fn any_key_is_a_setting() {
    assert_eq!(
        given(&["--retry-set=budget_capacity=7", "--retry-set=nested=allow"]),
        settings(&[(Key::BudgetCapacity, "7"), (Key::Nested, "allow")])
    );
}

#[test]
fn a_policy_is_made_of_flags() {
    let policy = given(&["--retry-attempts=9"]).onto(presets::HTTP).unwrap();
    assert_eq!(policy, presets::HTTP.to_builder().max_attempts(9).build());
}
