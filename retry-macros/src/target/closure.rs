//! Closures, on which the attribute cannot stand.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Attribute;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};

/// Whether the parameters of one come next.
pub(super) fn begins(input: ParseStream<'_>) -> bool {
    input.peek(syn::Token![|]) || input.peek(syn::Token![||])
}

/// The tokens, if they are those of a closure, without the comma that comes after an argument.
pub(crate) fn expression(tokens: &TokenStream) -> Option<TokenStream> {
    let is_closure = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        while input.call(Ident::parse_any).is_ok() {}
        let is_closure = begins(input);
        input.parse::<TokenStream>()?;
        Ok(is_closure)
    };
    let is_closure = is_closure.parse2(tokens.clone());
    is_closure.ok().filter(|is_closure| *is_closure)?;
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    if matches!(tokens.last(), Some(TokenTree::Punct(last)) if last.as_char() == ',') {
        tokens.pop();
    }
    Some(tokens.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::expression;
    use proc_macro2::TokenStream;

    #[test]
    fn a_closure_is_an_expression_and_a_function_is_none() {
        let tokens = |text: &str| text.parse::<TokenStream>().unwrap();
        for closure in ["|| 1", "#[a] async move |x: u8| -> u8 { x }", "|_| x;"] {
            let found = expression(&tokens(closure)).unwrap();
            assert_eq!(found.to_string(), tokens(closure).to_string());
        }
        let argument = expression(&tokens("|| 1,")).unwrap();
        assert_eq!(argument.to_string(), tokens("|| 1").to_string());
        assert!(expression(&tokens("pub fn f() -> Option<u8> { a || b }")).is_none());
    }
}
