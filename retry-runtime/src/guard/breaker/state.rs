//! The states of a breaker.

use core::fmt;

/// The state of a [`Breaker`](super::Breaker).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BreakerState {
    /// Calls are made.
    Closed,
    /// No calls are made, or the time for that is over and the first one after it has yet to come.
    Open,
    /// Probes are made.
    HalfOpen,
    /// No calls are made until it is told otherwise.
    ForcedOpen,
    /// Calls are made, whatever becomes of them, until it is told otherwise.
    ForcedClosed,
}

impl BreakerState {
    /// Every state.
    #[cfg(feature = "metrics")]
    pub(crate) const ALL: [Self; 5] = [
        Self::Closed,
        Self::Open,
        Self::HalfOpen,
        Self::ForcedOpen,
        Self::ForcedClosed,
    ];

    #[cfg(feature = "config")]
    pub(super) const fn is_forced(self) -> bool {
        matches!(self, Self::ForcedOpen | Self::ForcedClosed)
    }

    /// Stable lower-case name, for logs and metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Open => "open",
            Self::HalfOpen => "half_open",
            Self::ForcedOpen => "forced_open",
            Self::ForcedClosed => "forced_closed",
        }
    }
}

impl fmt::Display for BreakerState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A change of state, for the [hook](super::BreakerBuilder::on_change).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BreakerChange {
    /// The [name](super::BreakerBuilder::name) of the breaker.
    pub name: &'static str,
    /// The state before.
    pub from: BreakerState,
    /// The state since.
    pub to: BreakerState,
}
