//! `on` and `except`: which errors.
//!
//! In: a list such as `[Io, Http { status: 500..=599 }, FetchError::Timeout]`. Out: each entry as
//! an [`ErrorPattern`], its fields as raw tokens: what is a pattern there is for rustc to say.

use super::lists;
use crate::diagnostics::Errors;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{ExprPath, Lit, Path, Token, token};

/// One entry of `on` or `except`.
pub(crate) enum ErrorPattern {
    /// `_`
    Any(Span),
    /// `Io`: a variant of the function's error type.
    Variant(Ident),
    /// `Http { status: 500..=599 }` or `Io(_)`: a variant and a pattern for its fields,
    /// the group kept as written.
    VariantFields(Ident, TokenStream),
    /// `FetchError::Io`: a full path; `{ .. }` is added when it is emitted.
    Path(Path),
    /// `FetchError::Io(_)`: a full path with a pattern for its fields.
    PathFields(Path, TokenStream),
}

impl ErrorPattern {
    /// The name of the variant; `None` for `_`.
    pub(crate) fn variant(&self) -> Option<&Ident> {
        match self {
            Self::Any(_) => None,
            Self::Variant(name) | Self::VariantFields(name, _) => Some(name),
            Self::Path(path) | Self::PathFields(path, _) => {
                path.segments.last().map(|segment| &segment.ident)
            }
        }
    }

    /// The pattern for the fields, as it was written.
    pub(crate) fn fields(&self) -> Option<&TokenStream> {
        match self {
            Self::VariantFields(_, fields) | Self::PathFields(_, fields) => Some(fields),
            Self::Any(_) | Self::Variant(_) | Self::Path(_) => None,
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Any(span) => *span,
            Self::Variant(name) | Self::VariantFields(name, _) => name.span(),
            Self::Path(path) | Self::PathFields(path, _) => path.span(),
        }
    }
}

/// Value of `on` and `except`.
pub(super) fn list(name: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<ErrorPattern>> {
    let entries = lists::entries(name, input)?;
    let mut errors = Errors::default();
    let mut patterns = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let entry = pattern(name, input).and_then(|entry| {
                comma(name, input)?;
                Ok(entry)
            });
            match errors.keep(entry) {
                Some(entry) => patterns.extend(errors.keep(not_a_binding(entry))),
                None => next_entry(input),
            }
        }
        Ok(())
    };
    parser.parse2(entries)?;
    errors.finish()?;
    Ok(patterns)
}

fn pattern(name: &Ident, input: ParseStream<'_>) -> syn::Result<ErrorPattern> {
    if input.peek(Token![_]) {
        return Ok(ErrorPattern::Any(input.parse::<Token![_]>()?.span));
    }
    refuse_other_syntax(name, input)?;
    let ExprPath { qself, path, .. } = input.parse()?;
    if qself.is_some() {
        return Err(syn::Error::new_spanned(
            path,
            format_args!(
                "`{name}` takes plain paths; name the type first, as in `type Name = ..;`, and \
                 write `Name::Variant`"
            ),
        ));
    }
    let fields: Option<TokenStream> = if input.peek(token::Brace) || input.peek(token::Paren) {
        Some(input.parse::<TokenTree>()?.into())
    } else {
        None
    };
    Ok(match (path.get_ident().cloned(), fields) {
        (Some(variant), None) => ErrorPattern::Variant(variant),
        (Some(variant), Some(fields)) => ErrorPattern::VariantFields(variant, fields),
        (None, None) => ErrorPattern::Path(path),
        (None, Some(fields)) => ErrorPattern::PathFields(path, fields),
    })
}

/// Errors for what is no variant, where rustc's own words would not help.
fn refuse_other_syntax(name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    let place = input.span();
    let message = if input.peek(Lit) {
        match input.fork().parse()? {
            Lit::Str(text) if text.parse::<Path>().is_ok() => format!(
                "`{name}` lists variants, not strings; write `{}`",
                text.value()
            ),
            _ => format!("`{name}` lists variants of the error type; write `{name} = [Timeout]`"),
        }
    } else if input.peek(Token![!]) {
        let other = if name == "on" { "except" } else { "on" };
        format!("`{name}` lists what it means; write the variant in `{other} = [..]` instead")
    } else if input.peek(Token![&]) || input.peek(Token![ref]) || input.peek(Token![mut]) {
        "the error is looked at where it is; write the variant alone".to_owned()
    } else if input.peek(Token![..]) {
        "`..` is no pattern of its own; write `_` for every error".to_owned()
    } else if input.peek(Token![|]) {
        alternatives(name)
    } else {
        return Ok(());
    };
    Err(syn::Error::new(place, message))
}

