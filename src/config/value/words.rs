//! The words of strategies and of kinds of jitter, which are those of the attribute.

use reattempt_runtime::{Jitter, Strategy};

const STRATEGIES: [(&str, Strategy); 5] = [
    ("fixed", Strategy::Fixed),
    ("linear", Strategy::Linear),
    ("exponential", Strategy::Exponential),
    ("fibonacci", Strategy::Fibonacci),
    ("decorrelated", Strategy::Decorrelated),
];

const JITTERS: [(&str, Jitter); 3] = [
    ("equal", Jitter::Equal),
    ("full", Jitter::Full),
    ("none", Jitter::None),
];

pub(super) fn strategy(word: &str) -> Option<Strategy> {
    let named = STRATEGIES.iter().find(|(name, _)| *name == word);
    named.map(|(_, strategy)| *strategy)
}

pub(super) fn jitter(word: &str) -> Option<Jitter> {
    let named = JITTERS.iter().find(|(name, _)| *name == word);
    named.map(|(_, jitter)| *jitter)
}

/// How a message calls `strategy`, after "which is".
pub(crate) fn describe(strategy: Strategy) -> &'static str {
    if let Strategy::Schedule(_) = strategy {
        return "a list of delays";
    }
    let named = STRATEGIES.iter().find(|(_, named)| *named == strategy);
    named.map_or("one of its own", |(name, _)| name)
}

/// The strategy that other libraries call `word`.
pub(super) fn foreign_strategy(word: &str) -> Option<&'static str> {
    Some(match word {
        "constant" | "const" | "none" => "fixed",
        "incremental" => "linear",
        "exp" | "expo" | "geometric" => "exponential",
        "fib" => "fibonacci",
        "aws" | "decorrelated_jitter" => "decorrelated",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{JITTERS, STRATEGIES};
    use crate::config::key::Key;

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
