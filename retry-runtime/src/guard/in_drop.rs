//! Calling code of others where a panic may be under way.

use core::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// Calls, in a drop, what may panic. While a panic is under way a second one that leaves a drop ends the
/// process, so it goes no further than here.
pub(crate) fn in_drop(call: impl FnOnce()) {
    if !thread::panicking() {
        return call();
    }
    if let Err(payload) = catch_unwind(AssertUnwindSafe(call)) {
        // Its drop may panic as well.
        mem::forget(payload);
    }
}
