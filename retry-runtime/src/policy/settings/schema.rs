//! What may be written, as a JSON Schema.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::key::Key;
use super::value::{MILLIONTH, MOST_CALLS, MOST_DELAYS, MOST_NAMES, MOST_TOKENS};
use super::{LogLevel, PolicySettings};
use crate::policy::Policy;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::words::{JITTERS, STRATEGIES};
use crate::policy::guard_numbers::BreakerForce;
use crate::policy::nested::Nested;

/// An object of all keys, none of which is required, with what each is and may be (feature `schemars-1`). What
/// depends on a policy, such as that its backoff has a use for a part, no schema can say.
impl JsonSchema for PolicySettings {
    fn schema_name() -> Cow<'static, str> {
        "PolicySettings".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keys = Key::ALL.iter().copied();
        let properties = keys.map(|key| (key.as_str().to_owned(), key.schema(generator)));
        table("Parts of a retry policy", properties)
    }
}

/// As that of [`PolicySettings`], without `enabled` and with the ceilings.
impl JsonSchema for Policy {
    fn schema_name() -> Cow<'static, str> {
        "Policy".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keys = Key::ALL.iter().copied().filter(|key| key.is_of_a_policy());
        let mut properties: Vec<_> = keys
            .map(|key| (key.as_str().to_owned(), key.schema(generator)))
            .collect();
        for (ceiling, key, description) in [
            (
                "config_max_attempts",
                Key::MaxAttempts,
                "the most attempts that configuration may set",
            ),
            (
                "config_max_delay",
                Key::MaxDelay,
                "the longest delay that configuration may set",
            ),
        ] {
            let schema = described(description, key.values(generator));
            properties.push((ceiling.to_owned(), schema));
        }
        let keys: Vec<&str> = Key::of_a_policy().map(Key::as_str).collect();
        let over = json_schema!({
            "anyOf": [{ "type": "boolean" }, { "type": "array", "items": { "enum": keys } }],
        });
        let over = described("the parts that configuration does not change", over);
        properties.push(("over_configuration".to_owned(), over));
        table("A retry policy", properties)
    }
}

fn table(description: &str, properties: impl IntoIterator<Item = (String, Schema)>) -> Schema {
    let properties: BTreeMap<String, Schema> = properties.into_iter().collect();
    json_schema!({
        "description": description,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn described(description: &str, mut schema: Schema) -> Schema {
    schema.insert("description".to_owned(), description.into());
    schema
}

impl Key {
    fn schema(self, generator: &mut SchemaGenerator) -> Schema {
        described(self.help(), self.values(generator))
    }

    fn values(self, generator: &mut SchemaGenerator) -> Schema {
        match self {
            Self::Enabled => json_schema!({ "type": "boolean" }),
            Self::MaxAttempts => json_schema!({
                "anyOf": [
                    { "type": "integer", "minimum": 1, "maximum": u32::MAX },
                    { "const": "unlimited" },
                ],
            }),
            Self::Backoff => {
                let delay = generator.subschema_for::<WrittenDuration>();
                json_schema!({
                    "anyOf": [
                        { "enum": STRATEGIES.map(|(word, _)| word) },
                        { "type": "array", "items": delay, "minItems": 1, "maxItems": MOST_DELAYS },
                    ],
                })
            }
            Self::Factor | Self::BreakerOpenForFactor => json_schema!({
                "type": "number",
                "minimum": Factor::MIN,
                "maximum": Factor::MAX,
            }),
            Self::Jitter => json_schema!({
                "anyOf": [
                    { "enum": JITTERS.map(|(word, _)| word) },
                    { "type": "boolean" },
                    { "type": "number", "minimum": 0, "maximum": 1 },
                ],
            }),
            Self::Log => {
                json_schema!({ "enum": LogLevel::ALL.iter().map(|level| level.as_str()).collect::<Vec<_>>() })
            }
            Self::Nested => json_schema!({ "enum": Nested::ALL.map(Nested::as_str) }),
            Self::BreakerForce => {
                json_schema!({ "enum": BreakerForce::ALL.map(BreakerForce::as_str) })
            }
            Self::BudgetCapacity
            | Self::BudgetTransientCost
            | Self::BudgetThrottledCost
            | Self::BudgetFloor
            | Self::BudgetMaxConcurrent => whole(0, u32::MAX),
            Self::BreakerConsecutiveFailures | Self::BreakerMinCalls | Self::BreakerProbes => {
                whole(1, u32::MAX)
            }
            Self::BudgetSuccessReward | Self::BudgetRefillPerSecond => json_schema!({
                "anyOf": [
                    { "const": 0 },
                    { "type": "number", "minimum": MILLIONTH, "maximum": MOST_TOKENS },
                ],
            }),
            Self::BreakerFailureRate | Self::BreakerSlowCallRateThreshold => json_schema!({
                "type": "number",
                "minimum": MILLIONTH,
                "maximum": 1,
            }),
            Self::BreakerWindow => {
                let any = generator.subschema_for::<WrittenDuration>();
                let text = json_schema!({ "type": "string", "allOf": [any], "pattern": "[1-9]" });
                json_schema!({ "anyOf": [whole(1, MOST_CALLS), text] })
            }
            Self::MaxElapsed
            | Self::AttemptTimeout
            | Self::BreakerSlowCallDurationThreshold
            | Self::BreakerLease => {
                let any = generator.subschema_for::<WrittenDuration>();
                json_schema!({
                    "allOf": [any],
                    "exclusiveMinimum": 0,
                    // A digit that is no zero.
                    "pattern": "[1-9]",
                })
            }
            Self::RetryableErrors | Self::NonRetryableErrors => json_schema!({
                "type": "array",
                "items": { "type": "string", "minLength": 1 },
                "maxItems": MOST_NAMES,
            }),
            Self::InitialDelay
            | Self::MaxDelay
            | Self::MinDelay
            | Self::Increment
            | Self::ThrottledDelay
            | Self::MaxRetryAfter
            | Self::BreakerOpenFor
            | Self::BreakerMaxOpenFor => generator.subschema_for::<WrittenDuration>(),
        }
    }
}

fn whole(least: u32, most: u32) -> Schema {
    json_schema!({ "type": "integer", "minimum": least, "maximum": most })
}

/// A duration as a number of seconds or a text with units.
struct WrittenDuration;

impl JsonSchema for WrittenDuration {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Each unit at most once, from long to short; no look-ahead, which not every reader of schemas has.
        let units = ["d", "h", "m", "s", "ms", "(us|\u{b5}s|\u{3bc}s)", "ns"];
        let parts = units.map(|unit| format!(r"([0-9]+(\.[0-9]+)?\s*{unit}\s*)?"));
        let in_order = format!(r"^\s*{}$", parts.concat());
        json_schema!({
            "description": "a number of seconds, or a text with units from long to short, such as \"500ms\" or \"2m30s\"",
            "examples": ["500ms", "2m30s", 1.5],
            "anyOf": [
                { "type": "number", "minimum": 0, "maximum": 18_446_744_073_u64 },
                { "type": "string", "allOf": [{ "pattern": in_order }, { "pattern": "[0-9]" }] },
            ],
        })
    }
}
