//! The attribute and derive of the `reattempt` crate.

mod args;
mod diagnostics;
mod plan;

use proc_macro::TokenStream;

/// Makes a function retry itself.
#[proc_macro_attribute]
pub fn retry(_args: TokenStream, item: TokenStream) -> TokenStream {
    item
}
