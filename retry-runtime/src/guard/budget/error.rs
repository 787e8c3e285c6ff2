//! What can be wrong with a budget.

use core::error::Error;
use core::fmt;
use core::time::Duration;

/// Why a budget was not made: one variant a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum BudgetError {
    /// `success_reward` is below 0, above 1e6, or not a number.
    RewardOutOfRange {
        /// What was asked for.
        tokens: f64,
    },

    /// `refill_per_second` is below 0, above 1e6, or not a number.
    RefillOutOfRange {
        /// What was asked for.
        tokens: f64,
    },

    /// The percentage of calls is below 0, above 100,000, or not a number.
    PercentOutOfRange {
        /// What was asked for.
        percent: f64,
    },

    /// The window is shorter than 1 s or longer than 60 s.
    WindowOutOfRange {
        /// What was asked for.
        window: Duration,
    },

    /// The tokens of a failure ratio are none, or more than 1000.
    MaxTokensOutOfRange {
        /// What was asked for.
        tokens: u32,
    },

    /// The ratio of tokens for a success is not above 0, or above 1000, or not a number.
    TokenRatioOutOfRange {
        /// What was asked for.
        ratio: f64,
    },
}

impl BudgetError {
    /// The rule that was broken. Apart from `Display` because a `const` that fails to build can
    /// show a fixed text only.
    pub(super) const fn rule(&self) -> &'static str {
        match self {
            Self::RewardOutOfRange { .. } => "success_reward must be from 0 to 1e6 tokens",
            Self::RefillOutOfRange { .. } => "refill_per_second must be from 0 to 1e6 tokens",
            Self::PercentOutOfRange { .. } => "the percentage of calls must be from 0 to 100000",
            Self::WindowOutOfRange { .. } => {
                "the window must be from 1 to 60 seconds, the range that Finagle has found sensible"
            }
            Self::MaxTokensOutOfRange { .. } => {
                "max_tokens must be from 1 to 1000, the range of gRPC A6"
            }
            Self::TokenRatioOutOfRange { .. } => {
                "token_ratio must be above 0 and at most 1000 tokens for a success"
            }
        }
    }
}

impl fmt::Display for BudgetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule())?;
        match self {
            Self::RewardOutOfRange { tokens } | Self::RefillOutOfRange { tokens } => {
                write!(f, ", not {tokens}")
            }
            Self::PercentOutOfRange { percent } => write!(f, ", not {percent}"),
            Self::WindowOutOfRange { window } => write!(f, ", not {window:?}"),
            Self::MaxTokensOutOfRange { tokens } => write!(f, ", not {tokens}"),
            Self::TokenRatioOutOfRange { ratio } => write!(f, ", not {ratio}"),
        }
    }
}

impl Error for BudgetError {}
