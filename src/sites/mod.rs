//! All sites of the program and what has happened there, as a list, a table and for `serde`. Uses the
//! runtime alone.

#[cfg(feature = "serde")]
mod serialize;
mod table;

use std::{slice, vec};

use reattempt_runtime::{Counts, Policy, Site};

/// Every `#[retry]` function in the program, called or not, and what has happened there so far
/// (feature `sites`).
///
/// The list is built when the program is linked. It has free functions, methods, and functions in traits, in other
/// functions and in macros; a generic function is listed once. Linkers leave out a crate that nothing in the
/// program uses, even if it is in `Cargo.toml`: write `use that_crate as _;`. A dynamic library with its own copy
/// of this crate has its own list.
///
/// ```
/// use std::io;
///
/// use reattempt::retry;
///
/// #[retry(name = "stock.load", max_attempts = 2, backoff = ["1ms"])]
/// fn load() -> io::Result<()> {
///     Err(io::ErrorKind::ConnectionReset.into())
/// }
///
/// #[retry(name = "stock.save")]
/// fn never_called() -> io::Result<()> {
///     Ok(())
/// }
///
/// assert!(load().is_err());
///
/// let sites = reattempt::sites();
/// println!("{sites}");
///
/// let find = |name| sites.iter().find(|site| site.name() == name).unwrap();
/// assert_eq!(find("stock.load").counts().gave_up(), 1);
/// assert_eq!(find("stock.save").counts().needed_retry(), 0);
/// ```
pub fn sites() -> Sites {
    let with_counts = |site: &'static Site| RegisteredSite {
        site,
        counts: site.counts(),
    };
    Sites(in_order().into_iter().map(with_counts).collect())
}

/// All sites, ordered by name, then by place.
pub(crate) fn in_order() -> Vec<&'static Site> {
    let mut sites: Vec<_> = reattempt_runtime::sites().collect();
    sites.sort_by_key(|site| (site.name(), site.file(), site.line(), site.column()));
    sites
}

/// All sites at one time: see [`sites`]. Ordered by name, then by place.
///
/// Printed by `{}`, it is a table with a line for each site, for terminals of 120 columns; by `{:#}`, it
/// says below each line where the function is, its policy, and the reasons and errors by number. Both
/// are for people: their form may change.
///
/// With the feature `serde` it can be serialized, for programs that show it: any policy, in seconds. A
/// [`Policy`](crate::Policy) by itself is serialized to be read again. As JSON:
///
/// ```json
/// [
///   {
///     "name": "stock.load",
///     "file": "src/stock.rs",
///     "line": 41,
///     "column": 1,
///     "policy": {
///       "summary": "3 attempts, exponential from 1s x2 up to 60s, equal jitter",
///       "max_attempts": 3,
///       "backoff": "exponential",
///       "initial_delay": 1.0,
///       "factor": 2.0,
///       "increment": null,
///       "max_delay": 60.0,
///       "min_delay": 0.0,
///       "jitter": "equal",
///       "throttled_delay": 4.0,
///       "max_retry_after": 60.0,
///       "max_elapsed": null
///     },
///     "counts": {
///       "needed_retry": 9,
///       "recovered": 6,
///       "gave_up": { "attempts": 1, "budget": 1 },
///       "unfinished": 1,
///       "retries": 12,
///       "waited": 15.0,
///       "errors": { "Timeout": 13, "ConnectionReset": 1 },
///       "success_rate": 0.75,
///       "mean_delay": 1.25
///     }
///   }
/// ]
/// ```
///
/// Times are in seconds. `policy` is as [`Policy`] is serialized, and `null` as in
/// [`RegisteredSite::policy`]; `counts` as [`Counts`] is. Members may be added.
#[derive(Clone, Debug)]
pub struct Sites(Vec<RegisteredSite>);

impl Sites {
    /// One after the other.
    pub fn iter(&self) -> slice::Iter<'_, RegisteredSite> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl IntoIterator for Sites {
    type Item = RegisteredSite;
    type IntoIter = vec::IntoIter<RegisteredSite>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Sites {
    type Item = &'a RegisteredSite;
    type IntoIter = slice::Iter<'a, RegisteredSite>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One `#[retry]` function, and what had happened there when [`sites`] was called.
#[derive(Clone, Debug)]
pub struct RegisteredSite {
    site: &'static Site,
    counts: Counts,
}

impl RegisteredSite {
    /// The name of `name = ".."`, else `module::function`. Several functions can have the same name.
    pub fn name(&self) -> &'static str {
        self.site.name()
    }

    /// The source file of the function, with the path that the compiler was given.
    pub fn file(&self) -> &'static str {
        self.site.file()
    }

    /// The line of the attribute, from 1.
    pub fn line(&self) -> u32 {
        self.site.line()
    }

    /// The column of the attribute, from 1.
    pub fn column(&self) -> u32 {
        self.site.column()
    }

    /// The policy of the attribute. `None` if a part of it is evaluated at each call, or depends on a generic
    /// parameter.
    pub fn policy(&self) -> Option<&'static Policy> {
        self.site.policy()
    }

    #[cfg(feature = "axum-0_8")]
    pub(crate) fn site(&self) -> &'static Site {
        self.site
    }

    /// With what has happened there since `earlier`.
    #[cfg(feature = "axum-0_8")]
    pub(crate) fn since(self, earlier: &Counts) -> Self {
        Self {
            counts: self.counts.since(earlier),
            ..self
        }
    }

    /// The counts at that time.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }
}
