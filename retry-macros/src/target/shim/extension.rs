//! The trait that `#[easy_ext::ext]`, `#[extend::ext]`, `#[ext_trait::extension]` and others make of an `impl`, with
//! its methods declared and their attributes on the declarations too.
//!
//! ```text
//! trait Ext { #[retry] fn method(&self) -> Ret; }
//! impl Ext for Type { #[retry] fn method(&self) -> Ret { body } }
//! ```

use proc_macro2::Span;

/// Whether the semicolon that ends a declaration is written nowhere in the source, so that an attribute has put
/// it there. Where the source is not known, nothing was declared by another attribute: the answer to a
/// function that has no body is then an error, and not silence.
pub(super) fn declares(semicolon: Span) -> bool {
    semicolon.source_text().is_some_and(|text| text != ";")
}
