//! What a file of the configuration may be, as a JSON Schema.

use std::borrow::Cow;

use reattempt_runtime::settings::PolicySettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::section::Section;

/// That of a whole file: an object from names of functions, or patterns, to
/// [`PolicySettings`](crate::config::PolicySettings) (feature `schemars-1`). Names of a program's own, those of
/// [`Config::alias`](crate::config::Config::alias), are not in it.
impl JsonSchema for Section {
    fn schema_name() -> Cow<'static, str> {
        "Retries".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Retry policies, by the names of functions or patterns such as \"deploy.*\"",
            "type": "object",
            "additionalProperties": generator.subschema_for::<PolicySettings>(),
        })
    }
}
