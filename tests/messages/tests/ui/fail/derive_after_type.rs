use reattempt::Classify;

#[derive(Classify)]
#[classify(throttled)]
enum Error {
    #[classify(after = wait)]
    Text { wait: String },
    #[classify(after = 0)]
    Signed(i64),
    #[classify(after = 0)]
    Float(Option<f64>),
    #[classify(after = nowhere)]
    NoFunction { wait: u64 },
    #[classify(after = Self::seconds)]
    WrongFunction(u64),
    #[classify(after = |error| error.seconds())]
    WrongClosure,
}

impl Error {
    fn seconds(&self) -> u64 {
        1
    }
}

fn main() {}
