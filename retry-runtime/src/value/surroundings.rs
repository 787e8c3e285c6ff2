//! What an async attempt runs in.

use core::pin::Pin;
use core::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::call::Call;
use crate::call::history::History;
use crate::report::span::AttemptSpan;
use crate::scope::Scope;
use crate::value::hooks::Hooks;
use crate::value::retry::{Retry, Spans};

/// What an attempt runs in, where that is more than the loop.
pub(super) struct Surroundings {
    scope: Option<Scope>,
    pub(super) span: Option<AttemptSpan>,
}

impl Surroundings {
    /// In a box: most calls have none, and their futures no room for them.
    pub(super) fn of<J, U, A, L, S, R, K>(
        retry: &Retry<Hooks<J, U, A, L, S, R, K>>,
        history: History<'_>,
        call: &Call<'_>,
    ) -> Option<Box<Self>> {
        let span = (retry.options.spans == Spans::EachAttempt).then(|| {
            let mut span = AttemptSpan::new(history, call);
            span.begin();
            span
        });
        let scope = retry.scope(history, call);
        (scope.is_some() || span.is_some()).then(|| Box::new(Self { scope, span }))
    }

    pub(super) fn run<T>(&self, poll: impl FnOnce() -> T) -> T {
        let poll = || match &self.scope {
            Some(scope) => scope.run(poll),
            None => poll(),
        };
        match &self.span {
            Some(span) => span.within(poll),
            None => poll(),
        }
    }
}

pin_project! {
    /// An attempt in its surroundings.
    pub(super) struct Surrounded<'a, F> {
        pub(super) surroundings: Option<&'a Surroundings>,
        #[pin]
        pub(super) attempt: F,
    }
}

impl<F: Future> Future for Surrounded<'_, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        match this.surroundings {
            Some(surroundings) => surroundings.run(|| this.attempt.poll(cx)),
            None => this.attempt.poll(cx),
        }
    }
}
