//! Error types whose variants cannot be named: why, and what decides instead.

use proc_macro2::Ident;
use syn::{Error, Path, Type};

use crate::types::strip;

/// Why a bare name cannot be a variant, and what to write instead.
#[derive(Clone)]
pub(crate) struct Nameless {
    reason: String,
    instead: Instead,
}

/// What decides where no variants can be named.
#[derive(Clone, Copy)]
pub(super) enum Instead {
    /// There are variants, under a path.
    Path,
    /// `io::Error` has a kind.
    Kind,
    /// An opaque error has a type inside.
    Inside,
    /// Only a function of the user's can tell.
    Function,
}

impl Nameless {
    pub(super) fn new(instead: Instead, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self { reason, instead }
    }

    /// The error at a bare `variant` in the option `name`.
    pub(crate) fn refuse(&self, name: &str, variant: &Ident) -> Error {
        let write = match self.instead {
            Instead::Path => format!(
                "`{name} = [YourError::{variant}]`, or decide by a function, `when = |error| ..`"
            ),
            Instead::Kind => {
                format!("`when = |error| error.kind() == std::io::ErrorKind::{variant}`")
            }
            Instead::Inside => "`when = |error| error.is::<YourError>()`".to_owned(),
            Instead::Function => "`when = |error| ..`".to_owned(),
        };
        let reason = &self.reason;
        let message = format!(
            "a bare name in `{name}` is a variant of the error type, and {reason}; write {write}"
        );
        Error::new(variant.span(), message)
    }

    /// Of the aliases of well-known libraries.
    pub(super) fn of_alias(ty: &Type) -> Option<Self> {
        let Type::Path(path) = strip(ty) else {
            return None;
        };
        let names = names(&path.path);
        match names
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            [.., library @ ("io" | "fmt" | "anyhow"), "Result"] => Some(Self::of_library(library)),
            [.., "eyre", "Result"] => Some(Self::without_variants(Instead::Inside, "Report")),
            _ => None,
        }
    }

    /// Of error types that are known to be no enums.
    pub(super) fn of_error(path: &Path) -> Option<Self> {
        let names = names(path);
        match names
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            [.., library @ ("io" | "fmt" | "anyhow"), "Error"] => Some(Self::of_library(library)),
            [.., "Box"] => Some(Self::without_variants(Instead::Inside, "Box<dyn Error>")),
            [.., "Report"] => Some(Self::without_variants(Instead::Inside, "Report")),
            [.., "String"] => Some(Self::without_variants(Instead::Function, "String")),
            _ => None,
        }
    }

    fn of_library(library: &str) -> Self {
        let instead = match library {
            "io" => Instead::Kind,
            "anyhow" => Instead::Inside,
            _ => Instead::Function,
        };
        Self::without_variants(instead, &format!("{library}::Error"))
    }

    fn without_variants(instead: Instead, name: &str) -> Self {
        Self::new(instead, format!("`{name}` has none"))
    }
}

fn names(path: &Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::Nameless;
    use proc_macro2::{Ident, Span};
    use syn::parse_str;

    fn refused(nameless: Option<Nameless>) -> Option<String> {
        let variant = Ident::new("NotFound", Span::call_site());
        nameless.map(|nameless| nameless.refuse("on", &variant).to_string())
    }

    #[test]
    fn each_kind_of_error_has_its_own_way_out() {
        let is = "when = |error| error.is::<YourError>()";
        for (error, name, write) in [
            (
                "std::io::Error",
                "io::Error",
                "when = |error| error.kind() == std::io::ErrorKind::NotFound",
            ),
            ("fmt::Error", "fmt::Error", "when = |error| .."),
            ("anyhow::Error", "anyhow::Error", is),
            ("Box<dyn Error>", "Box<dyn Error>", is),
            ("eyre::Report", "Report", is),
            ("String", "String", "when = |error| .."),
        ] {
            let message = format!(
                "a bare name in `on` is a variant of the error type, and `{name}` has none; write \
                 `{write}`"
            );
            assert_eq!(
                refused(Nameless::of_error(&parse_str(error).unwrap())),
                Some(message)
            );
        }
        for own in ["Error", "my::Error", "anyhow::Problem"] {
            assert_eq!(refused(Nameless::of_error(&parse_str(own).unwrap())), None);
        }
    }

    #[test]
    fn aliases_are_known_by_their_library() {
        for alias in ["io::Result<()>", "anyhow::Result<()>", "eyre::Result<()>"] {
            assert!(Nameless::of_alias(&parse_str(alias).unwrap()).is_some());
        }
        for alias in ["Result<()>", "my::Result<()>", "io::Outcome<()>"] {
            assert!(Nameless::of_alias(&parse_str(alias).unwrap()).is_none());
        }
    }
}
