//! What may stand behind a word: a field, a function, the path of the crate.
//!
//! In: the stream behind the word. Out: the value, of a shape that can be right.

use proc_macro2::{Ident, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprClosure, ExprPath, Index, Lit, LitStr, Member, Path, Token, token};

use super::words::{self, Class};
use crate::args::{self, asynchronous, ends, refuse, shown};

/// Value of `after`.
pub(super) enum After {
    /// A field or, if it has none of this name, a function in scope.
    Name(Ident),
    /// A field of a tuple.
    Index(Index),
    /// `Fn(&Self) -> Option<Duration>`
    Function(Expr),
}

/// A class takes no value.
pub(super) fn none(name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if !input.peek(token::Paren) && !input.peek(Token![=]) {
        return Ok(());
    }
    let value = args::value_tokens(input);
    let message = format!("`{name}` takes no value: options stand beside it; write `{name}, ..`");
    Err(Error::new_spanned(value, message))
}

/// Value of `forward`: nothing, or the field.
pub(super) fn forward(name: &Ident, input: ParseStream<'_>) -> syn::Result<Option<Member>> {
    if ends(input) || at_word(input) {
        return Ok(None);
    }
    equals(name, input, "source")?;
    let expr = value(name, input, FORWARD)?;
    match &expr {
        Expr::Path(path) => {
            if let Some(field) = path.path.get_ident() {
                return Ok(Some(Member::Named(field.clone())));
            }
        }
        Expr::Lit(lit) => {
            if let Lit::Int(int) = &lit.lit {
                return index(name, int).map(|index| Some(Member::Unnamed(index)));
            }
        }
        _ => {}
    }
    refuse(&expr, without_decoration(name, &expr, FORWARD))
}

const FORWARD: &str = "the name of a field or its index; write `forward = source` or `forward = 0`";

/// Value of `after`.
pub(super) fn after(name: &Ident, input: ParseStream<'_>) -> syn::Result<After> {
    equals(name, input, "delay")?;
    let expr = value(name, input, AFTER)?;
    match &expr {
        Expr::Path(ExprPath { path, .. }) => Ok(match path.get_ident() {
            Some(word) => After::Name(word.clone()),
            None => After::Function(expr),
        }),
        Expr::Closure(closure) => {
            of_one_argument(name, closure)?;
            Ok(After::Function(expr))
        }
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => index(name, int).map(After::Index),
            _ => refuse(&expr, without_decoration(name, &expr, AFTER)),
        },
        _ => refuse(&expr, without_decoration(name, &expr, AFTER)),
    }
}

const AFTER: &str = "a field or a function of the error; write `after = delay` or \
                     `after = |error| ..`";

fn of_one_argument(name: &Ident, closure: &ExprClosure) -> syn::Result<()> {
    if let Some(span) = asynchronous(closure) {
        let message = format!(
            "`{name}` is not awaited: it is read from the error; write a closure that is not \
             `async`"
        );
        return Err(Error::new(span, message));
    }
    if closure.inputs.len() == 1 {
        return Ok(());
    }
    let message = format!(
        "`{name}` is called with the error, and this closure takes {} arguments; write \
         `{name} = |error| ..`",
        closure.inputs.len()
    );
    // An empty `||` has nothing between the bars to point at.
    Err(Error::new(closure.inputs_begin.span(), message))
}

/// Value of `kind` and `alias`.
pub(super) fn kind(name: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    equals(name, input, "\"ConnectionError\"")?;
    let expr = value(name, input, KIND)?;
    let text = match &expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) => text,
            _ => return refuse(&expr, format!("`{name}` takes {KIND}")),
        },
        _ => return refuse(&expr, format!("`{name}` takes {KIND}")),
    };
    let word = text.value();
    if Class::named(&word).is_some() {
        let message = format!(
            "`{word}` is the name of a class, which configuration knows too; write another name, such as \
             `{name} = \"ConnectionError\"`"
        );
        return refuse(&expr, message);
    }
    if word.is_empty() || word.contains(|letter: char| letter.is_whitespace() || letter == ',') {
        let message = format!(
            "`{name}` is one word, as configuration lists them; write `{name} = \"ConnectionError\"`"
        );
        return refuse(&expr, message);
    }
    Ok(text.clone())
}

const KIND: &str = "a name in quotes; write `\"ConnectionError\"`";

/// Value of `crate`.
pub(super) fn krate(name: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    equals(name, input, "::reattempt")?;
    args::krate(name, input)
}

/// The `=` before a value.
fn equals(name: &Ident, input: ParseStream<'_>, example: &str) -> syn::Result<()> {
    if ends(input) {
        let message = format!("`{name}` needs a value; write `{name} = {example}`");
        return Err(Error::new(name.span(), message));
    }
    if input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]) {
        input.parse::<Token![=]>()?;
        return if ends(input) {
            equals(name, input, example)
        } else {
            Ok(())
        };
    }
    let tokens = args::value_tokens(input);
    let value = match tokens.clone().into_iter().last() {
        Some(TokenTree::Group(group)) => shown(&group.stream()),
        Some(last) => shown(&last.into()),
        None => None,
    };
    let value = value.as_deref().unwrap_or(example);
    let message = format!("`{name}` takes its value after `=`; write `{name} = {value}`");
    Err(Error::new_spanned(tokens, message))
}

/// Any expression; where there is none, an error that says what is expected.
fn value(name: &Ident, input: ParseStream<'_>, expected: &str) -> syn::Result<Expr> {
    let place = input.span();
    args::expr(name, input)
        .map_err(|_| Error::new(place, format_args!("`{name}` takes {expected}")))
}

/// The error for a value that says in too many signs what a field is called.
fn without_decoration(name: &Ident, expr: &Expr, expected: &str) -> String {
    let field = match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Str(text) if syn::parse_str::<Ident>(&text.value()).is_ok() => Some(text.value()),
            _ => None,
        },
        Expr::Field(field) => Some(match &field.member {
            Member::Named(name) => name.to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        }),
        Expr::Reference(reference) => match &*reference.expr {
            Expr::Path(path) => path.path.get_ident().map(Ident::to_string),
            _ => None,
        },
        _ => None,
    };
    match field {
        Some(field) => format!("`{name}` takes a field by its name; write `{name} = {field}`"),
        None => format!("`{name}` takes {expected}"),
    }
}

fn index(name: &Ident, int: &syn::LitInt) -> syn::Result<Index> {
    if !int.suffix().is_empty() {
        let digits = int.base10_digits();
        let message = format!("an index has no suffix; write `{name} = {digits}`");
        return Err(Error::new(int.span(), message));
    }
    let index = int.base10_parse()?;
    let span = int.span();
    Ok(Index { index, span })
}

/// Whether another word begins here, the comma before it forgotten.
fn at_word(input: ParseStream<'_>) -> bool {
    let next = input.fork().call(Ident::parse_any);
    next.is_ok_and(|next| words::exists(&next.to_string()))
}
