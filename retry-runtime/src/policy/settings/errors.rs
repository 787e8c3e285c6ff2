//! Which errors are retried, by their names.

use std::sync::Arc;

use super::PolicySettings;
use super::error::{SettingsError, UnknownName};
use super::key::Key;
use super::nearest::nearest;
use super::value::Value;
use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::error::kind::KindName;

/// Which errors are retried, by name: the settings `retryable_errors` and `non_retryable_errors` (feature
/// `config`).
///
/// A name is a [kind](Classify::kind) of error, another name of one, or a class: `transient`, `throttled`,
/// `unsent` or `permanent`. What is in `non_retryable` is not retried. Of the rest, where `retryable` lists
/// something, what it lists is retried, whatever its class, and nothing else is. An empty list says nothing.
///
/// It is the value of an option `when`, for errors that one tenant or another wants retried:
///
/// ```
/// # mod reattempt {
/// #     pub mod config { pub use reattempt_runtime::settings::ErrorNames; }
/// #     pub use reattempt_runtime::{Class, Classify};
/// # }
/// use reattempt::config::ErrorNames;
/// # struct Down;
/// # impl reattempt::Classify for Down {
/// #     fn classify(&self) -> reattempt::Class { reattempt::Class::Transient }
/// #     fn kind(&self) -> &'static str { "Down" }
/// # }
///
/// // #[retry(when = |error| tenant.errors.retries(error))]
/// let errors = ErrorNames::new().non_retryable(["Down"]);
/// assert!(!errors.retries(&Down));
/// assert!(ErrorNames::new().retries(&Down)); // by its class
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ErrorNames {
    retryable: Arc<[String]>,
    non_retryable: Arc<[String]>,
}

impl ErrorNames {
    /// No names: the class of an error decides.
    pub fn new() -> Self {
        Self::default()
    }

    /// With these as the only ones that are retried.
    #[must_use]
    pub fn retryable<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.retryable = names.into_iter().map(Into::into).collect();
        self
    }

    /// With these as ones that are not retried.
    #[must_use]
    pub fn non_retryable<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.non_retryable = names.into_iter().map(Into::into).collect();
        self
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.retryable.is_empty() && self.non_retryable.is_empty()
    }

    /// Whether `error` is to be retried: by its names, and where these say nothing, by its class.
    pub fn retries<E: Classify>(&self, error: &E) -> bool {
        let (class, kinds) = (error.classify(), E::kinds().unwrap_or_default());
        let by_name = self.verdict(error.kind(), class, kinds);
        by_name.unwrap_or(class.is_retryable())
    }

    /// Whether an error of this kind and class is to be retried, if the names say something of it.
    pub(crate) fn verdict(&self, kind: &str, class: Class, kinds: &[KindName]) -> Option<bool> {
        let is_called = |name: &String| {
            let is_alias = || {
                let mut kinds = kinds.iter().filter(|known| known.name() == kind);
                kinds.any(|known| known.is_called(name))
            };
            name == kind || name == class.as_str() || is_alias()
        };
        if self.non_retryable.iter().any(is_called) {
            return Some(false);
        }
        (!self.retryable.is_empty()).then(|| self.retryable.iter().any(is_called))
    }

    /// With the kinds that other names stand for.
    #[doc(hidden)]
    #[must_use]
    pub fn resolved(&self, kinds: &[KindName]) -> Self {
        let resolve = |names: &Arc<[String]>| {
            let kind = |name: &String| {
                let known = kinds
                    .iter()
                    .find(|known| known.aliases().contains(&&**name));
                known.map_or_else(|| name.clone(), |known| known.name().to_owned())
            };
            names.iter().map(kind).collect()
        };
        Self {
            retryable: resolve(&self.retryable),
            non_retryable: resolve(&self.non_retryable),
        }
    }
}

impl PolicySettings {
    /// The settings `retryable_errors` and `non_retryable_errors`, which are no part of a policy.
    pub fn errors(&self) -> ErrorNames {
        let names = |key| match self.values.get(&key) {
            Some(Value::Names(names)) => Arc::clone(names),
            _ => Arc::default(),
        };
        ErrorNames {
            retryable: names(Key::RetryableErrors),
            non_retryable: names(Key::NonRetryableErrors),
        }
    }

    /// The same, checked against the [kinds](Classify::kinds) of an error type, if these are known.
    ///
    /// # Errors
    ///
    /// [`UnknownErrors`](SettingsError::UnknownErrors) for all names that are none of them and no class.
    pub fn errors_of<E: Classify>(&self) -> Result<ErrorNames, SettingsError> {
        let Some(kinds) = E::kinds() else {
            return Ok(self.errors());
        };
        let mut unknown = Vec::new();
        for (key, value) in &self.values {
            let Value::Names(names) = value else {
                continue;
            };
            let names = names.iter().filter(|name| !is_known(name, kinds));
            unknown.extend(names.map(|name| UnknownName {
                key: *key,
                name: name.clone(),
                nearest: nearest_kind(name, kinds),
            }));
        }
        if unknown.is_empty() {
            return Ok(self.errors());
        }
        Err(SettingsError::UnknownErrors {
            names: unknown,
            known: known(kinds),
        })
    }
}

const CLASSES: [Class; 4] = [
    Class::Unsent,
    Class::Transient,
    Class::Throttled,
    Class::Permanent,
];

/// Whether it is the name of a class, or of one of `kinds`.
pub fn is_known(name: &str, kinds: &[KindName]) -> bool {
    let mut classes = CLASSES.iter();
    classes.any(|class| class.as_str() == name) || kinds.iter().any(|kind| kind.is_called(name))
}

/// The name that comes closest, if any comes close.
pub fn nearest_kind(name: &str, kinds: &[KindName]) -> Option<&'static str> {
    let classes = CLASSES.iter().map(|class| class.as_str());
    let kinds = kinds.iter().flat_map(|kind| {
        [kind.name()]
            .into_iter()
            .chain(kind.aliases().iter().copied())
    });
    nearest(name, kinds.chain(classes))
}

/// Each kind once, in their order.
pub fn known(kinds: &[KindName]) -> Vec<&'static str> {
    let mut known: Vec<&'static str> = Vec::new();
    for kind in kinds {
        if !known.contains(&kind.name()) {
            known.push(kind.name());
        }
    }
    known
}

/// What is said of a name that no error has, in words that follow the name.
pub fn no_such_error(nearest: Option<&str>, known: &[&str]) -> String {
    // More than that nobody reads in a message.
    const SHOWN: usize = 20;
    let kinds = match known {
        [] => "there are no kinds, but the classes".to_owned(),
        _ if known.len() <= SHOWN => format!("the kinds are {}", known.join(", ")),
        _ => format!(
            "the kinds are {} and {} more",
            known[..SHOWN].join(", "),
            known.len() - SHOWN
        ),
    };
    match nearest {
        Some(nearest) => format!("; write {nearest:?}; {kinds}"),
        None => format!("; {kinds}"),
    }
}
