//! What is known of the function without its words.

use proc_macro2::{Ident, Span};

use syn::Type;

use super::error_path::ErrorPath;
use super::uncopied::Uncopied;

/// What the rules have to know about the function.
#[derive(Default)]
pub(crate) struct Facts {
    /// The body may wait without blocking: `async fn`, or a future it returns.
    pub(crate) asynchronous: bool,
    /// What it returns.
    pub(crate) outcome: Outcome,
    /// Names of the arguments that are plain names, `self` not among them.
    pub(crate) argument_names: Vec<Ident>,
    /// Names of type and const parameters.
    pub(crate) generics: Vec<Ident>,
    pub(crate) has_receiver: bool,
    /// The way to the variants of the error type; without one for `Option`.
    pub(crate) error: ErrorPath,
    /// The error type, where it is written and known to have no class.
    pub(crate) classless: Option<Type>,
    /// The error is a trait object that may borrow. It cannot be looked into then.
    pub(crate) error_borrows: bool,
    /// Arguments written `mut` that are not known to be `Copy`.
    pub(crate) uncopied: Vec<Uncopied>,
    /// The `mut` of a `self` that is taken by value.
    pub(crate) changed_self: Option<Span>,
}

/// What a function returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Outcome {
    /// `Option<T>`, so that there are no errors.
    Option,
    #[default]
    Result,
    /// `Result<T, RetryError<E>>`, from a body that returns `Result<T, E>`.
    RetryError,
}
