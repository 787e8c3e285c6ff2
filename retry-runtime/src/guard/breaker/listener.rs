//! Who is told that a breaker has changed its state, beside its own hook: the metrics, which come after
//! this folder and say so themselves.

use std::sync::OnceLock;

use super::Breaker;

type Listener = fn(&Breaker);

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// Has `listener` told of every change from here on; the first one counts.
pub(crate) fn listen(listener: Listener) {
    LISTENER.get_or_init(|| listener);
}

pub(super) fn tell(breaker: &Breaker) {
    if let Some(listener) = LISTENER.get() {
        listener(breaker);
    }
}
