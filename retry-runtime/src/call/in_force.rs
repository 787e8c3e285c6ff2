//! What a call goes by.

use crate::policy::Policy;
#[cfg(feature = "config")]
use crate::site::settings::CallSettings;

/// What a call goes by from its first failure on: for delays, feedback, limits, logs and counters
/// alike.
pub(crate) enum InForce<'p> {
    /// The function's own policy, and nothing else.
    Own(&'p Policy),
    /// What something around the call puts in its place.
    Replaced(Box<Replaced>),
}

/// A policy in the place of a function's own.
pub(crate) struct Replaced {
    pub(crate) policy: Policy,
    /// Whether the call may retry, as far as that is set from outside.
    pub(crate) enabled: bool,
    /// What else is set from outside.
    #[cfg(feature = "config")]
    pub(crate) settings: CallSettings,
}

impl From<Policy> for Replaced {
    fn from(policy: Policy) -> Self {
        Self {
            policy,
            enabled: true,
            #[cfg(feature = "config")]
            settings: CallSettings::default(),
        }
    }
}

impl InForce<'_> {
    #[inline]
    pub(crate) fn policy(&self) -> &Policy {
        match self {
            Self::Own(policy) => policy,
            Self::Replaced(replaced) => &replaced.policy,
        }
    }

    /// The function's own policy, if nothing stands in its place.
    #[inline]
    pub(crate) fn own(&self) -> Option<&Policy> {
        match self {
            Self::Own(policy) => Some(policy),
            Self::Replaced(_) => None,
        }
    }

    /// Whether the call may retry, as far as that is set from outside.
    #[inline]
    pub(crate) fn enabled(&self) -> bool {
        match self {
            Self::Own(_) => true,
            Self::Replaced(replaced) => replaced.enabled,
        }
    }

    /// What else is set from outside, if anything is.
    #[cfg(feature = "config")]
    #[inline]
    pub(crate) fn settings(&self) -> Option<&CallSettings> {
        match self {
            Self::Own(_) => None,
            Self::Replaced(replaced) => Some(&replaced.settings),
        }
    }

    /// The same for a state that outlives the policy it was made with.
    pub(crate) fn into_owned(self) -> InForce<'static> {
        InForce::Replaced(match self {
            Self::Own(policy) => Box::new(Replaced::from(*policy)),
            Self::Replaced(replaced) => replaced,
        })
    }
}
