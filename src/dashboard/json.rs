//! What programs are answered.

use std::time::{SystemTime, UNIX_EPOCH};

use reattempt_runtime::__private::last_errors;
use reattempt_runtime::Site;
use reattempt_runtime::guard::{breakers, budgets};
use serde_json::{Value, json};

use super::{ErrorTexts, since};
use crate::config::{EffectiveSite, effective, switches};

pub(super) fn sites(errors: ErrorTexts) -> Value {
    let effective = effective();
    let sites = since::current().into_iter().map(|site| {
        let mut shown = to_json(&site);
        let in_force = effective.of(site.site());
        shown["enabled"] = in_force.is_none_or(EffectiveSite::is_enabled).into();
        shown["settings"] = in_force.map_or(json!([]), settings);
        if errors == ErrorTexts::Shown {
            shown["last_error"] = last_error(site.site());
        }
        shown
    });
    let switches = switches();
    let switches = switches
        .iter()
        .map(|(name, switch)| json!({ "name": name, "action": switch.as_str() }));
    json!({
        "sites": sites.collect::<Value>(),
        "switches": switches.collect::<Value>(),
        "counts_reset_at": since::last_reset().map(since_1970),
    })
}

pub(super) fn guards() -> Value {
    json!({ "breakers": to_json(&breakers()), "budgets": to_json(&budgets()) })
}

fn settings(site: &EffectiveSite) -> Value {
    let settings = site.settings().iter().map(|setting| {
        json!({
            "key": setting.key.as_str(),
            "value": setting.value(),
            "source": setting.source().to_string(),
        })
    });
    settings.collect()
}

fn last_error(site: &'static Site) -> Value {
    last_errors::of(site).map_or(Value::Null, |(error, age)| {
        json!({
            "text": error.text,
            "class": error.class,
            "label": error.label,
            "age": age.as_secs_f64(),
        })
    })
}

fn since_1970(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

/// Of what is numbers, texts and maps from texts, of which nothing can go wrong.
fn to_json(value: &impl serde_core::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
