//! A whole policy as it is written: every part of it, in the words of settings.

use core::time::Duration;

use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_core::ser::{Error as _, Serialize, SerializeMap, Serializer};

use super::PolicySettings;
use super::error::SettingsError;
use super::key::{Key, Meaning};
use super::names::Names;
use super::read::Mistakes;
use super::value::{self, Value, Wrong, node::Node};
use crate::policy::Policy;
use crate::policy::delay::nanos;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::strategy::Strategy;
use crate::policy::over_configuration::PartSet;

/// The most attempts and the longest delay that configuration may set: parts of a policy, but no settings.
const CEILINGS: [(&str, Meaning); 2] = [
    ("config_max_attempts", Meaning::Key(Key::MaxAttempts)),
    ("config_max_delay", Meaning::Key(Key::MaxDelay)),
];

/// The parts that configuration does not change: `true` for all, or a list of keys.
const OVER_CONFIGURATION: &str = "over_configuration";

fn over_configuration(policy: &Policy) -> Node {
    if policy.over_configuration == PartSet::ALL {
        return Node::Bool(true);
    }
    let keys = Key::of_a_policy().filter(|key| policy.over_configuration.has(*key));
    Node::List(keys.map(|key| Node::Text(key.to_string())).collect())
}

fn read_over_configuration(node: &Node) -> Option<PartSet> {
    let part = |name: &Node| match name {
        Node::Text(name) => Key::named(name).filter(|key| key.is_of_a_policy()),
        _ => None,
    };
    match node {
        Node::Bool(true) => Some(PartSet::ALL),
        Node::Bool(false) => Some(PartSet::NONE),
        Node::List(names) => names.iter().try_fold(PartSet::NONE, |set, name| {
            Some(set.with(PartSet::of(part(name)?)))
        }),
        _ => None,
    }
}

/// A map of the parts, as [`PolicySettings`](crate::settings::PolicySettings) names and writes them, with
/// `config_max_attempts`, `config_max_delay` and `over_configuration` where these are set (feature `serde`). What the backoff has
/// no use for is not in it, nor are a `max_elapsed`, an `increment`, a `throttled_delay` and a `max_retry_after` that are not set.
///
/// What is read from it is equal to this policy, but for a list of delays that
/// [`clamped`](crate::PolicyBuilder::clamped) has cut to `max_delay`: it is written as it was cut.
///
/// # Errors
///
/// A [custom](Strategy::Custom) backoff cannot be written.
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let settings = PolicySettings::try_from(self).map_err(S::Error::custom)?;
        let ceilings = [
            self.config_max_attempts().map(Value::MaxAttempts),
            self.config_max_delay().map(Value::Duration),
        ];
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &settings.values {
            map.serialize_entry(key.as_str(), &value.to_node())?;
        }
        for ((name, _), ceiling) in CEILINGS.iter().zip(ceilings) {
            if let Some(ceiling) = ceiling {
                map.serialize_entry(name, &ceiling.to_node())?;
            }
        }
        if !self.over_configuration.is_empty() {
            map.serialize_entry(OVER_CONFIGURATION, &over_configuration(self))?;
        }
        map.end()
    }
}

/// A map of parts, as [`PolicySettings`](crate::settings::PolicySettings) reads them, on the defaults; with it
/// `config_max_attempts` and `config_max_delay`, which bind later settings and not those beside them. `enabled`
/// is no part of a policy. A list of delays is kept as [`onto`](crate::settings::PolicySettings::onto) says.
impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        let Parts { node, apart } = Parts::of(node).map_err(D::Error::custom)?;
        let settings = PolicySettings::read(node, &Names::default()).map_err(D::Error::custom)?;
        let policy = settings.onto(Self::new()).map_err(D::Error::custom)?;
        Ok(Self {
            max_elapsed: apart.max_elapsed.unwrap_or(policy.max_elapsed),
            config_max_attempts: apart.most.unwrap_or(policy.config_max_attempts),
            config_max_delay: apart.longest.unwrap_or(policy.config_max_delay),
            over_configuration: apart
                .over_configuration
                .unwrap_or(policy.over_configuration),
            ..policy
        })
    }
}

/// What was written, with what settings do not know taken out of it.
struct Parts {
    node: Node,
    apart: Apart,
}

#[derive(Default)]
struct Apart {
    /// Zero, which a policy may have and settings may not.
    max_elapsed: Option<u64>,
    most: Option<u32>,
    longest: Option<u64>,
    over_configuration: Option<PartSet>,
}

