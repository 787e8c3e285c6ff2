//! Closures, of which the compiler says that they have no attributes yet.

use reattempt::retry;
use std::io;

fn main() {
    let _ = #[retry]
    || -> io::Result<u8> { Ok(1) };

    let _ = #[retry(max_attempts = 0)]
    |number: u8| Some(number);

    std::thread::spawn(
        #[retry]
        move || -> io::Result<u8> { Ok(1) },
    );
}
