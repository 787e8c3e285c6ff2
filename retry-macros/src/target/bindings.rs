//! Arguments that every attempt binds anew.
//!
//! A retry is a fresh run: a binding written `mut` holds the caller's value again in each attempt,
//! and a `&mut T` argument is reborrowed, so that a body which gives it away can be run again. What
//! lies behind the reference stays as the attempt before left it.

use proc_macro2::Ident;
use syn::{Attribute, FnArg, Pat, PatIdent, Signature, Stmt, Token, Type};

use crate::target::future::FutureBody;

/// One argument, and how an attempt comes by it.
pub(crate) struct Binding {
    /// `#[cfg(..)]` of the argument: where that is compiled out, so is the binding.
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) ident: Ident,
    pub(crate) mutability: Option<Token![mut]>,
    pub(crate) take: Take,
}

/// How an attempt takes an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    /// The body uses it from outside; nothing is bound.
    Capture,
    /// A fresh copy, for `mut` bindings.
    Copy,
    /// `&mut *argument`
    Reborrow,
}

/// Takes `mut` out of the patterns of a signature and lists what they bind.
pub(crate) fn take(sig: &mut Signature) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for input in &mut sig.inputs {
        if let FnArg::Typed(argument) = input {
            let exclusive = is_exclusive_reference(&argument.ty);
            let first = bindings.len();
            take_from(&mut argument.pat, exclusive, &mut bindings);
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
        let mut found = Vec::new();
        take_from(&mut local.pat, false, &mut found);
        for mut binding in found {
            binding.cfgs = cfgs(&local.attrs);
            if binding.ident == "__self" && future.exclusive_self {
                binding.take = Take::Reborrow;
                binding.mutability = None;
            }
            bindings.retain(|outer| outer.ident != binding.ident);
            bindings.push(binding);
        }
    }
}

fn take_from(pat: &mut Pat, exclusive: bool, bindings: &mut Vec<Binding>) {
    match pat {
        Pat::Ident(ident) => bindings.push(take_ident(ident, exclusive)),
        Pat::Type(typed) => {
            let exclusive = is_exclusive_reference(&typed.ty);
            take_from(&mut typed.pat, exclusive, bindings);
        }
        Pat::Paren(paren) => take_from(&mut paren.pat, exclusive, bindings),
        Pat::Reference(reference) => take_from(&mut reference.pat, false, bindings),
        Pat::Struct(fields) => {
            for field in &mut fields.fields {
                take_from(&mut field.pat, false, bindings);
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
        take_from(pat, false, bindings);
    }
}

fn take_ident(pat: &mut PatIdent, exclusive: bool) -> Binding {
    let mutability = match pat.by_ref {
        // In `ref mut name` the `mut` belongs to the reference.
        Some(_) => None,
        None => pat.mutability.take(),
    };
    // A name with an underscore is not meant to be used, so nothing is done with it.
    let used = !pat.ident.to_string().starts_with('_');
    let take = match mutability {
        _ if exclusive && used => Take::Reborrow,
        Some(_) => Take::Copy,
        None => Take::Capture,
    };
    Binding {
        cfgs: Vec::new(),
        ident: pat.ident.clone(),
        mutability,
        take,
    }
}

fn is_exclusive_reference(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => reference.mutability.is_some(),
        Type::Paren(paren) => is_exclusive_reference(&paren.elem),
        Type::Group(group) => is_exclusive_reference(&group.elem),
        _ => false,
    }
}
