//! Configuration inside a program's own.

use reattempt_runtime::__private::settings::value::node::Node;
use serde_core::de::{Deserialize, Deserializer};

/// A section of a program's own configuration: a table from sites or patterns to settings.
///
/// Make it a field of whatever the program deserialises, in any format, and hand it to
/// [`Config::section`](crate::config::Config::section). Deserialising takes in everything; what is wrong with
/// it is said by [`Config::check`](crate::config::Config::check), all at once.
///
/// ```
/// use reattempt::config::{Config, Section};
///
/// struct Settings {
///     retry: Section, // with serde's derive: #[serde(default)]
/// }
///
/// let settings = Settings { retry: Section::default() };
/// Config::new().section("settings.toml", settings.retry).check().unwrap();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Section(pub(super) Node);

/// A section without settings.
impl Default for Section {
    fn default() -> Self {
        Self(Node::Table(Vec::new()))
    }
}

impl<'de> Deserialize<'de> for Section {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Node::deserialize(deserializer).map(Self)
    }
}
