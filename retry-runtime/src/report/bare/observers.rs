//! Observers belong to scopes, of which there are none without `std`.

use core::fmt::Display;

use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::error::stop_reason::StopReason;

pub(super) const fn retrying(_: &RetriedCall<'_>, _: &Failure<'_>) {}

pub(super) const fn stopped(_: &RetriedCall<'_>, _: &Failure<'_>, _: StopReason) {}

pub(super) const fn recovered(_: &RetriedCall<'_>, _: Option<&dyn Display>) {}
