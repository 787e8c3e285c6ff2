//! The attributes that stand below `#[retry]` on the same function.

use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::{Attribute, Error, Result};

/// Refuses a second `#[retry]`: the first one expanded sees it. One in a `cfg_attr` is left alone, for it
/// may be compiled out where this one is not.
pub(super) fn refuse_second_retry(attrs: &[Attribute]) -> Result<()> {
    let Some(second) = attrs
        .iter()
        .find(|attr| last_name(attr).is_some_and(|name| name == "retry"))
    else {
        return Ok(());
    };
    let path = second.path().to_token_stream().to_string().replace(' ', "");
    let message = format!(
        "`#[{path}]` retries what is retried already: the attempts of both multiply, 4 and 3 make 12 \
         calls; remove one, or if this is the `retry` of another crate, write it under a name of its \
         own, as in `use other::retry as other_retry`"
    );
    Err(Error::new_spanned(second, message))
}

fn last_name(attr: &Attribute) -> Option<&Ident> {
    attr.path().segments.last().map(|segment| &segment.ident)
}

#[cfg(test)]
mod tests {
    use crate::target::tests::refused;

    #[test]
    fn one_retry_is_enough() {
        for path in ["retry", "reattempt::retry", "::reattempt::retry"] {
            let function = format!(
                "#[doc = \"a\"] #[{path}(max_attempts = 3)] fn f() -> Option<()> {{ None }}"
            );
            assert_eq!(
                refused(&function).unwrap(),
                format!(
                    "`#[{path}]` retries what is retried already: the attempts of both multiply, 4 \
                     and 3 make 12 calls; remove one, or if this is the `retry` of another crate, \
                     write it under a name of its own, as in `use other::retry as other_retry`"
                )
            );
        }
    }

    #[test]
    fn other_attributes_are_none_of_our_business() {
        for attribute in [
            "cfg_attr(any(), retry)",
            "retry::other",
            "instrument",
            "other_retry",
        ] {
            let function = format!("#[{attribute}] fn f() -> Option<()> {{ None }}");
            assert_eq!(refused(&function), None);
        }
    }
}
