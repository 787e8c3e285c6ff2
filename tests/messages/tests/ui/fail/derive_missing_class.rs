use std::io;

use reattempt::Classify;

#[derive(Classify)]
enum Silent {
    NotFound,
    Denied { user: String },
    Io(io::Error),
    Wrapped { code: u8, source: io::Error },
    #[classify(transient)]
    Timeout,
}

#[derive(Classify)]
struct Struct;

#[derive(Classify)]
#[classify(after = wait)]
struct OnlyAfter {
    code: u8,
    wait: u64,
}

#[derive(Classify)]
#[classify(crate = ::reattempt)]
enum OnlyCrate {
    Slow(u8, u8),
}

fn main() {}
