use reattempt::Classify;

#[derive(Classify)]
#[classify(transient, crate = reattempt)]
struct Relative;

#[derive(Classify)]
#[classify(transient, crate = "::reattempt")]
struct Quoted;

#[derive(Classify)]
#[classify(transient, crate)]
struct NoValue;

#[derive(Classify)]
enum OnVariant {
    #[classify(transient, crate = ::reattempt)]
    Timeout,
}

fn main() {}
