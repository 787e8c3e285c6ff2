//! Constants of the generics of the `impl`, which the attribute does not see: in an inline `const`.

use reattempt::{Policy, retry};
use std::time::Duration;

trait Limits {
    const LIMIT: u32;
    const POLICY: Policy = Policy::builder()
        .max_attempts(Self::LIMIT)
        .initial_delay(Duration::ZERO)
        .build();
}

struct Five;

impl Limits for Five {
    const LIMIT: u32 = 5;
}

struct Client<Cfg, const MAX: u32>(Cfg);

impl<Cfg: Limits, const MAX: u32> Client<Cfg, MAX> {
    #[retry(max_attempts = const { Cfg::LIMIT }, initial_delay = "0s", on = [_])]
    fn of_a_type(&self, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(policy = const { Cfg::POLICY }, on = [_])]
    fn policy_of_a_type(&self, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(max_attempts = const { MAX }, initial_delay = "0s", on = [_])]
    fn value(&self, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }
}

fn main() {
    let client = Client::<Five, 3>(Five);
    let mut calls = 0;
    assert!(client.of_a_type(&mut calls).is_err());
    assert_eq!(calls, 5);
    assert!(client.policy_of_a_type(&mut calls).is_err());
    assert_eq!(calls, 5 + 5);
    assert!(client.value(&mut calls).is_err());
    assert_eq!(calls, 5 + 5 + 3);
}
