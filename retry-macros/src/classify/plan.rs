//! What will be done: one case for a struct, one for every variant of an enum.
//!
//! In: the type. Out: [`Plan`]; where there were errors, only good for the stand-in.

use proc_macro2::Span;
use syn::{Data, DeriveInput, Error, Path, parse_quote_spanned};

use super::attribute::{ClassifyArgs, Rule};
use super::case::{self, Case};
use super::fields::Item;
use super::values::After;
use crate::diagnostics::Errors;

pub(super) struct Plan<'a> {
    pub(super) input: &'a DeriveInput,
    /// Path of the crate, `::reattempt` unless `crate = ..` says otherwise.
    pub(super) krate: Path,
    pub(super) cases: Vec<Case<'a>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(input: &'a DeriveInput, errors: &mut Errors) -> Self {
        let mut args = ClassifyArgs::new(&input.attrs, errors);
        let cases = match &input.data {
            Data::Struct(data) => {
                let (ident, fields) = (&input.ident, &data.fields);
                let item = Item { ident, fields };
                let nothing = ClassifyArgs::default();
                let case = Case::new(item, &args, &nothing, errors);
                case.into_iter().collect()
            }
            Data::Enum(data) => {
                default(&mut args, errors);
                kinds_are_below(&args, errors);
                let mut cases = Vec::new();
                for variant in &data.variants {
                    let (ident, fields) = (&variant.ident, &variant.fields);
                    let item = Item { ident, fields };
                    let own = ClassifyArgs::new(&variant.attrs, errors);
                    crate_is_above(input, &own, errors);
                    cases.extend(Case::new(item, &own, &args, errors));
                }
                names_differ(&cases, errors);
                cases
            }
            Data::Union(data) => {
                errors.at(
                    data.union_token,
                    "a union does not know which of its fields is set, so it has no class; write an enum, or \
                     implement `Classify` by hand",
                );
                Vec::new()
            }
        };
        let krate = args.krate.map_or_else(
            || parse_quote_spanned!(Span::mixed_site()=> ::reattempt),
            |krate| krate.value,
        );
        Self {
            input,
            krate,
            cases,
        }
    }
}

/// Checks what an enum says for the variants that say nothing, and takes out what is wrong.
fn default(args: &mut ClassifyArgs, errors: &mut Errors) {
    if let Some(Rule::Forward(Some(field))) = args.rule.as_ref().map(|rule| &rule.value) {
        errors.at(
            field,
            "`forward` on an enum takes no field: each variant has its own; write `forward` here, \
             and `#[classify(forward = ..)]` above the variant that has this field",
        );
        args.rule = None;
        args.broken = true;
    }
    let Some(after) = &args.after else { return };
    let error = match (&args.rule, &after.value) {
        (_, After::Name(name)) => Some(Error::new(
            name.span(),
            format_args!(
                "`after` on an enum takes a function: fields belong to variants; write \
                 `after = Self::{name}`, or `after = {name}` above the variant that has this field"
            ),
        )),
        (_, After::Index(index)) => Some(Error::new(
            index.span,
            "`after` on an enum takes a function: fields belong to variants; write \
             `after = |error| ..`, or `after` above the variant that has this field",
        )),
        (None, After::Function(_)) if !args.broken => Some(Error::new(
            after.name.span(),
            "`after` on an enum goes with a class, for the variants without one of their own; \
             write `throttled, after = ..`, or `after` above the variants",
        )),
        (Some(rule), After::Function(_)) => case::useless_after(rule, Some(after)),
        (None, After::Function(_)) => None,
    };
    if let Some(error) = error {
        errors.push(error);
        args.after = None;
    }
}

/// A kind is what tells variants apart.
fn kinds_are_below(args: &ClassifyArgs, errors: &mut Errors) {
    for word in args.kind.iter().chain(&args.aliases) {
        let message = format!(
            "`{0}` on an enum would be one for all variants, which it tells apart; write \
             `#[classify({0} = ..)]` above the variant",
            word.name
        );
        errors.at(&word.name, message);
    }
}

/// An alias stands for one kind. Several variants may be of one kind.
fn names_differ(cases: &[Case<'_>], errors: &mut Errors) {
    for (index, case) in cases.iter().enumerate() {
        for alias in &case.name.aliases {
            let word = alias.value();
            let is_taken = |(other_index, other): (usize, &Case<'_>)| {
                let kind = other.name.kind.value();
                let aliases = other.name.aliases.iter();
                kind == word && kind != case.name.kind.value()
                    || other_index < index && aliases.clone().any(|other| other.value() == word)
            };
            if let Some(other) = cases.iter().enumerate().position(is_taken) {
                let message = format!(
                    "`{word}` is a name of `{}` already: an alias stands for one kind; write another",
                    cases[other].item.ident
                );
                errors.at(alias, message);
            }
        }
    }
}

/// The path of the crate is one for the whole type.
fn crate_is_above(input: &DeriveInput, args: &ClassifyArgs, errors: &mut Errors) {
    if let Some(krate) = &args.krate {
        let message = format!(
            "`crate` is written once for all variants; write `#[classify(crate = ..)]` above `{}`",
            input.ident
        );
        errors.at(&krate.name, message);
    }
}
