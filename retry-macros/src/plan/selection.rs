//! Which errors are retried.
//!
//! In: `on`, `except` and `when`. Out: the one way in which they decide together, and errors where
//! an entry could never matter.

use super::patterns::Patterns;
use crate::args::{Arg, ErrorPattern};
use crate::diagnostics::Errors;
use crate::target::Facts;
use crate::target::error_path::ErrorPath;
use syn::Expr;

pub(crate) enum Selection {
    /// What `Classify` says, and `also`, less `except`.
    Classify {
        also: Option<Patterns>,
        except: Option<Patterns>,
    },
    /// `on`, less `except`; `when` must hold as well.
    On {
        on: Patterns,
        except: Option<Patterns>,
        when: Option<Expr>,
    },
    /// `when` alone decides, less `except`.
    When {
        when: Expr,
        except: Option<Patterns>,
    },
}

/// What an error is asked for its class where `on` or `when` has chosen it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Description {
    /// `Classify`, if it implements that.
    IfClassified,
    /// `Classify`, which it has to implement.
    Classified,
    /// Nothing: it may borrow, and asking would need it to live for ever.
    None,
}

impl Description {
    pub(super) fn new(idempotent: bool, facts: &Facts) -> Self {
        match (idempotent, facts.error_borrows) {
            (false, _) => Self::Classified,
            (true, false) => Self::IfClassified,
            (true, true) => Self::None,
        }
    }
}

impl Selection {
    pub(super) fn new(
        on: Arg<Vec<ErrorPattern>>,
        except: Arg<Vec<ErrorPattern>>,
        also: Arg<Vec<ErrorPattern>>,
        when: Arg<Expr>,
        error: &ErrorPath,
    ) -> Self {
        let on = Patterns::new(on.into_value(), error);
        let except = Patterns::new(except.into_value(), error);
        let also = Patterns::new(also.into_value(), error);
        match (on, when.into_value()) {
            (Some(on), when) => Self::On { on, except, when },
            (None, Some(when)) => Self::When { when, except },
            (None, None) => Self::Classify { also, except },
        }
    }

    pub(super) fn when(&self) -> Option<&Expr> {
        match self {
            Self::Classify { .. } => None,
            Self::On { when, .. } => when.as_ref(),
            Self::When { when, .. } => Some(when),
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
            let message = "`except = [_]` leaves no error to retry; list only some errors, such as `except = [NotFound]`";
            errors.push(syn::Error::new(entry.span(), message));
        } else if on
            .into_iter()
            .flatten()
            .any(|retried| covers(entry, retried))
        {
            let message = format!(
                "`{text}` is in `on` as well: `except` removes it again, so it is never retried; write it in \
                 one of the two"
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
                "`{}` in `{name}` includes `{}` too; remove one of the two",
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
    use super::{Patterns, Selection};
    use crate::plan::tests::{errors, facts, plan};

    /// How many patterns are listed, if any are; 0 is every error.
    fn listed(patterns: Option<Patterns>) -> Option<usize> {
        patterns.map(|patterns| match patterns {
            Patterns::Any => 0,
            Patterns::Listed { arms, .. } => arms.len(),
        })
    }

    #[test]
    fn one_way_to_decide() {
        let selection = |attribute| match plan(attribute, &facts()).unwrap().selection {
            Selection::Classify { except, .. } => ("classify", None, listed(except), false),
            Selection::On { on, except, when } => {
                ("on", listed(Some(on)), listed(except), when.is_some())
            }
            Selection::When { except, .. } => ("when", None, listed(except), true),
        };
        assert_eq!(selection(""), ("classify", None, None, false));
        assert_eq!(
            selection("except = [Io]"),
            ("classify", None, Some(1), false)
        );
        assert_eq!(selection("on = [Io, Http]"), ("on", Some(2), None, false));
        assert_eq!(
            selection("on = [_], except = [Io]"),
            ("on", Some(0), Some(1), false)
        );
        assert_eq!(
            selection("on = [Io], when = odd"),
            ("on", Some(1), None, true)
        );
        assert_eq!(
            selection("when = odd, except = [Io]"),
            ("when", None, Some(1), true)
        );
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
            format!("`{wide}` in `on` includes `{narrow}` too; remove one of the two")
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
                "`{name}` is in `on` as well: `except` removes it again, so it is never retried; write it in \
                 one of the two"
            ))
        );
        assert_eq!(
            errors("except = [_]", &facts()),
            [
                "`except = [_]` leaves no error to retry; list only some errors, such as `except = [NotFound]`"
            ]
        );
    }
}
