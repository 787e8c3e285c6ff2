use std::time::Duration;

use reattempt::Classify;

#[derive(Classify)]
#[classify(throttled)]
enum Error {
    #[classify(after = wiat)]
    Misspelt { wait: Duration },
    #[classify(after = 1)]
    Index(Duration),
    #[classify(after = 30)]
    Seconds,
    #[classify(after = 30)]
    NamedSeconds { wait: Duration },
    #[classify(after = "wait")]
    Quoted { wait: Duration },
    #[classify(after = "1s")]
    Fixed { wait: Duration },
    #[classify(after = self.wait)]
    Place { wait: Duration },
    #[classify(after = Duration::from_secs(1))]
    Expression,
    #[classify(after = || None)]
    NoArgument,
    #[classify(after = |a, b| None)]
    TwoArguments,
    #[classify(after = async |error| None)]
    Async,
    #[classify(after = -1)]
    Negative(Duration),
}

fn main() {}
