//! One guard for each key: which stay, which go, and who hears of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Chance, at};
use reattempt_runtime::guard::{Breaker, BreakerState, Budget, Keyed, PerKey};
use reattempt_runtime::{Class, Clock, Scope};

fn sorted<K: Ord>(mut keys: Vec<K>) -> Vec<K> {
    keys.sort();
    keys
}

fn withdraw(budget: &Budget) {
    drop(budget.withdraw(Class::Transient, at(0.0)));
}

#[test]
fn each_key_has_one_of_its_own() {
    static BREAKERS: PerKey<String, Breaker> = PerKey::new(|_| Breaker::new());

    assert!(BREAKERS.is_empty());
    BREAKERS.of("a").force_open();
    assert_eq!(BREAKERS.of("a").state(), BreakerState::ForcedOpen);
    assert_eq!(BREAKERS.of(&"b".to_owned()).state(), BreakerState::Closed);
    assert_eq!(BREAKERS.len(), 2);
    assert_eq!(sorted(BREAKERS.keys()), ["a", "b"]);
    let open = BREAKERS
        .iter()
        .filter(|(_, breaker)| breaker.permit().is_err());
    assert_eq!(open.map(|(key, _)| key).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn keys_of_other_kinds_are_found_by_what_they_lend() {
    let by_number: PerKey<u64, Budget> = PerKey::new(|_| Budget::new());
    withdraw(&by_number.of(&7));
    assert_eq!(by_number.of(&7).tokens(), 486);

    let by_shared: PerKey<Arc<str>, Budget> = PerKey::new(|_| Budget::new());
    withdraw(&by_shared.of("a"));
    assert_eq!(by_shared.of("a").tokens(), 486);

    let by_pair: PerKey<(String, u16), Budget> = PerKey::new(|_| Budget::new());
    let key = ("a".to_owned(), 443);
    withdraw(&by_pair.of(&key));
    assert_eq!(by_pair.of(&key).tokens(), 486);
}

#[test]
fn what_is_made_depends_on_the_key_and_on_what_was_read() {
    let capacities = [10, 20];
    let budgets = PerKey::with(|tenant: &usize| Budget::total(capacities[*tenant]));
    assert_eq!(budgets.of(&1).capacity(), 20);
    assert_eq!(budgets.of(&0).capacity(), 10);
}

#[test]
fn a_look_makes_none_and_does_not_count_as_use() {
    let budgets: PerKey<String, Budget> = PerKey::new(|_| Budget::new()).capacity(2);
    assert!(budgets.get("a").is_none());
    budgets.of("a");
    budgets.of("b");
    assert!(budgets.get("a").is_some());
    budgets.of("c");
    assert_eq!(sorted(budgets.keys()), ["b", "c"]);
}

#[test]
fn one_that_is_taken_away_stays_with_who_holds_it() {
    let budgets: PerKey<String, Budget> = PerKey::new(|_| Budget::new());
    withdraw(&budgets.of("a"));
    assert_eq!(budgets.remove("a").unwrap().tokens(), 486);
    assert!(budgets.remove("a").is_none());
    assert_eq!(budgets.of("a").tokens(), 500);
}

#[test]
fn an_open_breaker_stays_while_closed_ones_go() {
    let breakers: PerKey<u32, Breaker> = PerKey::new(|_| Breaker::new()).capacity(3);
    breakers.of(&0).open_now();
    breakers.of(&1).force_closed();
    (2..100).for_each(|key| drop(breakers.of(&key)));
    assert_eq!(sorted(breakers.keys()), [0, 1, 99]);
    assert_eq!(breakers.of(&0).state(), BreakerState::Open);
    assert_eq!(breakers.losses(), 0);
}

#[test]
fn a_breaker_is_idle_when_it_is_closed_or_abandoned() {
    let builder = Breaker::builder().lease(Duration::from_secs(7));
    let idle = |breaker: &Breaker, secs| breaker.is_idle(at(secs));
    let breaker = builder.build();
    assert!(idle(&breaker, 0.0));

    breaker.open_now_at(at(0.0));
    assert!(!idle(&breaker, 31.0), "its time is over, but who knows");
    assert!(!idle(&breaker, 59.9));
    assert!(idle(&breaker, 60.0), "nobody has come back");

    drop(breaker.permit_at(at(60.0)).unwrap());
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    assert!(!idle(&breaker, 66.9));
    assert!(idle(&breaker, 67.0));

    for state in [BreakerState::ForcedOpen, BreakerState::ForcedClosed] {
        assert!(!idle(&builder.initial_state(state).build(), 1e6), "{state}");
    }
    for state in [BreakerState::Open, BreakerState::HalfOpen] {
        let unused = builder.initial_state(state).build();
        assert!(idle(&unused, 0.0), "as one that is made anew: {state}");
    }
}

static LOST: Mutex<Vec<(u32, u64)>> = Mutex::new(Vec::new());

#[test]
fn an_owing_budget_stays_while_full_ones_go_and_never_goes_silently() {
    let budgets: PerKey<u32, Budget> = PerKey::new(|_| Budget::new())
        .capacity(2)
        .on_loss(|key, budget| LOST.lock().unwrap().push((*key, budget.tokens())));
    withdraw(&budgets.of(&0));
    (1..50).for_each(|key| drop(budgets.of(&key)));
    assert_eq!(sorted(budgets.keys()), [0, 49]);
    assert_eq!(budgets.losses(), 0);

    withdraw(&budgets.of(&49));
    budgets.of(&0);
    budgets.of(&50);
    assert_eq!(sorted(budgets.keys()), [0, 50], "that of 49 was longer ago");
    assert_eq!(*LOST.lock().unwrap(), [(49, 486)]);
    assert_eq!(budgets.losses(), 1);
}

/// A clock that stands still.
#[derive(Debug)]
struct Still(Instant);

impl Clock for Still {
    fn now(&self) -> Instant {
        self.0
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        unreachable!("nobody waits")
    }

    fn block(&self, _: Duration) {
        unreachable!("nobody waits")
    }
}

#[test]
fn a_budget_that_time_has_filled_again_owes_nothing() {
    let window = Duration::from_secs(10);
    let makes: [fn(&u32) -> Budget; 3] = [
        |_| Budget::builder().refill_per_second(14.0).build(),
        |_| Budget::percent_of_calls(0.0, 1, Duration::from_secs(10)),
        |_| Budget::builder().capacity(0).floor(1).build(),
    ];
    for make in makes {
        let budgets: PerKey<u32, Budget> = PerKey::new(make).capacity(1);
        let ask = |key, secs| {
            let clock = Arc::new(Still(at(secs)));
            Scope::new().clock(clock).run(|| budgets.of(&key))
        };
        withdraw(&ask(0, 0.0));
        ask(1, 0.5);
        assert_eq!(budgets.losses(), 1, "it still owes");
        withdraw(&ask(1, 0.5));
        ask(2, 0.5 + window.as_secs_f64());
        assert_eq!(budgets.losses(), 1, "it owes no more");
    }
}

#[test]
fn a_budget_with_a_call_that_is_retrying_is_not_idle() {
    let budget = Budget::builder().transient_cost(0).build();
    let call = budget.withdraw(Class::Transient, at(0.0)).unwrap();
    assert!(!budget.is_idle(at(0.0)));
    drop(call);
    assert!(budget.is_idle(at(0.0)));
}

#[test]
fn those_that_are_held_stay_beyond_the_capacity() {
    let breakers: PerKey<u32, Breaker> = PerKey::new(|_| Breaker::new()).capacity(2);
    let held: Vec<_> = (0..5).map(|key| breakers.of(&key)).collect();
    assert_eq!(breakers.len(), 5);
    assert!(Arc::ptr_eq(&held[0], &breakers.of(&0)));
    drop(held);
    breakers.of(&9);
    assert_eq!(breakers.len(), 2, "as soon as they are not");
    assert_eq!(breakers.losses(), 0);
}

#[test]
fn no_lock_is_held_while_one_is_made_or_reported_or_dropped() {
    static GUARDS: PerKey<u32, Nosy> = PerKey::new(|key| {
        if *key < 5 {
            GUARDS.of(&(*key + 1));
        }
        Nosy
    })
    .capacity(2)
    .on_loss(|key, _| {
        GUARDS.remove(key);
        GUARDS.of(&5);
    });

    /// Looks back in when it goes, and is never idle.
    struct Nosy;

    impl Drop for Nosy {
        fn drop(&mut self) {
            GUARDS.len();
            GUARDS.remove(&1000);
        }
    }

    impl Keyed for Nosy {
        fn is_idle(&self, _: Instant) -> bool {
            false
        }
    }

    GUARDS.of(&0);
    assert!(GUARDS.losses() > 0);
    assert_eq!(GUARDS.len(), 2);
}

#[test]
fn a_panic_while_one_is_made_keeps_nothing_and_breaks_nothing() {
    let guards = PerKey::with(|key: &u32| {
        assert_ne!(*key, 13, "unlucky");
        Breaker::new()
    });
    assert!(catch_unwind(AssertUnwindSafe(|| guards.of(&13))).is_err());
    assert!(guards.is_empty());
    guards.of(&12);
    assert_eq!(guards.len(), 1);
}

#[test]
fn threads_that_ask_for_the_same_new_key_get_the_same() {
    for _ in 0..50 {
        let breakers: PerKey<u32, Breaker> = PerKey::new(|_| Breaker::new()).capacity(1);
        let together = Barrier::new(4);
        let asked = thread::scope(|scope| {
            let ask = || {
                together.wait();
                breakers.of(&1)
            };
            let threads = [(); 4].map(|()| scope.spawn(ask));
            threads.map(|thread| thread.join().unwrap())
        });
        assert!(asked.iter().all(|one| Arc::ptr_eq(one, &asked[0])));
        assert_eq!(breakers.len(), 1);
    }
}

/// A guard that can be told from others.
pub(crate) struct Numbered {
    pub(crate) number: u64,
    pub(crate) busy: AtomicBool,
}

impl Numbered {
    pub(crate) fn new(number: u64) -> Self {
        Self {
            number,
            busy: AtomicBool::new(false),
        }
    }
}

impl Keyed for Numbered {
    fn is_idle(&self, _: Instant) -> bool {
        !self.busy.load(Relaxed)
    }
}

#[test]
fn all_threads_that_hold_the_one_of_a_key_hold_the_same() {
    const KEYS: usize = 12;
    let next = AtomicU64::new(0);
    let make = |_: &usize| Numbered::new(next.fetch_add(1, Relaxed));
    let guards = PerKey::with(make).capacity(4);
    // The number of the one that is held, and by how many.
    let holders: [Mutex<(u64, u32)>; KEYS] = Default::default();
    thread::scope(|scope| {
        for seed in 0..4 {
            let (guards, holders) = (&guards, &holders);
            scope.spawn(move || {
                let chance = Chance::seeded(seed);
                for _ in 0..5_000 {
                    let key = usize::try_from(chance.next() % KEYS as u64).unwrap();
                    let guard = guards.of(&key);
                    {
                        let mut held = holders[key].lock().unwrap();
                        if held.1 > 0 {
                            assert_eq!(held.0, guard.number);
                        }
                        *held = (guard.number, held.1 + 1);
                    }
                    guard.busy.store(chance.happens(0.3), Relaxed);
                    thread::yield_now();
                    holders[key].lock().unwrap().1 -= 1;
                }
            });
        }
    });
    guards.of(&KEYS);
    assert_eq!(guards.len(), 4);
    assert!(guards.losses() > 0);
}
