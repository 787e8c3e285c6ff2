use std::io;

use reattempt::Classify;

#[derive(Classify)]
enum Error {
    #[classify(transient, transient)]
    Twice,
    #[classify(transient, permanent)]
    Both,
    #[classify(transient)]
    #[classify(throttled)]
    InTwoAttributes,
    #[classify(forward, transient)]
    ForwardAndClass(io::Error),
    #[classify(permanent, forward)]
    ClassAndForward(io::Error),
    #[classify(throttled, after = 0, after = 1)]
    TwoHints(u64, u64),
    #[classify(permanent, after = wait)]
    UselessHint { wait: u64 },
}

#[derive(Classify)]
#[classify(crate = ::reattempt, crate = ::reattempt, unsent)]
struct TwoCrates;

#[derive(Classify)]
#[classify(permanent)]
enum UselessHintByDefault {
    #[classify(after = 0)]
    Slow(u64),
}

fn main() {}