impl Parts {
    fn of(node: Node) -> Result<Self, Mistakes> {
        let mut apart = Apart::default();
        let Node::Table(table) = node else {
            return Ok(Self { node, apart });
        };
        let mut settings = Vec::new();
        let mut mistakes = Vec::new();
        for (name, node) in table {
            match apart.take_in(&name, &node) {
                Ok(true) => {}
                Ok(false) => settings.push((name, node)),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        if !mistakes.is_empty() {
            return Err(Mistakes(mistakes));
        }
        let node = Node::Table(settings);
        Ok(Self { node, apart })
    }
}

impl Apart {
    /// Whether it was one of these.
    fn take_in(&mut self, name: &str, node: &Node) -> Result<bool, SettingsError> {
        let wrong = |wrong| SettingsError::of_value(name, &node.to_string(), wrong);
        if Key::named(name).is_some_and(|key| !key.is_of_a_policy()) {
            return Err(SettingsError::UnknownKey {
                key: name.to_owned(),
                value: node.to_string(),
                instead: "it is a setting and no part of a policy".to_owned(),
            });
        }
        if name == OVER_CONFIGURATION {
            let set = read_over_configuration(node);
            let allowed = "true, false, or a list of parts of a policy, such as [\"max_attempts\"]";
            let invalid = || Wrong::Invalid {
                allowed,
                instead: None,
            };
            self.over_configuration = Some(set.ok_or_else(invalid).map_err(wrong)?);
            return Ok(true);
        }
        if name == Key::MaxElapsed.as_str() {
            let limit = value::duration::read(node, Key::MaxElapsed.allowed()).map_err(wrong)?;
            if limit.is_zero() {
                self.max_elapsed = Some(0);
            }
            return Ok(limit.is_zero());
        }
        let Some((_, meaning)) = CEILINGS.iter().find(|(ceiling, _)| *ceiling == name) else {
            return Ok(false);
        };
        match value::read(*meaning, node).map_err(wrong)? {
            Value::MaxAttempts(attempts) => self.most = Some(attempts),
            Value::Duration(delay) => self.longest = Some(nanos::from_duration(delay)),
            _ => {}
        }
        Ok(true)
    }
}

/// Every part that the backoff has a use for, so that it can be shown or changed key by key.
///
/// # Errors
///
/// [`CustomBackoff`](SettingsError::CustomBackoff), which has no words. The ceilings are no settings.
impl TryFrom<&Policy> for PolicySettings {
    type Error = SettingsError;

    fn try_from(policy: &Policy) -> Result<Self, SettingsError> {
        let backoff = match policy.backoff() {
            Strategy::Custom(backoff) => {
                let backoff = format!("{backoff:?}");
                return Err(SettingsError::CustomBackoff { backoff });
            }
            Strategy::Schedule(delays) => {
                let cut = delays.iter().map(|delay| policy.max_delay().min(*delay));
                Value::Delays(cut.collect())
            }
            named => Value::Backoff(named),
        };
        Ok(Self::parts(policy, Some(backoff)))
    }
}

impl PolicySettings {
    /// The parts of any policy, to be shown. A backoff of the program's own is not among them.
    #[doc(hidden)]
    pub fn shown(policy: &Policy) -> Self {
        Self::try_from(policy).unwrap_or_else(|_| Self::parts(policy, None))
    }

    fn parts(policy: &Policy, backoff: Option<Value>) -> Self {
        let is_set = |nanos: u64| (nanos != Policy::UNSET).then(|| Duration::from_nanos(nanos));
        let increment = match policy.rule {
            Rule::Linear { increment } => increment.map(Duration::from_nanos),
            _ => None,
        };
        let parts = [
            (
                Key::MaxAttempts,
                Some(Value::MaxAttempts(policy.max_attempts)),
            ),
            (Key::Backoff, backoff),
            (
                Key::InitialDelay,
                Some(Value::Duration(policy.initial_delay())),
            ),
            (Key::MaxDelay, Some(Value::Duration(policy.max_delay()))),
            (Key::MinDelay, Some(Value::Duration(policy.min_delay()))),
            (Key::Factor, policy.factor().map(Value::Factor)),
            (Key::Increment, increment.map(Value::Duration)),
            (Key::Jitter, Some(Value::Jitter(Some(policy.jitter())))),
            (Key::MaxElapsed, policy.max_elapsed().map(Value::Duration)),
            (
                Key::ThrottledDelay,
                is_set(policy.throttled_delay).map(Value::Duration),
            ),
            (
                Key::MaxRetryAfter,
                is_set(policy.max_retry_after).map(Value::Duration),
            ),
        ];
        let is_used = |key: &Key| {
            key.part()
                .is_none_or(|part| part.is_used_by(policy.backoff()))
        };
        let set = parts.into_iter().filter(|(key, _)| is_used(key));
        Self {
            values: set.filter_map(|(key, value)| Some((key, value?))).collect(),
        }
    }
}
