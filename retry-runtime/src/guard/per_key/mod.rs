//! One guard for each host, tenant or destination.

mod entry;

use crate::machine::Instant;
use core::borrow::Borrow;
use core::fmt;
use core::hash::Hash;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use self::entry::{Entry, Gone, make_room};
use super::keyed::Keyed;
use crate::scope::time;

/// One breaker, or one budget, for each host, tenant or destination, made when it is first asked for.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::guard::{Breaker, Budget, PerKey};
///
/// static BREAKERS: PerKey<String, Breaker> = PerKey::new(|_host| Breaker::new());
/// static BUDGETS: PerKey<u64, Budget> = PerKey::new(|_tenant| Budget::new()).capacity(10_000);
///
/// let breaker = BREAKERS.of("db-1.example");
/// breaker.open_now();
/// assert!(BREAKERS.of("db-1.example").permit().is_err());
/// assert!(BREAKERS.of("db-2.example").permit().is_ok());
/// assert_eq!(BUDGETS.of(&7).tokens(), 500);
/// ```
///
/// # How many it keeps
///
/// At most [`capacity`](Self::capacity), of which the default is 1024. A new key that finds it full takes
/// the place of another:
///
/// 1. of the one that was asked for longest ago among those that are [idle](Keyed): breakers that are
///    closed, or were opened and then abandoned; budgets that are full;
/// 2. if none is, of the one that was asked for longest ago. That is a loss, as its open circuit or its debt is
///    forgotten, and never silent: [`on_loss`](Self::on_loss) is called, and [`losses`](Self::losses) counts it;
/// 3. if all are held by a call or by somebody who keeps its `Arc`, of none. There are then more of them than
///    the capacity, until new keys find some that are not held.
///
/// So all who hold the one of a key hold the same, unless it was [taken away](Self::remove), and there are never
/// more than the capacity and those that are held. Choose the capacity well above the number of keys in use: a key that comes
/// back only after its breaker has gone is without protection.
///
/// # What it costs
///
/// To find one takes a read lock that many can hold, a look into a hash table and two atomic writes, and allocates
/// nothing. A new key takes the write lock, and when it is full a look at all others.
///
/// No lock is held while one is made, dropped or reported as lost. `Hash`, `Eq` and `Clone` of the key run under
/// the lock, and must not use the same `PerKey`.
pub struct PerKey<K, G, F = fn(&K) -> G> {
    make: F,
    capacity: usize,
    on_loss: Option<fn(&K, &G)>,
    name: &'static str,
    /// How the list shows a key, where it has a name.
    key_text: Option<fn(&K) -> String>,
    entries: LazyLock<RwLock<HashMap<K, Entry<G>>>>,
    /// How often one was asked for.
    asked: AtomicU64,
    losses: AtomicU64,
}

impl<K, G> PerKey<K, G> {
    /// One for each key, made by `make`, which is told the key: a function, or a closure that captures
    /// nothing.
    ///
    /// Two threads that ask for the same new key at once may both call it; one of the two is used by both. A
    /// panic in it goes to who asked, and nothing is kept.
    pub const fn new(make: fn(&K) -> G) -> Self {
        Self::with(make)
    }
}

impl<K, G, F> PerKey<K, G, F> {
    const DEFAULT_CAPACITY: usize = 1024;

    /// [`new`](PerKey::new) by a closure that captures something, such as settings. In the field of a struct its
    /// type can be `Box<dyn Fn(&K) -> G + Send + Sync>`.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::collections::HashMap;
    /// use reattempt::guard::{Budget, PerKey};
    ///
    /// let from_a_file = HashMap::from([("acme", 50)]);
    /// let retries = |tenant: &String| *from_a_file.get(tenant.as_str()).unwrap_or(&10);
    /// let budgets = PerKey::with(|tenant: &String| Budget::total(retries(tenant)));
    /// assert_eq!(budgets.of("acme").tokens(), 50);
    /// ```
    pub const fn with(make: F) -> Self {
        Self {
            make,
            capacity: Self::DEFAULT_CAPACITY,
            on_loss: None,
            name: "",
            key_text: None,
            entries: LazyLock::new(|| RwLock::new(HashMap::new())),
            asked: AtomicU64::new(0),
            losses: AtomicU64::new(0),
        }
    }

    /// How many are kept, those that are held apart. Zero keeps only these. Default: 1024.
    #[must_use]
    pub const fn capacity(mut self, keys: usize) -> Self {
        self.capacity = keys;
        self
    }

    /// Called with each that goes although it is not idle, after it has gone, by who asked for the new key.
    /// A place for a line in the log.
    #[must_use]
    pub const fn on_loss(mut self, hook: fn(&K, &G)) -> Self {
        self.on_loss = Some(hook);
        self
    }

