//! Every mistake at once, and the name a misspelt one was meant to be.
//!
//! In: errors in the order they are found, words as they were typed. Out: one `syn::Error` that
//! carries all of them, the nearest of the words that exist.

use core::fmt::Display;
use quote::ToTokens;

/// Collects errors so that one mistake does not hide the next.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            none => *none = Some(error),
        }
    }

    /// Adds an error that underlines `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// The value, or `None` after keeping the error.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// One more error, and everything that was collected before it.
    pub(crate) fn with(self, last: syn::Error) -> syn::Error {
        match self.0 {
            Some(mut first) => {
                first.combine(last);
                first
            }
            None => last,
        }
    }

    /// Fails with everything that was collected, if anything was.
    pub(crate) fn finish(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// The name `word` was most likely meant to be, in whatever case it is written.
pub(crate) fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    crate::nearest::nearest(&word.to_lowercase(), names)
}

#[cfg(test)]
mod tests {
    use super::{Errors, nearest};
    use proc_macro2::Span;

    #[test]
    fn nearest_finds_typos_and_nothing_far_off() {
        let names = ["max_attempts", "max_delay", "on", "jitter"];
        assert_eq!(nearest("max_atempts", names), Some("max_attempts"));
        assert_eq!(nearest("maxAttempts", names), Some("max_attempts"));
        assert_eq!(nearest("max_dealy", names), Some("max_delay"));
        assert_eq!(nearest("no", names), Some("on"));
        assert_eq!(nearest("colour", names), None);
    }

    #[test]
    fn errors_keep_their_order() {
        let mut errors = Errors::default();
        assert!(Errors::default().finish().is_ok());
        errors.push(syn::Error::new(Span::call_site(), "first"));
        assert_eq!(errors.keep(Ok(1)), Some(1));
        let second = syn::Error::new(Span::call_site(), "second");
        assert_eq!(errors.keep::<u8>(Err(second)), None);
        let messages: Vec<String> = errors
            .finish()
            .unwrap_err()
            .into_iter()
            .map(|error| error.to_string())
            .collect();
        assert_eq!(messages, ["first", "second"]);
    }
}
