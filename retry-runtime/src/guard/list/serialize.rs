//! The list as data for other programs, by `serde`.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::listed::{Listed, ListedGuard};
use crate::guard::{Breaker, Budget};

impl<G> Serialize for Listed<G>
where
    ListedGuard<G>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<G> ListedGuard<G> {
    fn serialize_name<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("name", self.name())?;
        map.serialize_entry("key", &self.key())?;
        map.serialize_entry("functions", self.functions())
    }
}

/// `name`, `key`, `functions` and `state`, then the members of [`BreakerCounts`](crate::guard::BreakerCounts).
impl Serialize for ListedGuard<Breaker> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let counts = self.counts();
        let mut map = serializer.serialize_map(None)?;
        self.serialize_name(&mut map)?;
        map.serialize_entry("state", self.state().as_str())?;
        map.serialize_entry("calls", &counts.calls)?;
        map.serialize_entry("failures", &counts.failures)?;
        map.serialize_entry("slow_calls", &counts.slow_calls)?;
        map.serialize_entry("failure_rate", &counts.failure_rate)?;
        map.serialize_entry("slow_call_rate", &counts.slow_call_rate)?;
        map.serialize_entry("refusals", &counts.refusals)?;
        map.serialize_entry("openings", &counts.openings)?;
        map.end()
    }
}

/// `name`, `key`, `functions`, `tokens` and `capacity`, then the members of
/// [`BudgetCounts`](crate::guard::BudgetCounts).
impl Serialize for ListedGuard<Budget> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let counts = self.counts();
        let mut map = serializer.serialize_map(None)?;
        self.serialize_name(&mut map)?;
        map.serialize_entry("tokens", &self.tokens())?;
        map.serialize_entry("capacity", &self.capacity())?;
        map.serialize_entry("retries", &counts.retries)?;
        map.serialize_entry("refusals", &counts.refusals)?;
        map.serialize_entry("retrying", &counts.retrying)?;
        map.end()
    }
}
