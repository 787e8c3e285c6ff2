//! `name = value, name = value`: the grammar around the values.
//!
//! In: the stream at a name, at an `=`, or after a value. Out: the stream moved on, or the error
//! that says how options are written.

use super::backoff::Strategy;
use super::extent::{at_option, ends, value_tokens};
use super::{duration, names, values};
use crate::diagnostics::Errors;
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, ExprLit, Lit, Token, token};

/// The name of the next option.
pub(super) fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if !input.peek(syn::Ident::peek_any) || input.peek(syn::LitBool) {
        return Err(nameless(input));
    }
    let name = input.call(Ident::parse_any)?;
    if input.peek(Token![::]) || input.peek(Token![.]) {
        while !ends(input) && !input.peek(Token![=]) {
            input.parse::<TokenTree>()?;
        }
        if input.parse::<Token![=]>().is_ok() {
            value_tokens(input);
        }
        return Err(syn::Error::new(
            name.span(),
            "an option is one word; write `name = value`, such as `max_attempts = 5`",
        ));
    }
    Ok(name)
}

/// A value without a name: guesses the option by the kind of value.
fn nameless(input: ParseStream<'_>) -> syn::Error {
    let start = input.span();
    if input.peek(Token![,]) {
        return syn::Error::new(
            start,
            "expected an option before this comma; remove the comma",
        );
    }
    let Ok(value) = input.parse().map(values::ungroup) else {
        return syn::Error::new(
            start,
            "expected the name of an option; write `name = value`, such as `max_attempts = 5`",
        );
    };
    let write = match &value {
        Expr::Lit(ExprLit { lit, .. }) => match lit {
            Lit::Int(int) => format!("max_attempts = {int}"),
            Lit::Str(text) if Strategy::named(&text.value()).is_some() => {
                format!("backoff = \"{}\"", text.value())
            }
            Lit::Str(text) if duration::parse(&text.value()).is_ok() => {
                format!("initial_delay = \"{}\"", text.value())
            }
            _ => names::example("max_attempts"),
        },
        Expr::Closure(_) => "when = ..".to_owned(),
        Expr::Array(_) => "on = [..]".to_owned(),
        _ => names::example("max_attempts"),
    };
    syn::Error::new_spanned(
        value,
        format_args!("options are written by name; write `{write}`"),
    )
}

/// The `=` after `name`. What stands in its place instead is kept as an error, and the value behind
/// it is still read, so that its own mistakes come to light as well.
pub(super) fn equals(name: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
    if input.peek(token::Paren) {
        let group: TokenTree = input.parse()?;
        let write = assignment(name, &inside(&group));
        let message = format!("`{name}` takes its value after `=`; write `{write}`");
        return Err(syn::Error::new_spanned(group, message));
    }
    if input.peek(Token![=]) && !input.peek(Token![==]) && !input.peek(Token![=>]) {
        input.parse::<Token![=]>()?;
    } else if !ends(input) {
        let place = input.span();
        if input.peek(Token![==]) {
            input.parse::<Token![==]>()?;
        } else if input.peek(Token![=>]) {
            input.parse::<Token![=>]>()?;
        } else if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
        }
        let write = assignment(name, &value_tokens(&input.fork()));
        let message = format!("expected `=` after `{name}`; write `{write}`");
        errors.push(syn::Error::new(place, message));
    }
    if ends(input) {
        let write = names::example(&name.to_string());
        let message = format!("`{name}` needs a value; write `{write}`");
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(())
}

/// `name = value`, the value shortened to `..` where it cannot be shown.
fn assignment(name: &Ident, value: &TokenStream) -> String {
    let value = names::shown(value).unwrap_or_else(|| "..".to_owned());
    if matches!(
        name.to_string().as_str(),
        "on" | "except" | "also" | "clone"
    ) {
        format!("{name} = [{value}]")
    } else {
        format!("{name} = {value}")
    }
}

fn inside(group: &TokenTree) -> TokenStream {
    match group {
        TokenTree::Group(group) => group.stream(),
        _ => TokenStream::new(),
    }
}

/// The error for a name that is no option; moves past its value.
pub(super) fn unknown(name: &Ident, input: ParseStream<'_>) -> syn::Error {
    if ends(input) && name.to_string().starts_with(char::is_uppercase) {
        let message = format!("errors to retry are listed in `on`; write `on = [{name}]`");
        return syn::Error::new(name.span(), message);
    }
    if input.peek(Token![=]) {
        let _ = input.parse::<Token![=]>();
    }
    let message = names::unknown(&name.to_string(), &value_tokens(input));
    syn::Error::new(name.span(), message)
}

