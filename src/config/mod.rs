// Lives here: policies from outside, in one direction: what is `read` from files, variables and flags is
// `check`ed, put `in_force` and shown as `effective`. May use: the list of sites, and the runtime.
//! Policies from files, the environment and other sources (feature `config`).
//!
//! ```
//! use std::io;
//!
//! use reattempt::config::{self, Config};
//! use reattempt::retry;
//!
//! #[retry(name = "deploy.upload", max_attempts = 3)]
//! fn upload() -> io::Result<()> {
//!     // ..
//!     # Ok(())
//! }
//!
//! let config = Config::new()
//!     .toml("retry.toml", r#""deploy.*" = { max_attempts = 5, initial_delay = "500ms" }"#)
//!     .env("DEPLOY", "deploy.*")
//!     .vars([("DEPLOY_MAX_ATTEMPTS", "7")]); // instead of those of the process, for this example
//!
//! let effective = config.apply()?;
//! assert_eq!(
//!     effective.site("deploy.upload").unwrap().policy().unwrap().to_string(),
//!     "7 attempts, exponential from 500ms x2 up to 60s, equal jitter",
//! );
//! # upload().unwrap();
//! config::clear();
//! # Ok::<(), config::ConfigError>(())
//! ```
//!
//! The guide describes keys, patterns, the order of layers, and when changes take effect:
//! [configuration](crate::guide::configuration).

mod check;
mod effective;
// Users find it as `reattempt::clap`.
#[cfg(feature = "clap")]
pub(crate) mod flags;
mod in_force;
mod problem;
mod read;
mod source;
mod switch;

use std::ffi::OsString;
use std::path::PathBuf;

use reattempt_runtime::__private::Escaped;
use reattempt_runtime::__private::settings::names::Names;

use self::read::{Binding, Input, Sources};
use crate::sites::in_order;

pub use self::effective::{
    Effective, EffectiveGuard, EffectivePart, EffectiveSetting, EffectiveSite,
};
pub use self::in_force::{Checked, clear, effective, switch, switches};
pub use self::problem::{ConfigError, Problem, ProblemKind};
pub use self::read::Section;
use self::source::Order;
pub use self::source::Source;
#[cfg(feature = "axum-0_8")]
pub(crate) use self::switch::functions;
pub use self::switch::{Switch, SwitchError};
/// ```
/// use reattempt::Policy;
/// use reattempt::config::PolicySettings;
///
/// const BASE: Policy = Policy::builder().max_attempts(4).build();
///
/// #[derive(serde::Deserialize)]
/// struct Tenant {
///     #[serde(default)]
///     retry: PolicySettings,
/// }
///
/// let tenant: Tenant = serde_json::from_str(r#"{ "retry": { "initial_delay": "200ms" } }"#)?;
/// let policy = tenant.retry.onto(BASE)?;
/// assert_eq!(
///     policy.to_string(),
///     "4 attempts, exponential from 200ms x2 up to 60s, equal jitter",
/// );
///
/// let error = serde_json::from_str::<PolicySettings>(r#"{ "max_attempts": 0 }"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     r#"max_attempts = 0: must be a number from 1, or "unlimited""#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(inline)]
pub use reattempt_runtime::settings::PolicySettings;
pub use reattempt_runtime::settings::{
    DurationError, ErrorNames, GuardKind, Key, LogLevel, Meaning, SettingsError, UnknownName,
    parse_duration,
};

/// Where configuration comes from.
///
/// Nothing is read before [`check`](Self::check) or [`apply`](Self::apply), and each of these reads
/// everything anew.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is read before `check` or `apply`"]
pub struct Config {
    sources: Sources,
    names: Names,
    order: Order,
}

