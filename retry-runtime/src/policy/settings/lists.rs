//! Lists of delays. A policy borrows its list for ever, so a list that counts is kept for the life of the
//! process: once each, and no more of them than are allowed.

use core::time::Duration;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The most lists that are kept.
pub const MOST_LISTS: usize = 1_000;

type Kept = HashSet<&'static [Duration]>;

/// Those that are kept in the place of `lists`. Keeps all, or none.
///
/// # Errors
///
/// The place of the first one that is too many.
pub fn keep(lists: &[Option<&Arc<[Duration]>>]) -> Result<Vec<Option<&'static [Duration]>>, usize> {
    static KEPT: Mutex<Option<Kept>> = Mutex::new(None);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_with(HashSet::new);
    let mut new: HashSet<&[Duration]> = HashSet::new();
    for (place, list) in lists.iter().enumerate() {
        let Some(list) = list.map(AsRef::as_ref).filter(|list| !kept.contains(list)) else {
            continue;
        };
        if new.insert(list) && kept.len() + new.len() > MOST_LISTS {
            return Err(place);
        }
    }
    let lists = lists.iter();
    Ok(lists.map(|list| list.map(|list| one(kept, list))).collect())
}

fn one(kept: &mut Kept, list: &[Duration]) -> &'static [Duration] {
    if let Some(same) = kept.get(list) {
        return same;
    }
    let list: &'static [Duration] = list.to_vec().leak();
    kept.insert(list);
    list
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
