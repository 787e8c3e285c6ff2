//! What was written: the words of `#[classify(..)]`, each with its span.
//!
//! In: the attributes of a type or of a variant. Out: [`ClassifyArgs`]; reading goes on behind each
//! error.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Error, Lit, LitStr, Meta, Path, Token};

use super::values::{self, After};
use super::words::{self, Class};
use crate::args;
use crate::diagnostics::Errors;

/// Everything the attributes of one item say together.
#[derive(Default)]
pub(super) struct ClassifyArgs {
    pub(super) rule: Option<Word<Rule>>,
    pub(super) after: Option<Word<After>>,
    pub(super) kind: Option<Word<LitStr>>,
    /// Each with a name of its own.
    pub(super) aliases: Vec<Word<LitStr>>,
    pub(super) krate: Option<Word<Path>>,
    /// Something could not be read, so what is absent may be meant.
    pub(super) broken: bool,
}

/// A word and what it stands for.
pub(super) struct Word<T> {
    pub(super) name: Ident,
    pub(super) value: T,
}

/// Where the class comes from.
pub(super) enum Rule {
    Class(Class),
    /// From a field; `None`: the one that holds the source.
    Forward(Option<syn::Member>),
}

pub(super) fn is_classify(attr: &Attribute) -> bool {
    attr.path().is_ident("classify")
}

impl ClassifyArgs {
    pub(super) fn new(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut args = Self::default();
        for attr in attrs.iter().filter(|attr| is_classify(attr)) {
            let read = words_of(attr).and_then(|words| {
                let parser = |input: ParseStream<'_>| {
                    args.read(input, errors);
                    Ok(())
                };
                parser.parse2(words)
            });
            if errors.keep(read).is_none() {
                args.broken = true;
            }
        }
        args
    }

    fn read(&mut self, input: ParseStream<'_>, errors: &mut Errors) {
        while !input.is_empty() {
            let word = name(input).and_then(|name| self.word(name, input));
            if errors.keep(word).is_none() {
                self.broken = true;
                args::value_tokens(input);
            }
            errors.keep(separator(input));
        }
    }

    fn word(&mut self, name: Ident, input: ParseStream<'_>) -> syn::Result<()> {
        match name.to_string().as_str() {
            "forward" => {
                let field = values::forward(&name, input)?;
                self.decide(name, Rule::Forward(field))
            }
            "after" => {
                let value = values::after(&name, input)?;
                once(&mut self.after, name, value)
            }
            "kind" => {
                let value = values::kind(&name, input)?;
                once(&mut self.kind, name, value)
            }
            "alias" => {
                let value = values::kind(&name, input)?;
                self.aliases.push(Word { name, value });
                Ok(())
            }
            "crate" => {
                let path = values::krate(&name, input)?;
                once(&mut self.krate, name, path)
            }
            word => match Class::named(word) {
                Some(class) => {
                    values::none(&name, input)?;
                    self.decide(name, Rule::Class(class))
                }
                None => Err(Error::new(name.span(), words::unknown(word))),
            },
        }
    }

    /// Keeps the rule, unless there is one.
    fn decide(&mut self, name: Ident, value: Rule) -> syn::Result<()> {
        let Some(first) = &self.rule else {
            self.rule = Some(Word { name, value });
            return Ok(());
        };
        let first = &first.name;
        let message = if name == *first {
            format!("`{name}` is written twice; remove one")
        } else if name == "forward" || first == "forward" {
            format!(
                "`{name}` contradicts `{first}`: the class is that of a field, or it stands here; \
                 remove one"
            )
        } else {
            format!("`{name}` contradicts `{first}`: an error has one class; remove one")
        };
        Err(Error::new(name.span(), message))
    }
}

/// Keeps a value, unless there is one.
fn once<T>(slot: &mut Option<Word<T>>, name: Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        let message = format!("`{name}` is written twice: an option has one value; remove one");
        return Err(Error::new(name.span(), message));
    }
    *slot = Some(Word { name, value });
    Ok(())
}

/// What stands between the parentheses.
fn words_of(attr: &Attribute) -> syn::Result<TokenStream> {
    let message = match &attr.meta {
        Meta::List(list) if !list.tokens.is_empty() => return Ok(list.tokens.clone()),
        Meta::List(_) | Meta::Path(_) => {
            "`#[classify]` needs a class; write one, such as `#[classify(transient)]`"
        }
        Meta::NameValue(_) => {
            "`#[classify]` takes its words in parentheses; write `#[classify(transient)]`"
        }
    };
    Err(Error::new_spanned(&attr.meta, message))
}

/// The next word.
fn name(input: ParseStream<'_>) -> syn::Result<Ident> {
    if !input.peek(syn::Ident::peek_any) || input.peek(syn::LitBool) {
        return Err(nameless(input));
    }
    let name = input.call(Ident::parse_any)?;
    if !input.peek(Token![::]) {
        return Ok(name);
    }
    // `Class::Transient`, as in code.
    let path = args::value_tokens(input);
    let last = match path.clone().into_iter().last() {
        Some(TokenTree::Ident(last)) => words::meant(&last.to_string()),
        _ => None,
    };
    let write = last.unwrap_or("transient");
    let message = format!("a class has no value; write `{write}`");
    let whole: TokenStream = [TokenTree::from(name)].into_iter().chain(path).collect();
    Err(Error::new_spanned(whole, message))
}

/// Something that is no word.
fn nameless(input: ParseStream<'_>) -> Error {
    let place = input.span();
    let text = match input.fork().parse() {
        Ok(Lit::Str(text)) => words::meant(&text.value()),
        _ => None,
    };
    match text {
        Some(word) => Error::new(place, format_args!("a class has no quotes; write `{word}`")),
        None => Error::new(
            place,
            "expected a class; write `unsent`, `transient`, `throttled`, `permanent` or `forward`",
        ),
    }
}

/// The comma between two words.
fn separator(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(drop);
    }
    let place = input.span();
    if let Ok(next) = input.fork().call(Ident::parse_any) {
        if words::exists(&next.to_string()) {
            let message =
                format!("the words of `#[classify]` are separated by commas; write `, {next}`");
            return Err(Error::new(place, message));
        }
    }
    let message = if input.peek(Token![|]) {
        "an error has one class; write one of them"
    } else {
        "expected a comma or the end: a word or its value ends before this"
    };
    while !args::ends(input) {
        input.parse::<TokenTree>()?;
    }
    // The comma that ends what was skipped.
    let _ = input.parse::<Option<Token![,]>>();
    Err(Error::new(place, message))
}
