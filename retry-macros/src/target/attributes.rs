//! A second `#[retry]` on the same function: the attempts of both would multiply.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Error, Result};

/// Refuses one that stands below, which is expanded later. By then there is no `cfg_attr` any more.
pub(super) fn refuse_second_retry(attrs: &[Attribute]) -> Result<()> {
    let Some(second) = attrs
        .iter()
        .find(|attr| last_name(attr).is_some_and(|name| name == "retry"))
    else {
        return Ok(());
    };
    let path = second.path().to_token_stream().to_string().replace(' ', "");
    let message = format!(
        "`#[{path}]` is there twice: the attempts of both multiply, 4 and 3 make 12 \
         calls; remove one, or if this is the `retry` of another crate, import it under another name, as in \
         `use other::retry as other_retry`"
    );
    Err(Error::new_spanned(second, message))
}

/// Refuses one that stands above and was expanded before, under whatever name: the body shows it.
pub(super) fn refuse_retried(body: &TokenStream) -> Result<()> {
    if !is_retried(body) {
        return Ok(());
    }
    let message = "the attribute above already retries this function: the attempts of both multiply, 4 and 3 make 12 calls; remove one";
    Err(Error::new(Span::call_site(), message))
}

/// Whether there is a `__private::repeatable` or `__private::AsyncState`, one of which is in every expansion.
/// Items inside of the body that are to be retried have not been expanded yet.
fn is_retried(body: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let named = tokens.windows(4).any(|window| match window {
        [
            TokenTree::Ident(module),
            TokenTree::Punct(_),
            TokenTree::Punct(_),
            TokenTree::Ident(item),
        ] => module == "__private" && (item == "repeatable" || item == "AsyncState"),
        _ => false,
    });
    named
        || tokens
            .iter()
            .any(|token| matches!(token, TokenTree::Group(group) if is_retried(&group.stream())))
}

fn last_name(attr: &Attribute) -> Option<&Ident> {
    attr.path().segments.last().map(|segment| &segment.ident)
}

#[cfg(test)]
mod tests {
    use crate::target::tests::refused;

    #[test]
    fn one_retry_is_enough() {
        for path in ["retry", "reattempt::retry", "::reattempt::retry"] {
            let function = format!(
                "#[doc = \"a\"] #[{path}(max_attempts = 3)] fn f() -> Option<()> {{ None }}"
            );
            assert_eq!(
                refused(&function).unwrap(),
                format!(
                    "`#[{path}]` is there twice: the attempts of both multiply, 4 \
                     and 3 make 12 calls; remove one, or if this is the `retry` of another crate, import it \
                     under another name, as in `use other::retry as other_retry`"
                )
            );
        }
    }

    #[test]
    fn one_that_was_expanded_before_is_known_by_what_it_left() {
        let message = "the attribute above already retries this function: the attempts of both multiply, 4 and 3 make 12 calls; remove one";
        for body in [
            "let mut __state = ::reattempt::__private::AsyncState::new();",
            "cold(|| { let __attempt = crate::x::__private::repeatable(|| { body }); })",
        ] {
            let function = format!("fn f() -> Option<()> {{ {body} }}");
            assert_eq!(refused(&function).as_deref(), Some(message));
        }
        for body in [
            "let state = AsyncState::new();",
            "let state = x::AsyncState::new(); let __private = 1;",
            "::reattempt::__private::Policy::builder()",
        ] {
            assert_eq!(refused(&format!("fn f() -> Option<()> {{ {body} }}")), None);
        }
    }

    #[test]
    fn other_attributes_are_none_of_our_business() {
        for attribute in ["retry::other", "instrument", "other_retry"] {
            let function = format!("#[{attribute}] fn f() -> Option<()> {{ None }}");
            assert_eq!(refused(&function), None);
        }
    }
}
