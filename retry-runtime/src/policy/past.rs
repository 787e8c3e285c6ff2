//! The past of a call that nobody holds in memory.

#[cfg(feature = "std")]
use crate::machine::SystemTime;
use core::time::Duration;

/// What has happened so far, as the caller keeps it between attempts, perhaps in another process.
///
/// With the feature `serde` it is `Serialize` and `Deserialize`, with times in seconds. A negative time, which the
/// clocks of two machines can come to, is read as zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Past {
    /// How many attempts were made, the one that has just failed included; 0 is taken for 1.
    pub attempt: u32,
    /// Time since the first of them began.
    pub elapsed: Duration,
    /// The delay before the last of them; zero before the first. A decorrelated backoff grows out of it.
    pub previous: Duration,
}

impl Past {
    /// The past of so many attempts of which the first began at `started`, by a wall clock. One that has been
    /// set back, or runs behind that of another machine, makes the time zero.
    #[cfg(feature = "std")]
    pub fn since(attempt: u32, started: SystemTime, previous: Duration) -> Self {
        Self {
            attempt,
            elapsed: SystemTime::now()
                .duration_since(started)
                .unwrap_or_default(),
            previous,
        }
    }

    /// The past after one more attempt, which began after a delay of `after`. The caller counts `elapsed`.
    #[must_use]
    pub const fn then(self, after: Duration) -> Self {
        Self {
            attempt: self.attempt.saturating_add(1),
            previous: after,
            ..self
        }
    }
}

#[cfg(feature = "serde")]
mod serialize {
    use core::fmt;
    use core::time::Duration;

    use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
    use serde_core::ser::{Serialize, SerializeStruct, Serializer};

    use super::Past;

    const FIELDS: [&str; 3] = ["attempt", "elapsed", "previous"];

    impl Serialize for Past {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut past = serializer.serialize_struct("Past", FIELDS.len())?;
            past.serialize_field("attempt", &self.attempt)?;
            past.serialize_field("elapsed", &self.elapsed.as_secs_f64())?;
            past.serialize_field("previous", &self.previous.as_secs_f64())?;
            past.end()
        }
    }

    impl<'de> Deserialize<'de> for Past {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_struct("Past", &FIELDS, Fields)
        }
    }

    struct Fields;

    impl<'de> Visitor<'de> for Fields {
        type Value = Past;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map of `attempt`, and `elapsed` and `previous` in seconds")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Past, A::Error> {
            let (mut attempt, mut elapsed, mut previous) = (None, None, None);
            while let Some(field) = map.next_key::<String>()? {
                match field.as_str() {
                    "attempt" => attempt = Some(map.next_value()?),
                    "elapsed" => elapsed = Some(time(map.next_value()?)),
                    "previous" => previous = Some(time(map.next_value()?)),
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
            Ok(Past {
                attempt: attempt.ok_or_else(|| A::Error::missing_field("attempt"))?,
                elapsed: elapsed.ok_or_else(|| A::Error::missing_field("elapsed"))?,
                previous: previous.ok_or_else(|| A::Error::missing_field("previous"))?,
            })
        }
    }

    /// What is longer than can be said is as long as can be said.
    fn time(seconds: f64) -> Duration {
        Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX)
    }
}
