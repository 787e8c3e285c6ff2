//! A policy on the list of sites, for programs that show it.

use core::time::Duration;

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;
use crate::policy::delay::words;

/// A policy as the list of sites has it: its line of words as `summary`, which may change, then one member for
/// each part. Times are in seconds, and `null` is what the methods of these names say by `None`.
///
/// `backoff` is the word of the attribute, a sequence of delays as cut to `max_delay`, or `"custom"`. `jitter` is
/// the word, or the fraction. Unlike the policy itself, whose `Serialize` is made to be read again, any can be
/// shown.
pub struct ShownPolicy<'a>(pub &'a Policy);

impl Serialize for ShownPolicy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(own) = self;
        let mut policy = serializer.serialize_struct("Policy", 12)?;
        policy.serialize_field("summary", &format_args!("{own}"))?;
        policy.serialize_field("max_attempts", &own.max_attempts())?;
        policy.serialize_field("backoff", &BackoffWord(own))?;
        policy.serialize_field("initial_delay", &seconds(own.initial_delay()))?;
        policy.serialize_field("factor", &own.factor())?;
        policy.serialize_field("increment", &own.increment().map(seconds))?;
        policy.serialize_field("max_delay", &seconds(own.max_delay()))?;
        policy.serialize_field("min_delay", &seconds(own.min_delay()))?;
        policy.serialize_field("jitter", &JitterWord(own.jitter()))?;
        policy.serialize_field("throttled_delay", &seconds(own.throttled_delay()))?;
        policy.serialize_field("max_retry_after", &seconds(own.max_retry_after()))?;
        policy.serialize_field("max_elapsed", &own.max_elapsed().map(seconds))?;
        policy.end()
    }
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

struct BackoffWord<'a>(&'a Policy);

impl Serialize for BackoffWord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.backoff() {
            Strategy::Schedule(delays) => {
                let max_delay = self.0.max_delay();
                let cut = delays.iter().map(|delay| seconds(max_delay.min(*delay)));
                serializer.collect_seq(cut)
            }
            named => serializer.serialize_str(words::strategy(named).unwrap_or_default()),
        }
    }
}

struct JitterWord(Jitter);

impl Serialize for JitterWord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Jitter::Fraction(fraction) => serializer.serialize_f64(fraction.get()),
            named => serializer.serialize_str(words::jitter(named).unwrap_or_default()),
        }
    }
}
