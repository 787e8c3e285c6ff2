//! Which errors are retried.
//!
//! In: `on`, `except` and `when`. Out: the one way in which they decide together, and errors where
//! an entry could never matter.

use crate::args::{Arg, ErrorPattern};
use crate::diagnostics::Errors;
use syn::Expr;

/// Which errors are retried.
pub(crate) enum Selection {
    /// What `Classify` says, less `except`.
    Classify { except: Vec<ErrorPattern> },
    /// `on`, less `except`; `when` must hold as well.
    On {
        on: Vec<ErrorPattern>,
        except: Vec<ErrorPattern>,
        when: Option<Expr>,
    },
    /// `when` alone decides, less `except`.
    When {
        when: Expr,
        except: Vec<ErrorPattern>,
    },
}

impl Selection {
    pub(super) fn new(
        on: Arg<Vec<ErrorPattern>>,
        except: Arg<Vec<ErrorPattern>>,
        when: Arg<Expr>,
    ) -> Self {
        let except = except.into_value().unwrap_or_default();
        match (on.into_value(), when.into_value()) {
            (Some(on), when) => Self::On { on, except, when },
            (None, Some(when)) => Self::When { when, except },
            (None, None) => Self::Classify { except },
        }
    }
}

/// Entries that could never matter, because another one already covers them.
pub(super) fn check(
    on: Option<&Vec<ErrorPattern>>,
    except: Option<&Vec<ErrorPattern>>,
    errors: &mut Errors,
) {
    for (name, list) in [("on", on), ("except", except)] {
        repeated(name, list.map_or(&[], Vec::as_slice), errors);
    }
    for entry in except.into_iter().flatten() {
        let text = shown(entry);
        if matches!(entry, ErrorPattern::Any(_)) {
            let message = "`except = [_]` leaves no error to retry; name the errors that are not \
                           to be retried, such as `except = [NotFound]`";
            errors.push(syn::Error::new(entry.span(), message));
        } else if on
            .into_iter()
            .flatten()
            .any(|retried| covers(entry, retried))
        {
            let message = format!(
                "`{text}` is in `on` as well: `except` takes away what `on` gives, so it is never \
                 retried; write it in one of the two"
            );
            errors.push(syn::Error::new(entry.span(), message));
        }
    }
}

/// Entries of one list that another entry of it makes superfluous.
fn repeated(name: &str, list: &[ErrorPattern], errors: &mut Errors) {
    for (position, entry) in list.iter().enumerate() {
        let Some(other) = list[..position]
            .iter()
            .find(|earlier| covers(earlier, entry) || covers(entry, earlier))
        else {
            continue;
        };
        let message = if covers(other, entry) && covers(entry, other) {
            format!("`{}` is in `{name}` twice; remove one", shown(entry))
        } else {
            let (wide, narrow) = if covers(other, entry) {
                (other, entry)
            } else {
                (entry, other)
            };
            format!(
                "`{}` in `{name}` stands for `{}` too; remove one of the two",
                shown(wide),
                shown(narrow)
            )
        };
        errors.push(syn::Error::new(entry.span(), message));
    }
}

/// Whether every error that matches `narrow` matches `wide`, as far as names tell. All entries are
/// patterns for one type, so the same last name is the same variant.
fn covers(wide: &ErrorPattern, narrow: &ErrorPattern) -> bool {
    let Some(variant) = wide.variant() else {
        return true;
    };
    if narrow.variant() != Some(variant) {
        return false;
    }
    match (fields(wide), fields(narrow)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => wide == narrow,
    }
}

/// The pattern for the fields; `None` if it takes every value.
fn fields(entry: &ErrorPattern) -> Option<String> {
    let fields = entry.fields()?.to_string();
    let inside: String = fields.split_whitespace().collect();
    (!matches!(inside.as_str(), "{..}" | "(..)")).then_some(fields)
}

fn shown(entry: &ErrorPattern) -> String {
    match entry.variant() {
        None => "_".to_owned(),
        Some(variant) if fields(entry).is_some() => format!("{variant} .."),
        Some(variant) => variant.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::plan::tests::{errors, facts, plan};

    #[test]
    fn one_way_to_decide() {
        let selection = |attribute| match plan(attribute, &facts()).unwrap().selection {
            Selection::Classify { except } => ("classify", 0, except.len(), false),
            Selection::On { on, except, when } => ("on", on.len(), except.len(), when.is_some()),
            Selection::When { except, .. } => ("when", 0, except.len(), true),
        };
        assert_eq!(selection(""), ("classify", 0, 0, false));
        assert_eq!(selection("except = [Io]"), ("classify", 0, 1, false));
        assert_eq!(selection("on = [Io, Http]"), ("on", 2, 0, false));
        assert_eq!(selection("on = [_], except = [Io]"), ("on", 1, 1, false));
        assert_eq!(selection("on = [Io], when = odd"), ("on", 1, 0, true));
        assert_eq!(selection("when = odd, except = [Io]"), ("when", 0, 1, true));
    }

    #[test]
    fn entries_matter() {
        for attribute in [
            "on = [Http { status: 500 }, Http { status: 502 }]",
            "on = [Http { status: 500..=599 }], except = [Http { status: 501 }]",
            "on = [Http], except = [Http { status: 501 }]",
        ] {
            assert_eq!(errors(attribute, &facts()), [""; 0]);
        }
    }

    #[test]
    fn entries_that_cannot_matter() {
        let wide = |wide, narrow| {
            format!("`{wide}` in `on` stands for `{narrow}` too; remove one of the two")
        };
        for (entries, message) in [
            (
                "Io, Http, Io",
                "`Io` is in `on` twice; remove one".to_owned(),
            ),
            (
                "Io, FetchError::Io",
                "`Io` is in `on` twice; remove one".to_owned(),
            ),
            ("Io, Io(..)", "`Io` is in `on` twice; remove one".to_owned()),
            (
                "Io(_), Io(_)",
                "`Io ..` is in `on` twice; remove one".to_owned(),
            ),
            ("_, _", "`_` is in `on` twice; remove one".to_owned()),
            ("Io(_), Io", wide("Io", "Io ..")),
            ("Io, Io(_)", wide("Io", "Io ..")),
            ("_, Io", wide("_", "Io")),
            ("Io, _", wide("_", "Io")),
        ] {
            assert_eq!(errors(&format!("on = [{entries}]"), &facts()), [message]);
        }
    }

    #[test]
    fn except_leaves_something() {
        assert_eq!(
            errors(
                "on = [Io, Http(_)], except = [FetchError::Http, Io]",
                &facts()
            ),
            ["Http", "Io"].map(|name| format!(
                "`{name}` is in `on` as well: `except` takes away what `on` gives, so it is never \
                 retried; write it in one of the two"
            ))
        );
        assert_eq!(
            errors("except = [_]", &facts()),
            [
                "`except = [_]` leaves no error to retry; name the errors that are not to be \
                 retried, such as `except = [NotFound]`"
            ]
        );
    }
}