    /// Gives all of them a name, by which operators find them on the list of [`breakers`](super::breakers) or
    /// [`budgets`](super::budgets), each with its key, and by which configuration changes all of them (features
    /// `sites` and `config`). Configuration finds a name before the first key is asked for where
    /// [`list_guards!`](crate::list_guards) names it.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::{Breaker, PerKey};
    /// use reattempt::list_guards;
    ///
    /// static HOSTS: PerKey<String, Breaker> = PerKey::new(|_host| Breaker::new()).named("hosts");
    /// list_guards!(HOSTS);
    ///
    /// # assert_eq!(HOSTS.name(), "hosts");
    /// HOSTS.of("db-1").open_now();
    /// # #[cfg(feature = "sites")]
    /// println!("{}", reattempt::guard::breakers()); // hosts [db-1]: open, 0 refused
    /// ```
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self
    where
        K: ToString,
    {
        self.name = name;
        self.key_text = Some(K::to_string);
        self
    }

    /// What it is called; empty if that is nothing.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// How many have gone although they were not idle.
    pub fn losses(&self) -> u64 {
        self.losses.load(Relaxed)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.read().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<K, Entry<G>>> {
        self.entries.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<K, Entry<G>>> {
        self.entries.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash, G, F> PerKey<K, G, F> {
    /// The one of `key`, if there is one; asking does not make it one that is in use.
    pub fn get<Q>(&self, key: &Q) -> Option<Arc<G>>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        Some(Arc::clone(&self.read().get(key)?.guard))
    }

    /// Takes the one of `key` away, as when a tenant has gone. Who holds it keeps it, and who asks next gets
    /// a new one.
    pub fn remove<Q>(&self, key: &Q) -> Option<Arc<G>>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let entry = self.write().remove_entry(key);
        entry.map(|(_, entry)| entry.guard)
    }

    /// All keys there are at this moment, in no order.
    pub fn keys(&self) -> Vec<K>
    where
        K: Clone,
    {
        self.read().keys().cloned().collect()
    }

    /// All keys there are at this moment, each with its own, in no order. For dashboards, and for what is to be
    /// done to all.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// # use reattempt::guard::{Breaker, PerKey};
    /// # static BREAKERS: PerKey<String, Breaker> = PerKey::new(|_| Breaker::new());
    /// # BREAKERS.of("db-1");
    /// for (host, breaker) in BREAKERS.iter() {
    ///     println!("{host}: {}, {:?}", breaker.state(), breaker.counts());
    /// }
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (K, Arc<G>)> + use<K, G, F>
    where
        K: Clone,
    {
        let entry = |(key, entry): (&K, &Entry<G>)| (key.clone(), Arc::clone(&entry.guard));
        let all: Vec<_> = self.read().iter().map(entry).collect();
        all.into_iter()
    }
}

impl<K: Eq + Hash + Clone, G: Keyed, F: Fn(&K) -> G> PerKey<K, G, F> {
    /// The one of `key`, which is made if there is none. A `PerKey<String, _>` takes a `&str`.
    pub fn of<Q>(&self, key: &Q) -> Arc<G>
    where
        K: Borrow<Q> + From<Q::Owned>,
        Q: Eq + Hash + ToOwned + ?Sized,
    {
        if let Some(entry) = self.read().get(key) {
            return self.hand_out(entry);
        }
        self.make(key.to_owned().into())
    }

    #[cold]
    fn make(&self, key: K) -> Arc<G> {
        let made = Arc::new((self.make)(&key));
        // Before others find it, so that they do not get one that configuration has yet to reach. If another thread
        // is first, it leaves the list again.
        #[cfg(feature = "sites")]
        if let Some(text) = self.key_text {
            G::put_on_list(&made, self.name, text(&key));
        }
        let (guard, gone) = self.insert(key, made, time::now());
        for Gone { key, guard, loss } in &gone {
            if *loss {
                self.losses.fetch_add(1, Relaxed);
                if let Some(hook) = self.on_loss {
                    hook(key, guard);
                }
            }
        }
        guard
    }

    /// Keeps `made`, unless another thread was first. What has to go for it comes back, to be dropped
    /// when the lock is no longer held.
    fn insert(&self, key: K, made: Arc<G>, now: Instant) -> (Arc<G>, Vec<Gone<K, G>>) {
        let mut entries = self.write();
        if let Some(entry) = entries.get(&key) {
            return (self.hand_out(entry), Vec::new());
        }
        let gone = make_room(&mut entries, self.capacity, now);
        let entry = Entry::new(made);
        let guard = self.hand_out(&entry);
        entries.insert(key, entry);
        (guard, gone)
    }

    fn hand_out(&self, entry: &Entry<G>) -> Arc<G> {
        entry.hand_out(self.asked.fetch_add(1, Relaxed))
    }
}

impl<K, G, F> fmt::Debug for PerKey<K, G, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PerKey")
            .field("len", &self.len())
            .field("capacity", &self.capacity)
            .field("losses", &self.losses())
            .finish_non_exhaustive()
    }
}
