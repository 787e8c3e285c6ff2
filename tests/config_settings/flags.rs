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
    Cli::try_parse_from(line).unwrap().retry.settings().unwrap()
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

#[test]
fn two_flags_that_set_one_key_are_a_mistake() {
    for (line, message) in [
        (
            ["--retry-set=max_attempts=4", "--retry-attempts=5"],
            "--retry-set = 4: max_attempts is set twice",
        ),
        (
            ["--retry-set=nested=allow", "--retry-set=nested=suppress"],
            "--retry-set = suppress: nested is set twice",
        ),
        (
            ["--no-jitter", "--retry-set=jitter=full"],
            "--retry-set = full: jitter is set twice",
        ),
    ] {
        let cli = Cli::try_parse_from(["program"].iter().chain(&line)).unwrap();
        assert_eq!(cli.retry.settings().unwrap_err().to_string(), message);
    }
}
