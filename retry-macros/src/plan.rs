//! What will be done: defaults applied, ranges and rules across options checked.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, LitStr, Path};

/// Everything the expansion needs to know; nothing is optional that has a default.
pub(crate) struct Plan {
    /// Path of the crate, `::reattempt` unless `crate = ..` says otherwise.
    pub(crate) krate: Path,
    /// The site's name, when it is not `module::function`.
    pub(crate) name: Option<LitStr>,
    pub(crate) policy: PolicyPlan,
    pub(crate) selection: Selection,
    pub(crate) hooks: Hooks,
    /// The identifier that binds `&Attempt` in the body.
    pub(crate) attempt: Option<Ident>,
    /// Arguments each attempt gets its own clone of.
    pub(crate) clones: Vec<Ident>,
    /// How to wait, when it is not the runtime's own way.
    pub(crate) sleep: Option<Expr>,
    /// Span of `max_elapsed`, when the clock has to be read at entry for it.
    pub(crate) max_elapsed: Option<Span>,
}

/// The policy as a chain of `PolicyBuilder` calls.
pub(crate) struct PolicyPlan {
    /// `policy = ..`; the crate's default policy if absent.
    pub(crate) base: Option<Setting>,
    /// Calls on the builder, in order: `(method, argument)`.
    pub(crate) steps: Vec<(Ident, Setting)>,
}

/// One value and the moment it is known.
pub(crate) struct Setting {
    pub(crate) value: TokenStream,
    pub(crate) known: Known,
}

/// When a value is known, earliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Known {
    /// A literal or the path of a constant: goes into a `const` item.
    Item,
    /// `const { .. }`: may name generics, goes into an inline const.
    Inline,
    /// Any other expression: evaluated once at entry, clamped when out of range.
    Entry,
}

/// Which errors are retried.
pub(crate) enum Selection {
    /// What `Classify` says, less `except`.
    Classify { except: Vec<ErrorPattern> },
    /// `on`, less `except`; `when` must hold as well.
    On {
        on: Vec<ErrorPattern>,
        except: Vec<ErrorPattern>,
        when: Option<Expr>,
    },
    /// `when` alone decides, less `except`.
    When {
        when: Expr,
        except: Vec<ErrorPattern>,
    },
}

/// One entry of `on` or `except`.
pub(crate) enum ErrorPattern {
    /// `_`
    Any(Span),
    /// `Io`: a variant of the function's error type.
    Variant(Ident),
    /// `Http { status: 500..=599 }` or `Io(_)`: a variant and a pattern for its fields,
    /// the group kept as written.
    VariantFields(Ident, TokenStream),
    /// `FetchError::Io`: a full path; `{ .. }` is added when it is emitted.
    Path(Path),
    /// `FetchError::Io(_)`: a full path with a pattern for its fields.
    PathFields(Path, TokenStream),
}

/// The user's own closures or paths, called in the function itself.
pub(crate) struct Hooks {
    pub(crate) until: Option<Expr>,
    pub(crate) retry_after: Option<Expr>,
    pub(crate) on_event: Option<Expr>,
}
