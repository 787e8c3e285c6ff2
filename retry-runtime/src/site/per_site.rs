//! What is kept of each site beside its static.
//!
//! It is no part of the static: the compiler would look through the type of every one of them for the cells in it,
//! and most sites never have anything to keep.

use core::ptr;
use std::sync::OnceLock;

use crate::site::Site;

/// Sites share so many places by their address; those that share one stand behind each other.
const PLACES: usize = 256;

/// A value for each site, made when it is first asked for, and kept to the end of the program. To find it nobody
/// waits for anybody.
pub(crate) struct PerSite<T: 'static>([Place<T>; PLACES]);

type Place<T> = OnceLock<Box<Kept<T>>>;

struct Kept<T: 'static> {
    site: &'static Site,
    value: T,
    next: Place<T>,
}

impl<T: Default> PerSite<T> {
    /// Of no site yet.
    pub(crate) const fn new() -> Self {
        Self([const { OnceLock::new() }; PLACES])
    }

    /// That of `site`.
    pub(crate) fn of(&'static self, site: &'static Site) -> &'static T {
        // Neighbours do not share a place.
        let mut place = &self.0[ptr::from_ref(site).addr() / size_of::<Site>() % PLACES];
        loop {
            let kept = place.get_or_init(|| {
                Box::new(Kept {
                    site,
                    value: T::default(),
                    next: OnceLock::new(),
                })
            });
            if ptr::eq(kept.site, site) {
                return &kept.value;
            }
            place = &kept.next;
        }
    }
}

#[cfg(test)]
mod tests {
    use core::panic::Location;
    use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use std::thread;

    use super::*;

    #[test]
    fn each_site_has_its_own_however_many_share_a_place() {
        static COUNTS: PerSite<AtomicUsize> = PerSite::new();

        let sites: &'static [Site] = (0..4 * PLACES)
            .map(|_| Site::at(Location::caller(), "fetch", "", None))
            .collect::<Vec<_>>()
            .leak();
        let count = |times: usize| {
            for (index, site) in sites.iter().enumerate() {
                COUNTS.of(site).fetch_add(index * times, Relaxed);
            }
        };
        thread::scope(|scope| {
            for times in [1, 10] {
                scope.spawn(move || count(times));
            }
        });
        for (index, site) in sites.iter().enumerate() {
            assert_eq!(COUNTS.of(site).load(Relaxed), index * 11);
        }
    }
}
