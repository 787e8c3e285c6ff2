//! Lists in brackets, and the list of arguments to clone.
//!
//! In: the stream at a `[`. Out: what is between the brackets; the names of the arguments.

use super::{extent, names, values};
use crate::diagnostics::Errors;
use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprClosure, Token, bracketed, token};

/// What the brackets hold; never empty.
pub(super) fn entries(name: &Ident, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if !input.peek(token::Bracket) {
        let value = extent::value_tokens(input);
        if matches!(name.to_string().as_str(), "on" | "except" | "also") && is_closure(&value) {
            let message = format!(
                "`{name}` lists variants; write `when = |error| ..` to decide by a function"
            );
            return Err(syn::Error::new_spanned(value, message));
        }
        let write = match names::shown(&value) {
            Some(word) => match syn::parse_str::<Ident>(word.trim_matches('"')) {
                Ok(entry) => format!("{name} = [{entry}]"),
                Err(_) => names::example(&name.to_string()),
            },
            None => format!("{name} = [..]"),
        };
        let message = format!("`{name}` takes a list in brackets; write `{write}`");
        return Err(syn::Error::new_spanned(value, message));
    }
    let list;
    let brackets = bracketed!(list in input);
    let entries: TokenStream = list.parse()?;
    if entries.is_empty() {
        let write = names::example(&name.to_string());
        let message = if name == "on" {
            format!(
                "`on` lists nothing: leave it out, or write `{write}`; to retry no error at all, as \
                 beside `until`, write `when = |_| false`"
            )
        } else {
            format!("`{name}` lists nothing: leave it out, or write `{write}`")
        };
        return Err(syn::Error::new(brackets.span.join(), message));
    }
    Ok(entries)
}

fn is_closure(value: &TokenStream) -> bool {
    syn::parse2::<ExprClosure>(value.clone()).is_ok()
}

/// Value of `clone`.
pub(super) fn arguments(name: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let entries = entries(name, input)?;
    let entries = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(entries)?;
    let mut errors = Errors::default();
    let mut arguments: Vec<Ident> = Vec::new();
    for entry in entries {
        let Some(argument) = errors.keep(argument(&values::ungroup(entry))) else {
            continue;
        };
        if arguments.contains(&argument) {
            let message =
                format!("`{argument}` is listed twice: one clone is made of it; remove one");
            errors.at(&argument, message);
        } else {
            arguments.push(argument);
        }
    }
    errors.finish()?;
    Ok(arguments)
}

fn argument(entry: &Expr) -> syn::Result<Ident> {
    if let Expr::Path(path) = entry {
        if let Some(name) = path.path.get_ident() {
            return Ok(name.clone());
        }
    }
    let inner = match entry {
        Expr::Reference(reference) => &reference.expr,
        Expr::MethodCall(call) if call.method == "clone" => &call.receiver,
        _ => {
            let message = "expected the name of an argument; write `clone = [request]`";
            return values::refuse(entry, message);
        }
    };
    let write = match &**inner {
        Expr::Path(path) => path.path.get_ident().map(Ident::to_string),
        _ => None,
    };
    let write = write.unwrap_or_else(|| "request".to_owned());
    let message =
        format!("`clone` takes names and makes the clones itself; write `clone = [{write}]`");
    values::refuse(entry, message)
}

/// Value of `attempt`.
pub(super) fn binding(name: &Ident, input: ParseStream<'_>) -> syn::Result<Ident> {
    if extent::single_token(input) {
        if input.peek(Token![_]) {
            let underscore: Token![_] = input.parse()?;
            let message =
                format!("`{name} = _` binds nothing; leave it out, or write `{name} = attempt`");
            return Err(syn::Error::new(underscore.span(), message));
        }
        if input.peek(syn::Ident) {
            return input.call(Ident::parse_any);
        }
    }
    let value = extent::value_tokens(input);
    let message =
        format!("`{name}` takes the name of a variable for the body; write `{name} = attempt`");
    Err(syn::Error::new_spanned(value, message))
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    #[test]
    fn lists_stand_in_brackets() {
        for (value, write) in [
            ("Io", "on = [Io]"),
            ("\"Io\"", "on = [Io]"),
            ("Io(_)", "on = [..]"),
            ("Io | Timeout", "on = [..]"),
            ("5", "on = [Timeout]"),
        ] {
            assert_eq!(
                errors(&format!("on = {value}, factor = 2")),
                [format!("`on` takes a list in brackets; write `{write}`")]
            );
        }
        assert_eq!(
            errors("on = |error, _| true, factor = 2"),
            ["`on` lists variants; write `when = |error| ..` to decide by a function"]
        );
        assert_eq!(
            errors("until = is_whole, on = []"),
            [
                "`on` lists nothing: leave it out, or write `on = [Timeout]`; to retry no error at \
                 all, as beside `until`, write `when = |_| false`"
            ]
        );
        assert_eq!(
            errors("clone = page, except = []"),
            [
                "`clone` takes a list in brackets; write `clone = [page]`",
                "`except` lists nothing: leave it out, or write `except = [NotFound]`",
            ]
        );
    }

    #[test]
    fn clone_takes_names() {
        assert_eq!(errors("clone = [page, url,]"), [""; 0]);
        let write = "`clone` takes names and makes the clones itself; write `clone = [page]`";
        assert_eq!(
            errors("clone = [&page, page.clone(), 5, url, url]"),
            [
                write,
                write,
                "expected the name of an argument; write `clone = [request]`",
                "`url` is listed twice: one clone is made of it; remove one",
            ]
        );
    }

    #[test]
    fn attempt_takes_a_name() {
        assert_eq!(errors("attempt = this_attempt"), [""; 0]);
        assert_eq!(
            errors("attempt = _"),
            ["`attempt = _` binds nothing; leave it out, or write `attempt = attempt`"]
        );
        for value in ["self", "\"attempt\"", "a.b", "true", "&a"] {
            assert_eq!(
                errors(&format!("attempt = {value}")),
                [
                    "`attempt` takes the name of a variable for the body; write `attempt \
                     = attempt`"
                ]
            );
        }
    }
}
