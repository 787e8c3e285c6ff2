//! Sites of calls without the attribute: one for each place in the code, made when a call there first fails.

use core::panic::Location;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use crate::site::Site;

/// Where a call stands, and the name it was given there.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) location: &'static Location<'static>,
    pub(crate) name: Option<&'static str>,
}

/// File, line, column and name. There are as many as places in the code, so they are kept.
type Key = (&'static str, u32, u32, Option<&'static str>);

static PLACED: LazyLock<Mutex<HashMap<Key, &'static Site>>> = LazyLock::new(Mutex::default);

fn placed() -> MutexGuard<'static, HashMap<Key, &'static Site>> {
    PLACED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Place {
    /// The site here. Without a name it is called by file and line.
    pub(crate) fn site(self) -> &'static Site {
        let Self { location, name } = self;
        let (file, line, column) = (location.file(), location.line(), location.column());
        placed()
            .entry((file, line, column, name))
            .or_insert_with(|| {
                let name = name.unwrap_or_else(|| format!("{file}:{line}").leak());
                Box::leak(Box::new(Site::at(location, name, "", None)))
            })
    }
}

/// The sites at which a call has failed so far.
#[cfg(feature = "sites")]
pub(super) fn all() -> Vec<&'static Site> {
    placed().values().copied().collect()
}
