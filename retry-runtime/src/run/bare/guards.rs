//! Budget and breaker, of which there are none without `std`.

use core::convert::Infallible;
use core::marker::PhantomData;

use crate::error::class::Class;
use crate::error::stop_reason::StopReason;

/// What a call has of a budget and a breaker. There are none, so there is no value of it.
pub struct Guards<'a> {
    none: Infallible,
    _of: PhantomData<&'a ()>,
}

impl Guards<'_> {
    pub(crate) fn failed(&mut self, _: Class) {
        match self.none {}
    }

    pub(crate) fn undo_withdrawal(&mut self) {
        match self.none {}
    }

    pub(crate) fn withdraw(&mut self, _: Class) -> Result<PaidRetry, StopReason> {
        match self.none {}
    }

    pub(crate) fn paid(&mut self) -> PaidRetry {
        match self.none {}
    }
}

/// A retry that is paid for, of which there is none.
pub(crate) struct PaidRetry(Infallible);

impl PaidRetry {
    pub(crate) fn keep(self) {
        match self.0 {}
    }
}
