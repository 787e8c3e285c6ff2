use reattempt::Classify;

#[derive(Classify)]
#[classify(transient, crate = ::nowhere)]
struct Error;

fn main() {}
