//! What a policy does by itself: the calls of a [`Retry`] without options.

use core::panic::Location;

use crate::policy::Policy;
use crate::run::entry;
use crate::run::state::cold;
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
}
