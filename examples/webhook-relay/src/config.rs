//! Which webhooks there are, where they go, and how patiently: a JSON file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use reattempt::Policy;
use reattempt::config::{ErrorNames, Key, Meaning, PolicySettings, SettingsError};
use reattempt::guard::{Breaker, BreakerBuilder};
use serde::{Deserialize, Deserializer};

use crate::destination::Target;
use crate::error::DeliveryError;

/// What a `retry` block without numbers means.
const BASE: Policy = Policy::builder()
    .max_attempts(5)
    .initial_delay(Duration::from_secs(1))
    .max_delay(Duration::from_mins(1))
    .config_max_attempts(1000)
    .config_max_delay(Duration::from_hours(24))
    .build();

/// What a `retry` block without names of errors means.
const NAMES: [(Key, &str); 2] = [
    (
        Key::RetryableErrors,
        "ConnectionError, ConnectionRefused, TimeoutError, NetworkError, ConnectError, ReadTimeout, \
         AmqpConnectionError, KafkaError, ServerError, RateLimitError",
    ),
    (
        Key::NonRetryableErrors,
        "AuthenticationError, PermissionError, ValueError, KeyError",
    ),
];

/// Names that such blocks have elsewhere.
const ALIASES: [(&str, Meaning); 3] = [
    ("backoff_multiplier", Meaning::Key(Key::Factor)),
    ("strategy", Meaning::Key(Key::Backoff)),
    ("timeout", Meaning::Key(Key::AttemptTimeout)),
];

/// The longest that an attempt may take. The queue counts on it: see `queue::MISSED_HEARTBEATS`.
pub const LONGEST_ATTEMPT: Duration = Duration::from_secs(10);

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);

/// A webhook, ready to receive.
#[derive(Debug)]
pub struct Webhook {
    pub name: String,
    pub token: String,
    pub target: Target,
    pub retry: Retry,
}

/// How one webhook is retried.
#[derive(Debug)]
pub struct Retry {
    pub policy: Policy,
    pub errors: ErrorNames,
    pub attempt_timeout: Duration,
    settings: PolicySettings,
}

#[derive(Debug, thiserror::Error)]
pub enum BadConfig {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("webhook `{name}`: retry: {source}")]
    Retry { name: String, source: SettingsError },
    #[error(
        "webhook `{name}`: retry: attempt_timeout = {found:?}: must be at most {LONGEST_ATTEMPT:?}"
    )]
    Timeout { name: String, found: Duration },
    #[error("webhook `{name}`: a name is 1 to 64 letters, digits, `-` and `_`")]
    Name { name: String },
    #[error("webhook `{name}` is there twice")]
    Twice { name: String },
    #[error("webhook `{name}`: token: must not be empty")]
    NoToken { name: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    webhooks: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    token: String,
    destination: Target,
    #[serde(default, deserialize_with = "aliased")]
    retry: PolicySettings,
}

fn aliased<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PolicySettings, D::Error> {
    PolicySettings::deserialize_aliased(deserializer, &ALIASES)
}

/// The webhooks in a file, by name.
///
/// # Errors
/// The first thing that is wrong.
pub fn read(path: &Path) -> Result<BTreeMap<String, Webhook>, BadConfig> {
    let text = fs::read_to_string(path);
    let file = text.and_then(|text| Ok(serde_json::from_str::<File>(&text)?));
    let file = file.map_err(|source| BadConfig::File {
        path: path.to_owned(),
        source,
    })?;
    let mut webhooks = BTreeMap::new();
    for entry in file.webhooks {
        let webhook = entry.resolve()?;
        let name = webhook.name.clone();
        if webhooks.insert(name.clone(), webhook).is_some() {
            return Err(BadConfig::Twice { name });
        }
    }
    Ok(webhooks)
}

impl Entry {
    fn resolve(self) -> Result<Webhook, BadConfig> {
        let Self {
            name,
            token,
            destination,
            retry,
        } = self;
        if !is_name(&name, 64) {
            return Err(BadConfig::Name { name });
        }
        if token.is_empty() {
            return Err(BadConfig::NoToken { name });
        }
        let retry = Retry::new(retry).map_err(|source| BadConfig::Retry {
            name: name.clone(),
            source,
        })?;
        // Where it is read, and not at the first failure.
        let breaker = retry.settings.breaker(Retry::BREAKER);
        if let Err(source) = breaker {
            return Err(BadConfig::Retry { name, source });
        }
        if retry.attempt_timeout > LONGEST_ATTEMPT {
            let found = retry.attempt_timeout;
            return Err(BadConfig::Timeout { name, found });
        }
        Ok(Webhook {
            name,
            token,
            target: destination,
            retry,
        })
    }
}

impl Retry {
    const BREAKER: BreakerBuilder = Breaker::builder().open_for(Duration::from_secs(5));

    fn new(mut settings: PolicySettings) -> Result<Self, SettingsError> {
        for (key, names) in NAMES {
            if settings.iter().all(|(set, _)| set != key) {
                settings = settings.set(key, names)?;
            }
        }
        let mut policy = settings.onto(BASE)?;
        // A webhook that does not say so has one attempt.
        if settings.enabled() != Some(true) {
            policy = policy.to_builder().max_attempts(1).build();
        }
        Ok(Self {
            policy,
            errors: settings.errors_of::<DeliveryError>()?,
            attempt_timeout: settings.attempt_timeout().unwrap_or(DEFAULT_TIMEOUT),
            settings,
        })
    }

    /// A breaker with the numbers of this webhook.
    pub fn breaker(&self) -> Breaker {
        self.settings.breaker(Self::BREAKER).unwrap_or_default()
    }
}

/// So that it can be a part of a path and of a key.
pub fn is_name(text: &str, most: usize) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    (1..=most).contains(&text.len()) && text.bytes().all(is_plain)
}
