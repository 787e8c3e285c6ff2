//! One guard for each key, against a list that is looked through.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::per_key::Numbered;
use proptest::prelude::*;
use reattempt_runtime::guard::PerKey;

fn sorted(mut keys: Vec<u8>) -> Vec<u8> {
    keys.sort_unstable();
    keys
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Ask(u8),
    Look(u8),
    /// Asks, and keeps what comes.
    Hold(u8),
    /// Lets go what was kept first.
    Release,
    Occupy(u8),
    Free(u8),
    Remove(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let key = 0..6_u8;
    prop_oneof![
        6 => key.clone().prop_map(Step::Ask),
        1 => key.clone().prop_map(Step::Look),
        2 => key.clone().prop_map(Step::Hold),
        2 => Just(Step::Release),
        3 => key.clone().prop_map(Step::Occupy),
        1 => key.clone().prop_map(Step::Free),
        1 => key.prop_map(Step::Remove),
    ]
}

/// The one asked for longest ago comes first.
#[derive(Default)]
struct Model {
    capacity: usize,
    entries: Vec<(u8, u64)>,
    busy: Vec<u64>,
    held: Vec<u64>,
    made: u64,
    lost: u64,
}

impl Model {
    fn get(&self, key: u8) -> Option<u64> {
        let entry = self.entries.iter().find(|entry| entry.0 == key)?;
        Some(entry.1)
    }

    fn of(&mut self, key: u8) -> u64 {
        let number = if let Some(number) = self.get(key) {
            self.entries.retain(|entry| entry.0 != key);
            number
        } else {
            self.make_place();
            self.made += 1;
            self.made - 1
        };
        self.entries.push((key, number));
        number
    }

    fn make_place(&mut self) {
        while self.entries.len() >= self.capacity {
            let free = |&&(_, number): &&(u8, u64)| !self.held.contains(&number);
            let idle = |&(_, number): &&(u8, u64)| !self.busy.contains(number);
            let mut all = self.entries.iter().filter(free);
            let first = all.clone().find(idle).or_else(|| all.next());
            let Some(&(key, number)) = first else { return };
            self.lost += u64::from(self.busy.contains(&number));
            self.entries.retain(|entry| entry.0 != key);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_stays_and_what_goes_is_that_of_a_list(
        capacity in 0..4_usize,
        steps in prop::collection::vec(step(), 0..60),
    ) {
        let next = AtomicU64::new(0);
        let make = |_: &u8| Numbered::new(next.fetch_add(1, Relaxed));
        let guards = PerKey::with(make).capacity(capacity);
        let mut model = Model { capacity, ..Model::default() };
        let mut held = Vec::new();
        for step in steps {
            match step {
                Step::Ask(key) => prop_assert_eq!(guards.of(&key).number, model.of(key)),
                Step::Look(key) => {
                    let number = guards.get(&key).map(|guard| guard.number);
                    prop_assert_eq!(number, model.get(key));
                }
                Step::Hold(key) => {
                    let guard = guards.of(&key);
                    prop_assert_eq!(guard.number, model.of(key));
                    model.held.push(guard.number);
                    held.push(guard);
                }
                Step::Release if held.is_empty() => {}
                Step::Release => {
                    held.remove(0);
                    model.held.remove(0);
                }
                Step::Occupy(key) => {
                    guards.of(&key).busy.store(true, Relaxed);
                    let number = model.of(key);
                    model.busy.push(number);
                }
                Step::Free(key) => {
                    guards.of(&key).busy.store(false, Relaxed);
                    let number = model.of(key);
                    model.busy.retain(|busy| *busy != number);
                }
                Step::Remove(key) => {
                    let number = guards.remove(&key).map(|guard| guard.number);
                    prop_assert_eq!(number, model.get(key));
                    model.entries.retain(|entry| entry.0 != key);
                }
            }
            let keys = sorted(model.entries.iter().map(|entry| entry.0).collect());
            prop_assert_eq!(sorted(guards.keys()), keys);
            prop_assert_eq!(guards.losses(), model.lost);
        }
    }
}
