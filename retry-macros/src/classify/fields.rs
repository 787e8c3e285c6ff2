//! Which field is meant.
//!
//! In: a struct or a variant, and what an attribute says about its fields. Out: one of them.

use proc_macro2::{Ident, Span};
use syn::{Error, Field, Fields, Index, Member, Type};

use crate::diagnostics::nearest;

/// A struct or a variant.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub(super) ident: &'a Ident,
    pub(super) fields: &'a Fields,
}

/// One field: how to name it in a pattern, and its type.
pub(super) struct Slot<'a> {
    pub(super) member: Member,
    pub(super) ty: &'a Type,
}

impl<'a> Item<'a> {
    /// The field of this name or index.
    pub(super) fn field(self, wanted: &Member) -> Option<Slot<'a>> {
        let mut fields = self.fields.members().zip(self.fields);
        let (member, field) = fields.find(|(member, _)| member == wanted)?;
        Some(Slot {
            member,
            ty: &field.ty,
        })
    }

    /// The field that `forward` takes the class from; `place` is where it is asked for.
    pub(super) fn forwarded(self, wanted: Option<&Member>, place: Span) -> syn::Result<Slot<'a>> {
        if self.fields.is_empty() {
            let message = format!(
                "`forward` needs a field that holds an error, and `{}` has none; write a class, \
                 such as `#[classify(transient)]`",
                self.ident
            );
            return Err(Error::new(place, message));
        }
        match wanted {
            Some(wanted) => self
                .field(wanted)
                .ok_or_else(|| self.no_field("forward", wanted)),
            None => self.source().ok_or_else(|| {
                let first = self.fields.members().next();
                let message = format!(
                    "`forward` does not know which field of `{}` holds the error; write its name, \
                     as in `#[classify(forward = {})]`",
                    self.ident,
                    first.as_ref().map(shown).unwrap_or_default()
                );
                Error::new(place, message)
            }),
        }
    }

    /// The field marked `#[source]` or `#[from]`, else the one named `source`, else the only one.
    fn source(self) -> Option<Slot<'a>> {
        let named = |field: &Field| field.ident.as_ref().is_some_and(|name| name == "source");
        let mut fields = self.fields.iter();
        let position = fields
            .clone()
            .position(is_marked)
            .or_else(|| fields.position(named))
            .or((self.fields.len() == 1).then_some(0))?;
        let member = self.fields.members().nth(position)?;
        self.field(&member)
    }

    /// The error for a field that is not there.
    pub(super) fn no_field(self, option: &str, wanted: &Member) -> Error {
        let fields: Vec<String> = self.fields.members().map(|member| shown(&member)).collect();
        let write = match self.near(wanted) {
            Some(near) => format!("write `{option} = {near}`"),
            None => match fields.as_slice() {
                [] => format!("remove `{option}`"),
                [only] => format!("write `{option} = {only}`"),
                several => format!("its fields are `{}`", several.join("`, `")),
            },
        };
        let message = format!("`{}` has no field `{}`; {write}", self.ident, shown(wanted));
        Error::new(span(wanted), message)
    }

    /// The field whose name was probably meant.
    pub(super) fn near(self, wanted: &Member) -> Option<String> {
        let Member::Named(wanted) = wanted else {
            return None;
        };
        let names: Vec<String> = self
            .fields
            .iter()
            .filter_map(|field| field.ident.as_ref().map(Ident::to_string))
            .collect();
        let names = names.iter().map(String::as_str);
        nearest(&wanted.to_string(), names).map(str::to_owned)
    }
}

/// Whether `thiserror` takes this field for the source.
fn is_marked(field: &Field) -> bool {
    let marks = ["source", "from"];
    let is_mark = |attr: &syn::Attribute| marks.iter().any(|mark| attr.path().is_ident(mark));
    field.attrs.iter().any(is_mark)
}

/// The field as it is written in the attribute.
pub(super) fn shown(member: &Member) -> String {
    match member {
        Member::Named(name) => name.to_string(),
        Member::Unnamed(Index { index, .. }) => index.to_string(),
    }
}

fn span(member: &Member) -> Span {
    match member {
        Member::Named(name) => name.span(),
        Member::Unnamed(index) => index.span,
    }
}
