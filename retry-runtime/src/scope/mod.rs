//! What surrounds a call: another clock, other rules for the calls inside. Uses `site` and what is
//! before it.
//!
//! Retrying reads it after a failure only (and at entry for options that need the clock there), so it
//! costs nothing where nothing fails.

pub(crate) mod cancel;
pub(crate) mod clock;
mod current;
pub(crate) mod enclosing;
#[cfg(feature = "test-util")]
pub(crate) mod injection;
pub(crate) mod layers;
pub mod observer;
#[cfg(feature = "program-clock")]
pub(crate) mod program;
pub(crate) mod time;

use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use pin_project_lite::pin_project;

#[cfg(feature = "config")]
pub use current::decides;
#[cfg(feature = "config")]
pub(crate) use current::is_configured;
pub(crate) use current::{
    check, clock, enclosing, handles, has_clock, is_set, policy, waiting, with,
};

use crate::policy::Policy;
use crate::policy::delay::random::Random;
use crate::scope::cancel::CancelHandle;
use crate::scope::clock::Clock;
use crate::scope::enclosing::EnclosingCall;
#[cfg(feature = "test-util")]
use crate::scope::injection::{Bound, Injection};
use crate::scope::layers::Layers;
use crate::scope::observer::Observer;

/// What surrounds a call. Empty to begin with; an inner scope takes from the outer one what it does
/// not set itself. Observers of all scopes around a call are told.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::Scope;
///
/// let once = Scope::new().off().run(|| "every retried function called here runs once");
/// # assert!(once.ends_with("once"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) random: Option<Arc<std::sync::Mutex<Random>>>,
    pub(crate) instead: Option<Override>,
    pub(crate) enclosing: Option<EnclosingCall>,
    /// Whether what is set from outside does not count.
    #[cfg(feature = "config")]
    pub(crate) unconfigured: bool,
    pub(crate) handles: Layers<CancelHandle>,
    pub(crate) observers: Layers<dyn Observer>,
    #[cfg(feature = "test-util")]
    pub(crate) injections: Layers<Bound>,
}

/// What a scope puts in the place of a function's own rules.
#[derive(Clone, Debug)]
pub(crate) enum Override {
    /// The body runs once.
    Off,
    /// At most so many attempts, without waiting.
    AtMost(u32),
    Policy(Arc<Policy>),
}

impl Scope {
    /// A scope that changes nothing.
    pub const fn new() -> Self {
        Self {
            clock: None,
            random: None,
            instead: None,
            enclosing: None,
            #[cfg(feature = "config")]
            unconfigured: false,
            handles: Layers::new(),
            observers: Layers::new(),
            #[cfg(feature = "test-util")]
            injections: Layers::new(),
        }
    }

