//! A body that gives away what the next attempt needs: the compiler's own errors.

use reattempt::retry;

#[derive(Clone)]
struct Request;

struct Token;

enum Error {
    Io,
}

fn send(_: Request) -> Result<(), Error> {
    Err(Error::Io)
}

async fn send_async(_: Request) -> Result<(), Error> {
    Err(Error::Io)
}

fn spend(_: Token) -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(on = [Io])]
fn moved(request: Request) -> Result<(), Error> {
    send(request)
}

#[retry(on = [Io])]
async fn moved_async(request: Request) -> Result<(), Error> {
    send_async(request).await
}

#[retry(on = [Io])]
fn moved_into_a_block(request: Request) -> Result<(), Error> {
    std::thread::spawn(move || send(request)).join().unwrap()
}

#[retry(on = [Io])]
fn not_clone(token: Token) -> Result<(), Error> {
    spend(token)
}

#[retry(on = [Io])]
fn mutable(mut request: Request) -> Result<(), Error> {
    request = Request;
    send(request)
}

#[retry(on = [Io])]
async fn mutable_async(mut names: Vec<String>) -> Result<(), Error> {
    names.push(String::new());
    Err(Error::Io)
}

impl Token {
    #[retry(on = [Io])]
    fn receiver(self) -> Result<(), Error> {
        spend(self)
    }
}

#[retry(on = [Io])]
fn part((request, _): (Request, u32)) -> Result<(), Error> {
    send(request)
}

fn main() {}
