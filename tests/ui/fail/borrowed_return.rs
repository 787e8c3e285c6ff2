//! A borrow of `&mut self` that leaves one attempt cannot be made again by the next: the compiler's
//! own errors.

use reattempt::retry;

enum Error {
    Io,
}

struct Cache {
    pages: Vec<String>,
}

impl Cache {
    #[retry(on = [Io])]
    fn first(&mut self) -> Result<&mut String, Error> {
        self.pages.first_mut().ok_or(Error::Io)
    }

    #[retry(on = [Io])]
    async fn first_async(&mut self) -> Result<&str, Error> {
        self.pages.push(String::new());
        self.pages.first().map(String::as_str).ok_or(Error::Io)
    }
}

#[retry(on = [Io])]
fn last(pages: &mut Vec<String>) -> Result<&mut String, Error> {
    pages.last_mut().ok_or(Error::Io)
}

fn main() {}
