//! What a struct, or one variant of an enum, answers.
//!
//! In: its attributes and fields, and what the enum says for all variants. Out: [`Case`].

use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{Error, Expr, Fields, Index, LitStr, Member, parse_quote};

use super::attribute::{ClassifyArgs, Rule, Word, is_classify};
use super::fields::{Item, Slot, shown};
use super::values::After;
use super::words::Class;
use crate::diagnostics::Errors;
use crate::types::first_ident;

/// The answers of a struct or of one variant.
pub(super) struct Case<'a> {
    pub(super) item: Item<'a>,
    pub(super) class: Answer<'a>,
    pub(super) hint: Option<Hint<'a>>,
    pub(super) name: Name,
}

/// What the answer to `kind` is, and what else it is called in configuration.
pub(super) struct Name {
    pub(super) kind: LitStr,
    pub(super) aliases: Vec<LitStr>,
}

/// The answer to `classify`.
pub(super) enum Answer<'a> {
    Class(Class),
    Forward(Slot<'a>),
}

/// The answer to `retry_after`, where the attribute gives one.
pub(super) enum Hint<'a> {
    Field(Slot<'a>),
    Function(Expr),
}

impl<'a> Case<'a> {
    /// The field whose class it has.
    pub(super) const fn forward(&self) -> Option<&Slot<'a>> {
        match &self.class {
            Answer::Forward(slot) => Some(slot),
            Answer::Class(_) => None,
        }
    }

    /// `None` after an error.
    pub(super) fn new(
        item: Item<'a>,
        args: &ClassifyArgs,
        default: &ClassifyArgs,
        errors: &mut Errors,
    ) -> Option<Self> {
        let bare = fields_are_bare(item, errors);
        let Some(rule) = args.rule.as_ref().or(default.rule.as_ref()) else {
            // What could not be read may have been the class.
            if bare && !args.broken && !default.broken {
                errors.at(item.ident, without_class(item));
            }
            return None;
        };
        if let Some(error) = useless_after(rule, args.after.as_ref()) {
            errors.push(error);
        }
        let inherits = args.rule.is_none();
        let default_after = default.after.as_ref().filter(|_| inherits);
        let hint = args
            .after
            .as_ref()
            .or(default_after)
            .map(|after| hint(item, &after.value));
        let hint = hint.and_then(|hint| errors.keep(hint));
        let class = match &rule.value {
            Rule::Class(class) => Answer::Class(*class),
            Rule::Forward(field) => {
                let place = if inherits { item.ident } else { &rule.name };
                let slot = item.forwarded(field.as_ref(), place.span());
                Answer::Forward(errors.keep(slot)?)
            }
        };
        let name = Name::new(item, args);
        Some(Self {
            item,
            class,
            hint,
            name,
        })
    }
}

impl Name {
    fn new(item: Item<'_>, args: &ClassifyArgs) -> Self {
        let own = || LitStr::new(&item.ident.unraw().to_string(), Span::mixed_site());
        let kind = args.kind.as_ref();
        Self {
            kind: kind.map_or_else(own, |kind| kind.value.clone()),
            aliases: args
                .aliases
                .iter()
                .map(|alias| alias.value.clone())
                .collect(),
        }
    }
}

fn hint<'a>(item: Item<'a>, after: &After) -> syn::Result<Hint<'a>> {
    match after {
        After::Function(function) => Ok(Hint::Function(function.clone())),
        After::Index(index) => {
            let wanted = Member::Unnamed(index.clone());
            match (item.field(&wanted), item.fields) {
                (Some(slot), _) => Ok(Hint::Field(slot)),
                (None, Fields::Unnamed(_)) => Err(item.no_field("after", &wanted)),
                (None, Fields::Named(_) | Fields::Unit) => Err(no_seconds(item, index)),
            }
        }
        After::Name(name) => {
            let wanted = Member::Named(name.clone());
            match item.field(&wanted) {
                Some(slot) => Ok(Hint::Field(slot)),
                None if item.near(&wanted).is_some() => Err(item.no_field("after", &wanted)),
                None => Ok(Hint::Function(parse_quote!(#name))),
            }
        }
    }
}

/// A number where there are no fields with numbers is meant as a delay.
fn no_seconds(item: Item<'_>, index: &Index) -> Error {
    let number = index.index;
    let message = format!(
        "`{}` has no field `{number}`, and a number is the index of a field; write \
         `after = |_| Some(Duration::from_secs({number}))` for a fixed delay",
        item.ident
    );
    Error::new(index.span, message)
}

/// A hint is for a retry, so it is an error where there is none.
pub(super) fn useless_after(rule: &Word<Rule>, after: Option<&Word<After>>) -> Option<Error> {
    let after = after?;
    matches!(rule.value, Rule::Class(Class::Permanent)).then(|| {
        Error::new(
            after.name.span(),
            "`after` has no effect on a `permanent` error: it is not retried; remove it, or write \
             `throttled` in place of `permanent`",
        )
    })
}

fn without_class(item: Item<'_>) -> String {
    let forward = if item.fields.is_empty() {
        ""
    } else {
        ", or `forward` to take that of a field"
    };
    format!(
        "`{}` has no class, and the class is never guessed; write \
         `#[classify(permanent)]` above it, or `transient`, `throttled` or `unsent`{forward}",
        item.ident
    )
}

/// The attribute stands above fields, not among them; `false` after an error.
fn fields_are_bare(item: Item<'_>, errors: &mut Errors) -> bool {
    let mut bare = true;
    for (member, field) in item.fields.members().zip(item.fields) {
        for attr in field.attrs.iter().filter(|attr| is_classify(attr)) {
            let is_after = |word: &Ident| word == "after";
            let after = first_ident(attr.meta.to_token_stream(), &is_after).is_some();
            let option = if after { "after" } else { "forward" };
            let message = format!(
                "`#[classify]` stands above `{}`, not above its field; write `{option} = {}` there",
                item.ident,
                shown(&member)
            );
            errors.at(attr, message);
            bare = false;
        }
    }
    bare
}
