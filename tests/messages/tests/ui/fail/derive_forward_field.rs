use std::io;

use reattempt::Classify;

#[derive(Classify)]
enum Error {
    #[classify(forward)]
    Unit,
    #[classify(forward)]
    Empty {},
    #[classify(forward)]
    Which(io::Error, io::Error),
    #[classify(forward)]
    WhichName { first: io::Error, second: io::Error },
    #[classify(forward = sorce)]
    Misspelt { source: io::Error, code: u8 },
    #[classify(forward = absent)]
    Absent { source: io::Error, code: u8 },
    #[classify(forward = error)]
    OnlyOne(io::Error),
    #[classify(forward = 2)]
    TooFar(io::Error, u8),
    #[classify(forward = 0)]
    Index { source: io::Error },
    #[classify(forward = "source")]
    Quoted { source: io::Error },
    #[classify(forward = self.source)]
    Place { source: io::Error },
    #[classify(forward = &source)]
    Reference { source: io::Error },
    #[classify(forward(source))]
    Parentheses { source: io::Error },
    #[classify(forward source)]
    NoSign { source: io::Error },
    #[classify(forward = source.kind())]
    Call { source: io::Error },
    #[classify(forward = .0)]
    Dot(io::Error),
    #[classify(forward = 0u8)]
    Suffix(io::Error),
}

fn main() {}
