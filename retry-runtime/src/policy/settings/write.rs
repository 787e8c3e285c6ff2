//! From settings to what is written.

use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::PolicySettings;

/// A map of what is set: what `Deserialize` reads.
impl Serialize for PolicySettings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.values.len()))?;
        for (key, value) in &self.values {
            map.serialize_entry(key.as_str(), &value.to_node())?;
        }
        map.end()
    }
}
