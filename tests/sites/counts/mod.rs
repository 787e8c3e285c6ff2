//! What is counted at a site: exact numbers of exact scenarios.

mod attempts;
mod needed_retry;
mod reasons_to_give_up;
mod unfinished;

use std::io;

use crate::support::{Calls, Error, at_once, ms, secs};
use crate::{counts, errors, reasons};
use reattempt::{Counts, Scope, retry};
