//! The value, and how it is put together.

use core::fmt;
use core::panic::Location;
use core::time::Duration;
use std::sync::Arc;

use crate::guard::handle::BudgetHandle;
use crate::policy::Policy;
use crate::run::nested::Nested;
use crate::site::Site;
use crate::site::placed::Place;
use crate::value::hooks::Hooks;

/// A retry as a value: what the attribute says above a function, for closures, and for policies, budgets and
/// breakers that are known when the program runs.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use std::io;
/// use reattempt::{Policy, Retry};
///
/// struct Client {
///     retry: Retry,
/// }
///
/// impl Client {
///     fn fetch(&self, path: &str) -> io::Result<String> {
///         self.retry.call(|| std::fs::read_to_string(path))
///     }
/// }
///
/// const POLICY: Policy = Policy::builder().max_attempts(5).build();
/// let client = Client { retry: Retry::new(POLICY).name("client.fetch") };
/// assert!(client.fetch("/no/such/file").is_err());
/// ```
///
/// | method | default | the attribute's option |
/// |---|---|---|
/// | [`name`](Self::name), [`site`](Self::site) | file and line | `name` |
/// | [`label`](Self::label) | none | `label` |
/// | [`when`](Retry::when), [`also`](Retry::also), [`classify`](Retry::classify) | the error's `Classify` | `when`, `also`, `on`, `except` |
/// | [`until`](Retry::until) | every value is a success | `until` |
/// | [`retry_after`](Retry::retry_after) | what the error says | `retry_after` |
/// | [`on_event`](Retry::on_event) | nobody is told | `on_event` |
/// | [`budget`](Self::budget), [`breaker`](Retry::breaker) | none | `budget`, `breaker` |
/// | [`attempt_timeout`](Retry::attempt_timeout) | none | `attempt_timeout` |
/// | [`idempotent`](Self::idempotent) | `true` | `idempotent` |
/// | [`nested`](Self::nested) | [`Nested::Allow`] | `nested` |
/// | [`span`](Self::span) | none | `span` |
/// | [`sleep`](Retry::sleep) | a timer; sync: the thread sleeps | `sleep` |
/// | [`call_with`](Retry::call_with), [`call_async_with`](Retry::call_async_with) | | `attempt` |
/// | [`with_retry_error`](Retry::with_retry_error) | the last error | returning `RetryError` |
///
/// `H` are the closures among these, the breaker and the ending; without them it is the plain `Retry`, which has a name to write in a
/// struct, is `Send`, `Sync` and cheap to clone, and can stand in a `const`.
///
/// Each place in the code that calls is a site of its own: in the log's limits, in configuration by name, in
/// the list of sites (feature `sites`), where it appears when a call there first fails, or before, by
/// [`site`](Self::site).
///
/// A call costs what one of the attribute does: a success at once allocates nothing, and reads the clock only
/// for `max_elapsed`, an [`Attempt`](crate::Attempt) or a [`RetryError`](crate::RetryError). An async call with `nested` or
/// `span` allocates their room, once an attempt.
#[derive(Clone)]
#[must_use = "a retry does nothing until something is called with it"]
pub struct Retry<H = Hooks> {
    pub(super) policy: Policy,
    pub(super) options: Options,
    pub(super) hooks: H,
}

/// What is set besides policy and closures.
#[derive(Clone)]
pub(super) struct Options {
    name: Option<&'static str>,
    site: Option<&'static Site>,
    pub(super) label: Option<Arc<str>>,
    pub(super) budget: Option<Arc<dyn BudgetHandle + Send + Sync>>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) repeats: Repeats,
    pub(super) nested: Nested,
    pub(super) spans: Spans,
}

/// Which calls are repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    All,
    /// Those that the other side certainly did not process.
    Unprocessed,
}

/// Whether each attempt runs in a span.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spans {
    None,
    EachAttempt,
}

impl Retry {
    /// A retry with `policy`, of the errors that [`Classify`](crate::Classify) says.
    pub const fn new(policy: Policy) -> Self {
        Self {
            policy,
            options: Options {
                name: None,
                site: None,
                label: None,
                budget: None,
                attempt_timeout: None,
                repeats: Repeats::All,
                nested: Nested::Allow,
                spans: Spans::None,
            },
            hooks: Hooks::NONE,
        }
    }
}

impl<H> Retry<H> {
    /// What log, metrics and configuration call it. Each place in the code that calls by it is still a site of
    /// its own. With [`site`](Self::site) the name of that counts.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.options.name = Some(name);
        self
    }

    /// The site of all its calls, which [`site!`](crate::site!) makes and lists: one that is on the list before
    /// anything fails, so that configuration by name finds it.
    pub const fn site(mut self, site: &'static Site) -> Self {
        self.options.site = Some(site);
        self
    }

    /// Which instance these calls belong to, where many instances call from one place. It is a field of log lines,
    /// whose limit counts for each label, of events and of [`RetryError`](crate::RetryError). Metrics have
    /// it only if asked for.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a number is no less a label than a text"
    )]
    pub fn label(mut self, label: impl ToString) -> Self {
        self.options.label = Some(label.to_string().into());
        self
    }

    /// Retries are paid from `budget`: a `&'static Budget`, an `Arc<Budget>`, a `Budget` that only clones of this
    /// value share, a `LazyLock` of one, or an `Option`.
    pub fn budget(mut self, budget: impl BudgetHandle + Send + Sync + 'static) -> Self {
        self.options.budget = Some(Arc::new(budget));
        self
    }

    /// With `false` an error is only retried if the request certainly was not processed.
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.options.repeats = if idempotent {
            Repeats::All
        } else {
            Repeats::Unprocessed
        };
        self
    }

    /// How retried calls inside of a call behave. [`Nested::Bounded`] has no effect without `max_elapsed`.
    pub const fn nested(mut self, nested: Nested) -> Self {
        self.options.nested = nested;
        self
    }

    /// Runs each attempt in a span of `tracing` (feature `tracing`).
    pub const fn span(mut self) -> Self {
        self.options.spans = Spans::EachAttempt;
        self
    }

    /// The policy.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    pub(super) fn place(&self, location: &'static Location<'static>) -> CallPlace {
        match self.options.site {
            Some(site) => CallPlace::Listed(site),
            None => CallPlace::Code(Place {
                location,
                name: self.options.name,
            }),
        }
    }
}

/// Where a call stands.
#[derive(Clone, Copy)]
pub(super) enum CallPlace {
    Listed(&'static Site),
    Code(Place),
}

impl CallPlace {
    pub(super) fn site(self) -> &'static Site {
        match self {
            Self::Listed(site) => site,
            Self::Code(place) => place.site(),
        }
    }
}

impl<H> fmt::Debug for Retry<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("name", &self.options.name)
            .field("policy", &self.policy)
            .field("nested", &self.options.nested)
            .field("attempt_timeout", &self.options.attempt_timeout)
            .finish_non_exhaustive()
    }
}
