//! What an async call attempts.

use crate::call::Call;
use crate::call::attempt::{Attempt, Key, attempt};
use crate::call::history::History;

/// What is attempted.
pub(super) trait Body<T, E> {
    fn attempt(
        &mut self,
        history: History<'_>,
        call: &Call<'_>,
    ) -> impl Future<Output = Result<T, E>>;
}

/// By a closure that returns a future.
pub(super) struct Plain<F>(pub(super) F);

impl<T, E, O, F> Body<T, E> for Plain<F>
where
    F: FnMut() -> O,
    O: Future<Output = Result<T, E>>,
{
    fn attempt(&mut self, _: History<'_>, _: &Call<'_>) -> impl Future<Output = Result<T, E>> {
        (self.0)()
    }
}

/// By one that lends to its future.
pub(super) struct Lending<F>(pub(super) F);

impl<T, E, F: AsyncFnMut() -> Result<T, E>> Body<T, E> for Lending<F> {
    fn attempt(&mut self, _: History<'_>, _: &Call<'_>) -> impl Future<Output = Result<T, E>> {
        (self.0)()
    }
}

/// By one that is told which attempt it is.
pub(super) struct Numbered<F> {
    pub(super) body: F,
    pub(super) key: Key<'static>,
}

impl<T, E, O, F> Body<T, E> for Numbered<F>
where
    F: FnMut(Attempt<'static>) -> O,
    O: Future<Output = Result<T, E>>,
{
    fn attempt(
        &mut self,
        history: History<'_>,
        call: &Call<'_>,
    ) -> impl Future<Output = Result<T, E>> {
        (self.body)(attempt(history, call, self.key))
    }
}
