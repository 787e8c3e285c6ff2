use reattempt::Classify;

#[derive(Classify)]
#[classify(transient, kind = "Any")]
enum OnEnum {
    Io,
}

#[derive(Classify)]
enum Values {
    #[classify(transient, kind = ConnectionError)]
    Unquoted,
    #[classify(transient, kind = "throttled")]
    Class,
    #[classify(transient, kind = "connection error")]
    Words,
    #[classify(transient, alias = "")]
    Empty,
    #[classify(transient, kind)]
    Nothing,
    #[classify(transient, kind = "A", kind = "B")]
    Twice,
    #[classify(transient, rename = "A")]
    Foreign,
}

#[derive(Classify)]
enum Aliases {
    #[classify(transient, alias = "Reset")]
    Io,
    #[classify(transient, alias = "Slow")]
    Reset,
    #[classify(throttled, alias = "Slow")]
    Throttled,
}

fn main() {}
