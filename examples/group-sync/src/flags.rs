//! The flags about retries, and the policy that they come to.

use std::time::Duration;

use clap::ValueEnum;
use reattempt::config::{DurationError, parse_duration};
use reattempt::{Policy, PolicyError, presets};

use crate::users;

#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Retries of creating a user")]
pub struct RetryFlags {
    /// A ready-made policy, which the flags below change: without it 3 attempts, after 1 s and 2 s
    #[arg(long)]
    profile: Option<Profile>,

    /// Attempts for each user, the first included: a number from 1 [default: 3]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    retry_attempts: Option<u32>,

    /// What the delays begin with; each is twice the one before [default: 1s]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    backoff_multiplier: Option<Duration>,

    /// No delay is shorter [default: 1s]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    backoff_min: Option<Duration>,

    /// No delay is longer, and no Retry-After that is waited for [default: 4s]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    backoff_max: Option<Duration>,

    /// Retries for the whole run, all users together [default: no limit]
    #[arg(long, value_name = "NUMBER")]
    pub retry_budget: Option<u32>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Profile {
    /// 5 attempts, every delay between 0.5 and 2 s
    Aggressive,
    /// 3 attempts, every delay between 1 and 4 s
    Balanced,
    /// 2 attempts, a delay between 2 and 10 s
    Conservative,
}

/// Which flags contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "--backoff-min {min:?} is above --backoff-max {max:?}; one of them may be that of the profile"
)]
pub struct FlagsError {
    min: Duration,
    max: Duration,
}

impl RetryFlags {
    /// A delay is clamp(multiplier x 2^(n-1), min, max) before retry n, and with a profile spread at random.
    pub fn policy(&self) -> Result<Policy, FlagsError> {
        let base = match self.profile {
            None => users::DEFAULT,
            Some(Profile::Aggressive) => presets::AGGRESSIVE,
            Some(Profile::Balanced) => presets::BALANCED,
            Some(Profile::Conservative) => presets::CONSERVATIVE,
        };
        let attempts = self.retry_attempts.or(base.max_attempts());
        let multiplier = self.backoff_multiplier.unwrap_or(base.initial_delay());
        let min = self.backoff_min.unwrap_or(base.min_delay());
        let max = self.backoff_max.unwrap_or(base.max_delay());
        base.to_builder()
            .max_attempts(attempts.unwrap_or(u32::MAX))
            .initial_delay(multiplier.min(max))
            .min_delay(min)
            .max_delay(max)
            .try_build()
            .map_err(|_: PolicyError| FlagsError { min, max })
    }
}

/// A number of seconds, or a text with units.
fn seconds(text: &str) -> Result<Duration, DurationError> {
    match parse_duration(text) {
        Err(DurationError::NoUnit { .. }) => parse_duration(&format!("{text}s")),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        retry: RetryFlags,
    }

    fn policy(flags: &[&str]) -> Result<Policy, FlagsError> {
        let cli = Cli::try_parse_from([&["group-sync"], flags].concat());
        cli.expect("known flags").retry.policy()
    }

    /// In milliseconds.
    fn delays(policy: Policy) -> Vec<u128> {
        let rows = policy.schedule().skip(1);
        rows.map(|row| row.delay().highest().as_millis()).collect()
    }

    #[test]
    fn without_flags_there_are_three_attempts_after_one_and_two_seconds() {
        let policy = policy(&[]).unwrap();

        assert_eq!(policy, users::DEFAULT);
        assert_eq!(delays(policy), [1000, 2000]);
    }

    #[test]
    fn a_delay_is_the_multiplier_doubled_and_clamped() {
        for (flags, expected) in [
            (["--backoff-multiplier", "0.5"], [1000, 1000, 2000, 4000]),
            (["--backoff-multiplier", "3"], [3000, 4000, 4000, 4000]),
            (["--backoff-multiplier", "9s"], [4000, 4000, 4000, 4000]),
            (["--backoff-min", "1500ms"], [1500, 2000, 4000, 4000]),
            (["--backoff-max", "1.5"], [1000, 1500, 1500, 1500]),
        ] {
            let flags = [&flags[..], &["--retry-attempts", "5"]].concat();
            assert_eq!(delays(policy(&flags).unwrap()), expected, "{flags:?}");
        }
    }

    #[test]
    fn a_profile_is_a_preset_that_flags_change() {
        assert_eq!(
            policy(&["--profile", "aggressive"]),
            Ok(presets::AGGRESSIVE)
        );
        assert_eq!(policy(&["--profile", "balanced"]), Ok(presets::BALANCED));
        assert_eq!(
            policy(&["--profile", "conservative"]),
            Ok(presets::CONSERVATIVE)
        );

        let changed = policy(&["--profile", "balanced", "--retry-attempts", "7"]).unwrap();
        assert_eq!(changed.max_attempts(), Some(7));
        assert_eq!(changed.max_delay(), presets::BALANCED.max_delay());
    }

    #[test]
    fn a_floor_above_the_cap_is_refused_by_the_names_of_the_flags() {
        let error = policy(&["--backoff-min", "10"]).unwrap_err();

        assert!(
            error
                .to_string()
                .starts_with("--backoff-min 10s is above --backoff-max 4s")
        );
    }
}
