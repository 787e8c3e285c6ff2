use reattempt::Classify;

#[derive(Classify)]
enum Error {
    #[classify]
    Bare,
    #[classify()]
    Empty,
    #[classify = "transient"]
    Assigned,
    #[classify(transient throttled)]
    NoComma,
    #[classify(throttled after = wait)]
    NoCommaBeforeOption { wait: u64 },
    #[classify(transient; throttled)]
    Semicolon,
    #[classify(transient | throttled)]
    Alternatives,
    #[classify(throttled(after = wait))]
    Nested { wait: u64 },
    #[classify(transient = true)]
    Value,
    #[classify(throttled, after)]
    NoValue { wait: u64 },
    #[classify(throttled, after =)]
    StillNoValue { wait: u64 },
    #[classify(throttled, after: wait)]
    Colon { wait: u64 },
    #[classify(throttled, after(wait))]
    Parentheses { wait: u64 },
    #[classify(,)]
    Comma,
}

fn main() {}
