//! Arguments that every attempt binds anew.
//!
//! A retry is a fresh run: a binding written `mut` holds the caller's value again in each attempt,
//! and an argument of type `&mut T` or `Option<&mut T>` is reborrowed, so that a body which gives it away can
//! be run again. What lies behind the reference stays as the attempt before left it.

use proc_macro2::{Ident, Span};
use syn::{Attribute, FnArg, Pat, PatIdent, Signature, Stmt, Token, Type};

use crate::target::future::FutureBody;
use crate::types::{first_type_argument, is_generic_of, last_segment, strip};

/// One argument, and how an attempt comes by it.
pub(crate) struct Binding {
    /// `#[cfg(..)]` of the argument: where that is compiled out, so is the binding.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) mutability: Option<Token![mut]>,
    pub(crate) take: Take,
}

/// How an attempt takes an argument.
#[derive(Clone)]
pub(crate) enum Take {
    /// The body uses it from outside; nothing is bound.
    Capture,
    /// A fresh copy, for `mut` bindings.
    Copy,
    /// `&mut *argument`
    Reborrow,
    /// The same inside of an `Option<&mut T>`, of this `T`.
    ReborrowInside(Box<Type>),
}

/// Takes `mut` out of the patterns of a signature and lists what they bind.
pub(crate) fn take(sig: &mut Signature) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for input in &mut sig.inputs {
        if let FnArg::Typed(argument) = input {
            let reborrow = reborrow(&argument.ty);
            let first = bindings.len();
            take_from(&mut argument.pat, reborrow, &mut bindings);
            for binding in &mut bindings[first..] {
                binding.cfgs = cfgs(&argument.attrs);
            }
        }
    }
    bindings
}

fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The same for the `let` statements with which `#[async_trait]` moves arguments into its block.
pub(crate) fn take_from_preamble(future: &mut FutureBody, bindings: &mut Vec<Binding>) {
    for statement in &mut future.preamble {
        let Stmt::Local(local) = statement else {
            continue;
        };
        let reborrow = moved(&local.pat, future.exclusive_self, bindings);
        let mut found = Vec::new();
        take_from(&mut local.pat, reborrow, &mut found);
        for mut binding in found {
            binding.cfgs = cfgs(&local.attrs);
            bindings.retain(|outer| outer.ident != binding.ident);
            bindings.push(binding);
        }
    }
}

/// How an argument that is moved in is reborrowed, if it is.
fn moved(pat: &Pat, exclusive_self: bool, bindings: &[Binding]) -> Option<Take> {
    let Pat::Ident(pat) = pat else {
        return None;
    };
    if pat.ident == "__self" {
        return exclusive_self.then_some(Take::Reborrow);
    }
    let outer = bindings.iter().find(|outer| outer.ident == pat.ident)?;
    match outer.take {
        Take::Capture | Take::Copy => None,
        Take::Reborrow | Take::ReborrowInside(_) => Some(outer.take.clone()),
    }
}

fn take_from(pat: &mut Pat, reborrow: Option<Take>, bindings: &mut Vec<Binding>) {
    match pat {
        Pat::Ident(ident) => bindings.push(take_ident(ident, reborrow)),
        Pat::Type(typed) => {
            let reborrow = self::reborrow(&typed.ty);
            take_from(&mut typed.pat, reborrow, bindings);
        }
        Pat::Paren(paren) => take_from(&mut paren.pat, reborrow, bindings),
        Pat::Reference(reference) => take_from(&mut reference.pat, None, bindings),
        Pat::Struct(fields) => {
            for field in &mut fields.fields {
                take_from(&mut field.pat, None, bindings);
            }
        }
        Pat::Tuple(tuple) => take_from_all(tuple.elems.iter_mut(), bindings),
        Pat::TupleStruct(tuple) => take_from_all(tuple.elems.iter_mut(), bindings),
        Pat::Slice(slice) => take_from_all(slice.elems.iter_mut(), bindings),
        _ => {}
    }
}

fn take_from_all<'a>(pats: impl Iterator<Item = &'a mut Pat>, bindings: &mut Vec<Binding>) {
    for pat in pats {
        take_from(pat, None, bindings);
    }
}

fn take_ident(pat: &mut PatIdent, reborrow: Option<Take>) -> Binding {
    let mutability = match pat.by_ref {
        // In `ref mut name` the `mut` belongs to the reference.
        Some(_) => None,
        None => pat.mutability.take(),
    };
    // A name with an underscore is not meant to be used, so nothing is done with it.
    let used = !pat.ident.to_string().starts_with('_') || pat.ident == "__self";
    let take = match (reborrow, &mutability) {
        (Some(reborrow), _) if used && pat.by_ref.is_none() => reborrow,
        (_, Some(_)) => Take::Copy,
        (_, None) => Take::Capture,
    };
    if matches!(take, Take::ReborrowInside(_)) {
        pat.mutability = Some(Token![mut](Span::mixed_site()));
    }
    Binding {
        cfgs: Vec::new(),
        ident: pat.ident.clone(),
        mutability,
        take,
    }
}

fn reborrow(ty: &Type) -> Option<Take> {
    match strip(ty) {
        Type::Reference(reference) => reference.mutability.map(|_| Take::Reborrow),
        ty if is_generic_of(ty, "option", "Option") => {
            match first_type_argument(last_segment(ty)?)? {
                Type::Reference(inside) if inside.mutability.is_some() => {
                    Some(Take::ReborrowInside(inside.elem.clone()))
                }
                _ => None,
            }
        }
        _ => None,
    }
}
