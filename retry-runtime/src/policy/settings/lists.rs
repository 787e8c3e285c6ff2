//! Lists of delays and of names of errors. A policy borrows its list for ever, so a list that counts is kept for
//! the life of the process: once each, and no more of them than are allowed.

use core::hash::Hash;
use core::time::Duration;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::errors::ErrorNames;

/// The most lists of delays that are kept, and the most pairs of lists of names.
pub const MOST_LISTS: usize = 1_000;

type Kept<T> = HashSet<&'static T>;

#[derive(Default)]
struct AllKept {
    delays: Kept<[Duration]>,
    names: Kept<ErrorNames>,
}

static KEPT: Mutex<Option<AllKept>> = Mutex::new(None);

/// The place of the first list that is too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooMany {
    /// Of delays.
    Delays(usize),
    /// Of names.
    Names(usize),
}

/// What is kept in the place of lists, where there are any.
pub type KeptLists<T> = Vec<Option<&'static T>>;

/// Those that are kept in the place of lists of delays and of names of errors. Keeps all, or none.
///
/// # Errors
///
/// The first one that is too many.
pub fn keep(
    delays: &[Option<&Arc<[Duration]>>],
    names: &[Option<&ErrorNames>],
) -> Result<(KeptLists<[Duration]>, KeptLists<ErrorNames>), TooMany> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = kept.get_or_insert_with(AllKept::default);
    let delays: Vec<Option<&[Duration]>> =
        delays.iter().map(|list| list.map(AsRef::as_ref)).collect();
    room(&kept.delays, &delays).map_err(TooMany::Delays)?;
    room(&kept.names, names).map_err(TooMany::Names)?;
    Ok((
        all(&mut kept.delays, &delays, |list| list.to_vec().leak()),
        all(&mut kept.names, names, |names| {
            Box::leak(Box::new(names.clone()))
        }),
    ))
}

/// Fails with the place of the first one for which there is no room.
fn room<T: ?Sized + Eq + Hash>(kept: &Kept<T>, lists: &[Option<&T>]) -> Result<(), usize> {
    let mut new: HashSet<&T> = HashSet::new();
    for (place, list) in lists.iter().enumerate() {
        let Some(list) = list.filter(|list| !kept.contains(list)) else {
            continue;
        };
        if new.insert(list) && kept.len() + new.len() > MOST_LISTS {
            return Err(place);
        }
    }
    Ok(())
}

fn all<T: ?Sized + Eq + Hash>(
    kept: &mut Kept<T>,
    lists: &[Option<&T>],
    leak: impl Fn(&T) -> &'static T,
) -> KeptLists<T> {
    let mut one = |list: &T| {
        if let Some(same) = kept.get(list) {
            return *same;
        }
        let list = leak(list);
        kept.insert(list);
        list
    };
    lists.iter().map(|list| list.map(&mut one)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Arc, KeptLists, MOST_LISTS, TooMany};
    use core::time::Duration;

    fn keep(lists: &[Option<&Arc<[Duration]>>]) -> Result<KeptLists<[Duration]>, TooMany> {
        super::keep(lists, &[]).map(|(delays, _)| delays)
    }

    #[test]
    fn no_more_lists_are_kept_than_are_allowed_and_each_once() {
        let lists: Vec<Arc<[Duration]>> = (0..=MOST_LISTS as u64)
            .map(|secs| Arc::from([Duration::from_secs(secs)]))
            .collect();
        let lists: Vec<Option<&Arc<[Duration]>>> = lists.iter().map(Some).collect();
        assert_eq!(
            keep(&lists),
            Err(TooMany::Delays(MOST_LISTS)),
            "nothing of them is kept"
        );

        let first = keep(&lists[..MOST_LISTS]).unwrap();
        let again = keep(&lists[..MOST_LISTS]).unwrap();
        assert_eq!(first[7], lists[7].map(AsRef::as_ref));
        assert!(core::ptr::eq(first[7].unwrap(), again[7].unwrap()));

        assert_eq!(keep(&lists[MOST_LISTS..]), Err(TooMany::Delays(0)));
        assert!(keep(&lists[..1]).is_ok(), "that one is kept already");
    }
}