/// The comma between two options. After a `broken` option nothing more is said about what is left
/// of it.
pub(super) fn separator(input: ParseStream<'_>, broken: bool) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(drop);
    }
    let place = input.span();
    if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        return Err(syn::Error::new(
            place,
            "expected a comma: options are separated by commas; write `,` instead of `;`",
        ));
    }
    if at_option(input) {
        let next = input.fork().call(Ident::parse_any)?;
        let message = format!(
            "expected a comma before `{next}`: options are separated by commas; write `, {next} = \
             ..`"
        );
        return Err(syn::Error::new(place, message));
    }
    while !input.is_empty() && !at_option(input) {
        input.parse::<TokenTree>()?;
    }
    if broken {
        return Ok(());
    }
    Err(syn::Error::new(
        place,
        "expected a comma or the end of the options: the value ends before this; remove it, or \
         write `, name = value`",
    ))
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    #[test]
    fn values_without_a_name_show_the_option() {
        for (attribute, write) in [
            ("5", "max_attempts = 5"),
            ("true", "max_attempts = 5"),
            (r#""5s""#, r#"initial_delay = "5s""#),
            (r#""fixed""#, r#"backoff = "fixed""#),
            ("|error| true", "when = .."),
            ("[Io]", "on = [..]"),
        ] {
            let message = "options are written by name";
            assert_eq!(errors(attribute), [format!("{message}; write `{write}`")]);
        }
        assert_eq!(
            errors("Io, Timeout"),
            [
                "errors to retry are listed in `on`; write `on = [Io]`",
                "errors to retry are listed in `on`; write `on = [Timeout]`",
            ]
        );
    }

    #[test]
    fn names_are_single_words() {
        let message = "expected the name of an option; write `name = value`, such as \
                       `max_attempts = 5`";
        assert_eq!(errors("= 3"), [message]);
        let comma = "expected an option before this comma; remove the comma";
        assert_eq!(errors(", factor = 2"), [comma]);
        assert_eq!(errors("factor = 2,, name = \"a\""), [comma]);
        let one_word = "an option is one word; write `name = value`, such as `max_attempts = 5`";
        assert_eq!(errors("retry::factor = 2"), [one_word]);
        assert_eq!(
            errors("policy.factor = 2, retry::name = 3"),
            [one_word, one_word]
        );
    }

    #[test]
    fn values_stand_behind_an_equals_sign() {
        let message = "expected `=` after `factor`; write `factor = 2`";
        for attribute in ["factor: 2", "factor == 2", "factor => 2", "factor 2"] {
            assert_eq!(errors(attribute), [message]);
        }
        assert_eq!(
            errors("factor(2)"),
            ["`factor` takes its value after `=`; write `factor = 2`"]
        );
        assert_eq!(
            errors("on(Io), except(Io, Timeout)"),
            [
                "`on` takes its value after `=`; write `on = [Io]`",
                "`except` takes its value after `=`; write `except = [..]`",
            ]
        );
    }

    #[test]
    fn only_budget_stands_alone() {
        let message = "`max_attempts` needs a value; write `max_attempts = 5`";
        for attribute in [
            "max_attempts",
            "max_attempts =",
            "max_attempts = , factor = 2",
        ] {
            assert_eq!(errors(attribute), [message]);
        }
        assert_eq!(errors("on"), ["`on` needs a value; write `on = [Timeout]`"]);
    }

    #[test]
    fn commas_separate() {
        let message = "expected a comma before `name`: options are separated by commas; write \
                       `, name = ..`";
        for attribute in [
            "factor = 2 name = \"a\"",
            "on = [Io] name = \"a\"",
            "initial_delay = \"1s\" name = \"a\"",
            "until = |page| page.whole name = \"a\"",
            "policy = Policy { x: 1 } name = \"a\"",
        ] {
            assert_eq!(errors(attribute), [message]);
        }
        assert_eq!(
            errors("factor = 2; name = \"a\""),
            ["expected a comma: options are separated by commas; write `,` instead of `;`"]
        );
        assert_eq!(
            errors("factor = 2 3, name = \"\""),
            [
                "expected a comma or the end of the options: the value ends before this; remove \
                 it, or write `, name = value`",
                "`name` cannot be empty: logs and metrics need it to tell functions apart; leave it out, or \
                 write `name = \"fetch\"`",
            ]
        );
    }
}
