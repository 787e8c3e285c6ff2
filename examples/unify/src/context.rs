//! What all attempts of all calls for one request have in common.

use std::sync::Arc;

use reattempt::Scope;
use tracing::{Instrument, info_span};

use crate::notices::Notices;

/// The header by which the other side knows which request a call is for.
pub const REQUEST_ID: &str = "x-request-id";

#[derive(Clone, Debug)]
pub struct Context {
    pub id: String,
}

impl Context {
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }

    /// Runs the work for this request: in its span, and with somebody who is told of each retry. Whatever
    /// retries inside needs to know of neither.
    pub async fn run<F: Future>(&self, notices: &Notices, work: F) -> F::Output {
        let observer = Arc::new(notices.of(&self.id));
        let span = info_span!("request", id = self.id);
        let scope = Scope::new().observer(observer);
        scope.wrap(work).instrument(span).await
    }
}
