//! Constants of the generics of the `impl` without an inline `const`: the compiler says so at the word.

use reattempt::retry;

trait Limits {
    const LIMIT: u32;
}

struct Client<Cfg, const MAX: u32>(Cfg);

impl<Cfg: Limits, const MAX: u32> Client<Cfg, MAX> {
    #[retry(max_attempts = Cfg::LIMIT, on = [_])]
    fn of_a_type(&self) -> Result<(), ()> {
        Err(())
    }

    #[retry(max_attempts = MAX, on = [_])]
    fn value(&self) -> Result<(), ()> {
        Err(())
    }
}

fn main() {}