    /// Uses `clock` to measure time and to wait.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Draws jitter from a generator with this seed, the same delays in every run.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.random = Some(Arc::new(std::sync::Mutex::new(Random::seeded(seed))));
        self
    }

    /// Runs each body once: nothing is retried.
    #[must_use]
    pub fn off(mut self) -> Self {
        self.instead = Some(Override::Off);
        self
    }

    /// Makes at most `attempts` attempts, without waiting between them. It never makes more than
    /// the function's own policy, and 0 means one.
    #[must_use]
    pub fn at_most(mut self, attempts: u32) -> Self {
        self.instead = Some(Override::AtMost(attempts));
        self
    }

    /// Replaces the policy of each function by `policy`, from the first failure of a call on: for delays, limits,
    /// logs, and for the calls of its [`Backoff`](crate::Backoff).
    ///
    /// Its `max_elapsed` counts from the end of the first attempt, unless the function has a `max_elapsed` too: the
    /// clock is not read before a failure.
    ///
    /// Configuration (feature `config`) also applies to it: operators can still switch a function off, or limit it.
    /// A test that must not depend on configuration also uses `unconfigured`.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.instead = Some(Override::Policy(Arc::new(policy)));
        self
    }

    /// Ignores configuration, so that a test does not depend on the environment (feature `config`). Not for
    /// production: operators cannot switch functions inside off.
    #[cfg(feature = "config")]
    #[must_use]
    pub fn unconfigured(mut self) -> Self {
        self.unconfigured = true;
        self
    }

    /// Ends all delays when `handle` is cancelled, and begins none after that: a call whose attempt fails then ends
    /// with that error, for the reason [`Cancelled`](crate::StopReason::Cancelled). Running attempts are not
    /// interrupted, and the first attempt of a call is always made.
    ///
    /// A sync function ends in a wait that is cancelled. An `async` one does not hold its error while it
    /// waits, so its wait ends at once and one last attempt is made, unless the body looks at
    /// [`is_cancelled`](CancelHandle::is_cancelled) first.
    ///
    /// Of several handles, here or in scopes around this one, any counts. A sync wait by a
    /// [`clock`](Self::clock) of the scope's or by a `sleep` of the function's own is not cut short; the
    /// handles are looked at when it is over.
    #[must_use]
    pub fn cancelled_by(mut self, handle: &CancelHandle) -> Self {
        self.handles.push(Arc::new(handle.clone()));
        self
    }

    /// Adds an observer, which is called for every failed attempt.
    #[must_use]
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observers.push(observer);
        self
    }

    /// Puts other outcomes in the place of those of `function`, which are a
    /// [`Script`](crate::test_util::Script) or [`Faults`](crate::test_util::Faults).
    ///
    /// `function` is the name that the log has, such as `shop::orders::fetch`, or the end of it after
    /// `::`, such as `fetch`. A name that ends so counts for each function of that name. What is bound
    /// last comes first; once it has nothing to say, what was bound before is asked, in the end the body.
    ///
    /// An attempt panics if the type of what is injected does not fit the function.
    ///
    /// # Panics
    /// When the last copy of this scope goes and no attempt has asked for what was bound: then
    /// `function` is misspelt, or was not called in the scope.
    #[cfg(feature = "test-util")]
    #[must_use]
    pub fn inject(mut self, function: impl Into<String>, injection: &impl Injection) -> Self {
        let bound = Bound::new(function.into(), injection.source());
        self.injections.push(Arc::new(bound));
        self
    }

    /// The scope around the running code, to pass to a thread or a task, which are outside of it: with clock,
    /// policy, handles, observers, and the `nested` of a call around it. Empty outside of any scope.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::thread;
    /// use reattempt::{Policy, Scope};
    ///
    /// const POLICY: Policy = Policy::builder().max_attempts(5).build();
    ///
    /// # let work = || -> std::io::Result<()> { Ok(()) };
    /// Scope::new().at_most(2).run(|| {
    ///     let scope = Scope::current();
    ///     let worker = thread::spawn(move || scope.run(|| POLICY.call(work))); // at most twice there too
    ///     worker.join().unwrap()
    /// })?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn current() -> Self {
        with(Self::clone).unwrap_or_default()
    }

    /// Runs `f` inside this scope, on this thread.
    ///
    /// If `f` runs an executor, such as by `block_on`, the future that it blocks on is inside as well, and
    /// the tasks that this thread polls in between are not. That is known of tokio's tasks (feature
    /// `tokio`); those of another executor are inside.
    pub fn run<T>(&self, f: impl FnOnce() -> T) -> T {
        let _entered = current::enter(self.clone());
        f()
    }

    /// Puts a future into this scope, wherever it is polled. Tasks that the future spawns are outside of it.
    pub fn wrap<F: Future>(&self, future: F) -> Scoped<F> {
        Scoped {
            scope: self.clone(),
            future,
        }
    }

    /// Fills what this scope leaves open from the one around it.
    fn inside(mut self, outer: &Self) -> Self {
        self.clock = self.clock.or_else(|| outer.clock.clone());
        self.random = self.random.or_else(|| outer.random.clone());
        self.instead = self.instead.or_else(|| outer.instead.clone());
        self.enclosing = EnclosingCall::stricter(self.enclosing, outer.enclosing);
        #[cfg(feature = "config")]
        {
            self.unconfigured |= outer.unconfigured;
        }
        self.handles = self.handles.inside(&outer.handles);
        self.observers = self.observers.inside(&outer.observers);
        #[cfg(feature = "test-util")]
        {
            self.injections = self.injections.inside(&outer.injections);
        }
        self
    }
}

pin_project! {
    /// A future inside a [`Scope`]; made by [`Scope::wrap`].
    #[must_use = "futures do nothing unless they are awaited"]
    #[derive(Debug)]
    pub struct Scoped<F> {
        scope: Scope,
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _entered = current::enter(this.scope.clone());
        this.future.poll(cx)
    }
}
