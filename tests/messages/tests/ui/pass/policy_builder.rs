//! Policies that are built in the attribute.

use reattempt::{Jitter, Policy, Strategy, retry};
use std::time::Duration;

#[retry(
    policy = Policy::builder()
        .max_attempts(2)
        .backoff(Strategy::Schedule(&[Duration::ZERO]))
        .jitter(Jitter::Full)
        .build(),
    on = [_],
)]
fn known(calls: &mut u32) -> Result<(), ()> {
    *calls += 1;
    Err(())
}

#[retry(policy = Policy::builder().max_attempts(limit).initial_delay(Duration::ZERO).build(), on = [_])]
fn known_at_entry(limit: u32, calls: &mut u32) -> Result<(), ()> {
    *calls += 1;
    Err(())
}

/// A builder that is not `const`.
#[retry(policy = policies::Policy::builder().build(), on = [_])]
fn of_another_type(calls: &mut u32) -> Result<(), ()> {
    *calls += 1;
    Err(())
}

mod policies {
    pub struct Policy;

    impl Policy {
        pub fn builder() -> Self {
            Self
        }

        pub fn build(self) -> reattempt::Policy {
            reattempt::Policy::builder().max_attempts(1).build()
        }
    }
}

fn main() {
    let mut calls = 0;
    assert!(known(&mut calls).is_err());
    assert_eq!(calls, 2);
    assert!(known_at_entry(5, &mut calls).is_err());
    assert_eq!(calls, 2 + 5);
    assert!(of_another_type(&mut calls).is_err());
    assert_eq!(calls, 2 + 5 + 1);
}
