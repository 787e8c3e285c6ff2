//! A shared borrow of `&mut self` that leaves an attempt which changed it: the compiler's own error, for where
//! the body only reads there is none. An exclusive borrow is refused by the attribute: `lending.rs`.

use reattempt::retry;

enum Error {
    Io,
}

struct Cache {
    pages: Vec<String>,
}

impl Cache {
    #[retry(on = [Io])]
    fn first(&mut self) -> Result<&str, Error> {
        self.pages.push(String::new());
        self.pages.first().map(String::as_str).ok_or(Error::Io)
    }

    #[retry(on = [Io])]
    async fn first_async(&mut self) -> Result<&str, Error> {
        self.pages.push(String::new());
        self.pages.first().map(String::as_str).ok_or(Error::Io)
    }
}

fn main() {}
