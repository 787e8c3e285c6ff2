//! Lists of delays and of names of errors. A policy borrows its list for ever, so a list that counts is kept for
//! the life of the process: once each, and no more of them than are allowed.

use core::hash::Hash;
use core::time::Duration;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::errors::ErrorNames;

/// The most lists of delays that are kept, and the most pairs of lists of names.
pub const MOST_LISTS: usize = 1_000;

type Kept<T> = Mutex<Option<HashSet<&'static T>>>;

/// Those that are kept in the place of `lists`. Keeps all, or none.
///
/// # Errors
///
/// The place of the first one that is too many.
pub fn keep(lists: &[Option<&Arc<[Duration]>>]) -> Result<Vec<Option<&'static [Duration]>>, usize> {
    static KEPT: Kept<[Duration]> = Mutex::new(None);
    let lists: Vec<_> = lists.iter().map(|list| list.map(AsRef::as_ref)).collect();
    all(&KEPT, &lists, |list| list.to_vec().leak())
}

/// The same for names of errors.
///
/// # Errors
///
/// The same.
pub fn keep_names(
    names: &[Option<&ErrorNames>],
) -> Result<Vec<Option<&'static ErrorNames>>, usize> {
    static KEPT: Kept<ErrorNames> = Mutex::new(None);
    all(&KEPT, names, |names| Box::leak(Box::new(names.clone())))
}

fn all<T: ?Sized + Eq + Hash>(
    kept: &Kept<T>,
    lists: &[Option<&T>],
    leak: impl Fn(&T) -> &'static T,
) -> Result<Vec<Option<&'static T>>, usize> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_with(HashSet::new);
    let mut new: HashSet<&T> = HashSet::new();
    for (place, list) in lists.iter().enumerate() {
        let Some(list) = list.filter(|list| !kept.contains(list)) else {
            continue;
        };
        if new.insert(list) && kept.len() + new.len() > MOST_LISTS {
            return Err(place);
        }
    }
    let mut one = |list: &T| {
        if let Some(same) = kept.get(list) {
            return *same;
        }
        let list = leak(list);
        kept.insert(list);
        list
    };
    Ok(lists.iter().map(|list| list.map(&mut one)).collect())
}

#[cfg(test)]
mod tests {
    use super::{Arc, MOST_LISTS, keep};
    use core::time::Duration;

    #[test]
    fn no_more_lists_are_kept_than_are_allowed_and_each_once() {
        let lists: Vec<Arc<[Duration]>> = (0..=MOST_LISTS as u64)
            .map(|secs| Arc::from([Duration::from_secs(secs)]))
            .collect();
        let lists: Vec<Option<&Arc<[Duration]>>> = lists.iter().map(Some).collect();
        assert_eq!(keep(&lists), Err(MOST_LISTS), "nothing of them is kept");

        let first = keep(&lists[..MOST_LISTS]).unwrap();
        let again = keep(&lists[..MOST_LISTS]).unwrap();
        assert_eq!(first[7], lists[7].map(AsRef::as_ref));
        assert!(core::ptr::eq(first[7].unwrap(), again[7].unwrap()));

        assert_eq!(keep(&lists[MOST_LISTS..]), Err(0));
        assert!(keep(&lists[..1]).is_ok(), "that one is kept already");
    }
}
