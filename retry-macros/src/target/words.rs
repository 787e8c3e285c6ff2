//! Looking for words among tokens.

use proc_macro2::TokenTree;

/// Where these words and signs stand one after the other; of `::` each colon is one.
pub(super) fn position(tokens: &[TokenTree], words: &[&str]) -> Option<usize> {
    tokens
        .windows(words.len())
        .position(|window| begins(window, words))
}

pub(super) fn begins(tokens: &[TokenTree], words: &[&str]) -> bool {
    tokens.len() >= words.len()
        && tokens
            .iter()
            .zip(words)
            .all(|(token, word)| is_word(token, word))
}

pub(super) fn ends(tokens: &[TokenTree], words: &[&str]) -> bool {
    tokens
        .len()
        .checked_sub(words.len())
        .is_some_and(|start| begins(&tokens[start..], words))
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Punct(punct) => word.chars().eq([punct.as_char()]),
        TokenTree::Group(group) => group.stream().is_empty() && token.to_string() == word,
        TokenTree::Literal(_) => false,
    }
}
