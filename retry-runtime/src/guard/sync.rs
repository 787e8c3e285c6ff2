//! The atomic number and the lock that guards are made of, which `--cfg loom` replaces by loom's so
//! that its tests see every access.
//!
//! Loom's types cannot be made in a `const`; under loom they are made at first use, which has to
//! be on the thread that starts the others.

use core::fmt;
use core::sync::atomic::Ordering::Relaxed;

#[cfg(loom)]
use loom::sync::{Mutex, MutexGuard, atomic::AtomicU64};
use std::sync::PoisonError;
#[cfg(not(loom))]
use std::sync::{Mutex, MutexGuard, atomic::AtomicU64};

/// A number shared by threads. It counts and guards no other memory, so every access is relaxed;
/// what must not be lost is changed by one read-modify-write.
pub(crate) struct Atomic(Cell<AtomicU64>);

impl Atomic {
    pub(crate) const fn new(value: u64) -> Self {
        Self(cell::number(value))
    }

    #[inline]
    pub(crate) fn load(&self) -> u64 {
        self.cell().load(Relaxed)
    }

    pub(crate) fn store(&self, value: u64) {
        self.cell().store(value, Relaxed);
    }

    pub(crate) fn swap(&self, value: u64) -> u64 {
        self.cell().swap(value, Relaxed)
    }

    /// Adds, modulo 2^64.
    pub(crate) fn add(&self, amount: u64) {
        self.cell().fetch_add(amount, Relaxed);
    }

    /// Subtracts, modulo 2^64.
    pub(crate) fn sub(&self, amount: u64) {
        self.cell().fetch_sub(amount, Relaxed);
    }

    /// Replaces the value by what `next` makes of it, and returns the old one; where `next` says
    /// `None` nothing changes, and the value is the error.
    pub(crate) fn update(&self, next: impl FnMut(u64) -> Option<u64>) -> Result<u64, u64> {
        self.cell().fetch_update(Relaxed, Relaxed, next)
    }

    #[inline]
    fn cell(&self) -> &AtomicU64 {
        cell::get(&self.0)
    }
}

impl fmt::Debug for Atomic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.load().fmt(f)
    }
}

/// A lock that does not mind a panic: what it holds is changed by code that cannot panic half-way.
pub(crate) struct Lock<T>(Cell<Mutex<T>, T>);

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(cell::lock(value))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        cell::get(&self.0)
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

use cell::Cell;

#[cfg(not(loom))]
mod cell {
    use core::marker::PhantomData;

    use super::{AtomicU64, Mutex};

    pub(super) struct Cell<T, V = u64>(T, PhantomData<fn(V)>);

    pub(super) const fn number(value: u64) -> Cell<AtomicU64> {
        Cell(AtomicU64::new(value), PhantomData)
    }

    pub(super) const fn lock<T>(value: T) -> Cell<Mutex<T>, T> {
        Cell(Mutex::new(value), PhantomData)
    }

    #[inline]
    pub(super) const fn get<T, V>(cell: &Cell<T, V>) -> &T {
        &cell.0
    }
}

#[cfg(loom)]
mod cell {
    use std::sync::{Mutex as StdMutex, OnceLock};

    use super::{AtomicU64, Mutex};

    pub(super) struct Cell<T, V = u64> {
        value: StdMutex<Option<V>>,
        make: fn(V) -> T,
        made: OnceLock<T>,
    }

    pub(super) const fn number(value: u64) -> Cell<AtomicU64> {
        new(value, AtomicU64::new)
    }

    pub(super) const fn lock<T>(value: T) -> Cell<Mutex<T>, T> {
        new(value, Mutex::new)
    }

    const fn new<T, V>(value: V, make: fn(V) -> T) -> Cell<T, V> {
        Cell {
            value: StdMutex::new(Some(value)),
            make,
            made: OnceLock::new(),
        }
    }

    pub(super) fn get<T, V>(cell: &Cell<T, V>) -> &T {
        cell.made.get_or_init(|| {
            let value = cell.value.lock().unwrap().take().unwrap();
            (cell.make)(value)
        })
    }
}
