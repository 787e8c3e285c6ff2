use std::io;

use reattempt::Classify;

#[derive(Classify)]
#[classify(forward = source)]
enum ForwardField {
    Io { source: io::Error, code: u8 },
}

#[derive(Classify)]
#[classify(forward)]
enum NotEvery {
    Io(io::Error),
    Closed,
    Both(io::Error, io::Error),
}

#[derive(Classify)]
#[classify(throttled, after = wait)]
enum AfterField {
    Slow { wait: u64 },
}

#[derive(Classify)]
#[classify(throttled, after = 0)]
enum AfterIndex {
    Slow(u64),
}

#[derive(Classify)]
#[classify(after = Self::wait)]
enum AfterAlone {
    #[classify(throttled)]
    Slow,
}

#[derive(Classify)]
#[classify(permanent, after = Self::wait)]
enum AfterPermanent {
    Denied,
}

fn main() {}
