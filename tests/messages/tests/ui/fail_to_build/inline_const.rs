//! Constants that may depend on generics are checked when the function is built.

use reattempt::retry;

enum Error {
    Io,
}

trait Limits {
    const ATTEMPTS: u32;
}

struct None;

impl Limits for None {
    const ATTEMPTS: u32 = 0;
}

#[retry(max_attempts = const { 3 - 3 }, on = [Io])]
fn inline() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(max_attempts = N, on = [Io])]
fn const_generic<const N: u32>() -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(max_attempts = T::ATTEMPTS, on = [Io])]
fn of_a_type_parameter<T: Limits>() -> Result<(), Error> {
    Err(Error::Io)
}

impl None {
    const FACTOR: f64 = 0.5;

    #[retry(factor = Self::FACTOR, on = [Io])]
    fn of_the_type_itself(&self) -> Result<(), Error> {
        Err(Error::Io)
    }
}

fn main() {
    let _ = inline();
    let _ = const_generic::<0>();
    let _ = of_a_type_parameter::<None>();
    let _ = None.of_the_type_itself();
}
