//! The attribute of the `reattempt` crate; use it through `reattempt`.
//!
//! One way through: tokens -> `RetryArgs` and `Target`, what was written -> `Plan`, what will be
//! done -> tokens. On any error: all errors at once, and the function as it was, so that its callers
//! see no second one.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod args;
mod bindings;
mod classify;
mod diagnostics;
mod error_path;
mod expand;
mod future;
mod plan;
mod returns;
mod target;
mod types;

use proc_macro2::TokenStream;

use crate::args::RetryArgs;
use crate::plan::Plan;
use crate::target::Target;

/// Lets an error type say which of its errors may pass.
#[proc_macro_derive(Classify, attributes(classify))]
pub fn classify(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    classify::derive(input.into()).into()
}

/// Makes a function retry itself.
///
/// See the documentation of `reattempt` for the options.
#[proc_macro_attribute]
pub fn retry(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    let function = TokenStream::from(item);
    try_retry(args.into(), function.clone())
        .unwrap_or_else(|errors| {
            let mut tokens = errors.into_compile_error();
            tokens.extend(function);
            tokens
        })
        .into()
}

fn try_retry(args: TokenStream, function: TokenStream) -> syn::Result<TokenStream> {
    let args = RetryArgs::parse(args);
    let target = match syn::parse2::<Target>(function) {
        Ok(target) => target,
        Err(error) => return Err(args.errors.with(error)),
    };
    let plan = Plan::new(args, &target.facts())?;
    expand::expand(&plan, &target)
}
