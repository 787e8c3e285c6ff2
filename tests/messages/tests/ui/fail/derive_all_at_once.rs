// Every mistake of a type is reported at once, and none of them makes a function that returns it an
// error too.

use reattempt::{Classify, retry};

#[derive(Debug, Classify)]
#[classify(permanant)]
enum FetchError {
    #[classify(transient, forward)]
    Io(std::io::Error),
    #[classify(throttled, after = wiat)]
    Throttled { wait: u64 },
    #[classify(permanent, after = 0)]
    Denied(#[classify(forward)] u64),
    NotFound,
}

#[retry]
fn fetch() -> Result<(), FetchError> {
    Err(FetchError::NotFound)
}

fn main() {
    let _ = fetch();
}
