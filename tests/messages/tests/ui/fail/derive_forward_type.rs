use std::io;

use reattempt::Classify;

struct ParseError;

#[derive(Classify)]
enum Error {
    #[classify(forward)]
    Io(io::Error),
    #[classify(forward)]
    Parse(ParseError),
    #[classify(forward = cause)]
    Boxed { cause: Box<ParseError>, code: u8 },
}

#[derive(Classify)]
#[classify(forward)]
enum ByDefault {
    Io(io::Error),
    Maybe(Option<io::Error>),
}

fn main() {}
