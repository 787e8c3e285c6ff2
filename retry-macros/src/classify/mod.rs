//! `#[derive(Classify)]`.
//!
//! One way through: tokens -> `ClassifyArgs`, what each attribute says -> `Plan`, one `Case` for a
//! struct or for every variant -> tokens. On any error: all errors at once, and an implementation
//! that stands in for the real one, so that functions returning the type see no second one.

mod attribute;
mod case;
mod expand;
mod fields;
mod plan;
mod values;
mod words;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::diagnostics::Errors;
use plan::Plan;

/// Input: a struct, enum or union with its attributes.
/// Output: its `impl Classify`, or the errors and an implementation in its stead.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let plan = Plan::new(&input, &mut errors);
    match errors.finish() {
        Ok(()) => expand::expand(&plan),
        Err(error) => {
            let mut tokens = error.into_compile_error();
            tokens.extend(expand::stand_in(&plan));
            tokens
        }
    }
}