fn alternatives(name: &Ident) -> String {
    format!("the entries of `{name}` are alternatives already; write `,` instead of `|`")
}

/// A name in lower case would match everything, in the place of a `match` arm.
fn not_a_binding(entry: ErrorPattern) -> syn::Result<ErrorPattern> {
    let ErrorPattern::Variant(name) = &entry else {
        return Ok(entry);
    };
    let text = name.unraw().to_string();
    if text.starts_with(char::is_uppercase) {
        return Ok(entry);
    }
    let variant: String = text.split('_').map(capitalised).collect();
    Err(syn::Error::new(
        name.span(),
        format_args!(
            "`{text}` is no variant: as a pattern a lower-case name matches every error; write \
             `{variant}`, or `_` for every error"
        ),
    ))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The comma behind an entry, or what people write instead.
fn comma(name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(drop);
    }
    let message = if input.peek(Token![|]) {
        alternatives(name)
    } else if input.peek(Token![if]) {
        format!("`{name}` takes no guards; write the condition as `when = |error| ..`")
    } else if input.peek(Token![@]) {
        format!("`{name}` binds no names; write the pattern behind the `@` alone")
    } else if input.peek(Token![<]) {
        "a path with generics is written as in expressions; write `::<` instead of `<`".to_owned()
    } else {
        format!("the entries of `{name}` are separated by commas; write a `,` before this")
    };
    Err(input.error(message))
}

/// Moves behind the next comma, or bar, that is not inside of a group.
fn next_entry(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | '|')) {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    fn on(entries: &str) -> Vec<String> {
        errors(&format!("on = [{entries}]"))
    }

    #[test]
    fn variants_patterns_and_paths() {
        for entries in [
            "_",
            "Io",
            "Io, Timeout,",
            "Http { status: 500..=599 }",
            "Io(error)",
            "FetchError::Io",
            "FetchError::Io(_)",
            "::net::FetchError::Http { status: 500 | 502, .. }",
            "FetchError::<T>::Io",
            "Self::Io",
        ] {
            assert_eq!(on(entries), [""; 0], "{entries}");
        }
    }

    #[test]
    fn a_raw_name_is_a_name() {
        assert_eq!(on("r#Io"), [""; 0]);
    }

    #[test]
    fn lower_case_would_bind() {
        for (name, variant) in [("io", "Io"), ("timed_out", "TimedOut"), ("_io", "Io")] {
            assert_eq!(
                on(name),
                [format!(
                    "`{name}` is no variant: as a pattern a lower-case name matches every error; \
                     write `{variant}`, or `_` for every error"
                )]
            );
        }
    }

    #[test]
    fn other_syntax_shows_ours() {
        let bar = "the entries of `on` are alternatives already; write `,` instead of `|`";
        let borrow = "the error is looked at where it is; write the variant alone";
        for (entries, message) in [
            ("\"Io\"", "`on` lists variants, not strings; write `Io`"),
            (
                "5",
                "`on` lists variants of the error type; write `on = [Timeout]`",
            ),
            (
                "!Io",
                "`on` lists what it means; write the variant in `except = [..]` instead",
            ),
            ("&Io", borrow),
            ("ref io", borrow),
            (
                "..",
                "`..` is no pattern of its own; write `_` for every error",
            ),
            ("| Io", bar),
            ("Io | Timeout", bar),
            (
                "Io(error) if error.is_odd()",
                "`on` takes no guards; write the condition as `when = |error| ..`",
            ),
            (
                "error @ Io(_)",
                "`on` binds no names; write the pattern behind the `@` alone",
            ),
            (
                "Io Timeout",
                "the entries of `on` are separated by commas; write a `,` before this",
            ),
            (
                "FetchError<T>::Io",
                "a path with generics is written as in expressions; write `::<` instead of `<`",
            ),
            (
                "<T as Net>::Error::Io",
                "`on` takes plain paths; name the type first, as in `type Name = ..;`, and write \
                 `Name::Variant`",
            ),
        ] {
            assert_eq!(on(entries), [message], "{entries}");
        }
    }

    #[test]
    fn every_entry_is_checked() {
        assert_eq!(
            on("\"Io\", Timeout, !Closed, Http"),
            [
                "`on` lists variants, not strings; write `Io`",
                "`on` lists what it means; write the variant in `except = [..]` instead",
            ]
        );
    }
}
