//! What a misspelt word was most likely meant to be. The macro crate has this file by a symbolic link.

#![allow(unreachable_pub, reason = "in the macro crate nothing is public")]

/// The name that `word` was most likely meant to be, `None` if nothing is close.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may be wrong: more, and the guess is rarely what was meant.
    let letters = word.chars().count();
    let tolerated = (letters / 3).max(1);
    let names = names.into_iter();
    names
        // A word and a name of different lengths differ by as many letters at least.
        .filter(|name| name.chars().count().abs_diff(letters) <= tolerated)
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
