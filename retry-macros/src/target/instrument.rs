//! What `#[instrument]` of `tracing` leaves of an async body, when it stands above and so is expanded first.
//!
//! ```text
//! let __tracing_attr_span = ..;
//! let __tracing_instrument_future = async move { body };
//! if .. { Instrument::instrument(__tracing_instrument_future, __tracing_attr_span).await } else { .. }
//! ```
//!
//! With `err` or `ret` the body stands deeper: `async move { match async move { body }.await { .. } }`.

use proc_macro2::{Group, TokenStream, TokenTree};

use crate::target::words::position;

/// The same without the `move`s, by which the first attempt would take the arguments away from the next. The
/// future is awaited where it stands, so it may borrow them.
pub(super) fn without_move(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let Some(start) = position(&tokens, &["let", "__tracing_instrument_future", "="]) else {
        return tokens.into_iter().collect();
    };
    let (before, rest) = tokens.split_at(start);
    let mut result: TokenStream = before.iter().cloned().collect();
    result.extend(first_block_unmoved(rest));
    result
}

/// Drops the first `move` behind an `async`, and that of a block which is all the one behind it is about.
fn first_block_unmoved(tokens: &[TokenTree]) -> TokenStream {
    let Some(at) = position(tokens, &["async", "move"]) else {
        return tokens.iter().cloned().collect();
    };
    let (before, rest) = (&tokens[..=at], &tokens[at + 2..]);
    let mut result: TokenStream = before.iter().cloned().collect();
    match rest.split_first() {
        Some((TokenTree::Group(block), after)) => {
            result.extend([TokenTree::Group(inner_unmoved(block))]);
            result.extend(after.iter().cloned());
        }
        _ => result.extend(rest.iter().cloned()),
    }
    result
}

fn inner_unmoved(block: &Group) -> Group {
    let tokens: Vec<TokenTree> = block.stream().into_iter().collect();
    let wraps = [
        &["match", "async", "move"][..],
        &["let", "x", "=", "async", "move"],
        &["let", "__match_scrutinee", "=", "async", "move"],
    ];
    if !wraps
        .iter()
        .any(|words| position(&tokens, words) == Some(0))
    {
        return block.clone();
    }
    let mut inner = Group::new(block.delimiter(), first_block_unmoved(&tokens));
    inner.set_span(block.span());
    inner
}

#[cfg(test)]
mod tests {
    use super::without_move;

    struct Case {
        body: &'static str,
        unmoved: &'static str,
    }

    #[test]
    fn the_future_of_instrument_borrows_and_nothing_else_changes() {
        for case in [
            Case {
                body: "let __tracing_instrument_future = async move { body(x) }; after",
                unmoved: "let __tracing_instrument_future = async { body(x) }; after",
            },
            Case {
                body: "let __tracing_instrument_future = async move { match async move { body(x) }.await \
                       { Ok(x) => x, Err(e) => e } };",
                unmoved: "let __tracing_instrument_future = async { match async { body(x) }.await \
                          { Ok(x) => x, Err(e) => e } };",
            },
            Case {
                body: "let __tracing_instrument_future = async move { let x = async move { body }.await; x };",
                unmoved: "let __tracing_instrument_future = async { let x = async { body }.await; x };",
            },
            Case {
                body: "let __tracing_instrument_future = async move { let __match_scrutinee = async move { body }\
                       .await; match __match_scrutinee {} };",
                unmoved: "let __tracing_instrument_future = async { let __match_scrutinee = async { body }\
                          .await; match __match_scrutinee {} };",
            },
            Case {
                body: "let __tracing_instrument_future = async move { let y = async move { x }; y.await };",
                unmoved: "let __tracing_instrument_future = async { let y = async move { x }; y.await };",
            },
            Case {
                body: "let future = async move { body };",
                unmoved: "let future = async move { body };",
            },
        ] {
            let unmoved = without_move(case.body.parse().unwrap()).to_string();
            let expected: proc_macro2::TokenStream = case.unmoved.parse().unwrap();
            assert_eq!(unmoved, expected.to_string());
        }
    }
}
