//! What can be wrong, each with its sentence.

use std::sync::Arc;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::__private::settings::{
    must_be, no_such_error, too_many_lists, value::Wrong,
};
use reattempt_runtime::settings::{GuardKind, Key};

use super::words::{all_do, has, list, nearest_or_all, part, place};

/// What can be wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The file cannot be read.
    #[error("cannot be read: {}", Escaped(.reason))]
    Unreadable {
        /// What the system says.
        reason: String,
    },

    /// The file's name ends in neither `.json` nor `.toml`.
    #[error("must be a file that ends in .json or .toml")]
    UnknownFormat,

    /// The text is no JSON or TOML.
    #[error("line {line}, column {column}: {}", Escaped(.reason))]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },

    /// The variable is no Unicode.
    #[error("must be valid Unicode")]
    NotUnicode,

    /// Something else where a table was expected.
    #[error("must be a table {of}")]
    NotATable {
        /// What has to be in it.
        of: &'static str,
    },

    /// A setting stands where the name of a function or a pattern was expected.
    #[error(
        "is a setting and must stand below a name or a pattern: write [\"*\"] above it for all functions"
    )]
    WithoutPattern,

    /// There is no such key.
    #[error("there is no such key; {}", Escaped(.instead))]
    UnknownKey {
        /// What to do instead.
        instead: String,
    },

    /// The variable is no setting, and its name can hardly be anything but a misspelt one.
    #[error("there is no such setting; {}", Escaped(.instead))]
    UnknownVariable {
        /// What to do instead.
        instead: String,
    },

    /// There is no such site, or none that the pattern matches.
    #[error("matches none of the retried functions{}", nearest_or_all(.nearest.as_deref(), .sites, .guards.as_deref()))]
    UnknownSite {
        /// The name of a site, budget or breaker that comes closest.
        nearest: Option<String>,
        /// All sites.
        sites: Arc<[&'static str]>,
        /// The names of all budgets and breakers, where a number of one is written.
        guards: Option<Arc<[String]>>,
    },

    /// The value is of the wrong type, or out of range.
    #[error("{}", must_be(allowed, .instead.as_deref()))]
    Invalid {
        /// What is allowed.
        allowed: &'static str,
        /// What was most likely meant.
        instead: Option<String>,
    },

    /// The text is no duration.
    #[error("{}", Escaped(.reason))]
    NoDuration {
        /// Why, and what to write.
        reason: String,
    },

    /// The list of delays is too long to be kept.
    #[error("{}", Wrong::TooManyDelays { count: *.count, most: *.most })]
    TooManyDelays {
        /// How many there are.
        count: usize,
        /// How many are allowed.
        most: usize,
    },

    /// The program has had too many lists of delays to keep another one.
    #[error("{}", too_many_lists(*.count, *.most))]
    TooManyLists {
        /// How many delays there are in this one.
        count: usize,
        /// How many lists are allowed.
        most: usize,
    },

    /// The program has had too many lists of names of errors to keep another one.
    #[error(
        "these names are one list too many: at most {most} different ones are kept while the program runs; \
         start it again"
    )]
    TooManyNames {
        /// How many are allowed.
        most: usize,
    },

    /// No error of the functions is called so.
    #[error("{name:?} is no class and no kind of error of {}{}", list(.sites), no_such_error(*.nearest, .known))]
    UnknownError {
        /// The name.
        name: String,
        /// The name that comes closest, if any comes close.
        nearest: Option<&'static str>,
        /// All kinds of error of the sites.
        known: Vec<&'static str>,
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The value is above `config_max_attempts` or `config_max_delay` of the policy.
    #[error("must be at most {ceiling}, the ceiling that {} in the code", all_do(.sites, "sets", "set"))]
    AboveCeiling {
        /// The ceiling.
        ceiling: String,
        /// The sites that have it.
        sites: Vec<&'static str>,
    },

    /// The value contradicts another one.
    #[error("must be {relation} {limit}, {} that {} {}", part(*.with), all_do(.sites, "has", "have"), place(.from.as_deref()))]
    Conflict {
        /// "at least" or "at most".
        relation: &'static str,
        /// The other value.
        limit: String,
        /// What the other value is for.
        with: Key,
        /// Where the other value was written; `None` is in the code.
        from: Option<String>,
        /// The sites where the two meet.
        sites: Vec<&'static str>,
    },

    /// Unlimited attempts whose delays are or become zero.
    #[error("with unlimited attempts {} a delay above zero", all_do(.sites, "needs", "need"))]
    UnlimitedWithoutDelay {
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The backoff has no use for this part.
    #[error("is not used by the backoff of {}, which is {backoff}", list(.sites))]
    Unused {
        /// The backoff.
        backoff: String,
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The policy in the code stands over configuration.
    #[error("is of no use to {}, whose policy in the code stands over configuration", list(.sites))]
    OverConfiguration {
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The function has no `attempt_timeout` in the code, which it needs to end an attempt.
    #[error("is of no use to {}, which in the code {} no attempt_timeout", list(.sites), has(.sites))]
    NoAttemptTimeout {
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The function has no option `nested` in the code, which it needs for its attempts to mean anything to others.
    #[error("is of no use to {}, which in the code {} no nested", list(.sites), has(.sites))]
    NoNested {
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The function suppresses in the code, and does not read the clock that a bound needs.
    #[error(
        "must be \"allow\" or \"suppress\" for {}, which in the code {} nested = \"suppress\" and reads no clock",
        list(.sites), has(.sites)
    )]
    NestedUnbounded {
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The function has no budget or breaker that all its calls share, as far as the code shows.
    #[error("is of no use to {}, which in the code {} no {guard} in a static", list(.sites), has(.sites))]
    NoGuard {
        /// What it is a number of.
        guard: GuardKind,
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// The budget or breaker of the function has a name of its own, by which it is set.
    #[error("the {guard} of {} is called {name:?}: write it for that name", list(.sites))]
    GuardHasName {
        /// What it is a number of.
        guard: GuardKind,
        /// The name.
        name: String,
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// It is written for the name of a budget or breaker, and is no number of that.
    #[error("is no setting of the {guard} {}", Escaped(.name))]
    NotOfGuard {
        /// What has the name.
        guard: GuardKind,
        /// The name.
        name: String,
    },

    /// The budget or breaker has no use for this number.
    #[error("is not used by the {guard} {}, {reason}", Escaped(.name))]
    UnusedByGuard {
        /// What it is.
        guard: GuardKind,
        /// What it is called, or the functions that it guards.
        name: String,
        /// Why.
        reason: &'static str,
    },

    /// The numbers of a budget or breaker break one of its rules.
    #[error("{rule}; it is that of the {guard} {}", Escaped(.name))]
    GuardRule {
        /// What it is.
        guard: GuardKind,
        /// What it is called, or the functions that it guards.
        name: String,
        /// The rule, in the words of its builder.
        rule: String,
    },

    /// A breaker opens either after failures in a row or at a rate, and both were written in one place.
    #[error("the breaker {} opens by breaker_consecutive_failures or by breaker_failure_rate: leave one out", Escaped(.name))]
    TwoTrips {
        /// What it is called, or the functions that it guards.
        name: String,
    },

    /// Functions that share a budget or breaker without a name are set to different numbers.
    #[error(
        "{} share one {guard}, which has one such number: write it alike for all of them, or give the {guard} a name in \
         the code and write it for that",
        list(.sites)
    )]
    GuardsDiffer {
        /// What they share.
        guard: GuardKind,
        /// The sites.
        sites: Vec<&'static str>,
    },

    /// Two places of the same layer that are equally precise set it for one budget or breaker.
    #[error("{} sets it for the {guard} {} too, and is as precise", Escaped(.other), Escaped(.name))]
    AmbiguousGuard {
        /// What it is.
        guard: GuardKind,
        /// What it is called.
        name: String,
        /// The other place.
        other: String,
    },

    /// Two places of the same layer that are equally precise set it.
    #[error("{} sets it for {} too, and is as precise", Escaped(.other), list(.sites))]
    Ambiguous {
        /// The other place.
        other: String,
        /// The sites that both match.
        sites: Vec<&'static str>,
    },
}

impl ProblemKind {
    /// The sites with this problem; those of `UnknownSite` are no such.
    pub(super) fn sites(&mut self) -> Option<&mut Vec<&'static str>> {
        match self {
            Self::AboveCeiling { sites, .. }
            | Self::Conflict { sites, .. }
            | Self::UnlimitedWithoutDelay { sites }
            | Self::Unused { sites, .. }
            | Self::NoAttemptTimeout { sites }
            | Self::OverConfiguration { sites }
            | Self::NoNested { sites }
            | Self::NestedUnbounded { sites }
            | Self::NoGuard { sites, .. }
            | Self::GuardHasName { sites, .. }
            | Self::UnknownError { sites, .. }
            | Self::Ambiguous { sites, .. } => Some(sites),
            _ => None,
        }
    }

    /// Empties every list of sites, for a comparison without them.
    pub(super) fn forget_sites(&mut self) {
        if let Self::UnknownSite { sites, guards, .. } = self {
            *sites = Arc::default();
            *guards = None;
        }
        if let Some(sites) = self.sites() {
            sites.clear();
        }
    }
}

impl From<Wrong> for ProblemKind {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Invalid { allowed, instead } => Self::Invalid { allowed, instead },
            Wrong::NoDuration { reason } => Self::NoDuration { reason },
            Wrong::TooManyDelays { count, most } => Self::TooManyDelays { count, most },
        }
    }
}
