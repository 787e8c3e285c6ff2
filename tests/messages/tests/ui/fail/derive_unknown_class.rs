use reattempt::Classify;

#[derive(Classify)]
enum Error {
    #[classify(transiant)]
    Misspelt,
    #[classify(Transient)]
    Capital,
    #[classify(Class::Throttled)]
    Path,
    #[classify("permanent")]
    Quoted,
    #[classify(retryable)]
    Foreign,
    #[classify(fatal)]
    Final,
    #[classify(rate_limited, retry_after = wait)]
    Slow { wait: u64 },
    #[classify(transparent)]
    Transparent(std::io::Error),
    #[classify(colour)]
    FarOff,
    #[classify(true)]
    Bool,
    #[classify(3)]
    Number,
    #[classify("what is this")]
    Text,
}

fn main() {}
