#![no_implicit_prelude]
#![deny(warnings)]

#[derive(::reattempt::Classify)]
pub enum Error<'a, T> {
    #[classify(forward)]
    Io(::std::io::Error),
    #[classify(forward = 1)]
    Generic(&'a str, T),
    #[classify(throttled, after = wait)]
    Throttled { wait: ::std::option::Option<u32> },
    #[classify(throttled, after = |_| ::std::option::Option::None)]
    Closure,
    #[classify(permanent)]
    NotFound,
}

#[derive(::reattempt::Classify)]
pub enum Never {}

fn main() {}
