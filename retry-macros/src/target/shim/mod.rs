//! What another attribute has written beside the function, with `#[retry]` copied onto it: the other one stands
//! above, and so is expanded first.
//!
//! Input: the tokens of the item, before it is taken for a function to retry.
//! Output: whether it only leads to that function. With retries of its own it would multiply those of the
//! function, or could not be compiled. Each file knows what one attribute writes.

mod extension;
mod faux;
mod inherent;
mod mockall;
pub(super) mod server_fn;
mod wasm_bindgen;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use syn::Error;

/// Whether `item` is a shim. What is no function is none, nor is a wrong one: what is said of it is said elsewhere.
pub(crate) fn is_shim(item: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let Some((name, signature, end)) = parts(&tokens) else {
        return false;
    };
    match end {
        TokenTree::Punct(semicolon) => extension::declares(semicolon.span()),
        TokenTree::Group(body) => {
            let body: Vec<TokenTree> = body.stream().into_iter().collect();
            wasm_bindgen::exports(name)
                || server_fn::calls(name, &body)
                || server_fn::sends(&body)
                || inherent::forwards(name, &body)
                || mockall::mocks(signature, &body)
                || faux::chooses(body)
        }
        _ => false,
    }
}

/// A function's name, what is between it and the end, and the end: a body or a semicolon.
fn parts(function: &[TokenTree]) -> Option<(&Ident, &[TokenTree], &TokenTree)> {
    let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
    let name = function.iter().position(is_fn)? + 1;
    match &function[name..] {
        [TokenTree::Ident(name), signature @ .., end] if ends_function(end) => {
            Some((name, signature, end))
        }
        _ => None,
    }
}

fn ends_function(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(end) => end.as_char() == ';',
        TokenTree::Group(end) => end.delimiter() == Delimiter::Brace,
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

/// What is said of something that is no function and begins with `word`, if that word is written nowhere in the
/// source: `#[automock]` copies the attributes of a function onto a module and a block.
pub(super) fn refusal(span: Span, word: &str) -> Option<Error> {
    let source = span.source_text().filter(|text| !text.starts_with(word))?;
    let above = attribute(&source)?;
    let message = format!(
        "`#[retry]` goes on a function, and `#[{above}]` has copied it onto something else: move the body \
         with `#[retry]` to a function of another `impl`, and call that from here"
    );
    Some(Error::new(span, message))
}

/// The name of an attribute, out of it as it stands in the source.
fn attribute(text: &str) -> Option<&str> {
    let text = text.strip_prefix("#[").unwrap_or(text);
    let end =
        text.find(|character: char| !(character.is_alphanumeric() || "_:".contains(character)));
    Some(&text[..end.unwrap_or(text.len())]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::attribute;

    /// Whether `function` stays as it is.
    pub(super) fn is_shim(function: &str) -> bool {
        super::is_shim(&function.parse().unwrap())
    }

    #[test]
    fn the_attribute_is_called_by_its_name() {
        for (text, name) in [
            ("#[automock]", Some("automock")),
            (
                "#[mockall::automock(type Item = u8;)]",
                Some("mockall::automock"),
            ),
            ("automock", Some("automock")),
            ("{ self.fetch.checkpoint(); }", None),
            ("", None),
        ] {
            assert_eq!(attribute(text), name, "{text}");
        }
    }
}
