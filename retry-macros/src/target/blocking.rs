//! What `#[tokio::main]`, `#[actix_web::main]` and the `test` of both leave of an `async fn`, when they stand above
//! and so are expanded first: a function that blocks, whose retries would sleep on the thread.
//!
//! ```text
//! let body = async { body };
//! #[allow(..)]
//! { use tokio::runtime::Builder; return Builder::new_current_thread()..block_on(body); }
//!
//! <::actix_web::rt::System>::new().block_on(async move { body })
//! ```

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Error, Result, Signature};

use crate::target::words::{begins, ends};

pub(super) fn refuse(attrs: &[Attribute], sig: &Signature, body: &TokenStream) -> Result<()> {
    if sig.asyncness.is_some() {
        return Ok(());
    }
    let Some(runtime) = Runtime::started_in(body) else {
        return Ok(());
    };
    let above = runtime.attribute(attrs, sig);
    let message = format!(
        "`#[{above}]` above `#[retry]` has turned this `async fn` into a blocking function: each attempt \
         would start a new runtime; write `#[retry]` above `#[{above}]`"
    );
    Err(Error::new(sig.ident.span(), message))
}

enum Runtime {
    Tokio,
    Actix,
}

impl Runtime {
    /// The one that `body` is about. It may have others around it: `#[serial]` puts it into a closure.
    fn started_in(body: &TokenStream) -> Option<Self> {
        let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
        if blocks_by_tokio(&tokens) {
            return Some(Self::Tokio);
        }
        if blocks_by_actix(&tokens) {
            return Some(Self::Actix);
        }
        tokens.iter().find_map(|token| match token {
            TokenTree::Group(group) => Self::started_in(&group.stream()),
            _ => None,
        })
    }

    fn attribute(&self, attrs: &[Attribute], sig: &Signature) -> &'static str {
        match self {
            Self::Tokio if attrs.iter().any(is_test) => "tokio::test",
            Self::Tokio => "tokio::main",
            // Its `#[test]` is gone by now.
            Self::Actix if sig.ident == "main" => "actix_web::main",
            Self::Actix => "actix_web::test",
        }
    }
}

fn is_test(attr: &Attribute) -> bool {
    let last = attr.path().segments.last();
    last.is_some_and(|last| last.ident == "test")
}

fn blocks_by_actix(tokens: &[TokenTree]) -> bool {
    let [before @ .., TokenTree::Group(argument)] = tokens else {
        return false;
    };
    let argument: Vec<TokenTree> = argument.stream().into_iter().collect();
    let system = ["System", ">", ":", ":", "new", "()", ".", "block_on"];
    begins(before, &["<"]) && ends(before, &system) && begins(&argument, &["async"])
}

fn blocks_by_tokio(tokens: &[TokenTree]) -> bool {
    let [
        TokenTree::Ident(first),
        TokenTree::Ident(future),
        TokenTree::Punct(_),
        TokenTree::Ident(block),
        ..,
        last,
    ] = tokens
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
            "`#[{above}]` above `#[retry]` has turned this `async fn` into a blocking function: each attempt \
             would start a new runtime; write `#[retry]` above \
             `#[{above}]`"
        )
    }

    #[test]
    fn the_body_that_tokio_writes_is_known() {
        let test = "#[::core::prelude::v1::test] fn f() -> Result<(), E> { let body = async { work().await }; \
                    tokio::pin!(body); let body: ::core::pin::Pin<&mut dyn ::core::future::Future<Output = \
                    Result<(), E>>> = body; #[allow(clippy::expect_used)] { use tokio::runtime::Builder; return \
                    Builder::new_current_thread().enable_all().build().expect(\"Failed building the \
                    Runtime\").block_on(body); } }";
        assert_eq!(refused(test), Some(said("tokio::test")));
        let main = "fn main() -> Result<(), E> { let body = async { work().await }; \
                    #[allow(clippy::expect_used)] { return tokio::runtime::Builder::new_multi_thread()\
                    .enable_all().build().expect(\"Failed building the Runtime\").block_on(body); } }";
        assert_eq!(refused(main), Some(said("tokio::main")));
    }

    #[test]
    fn what_tokio_writes_is_known_in_a_closure() {
        let serial = "#[test] fn f() -> Result<(), E> { local_serial_core_with_return(vec![\"\"], None, || { \
                      let body = async { work().await }; #[allow(clippy::expect_used)] { use \
                      tokio::runtime::Builder; return Builder::new_current_thread().build().block_on(body); \
                      } }) }";
        assert_eq!(refused(serial), Some(said("tokio::test")));
    }

    #[test]
    fn the_body_that_actix_writes_is_known() {
        let body = "<::actix_web::rt::System>::new().block_on(async move { work().await })";
        for (function, attribute) in [("main", "actix_web::main"), ("f", "actix_web::test")] {
            let function = format!("fn {function}() -> Result<(), E> {{ {body} }}");
            assert_eq!(refused(&function), Some(said(attribute)));
        }
    }

    #[test]
    fn a_runtime_of_the_users_is_not_one_of_theirs() {
        for body in [
            "let body = async { 1 }; Runtime::new()?.block_on(body)",
            "let body = async { 1 }; { return runtime.block_on(body); }",
            "let body = 1; { use tokio::runtime::Builder; return Builder::new().block_on(body); }",
            "{ use tokio::runtime::Builder; return Builder::new().block_on(body); }",
            "System::new().block_on(async { work().await })",
            "<System>::new().block_on(work())",
        ] {
            assert_eq!(
                refused(&format!("fn f() -> Result<(), E> {{ {body} }}")),
                None,
                "{body}"
            );
        }
    }
}
