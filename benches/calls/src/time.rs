//! The time of a call.

use crate::candidates;
use crate::form::Form;
use crate::load::{Load, What};
use std::time::Instant;

/// Short, so that in some of many no interrupt and no other process gets between.
const CALLS: u32 = 10_000;
const ROUNDS: u32 = 500;

/// The least of many rounds. The candidates take turns, so that whatever slows one slows all.
pub(crate) fn print(form: Form) {
    let load = Load {
        what: What::Success,
        count: CALLS,
    };
    let mut fastest = vec![f64::INFINITY; candidates::ALL.len()];
    for _ in 0..ROUNDS {
        for (candidate, fastest) in candidates::ALL.iter().zip(&mut fastest) {
            if let Some(run) = candidate.form(form) {
                let start = Instant::now();
                run(load);
                let nanos = start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS);
                *fastest = fastest.min(nanos);
            }
        }
    }
    for (candidate, nanos) in candidates::ALL.iter().zip(fastest) {
        if nanos.is_finite() {
            println!("{}\t{nanos}", candidate.name);
        }
    }
}
