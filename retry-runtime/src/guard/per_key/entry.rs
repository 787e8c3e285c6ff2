//! What is kept for a key, and which of them go when there are too many.

use crate::machine::Instant;
use core::hash::Hash;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{
    AtomicU64,
    Ordering::{Acquire, Relaxed},
    fence,
};

use crate::guard::keyed::Keyed;

/// The guard of a key.
pub(super) struct Entry<G> {
    pub(super) guard: Arc<G>,
    /// When it was asked for last, counted by how often any was.
    used: AtomicU64,
}

impl<G> Entry<G> {
    pub(super) const fn new(guard: Arc<G>) -> Self {
        Self {
            guard,
            used: AtomicU64::new(0),
        }
    }

    pub(super) fn hand_out(&self, turn: u64) -> Arc<G> {
        self.used.store(turn, Relaxed);
        Arc::clone(&self.guard)
    }
}

/// What had to make room, to be dropped when no lock is held.
pub(super) struct Gone<K, G> {
    pub(super) key: K,
    pub(super) guard: Arc<G>,
    pub(super) loss: bool,
}

/// Takes away as many as it must for one more, as far as they are held by nobody.
pub(super) fn make_room<K: Eq + Hash + Clone, G: Keyed>(
    entries: &mut HashMap<K, Entry<G>>,
    capacity: usize,
    now: Instant,
) -> Vec<Gone<K, G>> {
    let mut gone = Vec::new();
    while entries.len() >= capacity {
        let Some((key, loss)) = to_go(entries, now) else {
            break;
        };
        let entry = entries.remove_entry(&key);
        gone.extend(entry.map(|(key, Entry { guard, .. })| Gone { key, guard, loss }));
    }
    gone
}

/// Which is to make room, and whether that is a loss.
fn to_go<K: Clone, G: Keyed>(entries: &HashMap<K, Entry<G>>, now: Instant) -> Option<(K, bool)> {
    let is_held = |entry: &Entry<G>| Arc::strong_count(&entry.guard) > 1;
    let free = entries.iter().filter(|(_, entry)| !is_held(entry));
    let order = |(key, entry): (_, &Entry<G>)| {
        // Sees all that was done by those who held it.
        fence(Acquire);
        let loss = !entry.guard.is_idle(now);
        (loss, entry.used.load(Relaxed), key)
    };
    let first = free.map(order).min_by_key(|&(loss, used, _)| (loss, used));
    first.map(|(loss, _, key): (_, _, &K)| (key.clone(), loss))
}
