//! What is injected, bound to the name of a function.

use core::fmt;
use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::{Answer, Function, Source};
use crate::site::is_name_of;

pub(crate) struct Bound {
    function: String,
    source: Box<dyn Source>,
    asked: AtomicBool,
    /// Functions of other names, for the message about one that is misspelt.
    others: Mutex<BTreeSet<&'static str>>,
}

impl Bound {
    pub(crate) fn new(function: String, source: Box<dyn Source>) -> Self {
        Self {
            function,
            source,
            asked: AtomicBool::new(false),
            others: Mutex::default(),
        }
    }

    /// What an attempt of `function` comes to.
    pub(crate) fn next(&self, function: &Function) -> Result<Answer, String> {
        if !is_name_of(&self.function, function.name) {
            let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
            others.insert(function.name);
            return Ok(Answer::Body);
        }
        self.asked.store(true, Ordering::Relaxed);
        self.source.next(function)
    }
}

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound")
            .field("function", &self.function)
            .finish_non_exhaustive()
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        // A test that fails anyway is not to abort.
        if *self.asked.get_mut() || std::thread::panicking() {
            return;
        }
        let others = self
            .others
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let others: Vec<_> = others.iter().copied().collect();
        let met = match others.as_slice() {
            [] => "no function with `#[retry]` was called in the scope".to_owned(),
            met => format!("those called in the scope are `{}`", met.join("`, `")),
        };
        panic!("nothing was injected into `{}`: {met}", self.function);
    }
}
