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

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{
    Block, Error, FnArg, GenericArgument, Path, PathArguments, Receiver, ReceiverKind, Result,
    ReturnType, Signature, Stmt, Token, Type, TypeParamBound,
};

use crate::target::instrument::Instrumented;
use crate::types::{first_ident, first_type_argument, last_segment, strip};

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
                 `async move { .. }` or `Box::pin(async move { .. })`: code before it would not run again; \
                 move it into the block, or write an `async fn`",
            ));
        };
        let (preamble, body) = match Instrumented::new(block.inner) {
            Ok(instrumented) => split_instrumented(instrumented),
            Err(inner) => split_async_trait(&inner).unwrap_or((TokenStream::new(), inner)),
        };
        let preamble = Block::parse_within.parse2(preamble)?;
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
/// and the body. Only the whole of its form is taken for it: a variable of this name may be the user's.
fn split_async_trait(inner: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let tokens: Vec<TokenTree> = inner.clone().into_iter().collect();
    let guard = tokens.iter().position(returns_ret)?;
    let statements: Vec<&[TokenTree]> = tokens[guard + 1..].split(is_semicolon).collect();
    let [moves @ .., assignment, tail] = statements.as_slice() else {
        return None;
    };
    let [.., equals, TokenTree::Group(body)] = assignment else {
        return None;
    };
    let known = begins(&tokens, &["if", "let"])
        && tokens[..guard].iter().any(|token| is_ident(token, "None"))
        && moves
            .iter()
            .all(|statement| begins(without_attributes(statement), &["let"]))
        && begins(assignment, &["let", "__ret"])
        && matches!(equals, TokenTree::Punct(equals) if equals.as_char() == '=')
        && body.delimiter() == Delimiter::Brace
        && matches!(without_attributes(tail), [value] if is_ident(value, "__ret"));
    if !known {
        return None;
    }
    let end = tokens.len() - tail.len() - 1 - assignment.len();
    Some((tokens[..end].iter().cloned().collect(), body.stream()))
}

/// The same below `#[instrument]`, where only the body stays inside of the span: what moves the arguments comes
/// before the first attempt.
fn split_instrumented(mut instrumented: Instrumented) -> (TokenStream, TokenStream) {
    let Some((preamble, body)) = split_async_trait(&instrumented.body) else {
        return (TokenStream::new(), instrumented.into_tokens());
    };
    instrumented.body = body;
    if let Some(name) = first_ident(preamble.clone(), &|name| name == "__self") {
        instrumented.rename_self(&name);
    }
    (preamble, instrumented.into_tokens())
}

/// `{ return __ret; }`, after attributes.
fn returns_ret(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
    let words = without_attributes(&inside);
    group.delimiter() == Delimiter::Brace && words.len() == 3 && begins(words, &["return", "__ret"])
}

fn without_attributes(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [TokenTree::Punct(hash), TokenTree::Group(_), rest @ ..] if hash.as_char() == '#' => {
            without_attributes(rest)
        }
        _ => tokens,
    }
}

fn begins(tokens: &[TokenTree], words: &[&str]) -> bool {
    tokens.len() >= words.len()
        && tokens
            .iter()
            .zip(words)
            .all(|(token, word)| is_ident(token, word))
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
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

/// The output of a returned future: of `impl Future<Output = T>`, `Pin<Box<dyn Future<Output = T>>>`
/// and `BoxFuture<'_, T>`.
pub(super) fn output(sig: &Signature) -> Option<ReturnType> {
    let ReturnType::Type(arrow, ty) = &sig.output else {
        return None;
    };
    let output = match strip(ty) {
        Type::ImplTrait(item) => output_of(item.bounds.iter())?,
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            match last.ident.to_string().as_str() {
                "BoxFuture" | "LocalBoxFuture" => first_type_argument(last)?.clone(),
                "Pin" => output_of_boxed(first_type_argument(last)?)?,
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(ReturnType::Type(*arrow, Box::new(output)))
}

fn output_of_boxed(boxed: &Type) -> Option<Type> {
    let last = last_segment(boxed)?;
    match first_type_argument(last)? {
        Type::TraitObject(object) if last.ident == "Box" => output_of(object.bounds.iter()),
        _ => None,
    }
}

fn output_of<'a>(bounds: impl Iterator<Item = &'a TypeParamBound>) -> Option<Type> {
    for bound in bounds {
        let TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        let last = bound.path.segments.last()?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else {
            continue;
        };
        for argument in &arguments.args {
            if let GenericArgument::AssocType(assoc) = argument {
                if last.ident == "Future" && assoc.ident == "Output" {
                    return Some(assoc.ty.clone());
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::split_async_trait;
    use proc_macro2::TokenStream;

    fn split(inner: &str) -> Option<(String, String)> {
        let (before, body) = split_async_trait(&inner.parse().unwrap())?;
        Some((before.to_string(), body.to_string()))
    }

    fn shown(tokens: &str) -> String {
        tokens.parse::<TokenStream>().unwrap().to_string()
    }

    const GUARD: &str = "if let ::core::option::Option::Some(__ret) = \
                         ::core::option::Option::None::<Result<A<{ 1 }>, E>> { \
                         #[allow(unreachable_code)] return __ret; }";

    #[test]
    fn the_form_of_async_trait_is_known() {
        for moves in [
            "",
            "let __self = self;",
            "let __self = self; #[cfg(all())] let (a, b) = __arg1; let [_x, ..]: [u8; 3] = x;",
        ] {
            for end in ["__ret", "#[allow(unreachable_code)] __ret"] {
                let inner = format!(
                    "{GUARD} {moves} let __ret: Result<A<{{ 1 }}>, E> = {{ body; 5 }}; {end}"
                );
                let expected = (shown(&format!("{GUARD} {moves}")), shown("body; 5"));
                assert_eq!(split(&inner), Some(expected));
            }
        }
    }

    #[test]
    fn a_variable_of_its_name_is_the_users() {
        for inner in [
            "first(); let __ret: u8 = { 5 }; __ret",
            "let __ret = { 5 }; Ok(__ret)",
            "let x = self; let __ret: u8 = { 5 }; __ret",
            "if let Some(__ret) = cached() { return __ret; } let __ret: u8 = { 5 }; __ret",
            "if let Some(__ret) = None::<u8> { return __ret; } first(); let __ret: u8 = { 5 }; __ret",
            "if let Some(__ret) = None::<u8> { return __ret; } let __ret: u8 = { 5 }; Ok(__ret)",
            "if let Some(__ret) = None::<u8> { return __ret; } let __ret: u8 = load().await; __ret",
            "if let Some(__ret) = None::<u8> { return __ret; }",
            "{ return __ret; } let __ret: u8 = { 5 }; __ret",
            "",
        ] {
            assert_eq!(split(inner), None, "{inner}");
        }
    }
}
