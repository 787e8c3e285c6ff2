//! Settings as a value: read, written, put on a policy.

mod advice;
mod durations;
mod errors;
mod flags;
mod onto;
mod parts;
mod policies;
mod reading;
mod writing;

use reattempt::config::{Key, PolicySettings};

/// Those that set each key to a text.
fn settings(set: &[(Key, &str)]) -> PolicySettings {
    let set = set.iter();
    set.fold(PolicySettings::new(), |settings, (key, text)| {
        settings.set(*key, text).unwrap()
    })
}

/// Those of a text in JSON.
fn json(text: &str) -> PolicySettings {
    serde_json::from_str(text).unwrap()
}

/// What is said of a text in JSON, without the place that the parser adds.
fn mistake(text: &str) -> String {
    let error = serde_json::from_str::<PolicySettings>(text).unwrap_err();
    let message = error.to_string();
    let place = message.rfind(" at line ").unwrap_or(message.len());
    message[..place].to_owned()
}
