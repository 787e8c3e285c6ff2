//! What a policy does by itself: the calls of a [`Retry`] without options.

use core::panic::Location;

use crate::policy::Policy;
use crate::run::entry;
use crate::run::state::cold;
#[cfg(any(feature = "tokio", feature = "futures-timer"))]
use crate::value::asynchronous::{self, Started};
#[cfg(any(feature = "tokio", feature = "futures-timer"))]
use crate::value::body::{Lending, Plain};
use crate::value::hooks::{ByClassify, Judge};
use crate::value::retry::Retry;

impl Policy {
    /// Calls `body`, and again while it fails with an error that is retried, as [`Retry::call`] does.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::{fs, io};
    /// use reattempt::Policy;
    ///
    /// const POLICY: Policy = Policy::builder().max_attempts(5).build();
    ///
    /// let manifest = POLICY.call(|| fs::read_to_string("Cargo.toml"))?;
    /// # assert!(manifest.contains("reattempt"));
    /// # Ok::<(), io::Error>(())
    /// ```
    ///
    /// # Errors
    /// The last error of `body`.
    #[track_caller]
    #[inline]
    pub fn call<T, E>(&self, mut body: impl FnMut() -> Result<T, E>) -> Result<T, E>
    where
        ByClassify: Judge<E>,
    {
        let location = Location::caller();
        if self.max_elapsed().is_some() || self.learns() {
            let retry = Retry::new(*self);
            return retry.run(retry.place(location), entry::started(self), None, |_| {
                body()
            });
        }
        match body() {
            Ok(value) => Ok(value),
            Err(error) => cold(|| {
                let retry = Retry::new(*self);
                retry.run(retry.place(location), None, Some(error), |_| body())
            }),
        }
    }

    /// Awaits what `body` returns, and again while it fails with an error that is retried, as
    /// [`Retry::call_async`] does. Needs the feature `tokio` or `futures-timer`.
    ///
    /// # Errors
    /// The last error of `body`.
    #[cfg(any(feature = "tokio", feature = "futures-timer"))]
    #[track_caller]
    pub fn call_async<T, E, F, O>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, E>> + use<T, E, F, O>
    where
        F: FnMut() -> O,
        O: Future<Output = Result<T, E>>,
        ByClassify: Judge<E>,
    {
        let retry = Retry::new(*self);
        let place = retry.place(Location::caller());
        asynchronous::run(retry, place, Started::AsPolicyNeeds, Plain(body))
    }
    /// The same for an `async` closure that borrows mutably from around it, as [`Retry::call_async_mut`] does.
    ///
    /// # Errors
    /// The last error of `body`.
    #[cfg(any(feature = "tokio", feature = "futures-timer"))]
    #[track_caller]
    pub fn call_async_mut<T, E, F>(
        &self,
        body: F,
    ) -> impl Future<Output = Result<T, E>> + use<T, E, F>
    where
        F: AsyncFnMut() -> Result<T, E>,
        ByClassify: Judge<E>,
    {
        let retry = Retry::new(*self);
        let place = retry.place(Location::caller());
        asynchronous::run(retry, place, Started::AsPolicyNeeds, Lending(body))
    }
}
