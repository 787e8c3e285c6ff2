//! What the functions call: a device that answers as it is told.

use core::cell::{Cell, RefCell};
use core::future::{Ready, ready};
use core::time::Duration;

use reattempt::{Classify, Interrupted};

/// Why the device did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Classify)]
pub(crate) enum BusError {
    #[error("no answer")]
    #[classify(transient)]
    Silent,
    #[error("busy")]
    #[classify(throttled, after = wait)]
    Busy { wait: Duration },
    #[error("no such register")]
    #[classify(permanent)]
    NoSuchRegister,
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

impl BusError {
    pub(crate) fn is_of_the_bus(&self) -> bool {
        !matches!(self, Self::Interrupted(_))
    }
}

pub(crate) type Answer = Result<u8, BusError>;

/// Gives these answers in order, the last one for ever, and notes the delays between them.
pub(crate) struct Bus {
    answers: &'static [Answer],
    calls: Cell<usize>,
    delays: RefCell<Delays>,
}

/// Delays in milliseconds.
#[derive(Clone, Copy, Default)]
struct Delays {
    millis: [u128; 8],
    count: usize,
}

impl Bus {
    pub(crate) fn new(answers: &'static [Answer]) -> Self {
        Self {
            answers,
            calls: Cell::new(0),
            delays: RefCell::default(),
        }
    }

    pub(crate) fn call(&self) -> Answer {
        let call = self.calls.get();
        self.calls.set(call + 1);
        self.answers[call.min(self.answers.len() - 1)].clone()
    }

    pub(crate) fn wait(&self, delay: Duration) {
        let mut delays = self.delays.borrow_mut();
        let count = delays.count;
        delays.millis[count] = delay.as_millis();
        delays.count += 1;
    }

    pub(crate) fn wait_async(&self, delay: Duration) -> Ready<()> {
        self.wait(delay);
        ready(())
    }

    /// How often it was called, and after which delays.
    #[track_caller]
    pub(crate) fn assert(&self, calls: usize, delays: &[u128]) {
        let seen = *self.delays.borrow();
        assert_eq!(
            (self.calls.get(), &seen.millis[..seen.count]),
            (calls, delays)
        );
    }
}
