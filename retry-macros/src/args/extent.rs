//! How far an option goes.
//!
//! In: the stream at a value. Out: where it ends, and the tokens up to there.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, Token};

/// Whether the option ends here.
pub(crate) fn ends(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}

/// Whether an option begins here: a word and a single `=`.
pub(super) fn at_option(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    fork.call(Ident::parse_any).is_ok()
        && fork.peek(Token![=])
        && !fork.peek(Token![==])
        && !fork.peek(Token![=>])
}

/// Whether exactly one token is left of the option.
pub(super) fn single_token(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    fork.parse::<TokenTree>().is_ok() && ends(&fork)
}

/// Moves past the value of an option nobody knows, and returns it.
pub(crate) fn value_tokens(input: ParseStream<'_>) -> TokenStream {
    let mut value = TokenStream::new();
    // As an expression if it is one: the comma in `|error, delay|` ends no option.
    let fork = input.fork();
    if !ends(input) && !at_option(input) && fork.parse::<Expr>().is_ok() {
        value.extend(tokens_before(input, fork.cursor()));
    }
    while !ends(input) && !at_option(input) {
        let Ok(token) = input.parse::<TokenTree>() else {
            break;
        };
        value.extend([token]);
    }
    value
}

/// Moves `input` to `end`, or behind the fragment of `macro_rules` that `end` lies inside of: such a
/// group is entered by who reads an expression, and is one token here.
pub(super) fn tokens_before(input: ParseStream<'_>, end: Cursor<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while input.cursor() < end {
        let Ok(token) = input.parse::<TokenTree>() else {
            break;
        };
        tokens.extend([token]);
    }
    tokens
}
