//! The words of strategies and of kinds of jitter: those of the runtime, and what others call them.

use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;
pub(super) use crate::policy::delay::words::foreign_strategy;
use crate::policy::delay::words::{self, JITTERS, STRATEGIES};
use crate::policy::guard_numbers::BreakerForce;
use crate::policy::nested::Nested;

pub(super) fn strategy(word: &str) -> Option<Strategy> {
    named(&STRATEGIES, word)
}

pub(super) fn jitter(word: &str) -> Option<Jitter> {
    named(&JITTERS, word)
}

pub(super) fn nested(word: &str) -> Option<Nested> {
    let mut all = Nested::ALL.into_iter();
    all.find(|nested| nested.as_str() == word)
}

pub(super) fn force(word: &str) -> Option<BreakerForce> {
    let mut all = BreakerForce::ALL.into_iter();
    all.find(|force| force.as_str() == word)
}

/// The word of a jitter; `None` for a fraction.
pub(super) fn of_jitter(jitter: Jitter) -> Option<&'static str> {
    words::jitter(jitter)
}

fn named<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, named)| *named)
}

/// How a message calls `strategy`, after "which is".
pub fn describe(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Schedule(_) => "a list of delays",
        Strategy::Custom(_) => "one of its own",
        named => words::strategy(named).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{JITTERS, STRATEGIES};
    use crate::policy::settings::key::Key;

    #[test]
    fn the_message_about_a_wrong_word_lists_every_word() {
        let strategies = STRATEGIES.map(|(word, _)| (Key::Backoff, word));
        let jitters = JITTERS.map(|(word, _)| (Key::Jitter, word));
        for (key, word) in strategies.into_iter().chain(jitters) {
            let allowed = key.allowed();
            assert!(allowed.contains(&format!("{word:?}")), "{key}: {allowed}");
        }
    }
}
