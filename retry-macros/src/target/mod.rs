//! The function the attribute stands on.
//!
//! Input: the tokens of the item.
//! Output: [`Target`], with the signature parsed and the body kept as raw tokens. A body is never
//! parsed as Rust: the expansion splices it, so whatever the compiler accepts the attribute accepts,
//! and errors inside it are the compiler's own.

mod attributes;
pub(crate) mod bindings;
mod blocking;
mod cached;
pub(crate) mod error_path;
pub(crate) mod expression;
mod facts;
pub(crate) mod future;
pub(crate) mod injectable;
mod instrument;
mod lending;
pub(crate) mod returns;
mod shim;
mod uncopied;
mod words;

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::token::Brace;
use syn::{Attribute, Error, GenericParam, Generics, Result, Signature, Token, Visibility, braced};

pub(crate) use facts::{Facts, Outcome};
pub(crate) use shim::is_shim;
pub(crate) use uncopied::Uncopied;

use crate::target::bindings::Binding;
use crate::target::future::FutureBody;
use crate::target::instrument::Instrumented;
use crate::target::returns::Returns;

/// A function to retry.
pub(crate) struct Target {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) default: Option<Token![default]>,
    /// The signature, without `mut` in its patterns: those are in `bindings`.
    pub(crate) sig: Signature,
    pub(crate) body: Body,
    pub(crate) body_span: Span,
    /// That of its first brace.
    pub(crate) body_start: Span,
    pub(crate) returns: Returns,
    /// What each attempt binds anew, so that it begins with what the caller passed.
    pub(crate) bindings: Vec<Binding>,
    uncopied: Vec<Uncopied>,
    changed_self: Option<Span>,
}

/// The body, and by that where the loop goes.
pub(crate) enum Body {
    /// `fn`: around the body.
    Sync(TokenStream),
    /// `async fn`: around the body.
    Async(TokenStream),
    /// A function that returns a future made by one async block: inside that block.
    Future(FutureBody),
}

impl Target {
    pub(crate) fn is_async(&self) -> bool {
        !matches!(self.body, Body::Sync(_))
    }

    /// The names of the function's generic parameters.
    pub(crate) fn generics(&self) -> Vec<Ident> {
        generic_names(&self.sig.generics)
    }

    /// What the function is called by those who write and read of it.
    pub(crate) fn name(&self) -> String {
        let name = self.sig.ident.unraw().to_string();
        shim::server_fn::written(&name).to_owned()
    }

    /// What the rules of the attribute have to know.
    pub(crate) fn facts(&self) -> Facts {
        Facts {
            asynchronous: self.is_async(),
            outcome: self.returns.outcome(),
            argument_names: self
                .bindings
                .iter()
                .map(|binding| binding.ident.clone())
                .collect(),
            generics: self.generics(),
            has_receiver: self.sig.receiver().is_some(),
            error: self.returns.error_path(),
            classless: self.returns.classless(),
            error_borrows: self.returns.error_borrows(),
            uncopied: self.uncopied.clone(),
            changed_self: self.changed_self,
        }
    }
}

impl Parse for Target {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attrs = input.call(Attribute::parse_outer)?;
        attributes::refuse_second_retry(&attrs)?;
        let vis = input.parse()?;
        require_function(input)?;
        let default = input.parse()?;
        let mut sig: Signature = input.parse()?;
        require_body(input, &sig)?;
        let content;
        let brace = braced!(content in input);
        attrs.extend(content.call(Attribute::parse_inner)?.into_iter().map(outer));
        let tokens = content.parse()?;
        attributes::refuse_retried(&tokens)?;
        blocking::refuse(&attrs, &sig, &tokens)?;
        cached::refuse(&attrs, &sig)?;

