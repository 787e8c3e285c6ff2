//! What `#[cached]` writes beside a function, when it stands above and so is expanded first: a second function with
//! the same attributes.
//!
//! ```text
//! /// Primes the cached function [`name`].
//! #[retry]
//! fn name_prime_cache(id: u32) -> Ret { let key = ..; let result = name_no_cache(id); .. }
//! ```

use quote::ToTokens as _;
use syn::{Attribute, Error, Meta, Result, Signature};

const SUFFIX: &str = "_prime_cache";

pub(super) fn refuse(attrs: &[Attribute], sig: &Signature) -> Result<()> {
    let name = sig.ident.to_string();
    let Some(cached) = name.strip_suffix(SUFFIX) else {
        return Ok(());
    };
    let title = format!("Primes the cached function [`{cached}`].");
    if !attrs.iter().any(|attr| says(attr, &title)) {
        return Ok(());
    }
    let message = format!(
        "`#[cached]` above `#[retry]` has copied it: `{cached}` and `{name}` would be retried as two functions, \
         and look into the cache at each attempt; write `#[retry]` above `#[cached]`"
    );
    Err(Error::new(sig.ident.span(), message))
}

/// Whether it is this documentation.
fn says(attr: &Attribute, text: &str) -> bool {
    match &attr.meta {
        Meta::NameValue(doc) => {
            doc.path.is_ident("doc")
                && doc.value.to_token_stream().to_string() == format!("{text:?}")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::target::tests::refused;

    const TITLE: &str = "#[doc = \"Primes the cached function [`load`].\"]";

    #[test]
    fn what_primes_a_cache_is_known() {
        let prime = "fn load_prime_cache(id: u32) -> Result<u32, E> { load_no_cache(id) }";
        assert_eq!(
            refused(&format!("{TITLE} #[allow(dead_code)] {prime}")).unwrap(),
            "`#[cached]` above `#[retry]` has copied it: `load` and `load_prime_cache` would be retried as two \
             functions, and look into the cache at each attempt; write `#[retry]` above `#[cached]`"
        );
        assert_eq!(refused(prime), None);
        let other = "fn fill_prime_cache(id: u32) -> Result<u32, E> { load_no_cache(id) }";
        assert_eq!(refused(&format!("{TITLE} {other}")), None);
    }
}
