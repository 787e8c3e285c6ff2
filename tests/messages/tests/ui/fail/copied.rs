use std::io;

use copied::onto_others;
use reattempt::retry;

#[onto_others]
#[retry]
fn fetch() -> io::Result<u32> {
    Ok(1)
}

fn main() {}
