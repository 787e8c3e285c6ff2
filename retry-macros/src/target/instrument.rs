//! What `#[instrument]` of `tracing` leaves of an async body, when it stands above and so is expanded first.
//!
//! ```text
//! let __tracing_attr_span = ..;
//! let __tracing_instrument_future = async move { body };
//! if .. { Instrument::instrument(__tracing_instrument_future, __tracing_attr_span).await } else { .. }
//! ```
//!
//! With `err` or `ret` the body stands deeper: `async move { match async move { body }.await { .. } }`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::target::words::{begins, position};

/// A body, and what is around it, without the `move`s: by these the first attempt would take the arguments away
/// from the next. The future is awaited where it stands, so it may borrow them.
pub(super) struct Instrumented {
    /// From the outside to the inside.
    layers: Vec<Layer>,
    pub(super) body: TokenStream,
}

/// What stands around `{ .. }`.
struct Layer {
    before: Vec<TokenTree>,
    braces: Span,
    after: Vec<TokenTree>,
}

impl Instrumented {
    /// The same tokens, if they are none of `#[instrument]`'s.
    pub(super) fn new(tokens: TokenStream) -> Result<Self, TokenStream> {
        let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let start = position(&all, &["let", "__tracing_instrument_future", "="]);
        let Some((layer, inside)) = start.and_then(|start| Layer::split(&all, start)) else {
            return Err(tokens);
        };
        let mut instrumented = Self {
            layers: vec![layer],
            body: inside,
        };
        let inside: Vec<TokenTree> = instrumented.body.clone().into_iter().collect();
        if WRAPS.iter().any(|words| begins(&inside, words)) {
            if let Some((layer, body)) = Layer::split(&inside, 0) {
                instrumented.layers.push(layer);
                instrumented.body = body;
            }
        }
        Ok(instrumented)
    }

    /// Calls `self` by another name in what is around the body: the fields of the span are the user's.
    pub(super) fn rename_self(&mut self, name: &Ident) {
        for Layer { before, after, .. } in &mut self.layers {
            for side in [before, after] {
                *side = renamed(std::mem::take(side).into_iter().collect(), name)
                    .into_iter()
                    .collect();
            }
        }
    }

    pub(super) fn into_tokens(self) -> TokenStream {
        self.layers.into_iter().rfold(self.body, |inside, layer| {
            let mut block = Group::new(Delimiter::Brace, inside);
            block.set_span(layer.braces);
            let mut tokens: TokenStream = layer.before.into_iter().collect();
            tokens.extend([TokenTree::Group(block)]);
            tokens.extend(layer.after);
            tokens
        })
    }
}

/// What stands around the body with `err` or `ret`, in versions of `tracing-attributes`.
const WRAPS: [&[&str]; 3] = [
    &["match", "async", "move"],
    &["let", "x", "=", "async", "move"],
    &["let", "__match_scrutinee", "=", "async", "move"],
];

impl Layer {
    /// Around the first `async move { .. }` from `start` on.
    fn split(tokens: &[TokenTree], start: usize) -> Option<(Self, TokenStream)> {
        let at = start + position(&tokens[start..], &["async", "move"])?;
        let TokenTree::Group(block) = tokens.get(at + 2)? else {
            return None;
        };
        let layer = Self {
            before: tokens[..=at].to_vec(),
            braces: block.span(),
            after: tokens[at + 3..].to_vec(),
        };
        Some((layer, block.stream()))
    }
}

fn renamed(tokens: TokenStream, name: &Ident) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if ident == "self" => TokenTree::Ident(name.clone()),
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), renamed(group.stream(), name));
                inside.set_span(group.span());
                TokenTree::Group(inside)
            }
            token => token,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Instrumented;
    use proc_macro2::{Ident, Span, TokenStream};

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
            let tokens =
                Instrumented::new(case.body.parse().unwrap()).map(Instrumented::into_tokens);
            let unmoved = tokens.unwrap_or_else(|as_it_was| as_it_was).to_string();
            let expected: TokenStream = case.unmoved.parse().unwrap();
            assert_eq!(unmoved, expected.to_string());
        }
    }

    #[test]
    fn self_is_renamed_around_the_body() {
        let body = "let span = span!(id = self.id); let __tracing_instrument_future = async move { \
                    let __match_scrutinee = async move { self.x }.await; f(self) }; if a { g(self.y) }";
        let mut instrumented = Instrumented::new(body.parse().unwrap()).unwrap();
        assert_eq!(instrumented.body.to_string(), "self . x");
        instrumented.rename_self(&Ident::new("__self", Span::call_site()));
        let expected: TokenStream = "let span = span!(id = __self.id); let __tracing_instrument_future = async { \
                    let __match_scrutinee = async { self.x }.await; f(__self) }; if a { g(__self.y) }"
            .parse()
            .unwrap();
        assert_eq!(instrumented.into_tokens().to_string(), expected.to_string());
    }
}
