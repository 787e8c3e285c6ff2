//! What is known of the function without its words.

use proc_macro2::Ident;

use super::error_path::Nameless;

/// What the rules have to know about the function.
#[derive(Default)]
pub(crate) struct Facts {
    /// The body may wait without blocking: `async fn`, or a future it returns.
    pub(crate) asynchronous: bool,
    /// It returns `Option<T>`, so that there are no errors.
    pub(crate) option: bool,
    /// Names of the arguments that are plain names, `self` not among them.
    pub(crate) argument_names: Vec<Ident>,
    /// Names of type and const parameters.
    pub(crate) generics: Vec<Ident>,
    pub(crate) has_receiver: bool,
    /// Why the variants of the error type cannot be named, if they cannot.
    pub(crate) nameless: Option<Nameless>,
}
