//! What the retry loop asks of a circuit breaker, whoever made it.

use core::fmt;
use core::mem;
use std::sync::{Arc, LazyLock};

use super::Breaker;
use super::in_drop::in_drop;
use crate::error::class::Class;
use crate::error::classify::Classify;
pub use crate::error::interrupted::OpenFor;

/// A circuit breaker: asked before a call, told how it went.
///
/// [`Breaker`] is one. Write this for another, and it fits in its place; that is a few lines for
/// one that can be asked and told apart from running a closure:
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use core::time::Duration;
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use reattempt::guard::{CircuitBreaker, OpenFor, CallOutcome, Permit, Ticket};
///
/// /// Lets nothing through from the third failure on.
/// struct Fuse(AtomicU32);
///
/// impl CircuitBreaker for Fuse {
///     fn admit(&self) -> Result<Ticket, OpenFor> {
///         match self.0.load(Ordering::Relaxed) {
///             0..=2 => Ok(Ticket::default()),
///             _ => Err(OpenFor(Duration::MAX)),
///         }
///     }
///
///     fn settle(&self, _ticket: Ticket, outcome: CallOutcome) {
///         if let CallOutcome::Failure(_) = outcome {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
///
/// static FUSE: Fuse = Fuse(AtomicU32::new(0));
///
/// let permit = Permit::request(&FUSE)?;
/// permit.settle(CallOutcome::Success);
/// # Ok::<(), OpenFor>(())
/// ```
pub trait CircuitBreaker: Send + Sync {
    /// Asks to make a call. The ticket comes back with what becomes of it, in
    /// [`settle`](Self::settle) or [`abandon`](Self::abandon).
    ///
    /// # Errors
    ///
    /// [`OpenFor`] if the call must not be made.
    fn admit(&self) -> Result<Ticket, OpenFor>;

    /// The call has ended.
    fn settle(&self, ticket: Ticket, outcome: CallOutcome);

    /// The call was cut off, which says nothing about its target. Does nothing by default.
    fn abandon(&self, ticket: Ticket) {
        let _ = ticket;
    }

    /// The [`Breaker`] that this is or contains, of which metrics tell the state. `None` by default:
    /// other breakers tell of theirs themselves.
    fn as_breaker(&self) -> Option<&Breaker> {
        None
    }
}

/// How a call ended, for a circuit breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallOutcome {
    /// It succeeded.
    Success,
    /// It failed, with an error of this class.
    Failure(Class),
}

impl CallOutcome {
    /// How a call with this result ended, by the class of its error.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::{fs, io};
    ///
    /// use reattempt::Interrupted;
    /// use reattempt::guard::{Breaker, CallOutcome};
    ///
    /// fn read(breaker: &Breaker, path: &str) -> io::Result<String> {
    ///     let permit = breaker.permit().map_err(Interrupted::from)?;
    ///     let text = fs::read_to_string(path);
    ///     permit.settle(CallOutcome::of(&text));
    ///     text
    /// }
    /// # assert!(read(&Breaker::new(), "Cargo.toml").is_ok());
    /// ```
    pub fn of<T, E: Classify>(result: &Result<T, E>) -> Self {
        match result {
            Ok(_) => Self::Success,
            Err(error) => Self::Failure(error.classify()),
        }
    }
}

/// A number by which a breaker knows a call again. What it means is the breaker's own affair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ticket(pub u64);

/// Leave to make one call; made by [`Breaker::permit`], or by [`Permit::request`] for any
/// [`CircuitBreaker`].
///
/// Dropped unsettled, it counts as neither success nor failure, as when a future is dropped. If
/// that is because the thread panics, it counts as a failure. In a future it may be another one that
/// panics: `#[retry]` tells its own attempts apart, and who holds a permit over an `.await` settles it. If the
/// breaker panics while the thread does so already, that goes no further.
#[must_use = "dropped, it says nothing about how the call went"]
pub struct Permit<'a, B: CircuitBreaker + ?Sized = Breaker> {
    breaker: &'a B,
    ticket: Ticket,
}

impl<'a, B: CircuitBreaker + ?Sized> Permit<'a, B> {
    /// Asks `breaker` to make a call.
    ///
    /// # Errors
    ///
    /// [`OpenFor`] if the call must not be made.
    #[inline]
    pub fn request(breaker: &'a B) -> Result<Self, OpenFor> {
        let ticket = breaker.admit()?;
        Ok(Self { breaker, ticket })
    }

    /// Tells the breaker how the call ended.
    #[inline]
    pub fn settle(self, outcome: CallOutcome) {
        let (breaker, ticket) = self.into_parts();
        breaker.settle(ticket, outcome);
    }

    pub(super) const fn new(breaker: &'a B, ticket: Ticket) -> Self {
        Self { breaker, ticket }
    }

    /// Takes it apart without dropping it.
    #[inline]
    pub(super) const fn into_parts(self) -> (&'a B, Ticket) {
        let parts = (self.breaker, self.ticket);
        mem::forget(self);
        parts
    }
}

impl<B: CircuitBreaker + ?Sized> Drop for Permit<'_, B> {
    fn drop(&mut self) {
        in_drop(|| {
            if std::thread::panicking() {
                let failure = CallOutcome::Failure(Class::Transient);
                self.breaker.settle(self.ticket, failure);
            } else {
                self.breaker.abandon(self.ticket);
            }
        });
    }
}

impl<B: CircuitBreaker + ?Sized> fmt::Debug for Permit<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Permit").field(&self.ticket.0).finish()
    }
}

/// For breakers that cannot be made in a `const`.
impl<B: CircuitBreaker> CircuitBreaker for LazyLock<B> {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        B::admit(self)
    }

    fn settle(&self, ticket: Ticket, outcome: CallOutcome) {
        B::settle(self, ticket, outcome);
    }

    fn abandon(&self, ticket: Ticket) {
        B::abandon(self, ticket);
    }

    fn as_breaker(&self) -> Option<&Breaker> {
        B::as_breaker(self)
    }
}

/// For breakers of others.
impl<B: CircuitBreaker + ?Sized> CircuitBreaker for &B {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        B::admit(self)
    }

    fn settle(&self, ticket: Ticket, outcome: CallOutcome) {
        B::settle(self, ticket, outcome);
    }

    fn abandon(&self, ticket: Ticket) {
        B::abandon(self, ticket);
    }

    fn as_breaker(&self) -> Option<&Breaker> {
        B::as_breaker(self)
    }
}

/// For breakers chosen at run time.
impl<B: CircuitBreaker + ?Sized> CircuitBreaker for Box<B> {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        B::admit(self)
    }

    fn settle(&self, ticket: Ticket, outcome: CallOutcome) {
        B::settle(self, ticket, outcome);
    }

    fn abandon(&self, ticket: Ticket) {
        B::abandon(self, ticket);
    }

    fn as_breaker(&self) -> Option<&Breaker> {
        B::as_breaker(self)
    }
}

/// For breakers that several own.
impl<B: CircuitBreaker + ?Sized> CircuitBreaker for Arc<B> {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        B::admit(self)
    }

    fn settle(&self, ticket: Ticket, outcome: CallOutcome) {
        B::settle(self, ticket, outcome);
    }

    fn abandon(&self, ticket: Ticket) {
        B::abandon(self, ticket);
    }

    fn as_breaker(&self) -> Option<&Breaker> {
        B::as_breaker(self)
    }
}