impl Config {
    /// No layers: the attributes alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// A file that must exist: `.json` or `.toml`. Of several files a later one overrides an earlier one.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.sources.files.push(Input::File {
            path: path.into(),
            required: true,
        });
        self
    }

    /// A file that may be missing.
    pub fn optional_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.sources.files.push(Input::File {
            path: path.into(),
            required: false,
        });
        self
    }

    /// A text in JSON, as if it were a file; errors call it `name`.
    pub fn json(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.files.push(Input::Json {
            name: name.into(),
            text: text.into(),
        });
        self
    }

    /// A text in TOML, as if it were a file; errors call it `name`.
    pub fn toml(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.files.push(Input::Toml {
            name: name.into(),
            text: text.into(),
        });
        self
    }

    /// A section of the program's own configuration, as if it were a file; errors call it `name`.
    pub fn section(mut self, name: impl Into<String>, section: Section) -> Self {
        self.sources.files.push(Input::Section {
            name: name.into(),
            section,
        });
        self
    }

    /// Variables of the environment for the sites that `pattern` matches: with the prefix `DEPLOY`
    /// these are `DEPLOY_MAX_ATTEMPTS`, `DEPLOY_INITIAL_DELAY` and so on. An empty variable counts as
    /// none. Where one prefix begins with another, the longer one is meant.
    ///
    /// Any other variable that begins with the prefix is the program's own, and neither read nor shown, unless
    /// its name can hardly be anything but a misspelt setting: see [`own_variable`](Self::own_variable).
    pub fn env(mut self, prefix: impl Into<String>, pattern: impl Into<String>) -> Self {
        self.sources.bindings.push(Binding {
            prefix: prefix.into(),
            pattern: pattern.into(),
        });
        self
    }

    /// Uses these variables instead of those of the process, for tests.
    pub fn vars<N, V>(mut self, variables: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<OsString>,
        V: Into<OsString>,
    {
        let variables = variables.into_iter();
        self.sources.variables = Some(
            variables
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        );
        self
    }

    /// A variable that is the program's own although its name looks like a misspelt setting, such as
    /// `DEPLOY_FACTORY`, which is one letter away from `DEPLOY_FACTOR`, or `DEPLOY_MAX_RETRIES`.
    pub fn own_variable(mut self, name: impl Into<String>) -> Self {
        self.sources.own_variables.push(name.into());
        self
    }

    /// Another name for a setting, in files and, in capitals, in variables. A name that is also that of
    /// a key hides the key.
    ///
    /// ```
    /// use reattempt::config::{Config, Meaning};
    /// use reattempt::retry;
    ///
    /// #[retry(name = "upload")]
    /// fn upload() -> std::io::Result<()> {
    ///     Ok(())
    /// }
    ///
    /// let config = Config::new()
    ///     .alias("max_retries", Meaning::Retries)
    ///     .env("DEPLOY", "upload")
    ///     .vars([("DEPLOY_MAX_RETRIES", "3")]);
    ///
    /// let effective = config.check()?.effective().clone();
    /// let policy = effective.site("upload").unwrap().policy().unwrap();
    /// assert_eq!(policy.max_attempts(), Some(4));
    /// # upload().unwrap();
    /// # Ok::<(), reattempt::config::ConfigError>(())
    /// ```
    pub fn alias(mut self, name: impl Into<String>, meaning: Meaning) -> Self {
        self.names.add(name.into(), meaning);
        self
    }

    /// Lets what is written for a name itself go before what a later layer says by a pattern: a file's
    /// `"deploy.upload" = { max_attempts = 9 }` before a `RETRY_MAX_ATTEMPTS` that is bound to `"*"`. By default the later
    /// layer decides. `enabled` is not concerned: whoever switches all functions off by a variable means all.
    ///
    /// ```
    /// use reattempt::config::Config;
    /// use reattempt::retry;
    ///
    /// #[retry(name = "upload")]
    /// fn upload() -> std::io::Result<()> {
    ///     Ok(())
    /// }
    ///
    /// let config = Config::new()
    ///     .toml("retry.toml", "upload = { max_attempts = 9 }")
    ///     .env("RETRY", "*")
    ///     .vars([("RETRY_MAX_ATTEMPTS", "2")]);
    /// let attempts = |config: Config| {
    ///     let effective = config.check().unwrap().effective().clone();
    ///     effective.site("upload").unwrap().policy().unwrap().max_attempts()
    /// };
    /// assert_eq!(attempts(config.clone()), Some(2));
    /// assert_eq!(attempts(config.names_first()), Some(9));
    /// # upload().unwrap();
    /// ```
    pub fn names_first(mut self) -> Self {
        self.order = Order::Names;
        self
    }

    /// The variables that are read, what each sets and what it may be: a part of a program's help. Those of budgets
    /// and breakers are there where one of these has a name that the pattern matches.
    pub fn help(&self) -> String {
        let lines = self.sources.bindings.iter().flat_map(|binding| {
            let reached = check::guards_of(&binding.pattern);
            let is_read = |(name, meaning): &(&str, Meaning)| {
                let guard = meaning.key().guard();
                check::is_read(&binding.prefix, name, *meaning)
                    && guard.is_none_or(|guard| reached.contains(&guard))
            };
            let names: Vec<_> = self.names.all().filter(is_read).collect();
            let variable = |name: &str| Escaped(&binding.variable(name)).to_string();
            let widths = names.iter().map(|(name, _)| variable(name).chars().count());
            let width = widths.max().unwrap_or(0);
            let line = |(name, meaning): &(&str, Meaning)| {
                let variable = variable(name);
                // What a text has to be quoted by in a file is not part of a variable.
                let allowed = meaning.allowed().replace('"', "");
                format!("  {variable:width$}  {}: {allowed}\n", meaning.help())
            };
            let heading = format!("Retries of {}:\n", Escaped(&binding.pattern));
            core::iter::once(heading)
                .chain(names.iter().map(line))
                .collect::<Vec<_>>()
        });
        lines.collect()
    }

    /// Reads everything and checks it, against every retried function of the program, and changes
    /// nothing.
    ///
    /// # Errors
    ///
    /// Everything that is wrong. A list of delays is kept for the life of the process once all is valid, and
    /// nothing of it before: at most 1,000 different lists of at most 1,000 delays each.
    pub fn check(&self) -> Result<Checked, ConfigError> {
        let found = self.sources.read();
        let config = check::check(found, &self.names, self.order, in_order())?;
        Ok(Checked::new(config))
    }

    /// Reads everything, checks it and applies it, replacing the configuration before.
    ///
    /// # Errors
    ///
    /// Everything that is wrong. The configuration before stays in force.
    pub fn apply(&self) -> Result<Effective, ConfigError> {
        self.check().map(Checked::apply)
    }
}
