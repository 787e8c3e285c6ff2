//! Which strategy and which jitter each word stands for: in configuration, in a policy's text and as
//! serialized.

use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;
pub use crate::text::rule_words::foreign_strategy;
use crate::text::rule_words::{
    DECORRELATED, EQUAL, EXPONENTIAL, FIBONACCI, FIXED, FULL, LINEAR, NONE,
};

/// Each strategy that a word stands for.
pub const STRATEGIES: [(&str, Strategy); 5] = [
    (FIXED, Strategy::Fixed),
    (LINEAR, Strategy::Linear),
    (EXPONENTIAL, Strategy::Exponential),
    (FIBONACCI, Strategy::Fibonacci),
    (DECORRELATED, Strategy::Decorrelated),
];

/// Each jitter that a word stands for.
pub const JITTERS: [(&str, Jitter); 3] = [
    (EQUAL, Jitter::Equal),
    (FULL, Jitter::Full),
    (NONE, Jitter::None),
];

/// The word of a strategy; `"custom"` for one of the user's own, `None` for a list of delays.
pub fn strategy(strategy: Strategy) -> Option<&'static str> {
    Some(match strategy {
        Strategy::Fixed => FIXED,
        Strategy::Linear => LINEAR,
        Strategy::Exponential => EXPONENTIAL,
        Strategy::Fibonacci => FIBONACCI,
        Strategy::Decorrelated => DECORRELATED,
        Strategy::Custom(_) => "custom",
        Strategy::Schedule(_) => return None,
    })
}

/// The word of a jitter; `None` for a fraction.
pub fn jitter(jitter: Jitter) -> Option<&'static str> {
    Some(match jitter {
        Jitter::Equal => EQUAL,
        Jitter::Full => FULL,
        Jitter::None => NONE,
        Jitter::Fraction(_) => return None,
    })
}
