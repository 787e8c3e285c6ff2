//! What `#[automock]` writes of a mock, with the attributes of the functions on it. It writes modules and blocks
//! too, which are refused.
//!
//! ```text
//! fn method(&self, id: u32) -> Ret { self.Trait_expectations.method.call(id,) }
//! fn function(id: u32) -> Ret { { let __mockall_guard = ..; .. } }
//! fn expect_method(&mut self) -> &mut __mock_MockTrait::__method::Expectation { .. }
//! { self.method.checkpoint(); }
//! ```

use proc_macro2::TokenTree;

use crate::types::first_ident;

/// Whether it is of the mock. The methods of one that is made of an inherent `impl` are not told from others.
/// Input: what is between the function's name and its body, and the body.
pub(super) fn mocks(signature: &[TokenTree], body: &[TokenTree]) -> bool {
    let expected = match body {
        [TokenTree::Ident(this), _, TokenTree::Ident(field), ..] => {
            this == "self" && field.to_string().ends_with("_expectations")
        }
        [TokenTree::Group(block)] => {
            first_ident(block.stream(), &|name| name == "__mockall_guard").is_some()
        }
        _ => false,
    };
    expected || signature.windows(4).any(is_expectation)
}

/// Whether it is `__method::Expectation` or `__function::Context`.
fn is_expectation(path: &[TokenTree]) -> bool {
    match path {
        [
            TokenTree::Ident(module),
            TokenTree::Punct(_),
            TokenTree::Punct(_),
            TokenTree::Ident(last),
        ] => (last == "Expectation" || last == "Context") && module.to_string().starts_with("__"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::is_shim;

    #[test]
    fn what_a_mock_does_is_not_retried() {
        for function in [
            "fn fetch(&self, n: u32) -> io::Result<u32> { self.Fetch_expectations.fetch.call(n,) }",
            "async fn fetch(&self, n: u32) -> io::Result<u32> { self.Fetch_expectations.fetch.call(n,) }",
            "fn fetch(n: u32) -> io::Result<u32> { { let __mockall_guard = \
             __mock_MockFetch_Fetch::__fetch::get_expectations().lock().unwrap(); \
             std::panic::catch_unwind(|| __mockall_guard.call(n,)) } }",
            "fn expect_fetch(&mut self) -> &mut __mock_MockFetch_Fetch::__fetch::Expectation \
             { self.Fetch_expectations.fetch.expect() }",
            "fn fetch_context() -> __mock_MockFetch_Fetch::__fetch::Context \
             { __mock_MockFetch_Fetch::__fetch::Context::default() }",
            "pub fn fetch_context() -> __fetch::Context { __fetch::Context::default() }",
        ] {
            assert!(is_shim(function), "{function}");
        }
        for function in [
            "fn fetch(&self, n: u32) -> io::Result<u32> { self.expectations.fetch.call(n,) }",
            "fn fetch(n: u32) -> io::Result<u32> { { let guard = lock(); guard.call(n,) } }",
            "fn context() -> fetch::Context { fetch::Context::default() }",
        ] {
            assert!(!is_shim(function), "{function}");
        }
    }
}
