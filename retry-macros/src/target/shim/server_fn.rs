//! What `#[server]` of `server_fn`, which is that of `leptos`, writes in the place of a server function.
//!
//! ```text
//! async fn name(id: u32) -> Ret { __server_name(id).await }           // on the server
//! async fn name(id: u32) -> Ret {                                     // on the client
//!     use server_fn::ServerFn;
//!     let data = Name { id };
//!     data.run_on_client().await
//! }
//! ```
//!
//! The function itself becomes `__server_name`, and that is what a request leads to.

use proc_macro2::{Ident, TokenTree};

use crate::target::words::{begins, ends, position};

const PREFIX: &str = "__server_";

/// The name of a server function, as it was written.
pub(crate) fn written(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// Whether it is the one on the server.
pub(super) fn calls(name: &Ident, body: &[TokenTree]) -> bool {
    match body {
        [TokenTree::Ident(function), TokenTree::Group(_), dot, wait] => {
            *function == format!("{PREFIX}{name}")
                && begins(&[dot.clone(), wait.clone()], &[".", "await"])
        }
        _ => false,
    }
}

/// Whether it is the one on the client: whoever runs the body retries it, so that the attempts of both do
/// not multiply.
pub(super) fn sends(body: &[TokenTree]) -> bool {
    begins(body, &["use"])
        && position(body, &["let", "data", "="]).is_some()
        && ends(body, &["data", ".", "run_on_client", "()", ".", "await"])
}

#[cfg(test)]
mod tests {
    use super::super::tests::is_shim;
    use super::written;

    #[test]
    fn a_server_function_is_retried_where_it_runs() {
        let signature = "async fn fetch(n: u32) -> Result<u32, ServerFnError>";
        for body in [
            "__server_fetch(n).await",
            "use server_fn::ServerFn; let data = Fetch { n }; data.run_on_client().await",
            "use ::leptos::server_fn::ServerFn; let data = wrap(Fetch { n }); data.run_on_client().await",
        ] {
            assert!(is_shim(&format!("{signature} {{ {body} }}")), "{body}");
        }
        for body in [
            "__server_load(n).await",
            "__server_fetch(n).await?.load()",
            "Fetch { n }.run_on_client().await",
            "let data = Fetch { n }; data.run_on_client().await",
        ] {
            assert!(!is_shim(&format!("{signature} {{ {body} }}")), "{body}");
        }
    }

    #[test]
    fn it_keeps_its_name() {
        assert_eq!(written("__server_fetch"), "fetch");
        assert_eq!(written("fetch__server_"), "fetch__server_");
    }
}
