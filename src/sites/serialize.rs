//! The list as data for other programs, by `serde`.

use reattempt_runtime::__private::ShownPolicy;
use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use super::{RegisteredSite, Sites};

/// A sequence of [`RegisteredSite`]s.
impl Serialize for Sites {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

/// As [`Sites`] shows.
impl Serialize for RegisteredSite {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut site = serializer.serialize_struct("RegisteredSite", 6)?;
        site.serialize_field("name", self.name())?;
        site.serialize_field("file", self.file())?;
        site.serialize_field("line", &self.line())?;
        site.serialize_field("column", &self.column())?;
        site.serialize_field("policy", &self.policy().map(ShownPolicy))?;
        site.serialize_field("counts", self.counts())?;
        site.end()
    }
}
