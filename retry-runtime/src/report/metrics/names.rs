//! What the metrics are called: a prefix that the program may choose, and the rest.

use std::borrow::Cow;
use std::sync::OnceLock;

static NAMES: OnceLock<Names> = OnceLock::new();

/// The name of each metric.
pub(super) struct Names {
    pub(super) attempts: Cow<'static, str>,
    pub(super) calls: Cow<'static, str>,
    pub(super) call_attempts: Cow<'static, str>,
    pub(super) delay: Cow<'static, str>,
    pub(super) budget: Cow<'static, str>,
    pub(super) breaker: Cow<'static, str>,
}

const DEFAULT: Names = Names {
    attempts: Cow::Borrowed("reattempt_attempts_total"),
    calls: Cow::Borrowed("reattempt_calls_total"),
    call_attempts: Cow::Borrowed("reattempt_call_attempts"),
    delay: Cow::Borrowed("reattempt_delay_seconds"),
    budget: Cow::Borrowed("reattempt_budget_tokens"),
    breaker: Cow::Borrowed("reattempt_breaker_state"),
};

impl Names {
    /// The same with another prefix.
    fn prefixed(prefix: &str) -> Self {
        let prefixed = |name: Cow<'static, str>| {
            let rest = name.trim_start_matches("reattempt_");
            Cow::Owned(format!("{prefix}{rest}"))
        };
        Self {
            attempts: prefixed(DEFAULT.attempts),
            calls: prefixed(DEFAULT.calls),
            call_attempts: prefixed(DEFAULT.call_attempts),
            delay: prefixed(DEFAULT.delay),
            budget: prefixed(DEFAULT.budget),
            breaker: prefixed(DEFAULT.breaker),
        }
    }
}

/// Those that were chosen first, or used first.
pub(super) fn names() -> &'static Names {
    NAMES.get_or_init(|| DEFAULT)
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
        .set(Names::prefixed(prefix))
        .map_err(|_| PrefixError::TooLate)
}
