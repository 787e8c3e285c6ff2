//! What `#[faux::methods]` writes in the place of each method, which goes to another type.
//!
//! ```text
//! fn method(&self, id: u32) -> Ret {
//!     match self {
//!         Self(faux::MaybeFaux::Real(_maybe_faux_real)) => { <_FauxOriginal_Type>::method(_maybe_faux_real, id) },
//!         Self(faux::MaybeFaux::Faux(_maybe_faux_faux)) => { .. }
//!     }
//! }
//! ```

use proc_macro2::TokenTree;

use crate::types::first_ident;

/// Whether it goes to the real type or to the mock.
pub(super) fn chooses(body: Vec<TokenTree>) -> bool {
    let is_original = |name: &proc_macro2::Ident| name.to_string().starts_with("_FauxOriginal_");
    first_ident(body.into_iter().collect(), &is_original).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::tests::is_shim;

    #[test]
    fn the_methods_of_faux_lead_to_the_real_ones() {
        assert!(is_shim(
            "pub fn fetch(&self, n: u32) -> io::Result<u32> { match self { \
             Self(faux::MaybeFaux::Real(_maybe_faux_real)) => \
             { <_FauxOriginal_Client>::fetch(_maybe_faux_real, n) }, \
             Self(faux::MaybeFaux::Faux(_maybe_faux_faux)) => { unsafe { match \
             _maybe_faux_faux.call_stub(<Self>::_faux_fetch, \"fetch\", n, \"\") \
             { std::result::Result::Ok(o) => o, std::result::Result::Err(e) => panic!(\"{}\", e), } } }, } }"
        ));
        assert!(!is_shim(
            "fn fetch(&self, n: u32) -> io::Result<u32> { match self { Self(Real(real)) => real.fetch(n) } }"
        ));
    }
}
