//! What can be wrong, and how it is said.

use std::sync::Arc;

use reattempt_runtime::__private::Escaped;

use crate::config::key::Key;

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
    #[error("matches none of the retried functions{}", nearest_or_all(*.nearest, .sites))]
    UnknownSite {
        /// The site whose name comes closest.
        nearest: Option<&'static str>,
        /// All sites.
        sites: Arc<[&'static str]>,
    },

    /// The value is of the wrong type, or out of range.
    #[error("must be {allowed}{}", to_write(.instead.as_deref()))]
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
    #[error(
        "must be a list of at most {most} delays, of which the last repeats, as it is kept while the \
             program runs; it has {count}"
    )]
    TooManyDelays {
        /// How many there are.
        count: usize,
        /// How many are allowed.
        most: usize,
    },

    /// The program has had too many lists of delays to keep another one.
    #[error(
        "this list of {count} delays is one too many: at most {most} different lists are kept while the \
             program runs; start it again, or write a rule such as \"exponential\""
    )]
    TooManyLists {
        /// How many delays there are in this one.
        count: usize,
        /// How many lists are allowed.
        most: usize,
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
            | Self::Ambiguous { sites, .. } => Some(sites),
            _ => None,
        }
    }

    /// Empties every list of sites, for a comparison without them.
    pub(super) fn forget_sites(&mut self) {
        if let Self::UnknownSite { sites, .. } = self {
            *sites = Arc::default();
        }
        if let Some(sites) = self.sites() {
            sites.clear();
        }
    }
}

fn nearest_or_all(nearest: Option<&'static str>, sites: &[&'static str]) -> String {
    match (nearest, sites) {
        (Some(nearest), _) => format!("; the nearest is {nearest:?}"),
        (None, []) => ", as there are none".to_owned(),
        (None, sites) => format!("; there are {}", list(sites)),
    }
}

fn to_write(instead: Option<&str>) -> String {
    instead.map_or(String::new(), |instead| {
        format!("; write {}", Escaped(instead))
    })
}

fn part(key: Key) -> String {
    match key {
        Key::Backoff => "a delay of the backoff".to_owned(),
        key => format!("the {key}"),
    }
}

fn place(from: Option<&str>) -> String {
    from.map_or("in the code".to_owned(), |from| {
        format!("by {}", Escaped(from))
    })
}

/// The sites and what they do: `does` for one of them, `do_` for several.
fn all_do(sites: &[&str], does: &str, do_: &str) -> String {
    let verb = if sites.len() == 1 { does } else { do_ };
    format!("{} {verb}", list(sites))
}

fn list(sites: &[&str]) -> String {
    // More than that nobody reads in a message.
    const SHOWN: usize = 8;
    let joined = |sites: &[&str]| {
        let escaped: Vec<String> = sites.iter().map(|site| Escaped(site).to_string()).collect();
        escaped.join(", ")
    };
    match sites {
        [] => String::new(),
        [one] => joined(&[one]),
        [others @ .., last] if sites.len() <= SHOWN => {
            format!("{} and {}", joined(others), Escaped(last))
        }
        _ => format!(
            "{} and {} more",
            joined(&sites[..SHOWN]),
            sites.len() - SHOWN
        ),
    }
}
