//! What is counted at a site: exact numbers of exact scenarios.

mod attempts;
mod needed_retry;
mod reasons_to_give_up;
mod unfinished;

use std::io;

use crate::support::{Calls, Error, at_once, ms, secs};
use crate::{counts, errors};
use reattempt::{Counts, Scope, retry};

/// How many calls gave up for each reason.
fn reasons(counts: &Counts) -> Vec<(&'static str, u64)> {
    let reasons = counts.reasons();
    reasons.map(|(reason, n)| (reason.as_str(), n)).collect()
}
