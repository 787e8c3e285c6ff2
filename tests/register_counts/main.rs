//! What is counted at a site: exact numbers of exact scenarios.

mod attempts;
mod needed_retry;
mod reasons_to_give_up;
#[path = "../support/register.rs"]
mod register;
#[path = "../support/mod.rs"]
mod support;
mod unfinished;

use std::io;

use reattempt::{Counts, Scope, retry};
use register::{at_once, counts, errors, reasons};
use support::{Calls, Error, ms, secs};
