//! Functions that are not `async fn` but return a future.
//!
//! Input: the body of such a function, as tokens.
//! Output: [`FutureBody`], the parts around the place where the loop goes.
//!
//! Two forms are known: a body that is one `async { .. }` or `async move { .. }`, bare or in
//! `Box::pin(..)`, and what `#[async_trait]` makes of a method, which is the same with statements in
//! front that move the arguments in:
//!
//! ```text
//! Box::pin(async move {
//!     if let Some(__ret) = None::<Ret> { return __ret; }
//!     let __self = self;
//!     let __ret: Ret = { body };
//!     __ret
//! })
//! ```

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Block, Error, FnArg, Path, Receiver, ReceiverKind, Result, Signature, Stmt, Token};

/// A body that is one async block.
pub(crate) struct FutureBody {
    /// `Box::pin`, if it is around the block.
    pub(crate) pin: Option<Path>,
    /// `async` or `async move`.
    pub(crate) intro: TokenStream,
    /// The statements `#[async_trait]` puts in front; empty otherwise.
    pub(crate) preamble: Vec<Stmt>,
    /// What an attempt runs.
    pub(crate) body: TokenStream,
    /// Whether the method has `&mut self`.
    pub(crate) exclusive_self: bool,
}

impl FutureBody {
    pub(crate) fn parse(tokens: TokenStream, span: Span, sig: &Signature) -> Result<Self> {
        let Ok(block) = AsyncBlock::parse.parse2(tokens) else {
            return Err(Error::new(
                span,
                "a function that returns a future can be retried only if its body is one \
                 `async move { .. }` or `Box::pin(async move { .. })`: what stands before it would \
                 not be repeated; move it into the block, or write an `async fn`",
            ));
        };
        let (preamble, body) = match split_async_trait(&block.inner) {
            Some((preamble, body)) => (Block::parse_within.parse2(preamble)?, body),
            None => (Vec::new(), block.inner),
        };
        Ok(Self {
            pin: block.pin,
            intro: block.intro,
            preamble,
            body,
            exclusive_self: has_exclusive_self(sig),
        })
    }
}

/// `async move { inner }`, bare or as the argument of a path.
struct AsyncBlock {
    pin: Option<Path>,
    intro: TokenStream,
    inner: TokenStream,
}

impl Parse for AsyncBlock {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Token![async]) {
            let asyncness: Token![async] = input.parse()?;
            let capture: Option<Token![move]> = input.parse()?;
            let inner;
            syn::braced!(inner in input);
            return Ok(Self {
                pin: None,
                intro: [asyncness.to_token_stream(), capture.to_token_stream()]
                    .into_iter()
                    .collect(),
                inner: inner.parse()?,
            });
        }
        let pin: Path = input.parse()?;
        if pin.segments.last().is_none_or(|last| last.ident != "pin") {
            return Err(input.error("expected `Box::pin`"));
        }
        let argument;
        syn::parenthesized!(argument in input);
        let mut block: Self = argument.parse()?;
        argument.parse::<Option<Token![,]>>()?;
        block.pin = Some(pin);
        Ok(block)
    }
}

/// Splits what `#[async_trait]` makes of a body into the statements before `let __ret: .. = { body }`
/// and the body.
fn split_async_trait(inner: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let tokens: Vec<TokenTree> = inner.clone().into_iter().collect();
    let start = tokens
        .windows(2)
        .position(|pair| is_ident(&pair[0], "let") && is_ident(&pair[1], "__ret"))?;
    let statement = tokens[start..].split(is_semicolon).next()?;
    let body = statement.iter().rev().find_map(braces)?;
    Some((tokens[..start].iter().cloned().collect(), body.stream()))
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

fn braces(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    }
}

fn has_exclusive_self(sig: &Signature) -> bool {
    matches!(
        sig.inputs.first(),
        Some(FnArg::Receiver(Receiver {
            kind: ReceiverKind::Reference(_, _, Some(_)),
            ..
        }))
    )
}
