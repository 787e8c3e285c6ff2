//! What a misspelt word was most likely meant to be.

/// Of `names` the one that comes closest to `word`, if any comes close.
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

/// Whether `word` is one edit away from `name` at most: a letter that is wrong, missing or too many, or two
/// that changed places.
pub fn is_one_edit_away(word: &str, name: &str) -> bool {
    let letters = |text: &str| text.chars().count();
    letters(word).abs_diff(letters(name)) <= 1 && strsim::osa_distance(word, name) <= 1
}
