//! What has happened at a site, for programs.

use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use super::Counts;

/// One member for each method, by its name. Times are in seconds; `gave_up` is a map from
/// [reasons](Counts::reasons) to numbers, `errors` one from [kinds](Counts::errors), both without what
/// has not occurred.
impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut counts = serializer.serialize_struct("Counts", 9)?;
        counts.serialize_field("needed_retry", &self.needed_retry())?;
        counts.serialize_field("recovered", &self.recovered())?;
        let reasons = self.reasons().map(|(reason, n)| (reason.as_str(), n));
        counts.serialize_field("gave_up", &Map(reasons.collect()))?;
        counts.serialize_field("unfinished", &self.unfinished())?;
        counts.serialize_field("retries", &self.retries())?;
        counts.serialize_field("waited", &self.waited().as_secs_f64())?;
        counts.serialize_field("errors", &Map(self.errors().collect()))?;
        counts.serialize_field("success_rate", &self.success_rate())?;
        let mean_delay = self.mean_delay().map(|delay| delay.as_secs_f64());
        counts.serialize_field("mean_delay", &mean_delay)?;
        counts.end()
    }
}

/// In the order in which it is given.
struct Map(Vec<(&'static str, u64)>);

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
