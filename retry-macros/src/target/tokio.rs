//! What `#[tokio::main]` and `#[tokio::test]` leave of an `async fn`, when they stand above and so are expanded
//! first: a function that blocks, whose retries would sleep on the thread.
//!
//! ```text
//! let body = async { body };
//! #[allow(..)]
//! { use tokio::runtime::Builder; return Builder::new_current_thread()..block_on(body); }
//! ```

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Error, Result, Signature};

pub(super) fn refuse(attrs: &[Attribute], sig: &Signature, body: &TokenStream) -> Result<()> {
    if sig.asyncness.is_some() || !is_blocking(body) {
        return Ok(());
    }
    let is_test = attrs.iter().any(|attr| {
        attr.path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "test")
    });
    let above = if is_test { "test" } else { "main" };
    let message = format!(
        "`#[tokio::{above}]` above `#[retry]` has made a function that blocks of this `async fn`: its \
         retries would start the runtime anew and sleep on the thread; write `#[retry]` above \
         `#[tokio::{above}]`"
    );
    Err(Error::new(sig.ident.span(), message))
}

fn is_blocking(body: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let [
        TokenTree::Ident(first),
        TokenTree::Ident(future),
        TokenTree::Punct(_),
        TokenTree::Ident(block),
        ..,
        last,
    ] = tokens.as_slice()
    else {
        return false;
    };
    let TokenTree::Group(last) = last else {
        return false;
    };
    let inside: Vec<TokenTree> = last.stream().into_iter().collect();
    let blocks_on = inside.windows(2).any(|pair| match pair {
        [TokenTree::Ident(name), TokenTree::Group(argument)] => {
            name == "block_on" && argument.stream().to_string() == "body"
        }
        _ => false,
    });
    let has = |word: &str| {
        inside
            .iter()
            .any(|token| matches!(token, TokenTree::Ident(ident) if ident == word))
    };
    first == "let"
        && future == "body"
        && block == "async"
        && last.delimiter() == Delimiter::Brace
        && blocks_on
        && has("return")
        && has("runtime")
        && has("Builder")
}

#[cfg(test)]
mod tests {
    use crate::target::tests::refused;

    fn said(above: &str) -> String {
        format!(
            "`#[tokio::{above}]` above `#[retry]` has made a function that blocks of this `async fn`: \
             its retries would start the runtime anew and sleep on the thread; write `#[retry]` above \
             `#[tokio::{above}]`"
        )
    }

    #[test]
    fn the_body_that_tokio_writes_is_known() {
        let test = "#[::core::prelude::v1::test] fn f() -> Result<(), E> { let body = async { work().await }; \
                    tokio::pin!(body); let body: ::core::pin::Pin<&mut dyn ::core::future::Future<Output = \
                    Result<(), E>>> = body; #[allow(clippy::expect_used)] { use tokio::runtime::Builder; return \
                    Builder::new_current_thread().enable_all().build().expect(\"Failed building the \
                    Runtime\").block_on(body); } }";
        assert_eq!(refused(test), Some(said("test")));
        let main = "fn main() -> Result<(), E> { let body = async { work().await }; \
                    #[allow(clippy::expect_used)] { return tokio::runtime::Builder::new_multi_thread()\
                    .enable_all().build().expect(\"Failed building the Runtime\").block_on(body); } }";
        assert_eq!(refused(main), Some(said("main")));
    }

    #[test]
    fn a_runtime_of_the_users_is_none_of_tokios() {
        for body in [
            "let body = async { 1 }; Runtime::new()?.block_on(body)",
            "let body = async { 1 }; { return runtime.block_on(body); }",
            "let body = 1; { use tokio::runtime::Builder; return Builder::new().block_on(body); }",
            "{ use tokio::runtime::Builder; return Builder::new().block_on(body); }",
        ] {
            assert_eq!(
                refused(&format!("fn f() -> Result<(), E> {{ {body} }}")),
                None,
                "{body}"
            );
        }
    }
}
