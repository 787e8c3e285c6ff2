//! Values that are known when the program is built: of the type itself, of a trait, of generics, in
//! an inline `const`.

use reattempt::{Policy, retry};
use std::time::Duration;

struct Client<const N: u32>;

trait Limits {
    const ATTEMPTS: u32;
}

impl<const N: u32> Client<N> {
    const ATTEMPTS: u32 = N + 1;
    const WAIT: Duration = Duration::ZERO;
    const POLICY: Policy = Policy::builder()
        .max_attempts(N)
        .initial_delay(Self::WAIT)
        .build();

    #[retry(max_attempts = Self::ATTEMPTS, initial_delay = Self::WAIT, on = [_])]
    fn own_constant(&self, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(max_attempts = N, initial_delay = Duration::from_secs(0), on = [_])]
    fn generic_of_the_impl(&self, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }

    #[retry(policy = Self::POLICY, max_attempts = const { N * 2 }, on = [_])]
    fn inline_const(&self, calls: &mut u32) -> Result<(), ()> {
        *calls += 1;
        Err(())
    }
}

impl<const N: u32> Limits for Client<N> {
    const ATTEMPTS: u32 = 5;
}

#[retry(max_attempts = <L as Limits>::ATTEMPTS, backoff = ["0s", Duration::ZERO], on = [_])]
fn of_a_type_parameter<L: Limits>(calls: &mut u32) -> Result<(), ()> {
    *calls += 1;
    Err(())
}

fn main() {
    let client = Client::<3>;
    let mut calls = 0;
    assert!(client.own_constant(&mut calls).is_err());
    assert_eq!(calls, 4);
    assert!(client.generic_of_the_impl(&mut calls).is_err());
    assert_eq!(calls, 4 + 3);
    assert!(client.inline_const(&mut calls).is_err());
    assert_eq!(calls, 4 + 3 + 6);
    assert!(of_a_type_parameter::<Client<3>>(&mut calls).is_err());
    assert_eq!(calls, 4 + 3 + 6 + 5);
}
