//! Flags of the command line that `clap` parses. Uses `Config`, which knows nothing of `clap`.

use std::ffi::OsStr;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Arg, Command};
use reattempt_runtime::__private::Escaped;
use reattempt_runtime::__private::settings::names::Names;
use reattempt_runtime::__private::settings::value::{self, node::Node};
use reattempt_runtime::settings::{Key, Meaning, PolicySettings, SettingsError};

use super::Config;
use super::read::Flags;

/// Flags for the parts of a policy, to be flattened into a program's own arguments and handed to
/// [`Config::flags`](crate::config::Config::flags).
///
/// | flag | key |
/// |---|---|
/// | `--retry-attempts` | `max_attempts`, the first attempt included |
/// | `--retry-max-elapsed` | `max_elapsed` |
/// | `--backoff` | `backoff`; a list of durations is separated by commas |
/// | `--backoff-min` | `initial_delay` |
/// | `--backoff-max` | `max_delay` |
/// | `--backoff-factor` | `factor` |
/// | `--jitter`, `--jitter=<KIND>`, `--no-jitter` | `jitter` |
/// | `--no-retry` | `enabled = false` |
/// | `--retry-set <KEY=VALUE>`, as often as needed | any other, such as `--retry-set breaker_force=open` |
///
/// Values are checked while the command line is parsed, and take what a file takes: a duration is a
/// number of seconds or has units.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Retries")]
pub struct RetryArgs {
    /// Attempts in all, the first included: a number from 1, or "unlimited"
    #[arg(long, value_name = "NUMBER", value_parser = parser(Key::MaxAttempts))]
    retry_attempts: Option<String>,

    /// Time for a whole call, attempts and delays: seconds, or with units such as 2m30s
    #[arg(long, value_name = "DURATION", value_parser = parser(Key::MaxElapsed))]
    retry_max_elapsed: Option<String>,

    /// How delays grow: fixed, linear, exponential, fibonacci, decorrelated, or all delays one by one,
    /// such as 100ms,1s,5s, of which the last repeats
    #[arg(long, value_name = "RULE", value_parser = parser(Key::Backoff))]
    backoff: Option<String>,

    /// First delay: seconds, or with units such as 500ms
    #[arg(long, value_name = "DURATION", value_parser = parser(Key::InitialDelay))]
    backoff_min: Option<String>,

    /// Longest single delay: seconds, or with units such as 30s
    #[arg(long, value_name = "DURATION", value_parser = parser(Key::MaxDelay))]
    backoff_max: Option<String>,

    /// Growth of the exponential backoff: a number from 1
    #[arg(long, value_name = "FACTOR", value_parser = parser(Key::Factor))]
    backoff_factor: Option<String>,

    /// How delays are spread at random: equal, full, none, or plus or minus a fraction from 0 to 1;
    /// alone, as the program has it
    #[arg(
        long,
        value_name = "KIND",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = parser(Key::Jitter),
    )]
    jitter: Option<String>,

    /// Does not spread delays at random
    #[arg(long, conflicts_with = "jitter")]
    no_jitter: bool,

    /// Makes one attempt only, whatever fails
    #[arg(long)]
    no_retry: bool,

    /// Any other setting of retries, budgets and breakers, by its key; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = SettingParser)]
    retry_set: Vec<String>,
}

impl Config {
    /// Flags of the command line for the sites that `pattern` matches (feature `clap`).
    pub fn flags(mut self, flags: &RetryArgs, pattern: impl Into<String>) -> Self {
        self.sources.flags.push(Flags {
            pattern: pattern.into(),
            together: "--retry-attempts and others",
            given: flags.given(),
        });
        self
    }
}

impl RetryArgs {
    /// What the flags set, as a value that a policy is made of:
    /// `cli.retry.settings()?.onto(presets::HTTP)?`.
    ///
    /// # Errors
    ///
    /// [`Repeated`](SettingsError::Repeated) if two flags set one key, such as `--retry-attempts` and
    /// `--retry-set max_attempts=4`.
    pub fn settings(&self) -> Result<PolicySettings, SettingsError> {
        let mut settings = PolicySettings::new();
        for (flag, key, text) in self.given() {
            if settings.iter().any(|(set, _)| set == key) {
                return Err(SettingsError::repeated(flag, &text, key));
            }
            settings = settings.set(key, &text)?;
        }
        Ok(settings)
    }

    fn given(&self) -> Vec<(&'static str, Key, String)> {
        let off = |given: bool| given.then_some("false");
        let others = self.retry_set.iter().filter_map(|setting| {
            let (key, text) = setting.split_once('=')?;
            Some(("--retry-set", Key::named(key.trim())?, text.to_owned()))
        });
        let own = [
            ("--no-retry", Key::Enabled, off(self.no_retry)),
            (
                "--retry-attempts",
                Key::MaxAttempts,
                self.retry_attempts.as_deref(),
            ),
            (
                "--retry-max-elapsed",
                Key::MaxElapsed,
                self.retry_max_elapsed.as_deref(),
            ),
            ("--backoff", Key::Backoff, self.backoff.as_deref()),
            (
                "--backoff-min",
                Key::InitialDelay,
                self.backoff_min.as_deref(),
            ),
            ("--backoff-max", Key::MaxDelay, self.backoff_max.as_deref()),
            (
                "--backoff-factor",
                Key::Factor,
                self.backoff_factor.as_deref(),
            ),
            ("--jitter", Key::Jitter, self.jitter.as_deref()),
            ("--no-jitter", Key::Jitter, off(self.no_jitter)),
        ];
        let own = own
            .into_iter()
            .filter_map(|(flag, key, text)| Some((flag, key, text?.to_owned())));
        own.chain(others).collect()
    }
}

/// Takes what the configuration takes, so that a mistake is told where clap tells of mistakes.
fn parser(key: Key) -> Parser {
    Parser { key }
}

#[derive(Clone)]
struct Parser {
    key: Key,
}

impl TypedValueParser for Parser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        flag: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let read = |text: &str| value::read_plain(Meaning::Key(self.key), text);
        let Some((text, Err(kind))) = value.to_str().map(|text| (text, read(text))) else {
            return StringValueParser::new().parse_ref(command, flag, value);
        };
        refuse(command, flag, text, kind.to_string())
    }
}

/// Takes a key and its value.
#[derive(Clone)]
struct SettingParser;

impl SettingParser {
    fn check(text: &str) -> Result<(), String> {
        let Some((key, value)) = text.split_once('=') else {
            let message = "must be a key and its value, such as breaker_force=open";
            return Err(message.to_owned());
        };
        let Some(key) = Key::named(key.trim()) else {
            let instead = Names::default().instead(key.trim(), &Node::Text(value.to_owned()));
            return Err(format!("there is no such key; {instead}"));
        };
        let read = value::read_plain(Meaning::Key(key), value);
        read.map(|_| ()).map_err(|wrong| wrong.to_string())
    }
}

impl TypedValueParser for SettingParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        flag: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        let Some((text, Err(reason))) = value.to_str().map(|text| (text, Self::check(text))) else {
            return StringValueParser::new().parse_ref(command, flag, value);
        };
        refuse(command, flag, text, reason)
    }
}

/// Clap shows the value that it is handed.
fn refuse(
    command: &Command,
    flag: Option<&Arg>,
    text: &str,
    reason: String,
) -> Result<String, clap::Error> {
    let shown = Escaped(text).to_string();
    let refuse = move |_: &str| Err::<String, _>(reason.clone());
    refuse.parse_ref(command, flag, OsStr::new(&shown))
}
