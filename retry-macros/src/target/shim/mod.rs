//! What another attribute has written beside the function, with `#[retry]` copied onto it: the other one stands
//! above, and so is expanded first.
//!
//! Input: the item, before it is taken for a function to retry.
//! Output: whether it only leads to that function. With retries of its own it would multiply those of the
//! function, or could not be compiled. Each file knows what one attribute writes.

mod extension;
mod faux;
mod inherent;
mod mockall;
pub(super) mod server_fn;
mod wasm_bindgen;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Error, Result, Signature, Token, Visibility, braced};

/// An item as far as a shim is known by it.
struct Item {
    sig: Signature,
    end: End,
}

enum End {
    /// `;`
    Declared(Span),
    /// `{ .. }`
    Body(Vec<TokenTree>),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let sig = input.parse()?;
        if input.peek(Token![;]) {
            let semicolon: Token![;] = input.parse()?;
            let end = End::Declared(semicolon.span);
            return Ok(Self { sig, end });
        }
        let body;
        braced!(body in input);
        let body: TokenStream = body.parse()?;
        let end = End::Body(body.into_iter().collect());
        Ok(Self { sig, end })
    }
}

/// What is no function, or a wrong one, is no shim: what is said of it is said elsewhere.
pub(super) fn is_next(input: ParseStream<'_>) -> bool {
    let Ok(Item { sig, end }) = input.fork().parse() else {
        return false;
    };
    match end {
        End::Declared(semicolon) => extension::declares(semicolon),
        End::Body(body) => {
            wasm_bindgen::exports(&sig.ident)
                || server_fn::calls(&sig.ident, &body)
                || server_fn::sends(&body)
                || inherent::forwards(&sig.ident, &body)
                || mockall::mocks(&sig, &body)
                || faux::chooses(body)
        }
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
    use crate::target::Annotated;

    /// Whether `function` stays as it is.
    pub(super) fn is_shim(function: &str) -> bool {
        matches!(syn::parse_str(function).unwrap(), Annotated::Shim(tokens)
            if tokens.to_string() == function.parse::<proc_macro2::TokenStream>().unwrap().to_string())
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
