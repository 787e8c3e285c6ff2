//! What a struct, or one variant of an enum, answers.
//!
//! In: its attributes and fields, and what the enum says for all variants. Out: [`Case`].

use syn::{Error, Expr, Member, parse_quote};

use super::attribute::{ClassifyArgs, Rule, Word, is_classify};
use super::fields::{Item, Slot, shown};
use super::values::After;
use super::words::Class;
use crate::diagnostics::Errors;

/// The answers of a struct or of one variant.
pub(super) struct Case<'a> {
    pub(super) item: Item<'a>,
    pub(super) class: Answer<'a>,
    pub(super) hint: Option<Hint<'a>>,
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
    /// `None` after an error.
    pub(super) fn new(
        item: Item<'a>,
        args: &ClassifyArgs,
        default: &ClassifyArgs,
        errors: &mut Errors,
    ) -> Option<Self> {
        fields_are_bare(item, errors);
        let Some(rule) = args.rule.as_ref().or(default.rule.as_ref()) else {
            // A word that could not be read may have been the class.
            if !args.broken && !default.broken {
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
        Some(Self { item, class, hint })
    }
}

fn hint<'a>(item: Item<'a>, after: &After) -> syn::Result<Hint<'a>> {
    match after {
        After::Function(function) => Ok(Hint::Function(function.clone())),
        After::Index(index) => {
            let wanted = Member::Unnamed(index.clone());
            match item.field(&wanted) {
                Some(slot) => Ok(Hint::Field(slot)),
                None => Err(item.no_field("after", &wanted)),
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
    let ident = item.ident;
    let write = if item.source().is_some() {
        "`#[classify(forward)]` above it to take the class of its field, or a class such as \
         `#[classify(permanent)]`"
    } else {
        "`#[classify(permanent)]` above it, or `transient`, `throttled` or `unsent`"
    };
    format!("`{ident}` has no class, and which errors may pass is never guessed; write {write}")
}

/// The attribute stands above fields, not among them.
fn fields_are_bare(item: Item<'_>, errors: &mut Errors) {
    for (member, field) in item.fields.members().zip(item.fields) {
        let stray = field.attrs.iter().find(|attr| is_classify(attr));
        if let Some(attr) = stray {
            let member = shown(&member);
            let message = format!(
                "`#[classify]` stands above `{}`, not above its field; write \
                 `#[classify(forward = {member})]` there",
                item.ident
            );
            errors.at(attr, message);
        }
    }
}
