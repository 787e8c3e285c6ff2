//! An exclusive borrow of an argument cannot leave an attempt, as its signature shows.

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
    async fn named<'a>(&'a mut self, at: &usize) -> Result<(usize, &'a mut String), Error> {
        Ok((*at, self.pages.get_mut(*at).ok_or(Error::Io)?))
    }
}

#[retry(on = [Io])]
fn last(pages: &mut Vec<String>) -> Result<&mut String, Error> {
    pages.last_mut().ok_or(Error::Io)
}

fn main() {}
