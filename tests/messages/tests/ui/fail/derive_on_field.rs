use std::io;

use reattempt::Classify;

#[derive(Classify)]
enum Error {
    Io(#[classify(forward)] io::Error),
    #[classify(throttled)]
    Slow {
        #[classify(after)]
        wait: u64,
    },
}

#[derive(Classify)]
#[classify(transient)]
struct Struct {
    #[classify(forward)]
    source: io::Error,
}

fn main() {}
