//! One option: its name as written, and its value if that could be read.

use super::syntax;
use crate::diagnostics::Errors;
use proc_macro2::Ident;
use syn::parse::ParseStream;

pub(crate) struct Arg<T> {
    name: Option<Ident>,
    value: Option<T>,
}

impl<T> Default for Arg<T> {
    fn default() -> Self {
        Self {
            name: None,
            value: None,
        }
    }
}

impl<T> Arg<T> {
    /// The name as written, which is there even if the value could not be read.
    pub(crate) fn name(&self) -> Option<&Ident> {
        self.name.as_ref()
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    pub(crate) fn into_value(self) -> Option<T> {
        self.value
    }

    /// Name and value, if the value could be read.
    pub(crate) fn get(&self) -> Option<(&Ident, &T)> {
        self.name.as_ref().zip(self.value.as_ref())
    }

    pub(crate) fn is_absent(&self) -> bool {
        self.name.is_none()
    }
}

/// Reads the value of one option.
pub(super) type Read<T> = fn(&Ident, ParseStream<'_>) -> syn::Result<T>;

impl<T> Arg<T> {
    /// Reads `= value`. A second value is read for its errors and dropped.
    pub(super) fn read(
        &mut self,
        name: &Ident,
        input: ParseStream<'_>,
        errors: &mut Errors,
        read: Read<T>,
    ) -> syn::Result<()> {
        let first = self.claim(name, errors);
        syntax::equals(name, input, errors)?;
        let value = read(name, input)?;
        if first {
            self.value = Some(value);
        }
        Ok(())
    }

    pub(super) fn set(&mut self, value: T) {
        self.value = Some(value);
    }

    /// Notes that the option is written; `false` and an error if it already was.
    pub(super) fn claim(&mut self, name: &Ident, errors: &mut Errors) -> bool {
        let first = self.name.is_none();
        if first {
            self.name = Some(name.clone());
        } else {
            let message = format!("`{name}` is written twice: an option has one value; remove one");
            errors.at(name, message);
        }
        first
    }
}
