//! A site: one annotated function.

use core::fmt;
use core::sync::atomic::{AtomicBool, Ordering};

use crate::Policy;

/// One annotated function: its name, where it stands and, when it is known at compile time, its
/// policy. The attribute makes a static of it; logs, metrics and configuration speak of it by name.
#[derive(Debug)]
pub struct Site {
    name: &'static str,
    file: &'static str,
    line: u32,
    column: u32,
    policy: Option<&'static Policy>,
    met_unknown: AtomicBool,
}

impl Site {
    /// Describes a site; called by the attribute.
    #[doc(hidden)]
    pub const fn new(
        name: &'static str,
        file: &'static str,
        line: u32,
        column: u32,
        policy: Option<&'static Policy>,
    ) -> Self {
        Self {
            name,
            file,
            line,
            column,
            policy,
            met_unknown: AtomicBool::new(false),
        }
    }

    /// Whether this is the first time that an error of unknown type ends a call.
    #[cfg_attr(
        not(feature = "tracing"),
        expect(dead_code, reason = "only the log asks")
    )]
    pub(crate) fn meets_unknown(&self) -> bool {
        !self.met_unknown.swap(true, Ordering::Relaxed)
    }

    /// The name given by `name = ".."`, else `module::function`.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The source file the function is in, as the compiler was given it.
    pub const fn file(&self) -> &'static str {
        self.file
    }

    /// The line of the attribute, from 1.
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The column of the attribute, from 1.
    pub const fn column(&self) -> u32 {
        self.column
    }

    /// The policy, if it is the same for every call; one with a value that is evaluated at entry
    /// is not.
    pub const fn policy(&self) -> Option<&'static Policy> {
        self.policy
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}:{})", self.name, self.file, self.line)
    }
}
