//! What `#[inherent]` writes beside each method of a trait's `impl`, with the method's attributes on it.
//!
//! ```text
//! fn method(&self, id: u32) -> Ret { <Self as Trait>::method::<>(self, id,) }
//! ```

use proc_macro2::{Ident, TokenTree};

use crate::target::words::{begins, ends};

/// Whether it only calls the method of this name: known by the list of type arguments, which is written even
/// if it is empty, and otherwise ends in a comma.
pub(super) fn forwards(name: &Ident, body: &[TokenTree]) -> bool {
    let call = match body {
        [call @ .., dot, wait] if ends(&[dot.clone(), wait.clone()], &[".", "await"]) => call,
        call => call,
    };
    let [path @ .., TokenTree::Group(arguments)] = call else {
        return false;
    };
    let name = name.to_string();
    let types = path
        .iter()
        .rposition(|token| matches!(token, TokenTree::Ident(ident) if *ident == name))
        .map(|at| &path[at + 1..]);
    let listed = types.is_some_and(|types| {
        begins(types, &[":", ":", "<"]) && (ends(types, &["<", ">"]) || ends(types, &[",", ">"]))
    });
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    begins(path, &["<", "Self", "as"])
        && listed
        && (arguments.is_empty() || ends(&arguments, &[","]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::is_shim;

    #[test]
    fn the_methods_of_inherent_lead_to_those_of_the_trait() {
        for (asyncness, body) in [
            ("", "<Self as Fetch>::fetch::<>(self, n,)"),
            ("", "<Self as Fetch<u8>>::fetch::<T, U,>(self, n,)"),
            ("", "<Self as Fetch>::fetch::<>()"),
            ("async", "<Self as a::Fetch>::fetch::<>(self, n,).await"),
        ] {
            let function =
                format!("pub {asyncness} fn fetch(&self, n: u32) -> io::Result<u32> {{ {body} }}");
            assert!(is_shim(&function), "{body}");
        }
    }

    #[test]
    fn a_call_of_the_users_is_not_one_of_inherents() {
        for body in [
            "<Self as Fetch>::fetch(self, n)",
            "<Self as Fetch>::fetch::<T>(self, n,)",
            "<Self as Fetch>::fetch_once::<>(self, n,)",
            "<Self as Fetch>::fetch::<>(self, n)",
            "Fetch::fetch::<>(self, n,)",
        ] {
            let function = format!("fn fetch(&self, n: u32) -> io::Result<u32> {{ {body} }}");
            assert!(!is_shim(&function), "{body}");
        }
    }
}
