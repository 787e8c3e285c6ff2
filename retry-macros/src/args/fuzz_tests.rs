//! Whatever the tokens are, reading them comes to an end: with invisible groups too, which only
//! `macro_rules` makes.

use crate::args::RetryArgs;
use crate::plan::Plan;
use crate::plan::tests::facts;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;
use std::sync::mpsc;
use std::time::Duration;

/// `tokens` as a fragment of `macro_rules` passes them on.
fn fragment(tokens: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(Delimiter::None, tokens))
}

/// How many errors there are; fails if that is not known soon.
fn ends(what: &str, tokens: impl FnOnce() -> TokenStream + Send + 'static) -> usize {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let errors = Plan::new(RetryArgs::parse(tokens()), &facts()).err();
        send.send(errors.into_iter().flatten().count())
    });
    let count = receive.recv_timeout(Duration::from_secs(20));
    count.unwrap_or_else(|error| panic!("reading {what}: {error}"))
}

#[test]
fn a_value_that_ends_inside_a_fragment() {
    for option in ["max_attempts", "policy", "when", "nonsense", "clone"] {
        let tokens = move || {
            let option: TokenStream = option.parse().unwrap();
            let rest = fragment(quote!(&y @ _));
            quote!(#option = x #rest)
        };
        assert!(ends(option, tokens) > 0, "{option}");
    }
}

#[test]
fn random_tokens() {
    for seed in 0..2000 {
        ends(&format!("seed {seed}"), move || {
            Random(seed * 2 + 1).tokens(4)
        });
    }
}

/// The generator `xorshift64*` of Vigna, "An experimental exploration of Marsaglia's xorshift generators,
/// scrambled".
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % end
    }

    fn tokens(&mut self, depth: usize) -> TokenStream {
        const WORDS: [&str; 42] = [
            "max_attempts =",
            "backoff =",
            "on =",
            "clone =",
            "attempt =",
            "policy =",
            "budget",
            "when =",
            "initial_delay =",
            "nested =",
            "crate =",
            "span",
            "unknown =",
            "=",
            "==",
            "=>",
            ",",
            ";",
            ":",
            "::",
            ".",
            "&",
            "@",
            "_",
            "|",
            "||",
            "-",
            "!",
            "<",
            ">",
            "..",
            "#",
            "'a",
            "true",
            "const",
            "move",
            "async",
            "x",
            "Io",
            "5",
            "\"1s\"",
            "if",
        ];
        let mut tokens = TokenStream::new();
        for _ in 0..=self.below(7) {
            let delimiter = match self.below(12) {
                0..=2 => Delimiter::None,
                3 => Delimiter::Parenthesis,
                4 => Delimiter::Bracket,
                5 => Delimiter::Brace,
                _ => {
                    let word = WORDS[self.below(WORDS.len())];
                    tokens.extend(word.parse::<TokenStream>().unwrap());
                    continue;
                }
            };
            let inside = match depth {
                0 => TokenStream::new(),
                _ => self.tokens(depth - 1),
            };
            tokens.extend([TokenTree::Group(Group::new(delimiter, inside))]);
        }
        tokens
    }
}
