//! What the metrics are called: a prefix that the program may choose, and the rest.

use std::sync::OnceLock;

const PREFIX: &str = "reattempt_";

static NAMES: OnceLock<Names> = OnceLock::new();

/// The name of each metric.
pub(super) struct Names {
    pub(super) attempts: String,
    pub(super) calls: String,
    pub(super) call_attempts: String,
    pub(super) delay: String,
    pub(super) budget: String,
    pub(super) breaker: String,
}

impl Names {
    fn new(prefix: &str) -> Self {
        let name = |rest: &str| format!("{prefix}{rest}");
        Self {
            attempts: name("attempts_total"),
            calls: name("calls_total"),
            call_attempts: name("call_attempts"),
            delay: name("delay_seconds"),
            budget: name("budget_tokens"),
            breaker: name("breaker_state"),
        }
    }
}

/// Those that were chosen first, or used first.
pub(super) fn names() -> &'static Names {
    NAMES.get_or_init(|| Names::new(PREFIX))
}

/// Why a prefix was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// It is not a name that metrics may have everywhere.
    #[error(
        "the prefix of metrics `{prefix}` must begin with a letter or an underscore, and go on with \
         letters, digits and underscores; write one such as `shop_retry_`"
    )]
    #[non_exhaustive]
    Invalid {
        /// What was asked for.
        prefix: String,
    },
    /// A metric has been described or counted already, or another prefix was set.
    #[error("the prefix of metrics must be set before the first of them is described or counted")]
    TooLate,
}

/// Gives all metrics another prefix than `reattempt_`, such as `shop_retry_`. Once a program, before
/// [`describe`](super::describe()) and before the first failure.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// reattempt::metrics::set_prefix("shop_retry_")?;
/// reattempt::metrics::describe(); // shop_retry_attempts_total, shop_retry_calls_total, ..
/// # Ok::<(), reattempt::metrics::PrefixError>(())
/// ```
///
/// # Errors
/// [`PrefixError::Invalid`] if it is empty or has other characters than ASCII letters, digits and
/// underscores, or begins with a digit; [`PrefixError::TooLate`] if names are in use already.
pub fn set_prefix(prefix: &str) -> Result<(), PrefixError> {
    let is_word = prefix
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_word || prefix.is_empty() || prefix.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(PrefixError::Invalid {
            prefix: prefix.to_owned(),
        });
    }
    NAMES
        .set(Names::new(prefix))
        .map_err(|_| PrefixError::TooLate)
}