        let generics = generic_names(&sig.generics);
        let uncopied = uncopied::find(&sig);
        let changed_self = uncopied::changed_self(&sig);
        let mut bindings = bindings::take(&mut sig);
        let (returned, body) = match future::output(&sig) {
            Some(output) => {
                let mut future = FutureBody::parse(tokens, brace.span.join(), &sig)?;
                bindings::take_from_preamble(&mut future, &mut bindings);
                (output, Body::Future(future))
            }
            None if sig.asyncness.is_some() => {
                let body = Instrumented::new(tokens).map(Instrumented::into_tokens);
                let body = body.unwrap_or_else(|as_it_was| as_it_was);
                (sig.output.clone(), Body::Async(body))
            }
            None => (sig.output.clone(), Body::Sync(tokens)),
        };
        lending::refuse(&sig, &returned)?;
        Ok(Self {
            returns: Returns::new(&returned, &sig, &generics)?,
            attrs,
            vis,
            default,
            sig,
            body,
            body_span: brace.span.join(),
            body_start: brace.span.open(),
            bindings,
            uncopied,
            changed_self,
        })
    }
}

/// An inner attribute of the body is one of the function.
fn outer(mut attr: Attribute) -> Attribute {
    attr.style = syn::AttrStyle::Outer;
    attr
}

fn generic_names(generics: &Generics) -> Vec<Ident> {
    generics
        .params
        .iter()
        .map(|param| match param {
            GenericParam::Lifetime(lifetime) => lifetime.lifetime.ident.clone(),
            GenericParam::Type(ty) => ty.ident.clone(),
            GenericParam::Const(constant) => constant.ident.clone(),
        })
        .collect()
}

fn require_function(input: ParseStream<'_>) -> Result<()> {
    let ahead = input.fork();
    let mut first = None;
    while let Ok(word) = ahead.call(Ident::parse_any) {
        first.get_or_insert_with(|| word.clone());
        match word.to_string().as_str() {
            "fn" => return Ok(()),
            "default" | "const" | "async" | "unsafe" | "safe" | "move" | "static" => {}
            "extern" => drop(ahead.parse::<Option<syn::LitStr>>()),
            "gen" => {
                return Err(Error::new(
                    word.span(),
                    "a generator cannot be retried: values it has yielded cannot be taken back; \
                     retry the function that makes one item",
                ));
            }
            what @ ("impl" | "trait" | "mod") => {
                if let Some(refused) = shim::refusal(word.span(), what) {
                    return Err(refused);
                }
                let rule = format!(
                    "`#[retry]` goes on a function, not on `{word}`: write it above each function to retry"
                );
                return Err(Error::new(word.span(), rule));
            }
            _ => break,
        }
    }
    if expression::begins_closure(&ahead) {
        return Err(Error::new(
            ahead.span(),
            "`#[retry]` goes on a function, not on a closure; a policy retries a closure: write \
             `Policy::new().call(|| ..)`, or `.call_async(|| ..)`",
        ));
    }
    if ahead.peek(Brace) {
        if let Some(refused) = shim::refusal(ahead.span(), "{") {
            return Err(refused);
        }
    }
    if let Some(word) = first {
        return Err(not_a_function(word.span(), &format!("`{word}`")));
    }
    Err(not_a_function(input.span(), "this"))
}

fn not_a_function(span: Span, what: &str) -> Error {
    let rule =
        format!("`#[retry]` goes on a function: {what} has no body that could be called again");
    Error::new(span, rule)
}

fn require_body(input: ParseStream<'_>, sig: &Signature) -> Result<()> {
    if let Some(constness) = sig.constness {
        return Err(Error::new(
            constness.span,
            "a `const fn` cannot be retried: waiting between attempts is not possible in a \
             constant; remove `const`",
        ));
    }
    if input.peek(Token![;]) {
        return Err(Error::new(
            sig.ident.span(),
            "a function without body cannot be retried: there is nothing to call again; write \
             `#[retry]` on the function in each `impl`, or give this one a default body",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn a_closure_is_no_function() {
        for closure in [
            "|| Ok(())",
            "|x: u8| -> u8 { x }",
            "async move |x| x",
            "move || 1",
            "static || 1",
        ] {
            assert_eq!(
                refused(closure).unwrap(),
                "`#[retry]` goes on a function, not on a closure; a policy retries a closure: write \
                 `Policy::new().call(|| ..)`, or `.call_async(|| ..)`"
            );
        }
        assert_eq!(
            refused("static X: u8 = 1;").unwrap(),
            "`#[retry]` goes on a function: `static` has no body that could be called again"
        );
    }

    /// What is said of `function`, if it is refused.
    pub(super) fn refused(function: &str) -> Option<String> {
        let target = syn::parse_str::<Target>(function);
        target.err().map(|error| error.to_string())
    }
}
