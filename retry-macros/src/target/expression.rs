//! Closures and blocks, on which the attribute cannot stand.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::Attribute;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};

/// The tokens, if they are those of a closure or a block, without the comma that comes after an argument.
pub(crate) fn find(tokens: &TokenStream) -> Option<TokenStream> {
    let is_closure = is_closure.parse2(tokens.clone()).unwrap_or(false);
    let mut tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    if matches!(tokens.last(), Some(TokenTree::Punct(last)) if last.as_char() == ',') {
        tokens.pop();
    }
    let found = is_closure || is_block(&tokens);
    found.then(|| tokens.into_iter().collect())
}

fn is_closure(input: ParseStream<'_>) -> syn::Result<bool> {
    input.call(Attribute::parse_outer)?;
    while input.call(Ident::parse_any).is_ok() {}
    let is_closure = begins_closure(input);
    input.parse::<TokenStream>()?;
    Ok(is_closure)
}

/// Whether the parameters of a closure come next.
pub(super) fn begins_closure(input: ParseStream<'_>) -> bool {
    input.peek(syn::Token![|]) || input.peek(syn::Token![||])
}

fn is_block(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace)
}

#[cfg(test)]
mod tests {
    use super::find;
    use proc_macro2::TokenStream;

    #[test]
    fn closures_and_blocks_are_expressions_and_functions_are_none() {
        let tokens = |text: &str| text.parse::<TokenStream>().unwrap();
        for expression in [
            "|| 1",
            "#[a] async move |x: u8| -> u8 { x }",
            "|_| x;",
            "{ x }",
        ] {
            let found = find(&tokens(expression)).unwrap();
            assert_eq!(found.to_string(), tokens(expression).to_string());
        }
        let argument = find(&tokens("|| 1,")).unwrap();
        assert_eq!(argument.to_string(), tokens("|| 1").to_string());
        assert!(find(&tokens("pub fn f() -> Option<u8> { a || b }")).is_none());
    }
}
